"""Specs with a fault each: the message says where, what, and what to do; all faults of a run are told at once."""

# ruff: noqa: E501 - YAML and messages are quoted whole, as people read them
from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from codegen.cli import main

from .toolbox import NOTE_TYPES, ROOT_FILE, method

if TYPE_CHECKING:
    from .toolbox import Workshop

NOTE_ID = '{$ref: "#/components/schemas/NoteID"}'
TEXT = "{name: text, required: true, description: It., schema: {type: string}}"
OPTIONAL = "{name: text, required: false, description: It., schema: {type: string}}"
PAGE = "{type: object, properties: {items: {type: array, items: {type: string}, description: I.}, next: {type: string, description: N.}}}"
PAGED = "x-params: object\nx-paging: {style: token, request: %s, reply: %s, items: %s}"


def thing(text: str) -> str:
    return f"Thing:\n  type: object\n  description: A thing.\n  properties:\n    a:\n      description: A.\n      {text}\n"


CASES = {
    "misspelt key of a method": (
        {"methods/m.yaml": method("a.b", more="x-params: none\nx-idempotant: true")},
        r"spec/toy/methods/m\.yaml:12: error: unknown key 'x-idempotant' — did you mean 'x-idempotent'\?",
    ),
    "misspelt key of a schema": (
        {"schemas/s.yaml": thing("type: string\n      x-sensitiv: true")},
        r"spec/toy/schemas/s\.yaml:8: error: unknown key 'x-sensitiv' — did you mean 'x-sensitive'\?",
    ),
    "missing example": (
        {"methods/m.yaml": re.sub(r"  examples.*\n", "", method("a.b"))},
        r"methods/m\.yaml:1: error: missing 'examples' — in a\.b",
    ),
    "missing description of a property": (
        {
            "schemas/s.yaml": "Thing:\n  type: object\n  description: A.\n  properties:\n    a: {type: string}\n"
        },
        r"schemas/s\.yaml:5: error: missing 'description' — in Thing\.properties\.a",
    ),
    "unknown reference": (
        {"methods/m.yaml": method("a.b", result='{$ref: "#/components/schemas/Missing"}')},
        r"methods/m\.yaml:7: error: unknown reference '#/components/schemas/Missing'",
    ),
    "unknown error": (
        {
            "methods/m.yaml": method(
                "a.b", more='x-params: none\nerrors: [{$ref: "#/components/errors/Nope"}]'
            )
        },
        r"methods/m\.yaml:12: error: unknown reference '#/components/errors/Nope'",
    ),
    "example of another type": (
        {"methods/m.yaml": method("a.b", result="{type: integer}")},
        r"methods/m\.yaml:10: error: example does not validate — the value: 'done' is not of type 'integer'",
    ),
    "example lacks a parameter": (
        {"methods/m.yaml": method("a.b", params=f"[{TEXT}]", more="deprecated: false")},
        r"methods/m\.yaml:10: error: example lacks a required parameter — a\.b needs 'text'",
    ),
    "example names an unknown parameter": (
        {
            "methods/m.yaml": method(
                "a.b", example="{name: e, params: [{name: x, value: 1}], result: {name: r, value: a}}"
            )
        },
        r"error: example names an unknown parameter — a\.b has no parameter 'x'; it has none",
    ),
    "default of another type": (
        {"schemas/s.yaml": thing("type: integer\n      default: many")},
        r"schemas/s\.yaml:8: error: default does not validate — the value: 'many' is not of type 'integer'",
    ),
    "two methods with one Python name": (
        {"methods/m.yaml": method("a.b_c") + method("a_b.c")},
        r"methods/m\.yaml:12: error: 'a_b\.c' becomes 'a_b_c' in Python — 'a\.b_c' has it already; give one of them x-python",
    ),
    "two fields with one Python name": (
        {"schemas/s.yaml": thing("type: string") + "    A: {type: string, description: A.}\n"},
        r"schemas/s\.yaml:8: error: 'A' becomes 'a' in Python — 'a' has it already in Thing",
    ),
    "method hides a namespace": (
        {"methods/m.yaml": method("version") + method("version.get")},
        r"methods/m\.yaml:1: error: 'version' becomes 'version' in Python — it would hide the namespace of 'version\.get'",
    ),
    "reserved x-python": (
        {"methods/m.yaml": method("a.b", more="x-params: none\nx-python: class")},
        r"error: x-python 'class' is a reserved name — choose another",
    ),
    "conversion to what is no id class": (
        {"schemas/s.yaml": NOTE_TYPES.replace("kind: note", "kind: note, same-number-as: Note", 1)},
        r"schemas/s\.yaml:\d+: error: unknown id class 'Note' — name another type with x-id",
    ),
    "duplicate id prefix": (
        {"schemas/s.yaml": NOTE_TYPES + NOTE_TYPES.partition("Note:")[0].replace("NoteID", "OtherID")},
        r"schemas/s\.yaml:15: error: duplicate id prefix 'n' — NoteID has it too",
    ),
    "paging names no parameter": (
        {
            "methods/m.yaml": method(
                "a.b", params=f"[{OPTIONAL}]", result=PAGE, more=PAGED % ("token", "next", "items")
            ).replace("value: done", "value: {}")
        },
        r"methods/m\.yaml:12: error: paging names the parameter 'token' — a\.b has text",
    ),
    "paging names no field of the reply": (
        {
            "methods/m.yaml": method(
                "a.b", params=f"[{OPTIONAL}]", result=PAGE, more=PAGED % ("text", "nxt", "next")
            ).replace("value: done", "value: {}")
        },
        r"paging items are not an array[\s\S]*paging names the reply field 'nxt' — the reply has items, next",
    ),
    "call that can be bare does not say how": (
        {"methods/m.yaml": method("a.b", more="deprecated: false")},
        r"methods/m\.yaml:1: error: a\.b lacks 'x-params'",
    ),
    "placeholder without parameter": (
        {
            "methods/m.yaml": method(
                "a.b", more='x-params: none\nx-http: {verb: GET, path: "/{id}", reply: json}'
            )
        },
        r"methods/m\.yaml:12: error: path and parameters differ in 'id'",
    ),
    "body with GET": (
        {
            "methods/m.yaml": method(
                "a.b",
                params=f"[{TEXT}]",
                example="{name: e, params: [{name: text, value: a}], result: {name: r, value: a}}",
                more='x-http: {verb: GET, path: "/", params: {text: body}, reply: json}',
            )
        },
        r"error: a\.b sends a body with GET — use POST",
    ),
    "hot and plain types mixed": (
        {
            "schemas/s.yaml": "Fast: {type: object, description: F., x-hot: true, properties: {a: {type: string, description: A.}}}\n"
            + thing('$ref: "#/components/schemas/Fast"')
        },
        r"schemas/s\.yaml:8: error: Thing is plain and refers to a hot type — Fast is hot",
    ),
    "lazy property of a plain type": (
        {"schemas/s.yaml": thing("type: string\n      x-lazy: true")},
        r"schemas/s\.yaml:8: error: Thing\.a is lazy — x-lazy is for properties of x-hot types",
    ),
    "required property that does not exist": (
        {"schemas/s.yaml": thing("type: string") + "  required: [a, b]\n"},
        r"schemas/s\.yaml:8: error: Thing requires 'b'",
    ),
    "domains that need each other": (
        {
            "schemas/one.yaml": thing('$ref: "#/components/schemas/Other"'),
            "schemas/two.yaml": thing('$ref: "#/components/schemas/Thing"').replace("Thing:", "Other:"),
        },
        r"error: domains need each other: one — its types need two",
    ),
    "type defined twice": (
        {"schemas/one.yaml": NOTE_TYPES, "schemas/two.yaml": NOTE_TYPES},
        r"schemas/two\.yaml:1: error: duplicate name 'NoteID' — also defined at spec/toy/schemas/one\.yaml:1",
    ),
    "replacement that does not exist": (
        {"methods/m.yaml": method("a.b", more="x-params: none\ndeprecated: true\nx-replaced-by: a.c")},
        r"methods/m\.yaml:13: error: unknown method 'a\.c'",
    ),
    "platform named otherwise than its folder": (
        {"openrpc.yaml": ROOT_FILE.replace("name: toy", "name: tay")},
        r"openrpc\.yaml:4: error: platform is named 'tay' — its folder is 'toy'",
    ),
    "broken YAML": (
        {"methods/m.yaml": "a.b:\n  summary: [unclosed\n"},
        r"methods/m\.yaml:\d: error: not valid YAML — ",
    ),
    "key twice in one mapping": (
        {"methods/m.yaml": method("a.b") + "  deprecated: true\n  deprecated: false\n"},
        r"methods/m\.yaml:13: error: duplicate key — 'deprecated' stands twice",
    ),
    "value that YAML readers understand differently": (
        {"methods/m.yaml": method("a.b", more="x-params: none\ndeprecated: yes")},
        r"methods/m\.yaml:12: error: ambiguous value — quote 'yes'",
    ),
    "file name that is no module": (
        {"methods/my-notes.yaml": method("a.b")},
        r"spec/toy/methods/my-notes\.yaml: error: 'my-notes\.yaml' cannot name a domain",
    ),
    "field that msgspec cannot name": (
        {
            "schemas/s.yaml": "F: {type: object, description: F., x-hot: true, properties: {'a\"b': {type: string, description: A.}}}\n"
        },
        r"error: 'a\"b' cannot be a field of a struct — msgspec takes no quotes",
    ),
    "empty file": ({"methods/m.yaml": "# nothing\n"}, r"spec/toy/methods/m\.yaml: error: empty file"),
}


