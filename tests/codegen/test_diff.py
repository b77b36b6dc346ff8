"""Verdicts on changes of a spec, the next version, the changelog, and where specs are read from."""

# ruff: noqa: E501 - YAML and messages are quoted whole, as people read them
from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from codegen.cli import main
from codegen.diagnostics import Diagnostics
from codegen.diff.report import run
from codegen.load import bundle_text, load_folder

from .goldens import ROOT
from .toolbox import NOTE_TYPES, Workshop, method

if TYPE_CHECKING:
    from pathlib import Path

FIND = """
note.find:
  summary: Find notes
  description: Finds notes.
  tags: [{$ref: "#/components/tags/notes"}]
  paramStructure: by-name
  params:
    - {name: text, required: true, description: It., schema: {type: string}}
    - {name: mood, required: false, description: It., schema: {type: string, enum: [calm, wild]}}
    - {name: limit, required: false, description: It., schema: {type: integer, minimum: 1}}
  result: {name: notes, schema: {type: array, items: {$ref: "#/components/schemas/Found"}}}
  x-idempotent: true
  x-timeout: rpc
  examples: [{name: e, params: [{name: text, value: a}], result: {name: notes, value: []}}]
"""
FOUND = """
Found:
  type: object
  description: What was found.
  required: [title, size]
  properties:
    title: {type: string, description: Title.}
    size: {type: integer, description: Size.}
    state: {type: string, enum: [new, old], description: State.}
    free: {type: string, enum: [a, b], x-open-enum: true, description: Free.}
    kind: {$ref: "#/components/schemas/KindID"}
    note: {$ref: "#/components/schemas/NoteID"}
KindID:
  type: integer
  description: Id.
  x-id: {prefix: k, kind: kind, wire: integer}
NoteID:
  type: integer
  description: Id.
  x-id: {prefix: n, kind: note, wire: integer}
"""
# name: (change of the methods, change of the types, expected line)
CHANGES = {
    "removed method": (("note.find:", "note.search:"), None, "breaking: note.find: method removed"),
    "added method": (("note.find:", "note.search:"), None, "additive: note.search: method added"),
    "new optional parameter": (
        (
            "  params:\n",
            "  params:\n    - {name: tag, required: false, description: It., schema: {type: boolean}}\n",
        ),
        None,
        "additive: note.find(tag): optional parameter added",
    ),
    "new required parameter": (
        (
            "  params:\n",
            "  params:\n    - {name: tag, required: true, description: It., schema: {type: boolean}}\n",
        ),
        None,
        "breaking: note.find(tag): required parameter added",
    ),
    "removed parameter": (
        ("    - {name: limit, required: false, description: It., schema: {type: integer, minimum: 1}}\n", ""),
        None,
        "breaking: note.find(limit): parameter removed",
    ),
    "renamed parameter": (
        ("name: limit", "name: most"),
        None,
        "breaking: note.find(limit): parameter renamed to most",
    ),
    "parameter becomes required": (
        ("name: limit, required: false", "name: limit, required: true"),
        None,
        "breaking: note.find(limit): optional became required in the request",
    ),
    "parameter becomes optional": (
        ("name: text, required: true", "name: text, required: false"),
        None,
        "additive: note.find(text): required became optional in the request",
    ),
    "parameter narrowed": (
        ("schema: {type: string}}", "schema: {type: integer}}"),
        None,
        "breaking: note.find(text): type string became integer in the request (changed)",
    ),
    "parameter widened": (
        ("{type: integer, minimum: 1}", "{type: number, minimum: 1}"),
        None,
        "additive: note.find(limit): type integer became number in the request (widened)",
    ),
    "parameter limited further": (
        ("minimum: 1", "minimum: 5"),
        None,
        "breaking: note.find(limit): minimum 1 became 5 in the request",
    ),
    "value removed from a request": (
        ("[calm, wild]", "[calm]"),
        None,
        'breaking: note.find(mood): value "wild" removed from the request',
    ),
    "value added to a request": (
        ("[calm, wild]", "[calm, wild, shy]"),
        None,
        'additive: note.find(mood): value "shy" added to the request',
    ),
    "value added to a closed reply": (
        None,
        ("[new, old]", "[new, old, gone]"),
        'breaking: Found.state: value "gone" added to the reply',
    ),
    "value added to an open reply": (
        None,
        ("[a, b]", "[a, b, c]"),
        'additive: Found.free: value "c" added to the reply',
    ),
    "value removed from a reply": (
        None,
        ("[new, old]", "[new]"),
        'additive: Found.state: value "old" removed from the reply',
    ),
    "renamed field": (None, ("    title:", "    name:"), "breaking: Found.title: renamed to name"),
    "removed field": (
        None,
        ("    state: {type: string, enum: [new, old], description: State.}\n", ""),
        "breaking: Found.state: removed from the reply",
    ),
    "added field": (
        None,
        ("    size:", "    more: {type: boolean, description: More.}\n    size:"),
        "additive: Found.more: optional field added to the reply",
    ),
    "reply field becomes optional": (
        None,
        ("[title, size]", "[title]"),
        "breaking: Found.size: required became optional in the reply",
    ),
    "reply field becomes required": (
        None,
        ("[title, size]", "[title, size, state]"),
        "additive: Found.state: optional became required in the reply",
    ),
    "reply field widened": (
        None,
        ("size: {type: integer", 'size: {type: [integer, "null"]'),
        "breaking: Found.size: type integer became integer or null in the reply (widened)",
    ),
    "other Python name": (
        None,
        ("{type: integer, description: Size.}", "{type: integer, x-python: length, description: Size.}"),
        "breaking: Found.size: Python name size became length",
    ),
    "struct instead of model": (
        None,
        ("  type: object\n", "  type: object\n  x-hot: true\n"),
        "breaking: Found: kind of class changed from none to true",
    ),
    "identifiers of the same number": (
        None,
        (
            "prefix: k, kind: kind, wire: integer}",
            "prefix: k, kind: kind, wire: integer, same-number-as: NoteID}",
        ),
        "additive: KindID: has the same number as NoteID",
    ),
    "identifier with another prefix": (
        None,
        ("prefix: k, ", "prefix: q, "),
        (
            'breaking: KindID: identifier class changed from {"prefix": "k", "kind": "kind", "wire": "integer"}'
            ' to {"prefix": "q", "kind": "kind", "wire": "integer"}'
        ),
    ),
    "reply becomes another type": (
        ('schema: {type: array, items: {$ref: "#/components/schemas/Found"}}', "schema: {type: string}"),
        None,
        "breaking: note.find result: type array became string in the reply (changed)",
    ),
    "deprecated method": (
        ("  summary:", "  deprecated: true\n  summary:"),
        None,
        "additive: note.find: method deprecated",
    ),
    "no longer safe to repeat": (
        ("x-idempotent: true", "x-idempotent: false"),
        None,
        "breaking: note.find: no longer safe to repeat; failed requests are not retried",
    ),
}


