"""The same bytes whatever the hash seed, the folder, the language or the time zone; one formatter run."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import codegen.format
from codegen.diagnostics import Diagnostics
from codegen.emit import MANIFEST
from codegen.pipeline import generate

from .goldens import GOLDENS, ROOT, features
from .toolbox import NOTE_TYPES, method

if TYPE_CHECKING:
    from pathlib import Path

    from .toolbox import Workshop


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def all_features(tmp_path: Path) -> Path:
    """One folder with the spec of every golden feature."""
    import shutil

    for feature in features():
        shutil.copytree(GOLDENS / feature / "spec", tmp_path / "spec" / feature)
    return tmp_path


def test_output_does_not_depend_on_the_environment(all_features: Path):
    made: list[dict[str, bytes]] = []
    environments = [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "random", "TZ": "America/New_York", "LANG": "de_DE.UTF-8", "PYTHONUTF8": "0"},
    ]
    for number, environment in enumerate(environments):
        out, folder = all_features / f"out{number}", all_features / f"cwd{number}"
        folder.mkdir()
        # A formatter configuration in the working folder and beside the output must change nothing.
        for place in (folder, all_features):
            (place / "ruff.toml").write_text(
                'line-length = 40\nformat.quote-style = "single"\n', encoding="utf-8"
            )
        command = [
            sys.executable,
            "-m",
            "codegen",
            "generate",
            "--spec",
            str(all_features / "spec"),
            "--out",
            str(out),
        ]
        settings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment}
        subprocess.run(command, cwd=folder, env=settings, check=True, capture_output=True)
        made.append(tree(out))
    assert made[0] == made[1] == made[2]
    assert len(made[0]) > 100


def test_second_run_changes_nothing(all_features: Path):
    specs, out = all_features / "spec", all_features / "out"
    generate(specs, out, Diagnostics())
    first, locks = tree(out), tree(specs)
    generate(specs, out, Diagnostics())
    assert (tree(out), tree(specs)) == (first, locks)


def test_formatter_runs_once_for_all_platforms(all_features: Path, monkeypatch: pytest.MonkeyPatch):
    runs: list[list[str]] = []
    real = subprocess.run

    def counting(command: list[str], **options: object) -> object:
        runs.append(command)
        return real(command, **options)

    monkeypatch.setattr(codegen.format.subprocess, "run", counting)
    generate(all_features / "spec", all_features / "out", Diagnostics())
    assert len(runs) == 1
    assert "--isolated" in runs[0]


def test_manifest_has_the_hash_of_every_input_and_output(workshop: Workshop):
    import hashlib
    import json

    workshop.generate({"methods/notes.yaml": method("note.list"), "schemas/notes.yaml": NOTE_TYPES})
    manifest = json.loads((workshop.out / MANIFEST).read_text(encoding="utf-8"))
    outputs = {
        name: hashlib.sha256(data).hexdigest()
        for name, data in tree(workshop.out).items()
        if name != MANIFEST
    }
    assert manifest["outputs"] == outputs
    inputs = tree(workshop.specs / "toy")
    assert manifest["inputs"] == {
        f"spec/toy/{name}": hashlib.sha256(data).hexdigest()
        for name, data in inputs.items()
        if "lock" not in name
    }


def test_every_python_file_says_where_it_comes_from_and_how_to_make_it(workshop: Workshop):
    workshop.generate({"methods/notes.yaml": method("note.list"), "schemas/notes.yaml": NOTE_TYPES})
    for path in (workshop.out / "python/groundwire_api/toy").rglob("*.py"):
        head = path.read_text(encoding="utf-8").splitlines()[:2]
        assert head[0].startswith("# Generated from spec/toy"), path
        assert "Do not edit" in head[0]
        assert "python -m codegen generate" in head[1]