@pytest.mark.parametrize("case", CASES)
def test_fault_is_told_with_its_place(workshop: Workshop, case: str):
    files, expected = CASES[case]
    told = "\n".join(workshop.faults({"methods/base.yaml": method("base.ping"), **files}))
    assert re.search(expected, told), told
    assert not workshop.out.exists()


def test_all_faults_are_told_in_order_of_place(workshop: Workshop):
    faults = workshop.faults(
        {
            "methods/a.yaml": method("a.b", more="x-params: none\nx-wrong: 1"),
            "methods/b.yaml": method("b.c", result='{$ref: "#/components/schemas/Missing"}'),
            "schemas/c.yaml": thing("type: strange"),
        }
    )
    assert [re.match(r"spec/toy/(\w+/\w)", fault)[1] for fault in faults] == [
        "methods/a",
        "methods/b",
        "schemas/c",
    ]


def test_faults_of_every_platform_are_told(workshop: Workshop):
    workshop.write({"methods/m.yaml": method("a.b", more="x-params: none\nx-wrong: 1")}, "one")
    faults = workshop.faults({"methods/m.yaml": method("a.b", more="x-params: none\nx-wrong: 1")})
    assert [fault.partition(":")[0] for fault in faults] == [
        "spec/one/methods/m.yaml",
        "spec/toy/methods/m.yaml",
    ]


def test_command_line_prints_faults_without_a_traceback(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
):
    workshop.write({"methods/m.yaml": method("a.b", more="x-params: none\nx-wrong: 1")})
    assert main(["generate", "--spec", str(workshop.specs), "--out", str(workshop.out)]) == 1
    told = capsys.readouterr().err
    assert "unknown key 'x-wrong'" in told
    assert "Traceback" not in told


def test_command_line_names_a_folder_that_is_not_there(
    workshop: Workshop, capsys: pytest.CaptureFixture[str]
):
    assert main(["generate", "--spec", str(workshop.specs), "--out", str(workshop.out)]) == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_folder_without_a_platform_is_a_fault(workshop: Workshop, capsys: pytest.CaptureFixture[str]):
    workshop.specs.mkdir()
    assert main(["generate", "--spec", str(workshop.specs), "--out", str(workshop.out)]) == 1
    assert "a platform is a folder with an openrpc.yaml" in capsys.readouterr().err