def two(
    workshop: Workshop, methods: tuple[str, str] | None, types: tuple[str, str] | None
) -> tuple[str, int]:
    """Compare the base spec with a changed one."""
    new = FIND.replace(*methods) if methods else FIND
    found = FOUND.replace(*types) if types else FOUND
    assert (new, found) != (FIND, FOUND)
    old_folder, new_folder = Workshop(workshop.folder / "old"), Workshop(workshop.folder / "new")
    old_folder.write({"methods/notes.yaml": FIND, "schemas/notes.yaml": FOUND})
    new_folder.write({"methods/notes.yaml": new, "schemas/notes.yaml": found})
    return run(str(old_folder.specs), str(new_folder.specs), workshop.folder)


@pytest.mark.parametrize("case", CHANGES)
def test_change_has_its_verdict_and_exit_code(workshop: Workshop, case: str):
    methods, types, expected = CHANGES[case]
    text, code = two(workshop, methods, types)
    assert expected in text.splitlines()
    breaks = any(line.startswith("breaking: ") for line in text.splitlines())
    assert code == int(breaks)
    assert (
        f"version: {'major' if breaks else 'minor'} (1.0.0 becomes {'2.0.0' if breaks else '1.1.0'})" in text
    )


def test_no_change_says_so(workshop: Workshop):
    workshop.write({"methods/notes.yaml": FIND, "schemas/notes.yaml": FOUND})
    text, code = run(str(workshop.specs), str(workshop.specs / "toy"), workshop.folder)
    assert (text, code) == ("# toy\nno change\nversion: stays as it is", 0)


