"""How generated packages are laid out: light imports, lazy names, long files split."""

# ruff: noqa: E501 - YAML and programs are quoted whole, as people read them

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from .toolbox import NOTE_TYPES, Recorder, method

if TYPE_CHECKING:
    from .toolbox import Workshop


def test_importing_calls_imports_no_models_and_no_pydantic(workshop: Workshop):
    workshop.generate({"methods/notes.yaml": method("note.get"), "schemas/notes.yaml": NOTE_TYPES})
    program = (
        "import sys, groundwire_api.toy.calls.notes as notes;"
        "notes.note_get();"
        "print([name for name in sys.modules if name.partition('.')[0] == 'pydantic' or name.endswith('models.notes')])"
    )
    environment = {"PYTHONPATH": str(workshop.out / "python")}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout == "[]\n"


def test_lazy_packages_list_and_refuse_names(workshop: Workshop):
    workshop.generate({"methods/notes.yaml": method("note.get"), "schemas/notes.yaml": NOTE_TYPES})
    models = workshop.module("models")
    assert {"Note"} <= set(dir(models))
    assert models.__all__ == ["Note"]
    with pytest.raises(AttributeError, match="Nothing"):
        _ = models.Nothing


def test_domain_named_like_a_future_import_is_reachable(workshop: Workshop):
    workshop.generate(
        {"methods/annotations.yaml": method("note.list"), "schemas/annotations.yaml": NOTE_TYPES}
    )
    module = workshop.module("calls.annotations")
    assert workshop.module("calls").annotations is module
    assert workshop.module("sync").Rpc(Recorder()).note.list() == "done"
    assert set(workshop.module("server").ROUTES) == {"note.list"}


def test_long_domain_is_split_into_a_package_with_the_same_names(workshop: Workshop):
    methods = "".join(method(f"{space}.m{number}") for space in ("a", "b.c", "d") for number in range(12))
    workshop.generate({"methods/notes.yaml": methods})
    calls = workshop.module("calls")
    for path in workshop.out.rglob("*.py"):
        assert path.read_text(encoding="utf-8").count("\n") <= 400, path
    assert workshop.module("calls.notes").__file__.endswith("__init__.py")
    assert calls.b_c_m3().method == "b.c.m3"
    assert len(workshop.module("server").ROUTES) == 36
    assert workshop.module("params").DM1Params()


def test_long_file_of_types_is_split_where_nothing_points_forward(workshop: Workshop):
    types = "".join(
        f"""
T{number:02}:
  type: object
  description: A type.
  properties:
    below: {{$ref: "#/components/schemas/T{(number + 1) % 60:02}", description: Next.}}
    a: {{type: string, description: A.}}
    b: {{type: string, description: B.}}
    c: {{type: string, description: C.}}
"""
        for number in range(59)
    )
    types += "T59: {type: object, description: Last., properties: {a: {type: string, description: A.}}}\n"
    workshop.generate({"methods/notes.yaml": method("ping"), "schemas/notes.yaml": types})
    models = workshop.module("models")
    assert workshop.module("models.notes").__file__.endswith("__init__.py")
    nested = models.T00.model_validate({"below": {"below": {"a": "deep"}}})
    assert nested.below.below.a == "deep"
