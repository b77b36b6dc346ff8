"""Every type of the spec can be read, built by hand, copied, nested and written."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
import typing
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from pydantic import BaseModel, TypeAdapter, create_model

from groundwire._core.bound import Model
from groundwire._core.codec import dec_hook, encode
from groundwire._core.ids import TypedId
from groundwire_api.studio import ids, models

from .bundle import EXAMPLES, NAMES, SCHEMAS, is_record, places, resolve
from .exchange import canonical
from .typed import misfits

if TYPE_CHECKING:
    from collections.abc import Mapping

SIMPLEST = {
    "string": "",
    "integer": 0,
    "number": 0,
    "boolean": False,
    "array": [],
    "object": {},
    "null": None,
}


def seen() -> Mapping[str, list[Any]]:
    """Return the values that the examples give for each named type."""
    found: dict[str, list[Any]] = {}
    for example in EXAMPLES:
        everything = list(places(example.result, example.method.result))
        for name, value in example.params.items():
            everything += places(value, example.method.params[name])
        for place in everything:
            if place.name is not None and place.value not in found.setdefault(place.name, []):
                found[place.name].append(place.value)
    return found


SEEN = seen()


def class_of(record: str) -> Any:
    return getattr(models, NAMES["types"][record])


def read(kind: Any, plain: Any) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind.model_validate(plain)
    return msgspec.json.decode(json.dumps(plain), type=kind, dec_hook=dec_hook)


def least(record: str) -> dict[str, Any]:
    """Return the smallest value of a type: required fields only, each as simple as can be."""
    properties = SCHEMAS[record]["properties"]
    return {name: simplest(properties[name]) for name in SCHEMAS[record].get("required", [])}


def simplest(schema: Mapping[str, Any]) -> Any:
    name, found = resolve(schema)
    if "enum" in found or "const" in found:
        return found.get("const", found.get("enum", [None])[0])
    if "anyOf" in found:
        return simplest(found["anyOf"][0])
    if is_record(found):
        return least(str(name))
    stated = found["type"] if isinstance(found["type"], str) else found["type"][0]
    return "2025-11-20T10:00:00Z" if found.get("format") == "date-time" else SIMPLEST[stated]


def values(record: str) -> list[dict[str, Any]]:
    return [*SEEN.get(record, []), least(record)]


def test_every_named_type_is_exported_under_its_promised_name():
    identifiers = {name for name, schema in SCHEMAS.items() if "x-id" in schema}
    assert {NAMES["types"][name] for name in SCHEMAS.keys() - identifiers} == set(models.__all__)
    for name in identifiers:
        kind = getattr(ids, NAMES["types"].get(name, name))
        assert issubclass(kind, TypedId)
        assert (kind.prefix, kind.kind) == (SCHEMAS[name]["x-id"]["prefix"], SCHEMAS[name]["x-id"]["kind"])


def test_record_is_read_as_the_spec_says(record: str):
    for plain in values(record):
        value = read(class_of(record), plain)
        assert list(misfits(value, plain, {"$ref": f"#/components/schemas/{record}"})) == []


def test_record_written_and_read_again_is_equal(record: str):
    for plain in values(record):
        value = read(class_of(record), plain)
        assert read(class_of(record), json.loads(encode(value))) == value


def test_record_is_built_with_python_names(record: str):
    kind, names = class_of(record), NAMES["fields"][record]
    for plain in values(record):
        read_one = read(kind, plain)
        given = {
            names[key]: getattr(read_one, names[key]) for key in plain if key in SCHEMAS[record]["properties"]
        }
        built = kind(**given)
        assert built == read_one or built.model_extra != read_one.model_extra
        assert canonical(json.loads(encode(built))).items() <= canonical(json.loads(encode(read_one))).items()


def test_record_can_be_copied_and_pickled(record: str):
    for plain in values(record):
        value = read(class_of(record), plain)
        for twin in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
            assert twin == value
            assert encode(twin) == encode(value)


def test_record_inside_anything_is_written(record: str):
    holder = create_model("Holder", anything=(Any, ...))
    for plain in values(record):
        value = read(class_of(record), plain)
        alone = json.loads(encode(value))
        assert json.loads(encode({"anything": [value]})) == {"anything": [alone]}
        if isinstance(value, Model):
            assert holder(anything=value).model_dump(mode="json", by_alias=True, exclude_unset=True) == {
                "anything": alone
            }


def test_models_built_without_validation_are_written_inside_anything():
    """In a fresh process, where no validator has been built yet."""
    program = """
import sys
from typing import Any
from pydantic import BaseModel, TypeAdapter
from groundwire_api.studio import models
anything = TypeAdapter(Any)
for name in models.__all__:
    kind = getattr(models, name)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        try:
            anything.dump_json([kind.model_construct()])
        except Exception as error:
            print(f"{name}: {type(error).__name__}: {error}")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == ""


@pytest.mark.parametrize("name", models.__all__)
def test_reader_of_every_type_can_be_built(name: str):
    kind = getattr(models, name)
    if is_hot(kind):
        msgspec.json.Decoder(kind, dec_hook=dec_hook)
    else:
        TypeAdapter(kind).rebuild(raise_errors=True)


def is_hot(kind: Any) -> bool:
    """Whether there is a msgspec record in the type."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return True
    return any(is_hot(inner) for inner in typing.get_args(kind))


def test_hot_types_are_records_of_msgspec_and_all_others_models(record: str):
    base = msgspec.Struct if SCHEMAS[record].get("x-hot") else Model
    assert issubclass(class_of(record), base)


def test_models_are_frozen(record: str):
    value = read(class_of(record), least(record))
    if isinstance(value, Model):
        with pytest.raises(ValueError, match="frozen"):
            setattr(value, next(iter(NAMES["fields"][record].values())), 1)