def test_changelog_entry_has_sections_and_marks_what_breaks(workshop: Workshop):
    text, _ = two(
        workshop,
        ("note.find:", "note.search:"),
        ("    size:", "    more: {type: boolean, description: M.}\n    size:"),
    )
    entry = text.partition("### ")[2].splitlines()
    assert entry == [
        "Added",
        "",
        "- `Found.more`: optional field added to the reply.",
        "- `note.search`: method added.",
        "",
        "### Removed",
        "",
        "- **Breaking:** `note.find`: method removed.",
    ]


def test_type_that_refers_to_itself_is_compared_once(workshop: Workshop):
    tree = "Found:\n  type: object\n  description: T.\n  properties:\n    below: {type: array, items: {$ref: '#/components/schemas/Found'}, description: B.}\n"
    old, new = Workshop(workshop.folder / "old"), Workshop(workshop.folder / "new")
    old.write({"methods/notes.yaml": FIND, "schemas/notes.yaml": tree})
    new.write(
        {
            "methods/notes.yaml": FIND,
            "schemas/notes.yaml": tree + "    text: {type: string, description: T.}\n",
        }
    )
    text, code = run(str(old.specs), str(new.specs), workshop.folder)
    assert code == 0
    assert text.count("\nadditive: ") == 1


@pytest.fixture
def repository(workshop: Workshop) -> Path:
    """A git repository with a base spec committed and a changed one in the working folder."""

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"]
        subprocess.run(
            ["git", "-C", str(workshop.folder), *identity, *arguments], check=True, capture_output=True
        )

    workshop.write({"methods/notes.yaml": FIND, "schemas/notes.yaml": FOUND})
    spec = load_folder(workshop.specs / "toy", Diagnostics())
    assert spec is not None
    (workshop.folder / "bundle.json").write_text(bundle_text(spec.bundle), encoding="utf-8")
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "base")
    workshop.write({"schemas/notes.yaml": FOUND.replace("    title:", "    name:")})
    return workshop.folder


@pytest.mark.parametrize(
    "old", ["git:HEAD", "git:HEAD:spec", "git:HEAD:spec/toy", "git:HEAD:bundle.json", "HEAD", "main"]
)
def test_revisions_are_compared_with_the_working_folder(repository: Path, old: str):
    text, code = run(old, str(repository / "spec"), repository)
    assert "breaking: Found.title: renamed to name" in text
    assert code == 1


def test_bundled_file_is_compared(repository: Path):
    text, code = run(str(repository / "bundle.json"), str(repository / "spec" / "toy"), repository)
    assert "breaking: Found.title: renamed to name" in text
    assert code == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "neither a folder, nor a file, nor a git revision"),
        ("{", "cannot be read as json"),
        ("[]", "not a bundled OpenRPC document"),
    ],
)
def test_misuse_is_told_with_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str], content, told):
    path = tmp_path / "old.json"
    if content is not None:
        path.write_text(content)
    assert main(["diff", str(path), str(ROOT / "spec")]) == 2
    assert told in capsys.readouterr().err


def test_whole_platform_added_and_removed(workshop: Workshop):
    workshop.write({"methods/notes.yaml": FIND, "schemas/notes.yaml": FOUND})
    other = Workshop(workshop.folder / "other")
    other.write({"methods/notes.yaml": FIND, "schemas/notes.yaml": FOUND})
    other.write({"methods/notes.yaml": method("a.b"), "schemas/notes.yaml": NOTE_TYPES}, "second")
    text, code = run(str(workshop.specs), str(other.specs), workshop.folder)
    assert "additive: a.b: method added" in text
    assert code == 0
    text, code = run(str(other.specs), str(workshop.specs), workshop.folder)
    assert "breaking: a.b: method removed" in text
    assert code == 1


def test_generated_bundle_equals_the_spec_it_came_from(capsys: pytest.CaptureFixture[str]):
    bundle = ROOT / "generated/python/groundwire_api/studio/openrpc.json"
    assert json.loads(bundle.read_text(encoding="utf-8"))["openrpc"] == "1.3.2"
    assert main(["diff", str(bundle), str(ROOT / "spec/studio")]) == 0
    assert "no change" in capsys.readouterr().out
