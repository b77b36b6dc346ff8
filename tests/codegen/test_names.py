"""Names: one pipeline, a lock that keeps them, collisions refused."""

# ruff: noqa: E501 - YAML and messages are quoted whole, as people read them
from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import yaml

from codegen.names import field_name, function_name, method_segment, param_name, type_name

from .toolbox import NOTE_TYPES, method

if TYPE_CHECKING:
    from .toolbox import Workshop


@pytest.mark.parametrize(
    ("wire", "python"),
    [
        ("createdAt", "created_at"),
        ("HTTPServer", "http_server"),
        ("ETag", "e_tag"),
        ("PartNumber", "part_number"),
        ("box2d", "box2d"),
        ("list2", "list2"),
        ("a-b c.d", "a_b_c_d"),
        ("class", "class_"),
        ("list", "list_"),
        ("id", "id"),
        ("type", "type"),
        ("copy", "copy_"),
        ("schema", "schema_"),
        ("_private", "private"),
        ("__class__", "class_"),
        ("3d", "value_3d"),
        ("", "value_"),
        ("naïve", "na_ve"),
        ("model_config", "model_config_"),
    ],
)
def test_field_names(wire: str, python: str):
    assert field_name(wire) == python
    assert python.isidentifier()


def test_parameter_names_do_not_hide_what_bodies_use():
    assert [param_name(wire) for wire in ("self", "isinstance", "cast", "schema", "frozenset")] == [
        "self_",
        "isinstance_",
        "cast_",
        "schema",
        "frozenset_",
    ]


def test_method_names_keep_builtins_but_not_keywords():
    assert [method_segment(wire) for wire in ("list", "del", "add2", "bulk")] == [
        "list",
        "del_",
        "add2",
        "bulk",
    ]
    assert [function_name(wire) for wire in ("label.del", "del", "val.data.list")] == [
        "label_del",
        "del_",
        "val_data_list",
    ]


def test_type_names_stay_unless_reserved():
    assert [type_name(wire) for wire in ("DatasetID", "Model", "Exception", "Any", "Box2d")] == [
        "DatasetID",
        "Model_",
        "Exception_",
        "Any_",
        "Box2d",
    ]


def test_lock_holds_every_name(workshop: Workshop):
    workshop.generate({"methods/notes.yaml": method("note.del"), "schemas/notes.yaml": NOTE_TYPES})
    assert yaml.safe_load(workshop.lock()) == {
        "methods": {"note.del": "note.del_"},
        "types": {"Note": "Note", "NoteID": "NoteID"},
        "fields": {"Note": {"id": "id", "text": "text"}},
        "params": {},
    }


def test_locked_name_survives_a_change_of_the_rules(workshop: Workshop):
    """A name given once stays, as if the splitter of words had changed since."""
    workshop.generate({"methods/notes.yaml": method("note.list"), "schemas/notes.yaml": NOTE_TYPES})
    path = workshop.specs / "toy/names.lock.yaml"
    path.write_text(
        workshop.lock().replace("text: text", "text: words").replace("Note: Note\n", "Note: Memo\n"),
        encoding="utf-8",
    )
    workshop.generate()
    memo = workshop.module("models").Memo
    assert memo.model_validate({"id": 1, "text": "a"}).words == "a"


def test_adding_a_type_renames_nothing(workshop: Workshop):
    files = {"methods/notes.yaml": method("note.list"), "schemas/notes.yaml": NOTE_TYPES}
    workshop.generate(files)
    before = set(workshop.lock().splitlines())
    more = "NoteItem:\n  type: object\n  description: A.\n  properties:\n    Text: {type: string, description: T.}\n"
    workshop.generate({"schemas/more.yaml": more, "methods/more.yaml": method("note.item.list")})
    assert before - {"params: {}"} <= set(workshop.lock().splitlines())


def test_new_name_that_collides_is_refused_and_the_old_one_stays(workshop: Workshop):
    inline = "{type: object, properties: {a: {type: string, description: A.}}}"
    workshop.generate(
        {"methods/notes.yaml": method("note.count", result=inline).replace("value: done", "value: {}")}
    )
    assert "NoteCountResult: NoteCountResult" in workshop.lock()
    kept = workshop.lock()
    told = workshop.faults({"schemas/notes.yaml": "NoteCountResult: {type: string, description: Another.}\n"})
    assert re.search(
        "an inline object needs the name 'NoteCountResult' — 'NoteCountResult' exists already", told[0]
    )
    assert workshop.lock() == kept


def test_renaming_a_locked_name_needs_the_line_removed(workshop: Workshop):
    files = {"methods/notes.yaml": method("note.list"), "schemas/notes.yaml": NOTE_TYPES}
    workshop.generate(files)
    renamed = NOTE_TYPES.replace(
        "{type: string, description: What", "{type: string, x-python: words, description: What"
    )
    told = workshop.faults({"schemas/notes.yaml": renamed})
    assert (
        "x-python renames 'text' to 'words' — names.lock.yaml has 'text'; to rename on purpose, delete that line"
        in told[0]
    )
    path = workshop.specs / "toy/names.lock.yaml"
    path.write_text(workshop.lock().replace("    text: text\n", ""), encoding="utf-8")
    workshop.generate()
    assert "    text: words\n" in workshop.lock()


def test_names_of_removed_things_leave_the_lock(workshop: Workshop):
    workshop.generate({"methods/notes.yaml": method("note.list") + method("note.get")})
    workshop.generate({"methods/notes.yaml": method("note.list")})
    assert "note.get" not in workshop.lock()
