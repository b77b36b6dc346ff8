"""Hold a typed answer against the spec: classes, identifiers, moments, defaults, values, at every depth."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from .bundle import NAMES, branch_of, is_record, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SCALARS = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}


def misfits(value: object, plain: Any, schema: Mapping[str, Any], path: str = "$") -> Iterator[str]:
    """Yield what is wrong with `value`, read from `plain`, which `schema` describes."""
    name, found = resolve(branch_of(plain, schema))
    if isinstance(value, msgspec.Raw):
        if json.loads(bytes(value)) != plain:
            yield f"{path}: kept undecoded, and different"
    elif plain is None or found.get("x-free-form"):
        if value != plain or type(value) is not type(plain):
            yield f"{path}: {value!r}, not the plain {plain!r}"
    elif is_record(found):
        yield from _of_record(value, plain, name, found, path)
    elif isinstance(plain, dict):
        yield from _of_mapping(value, plain, found, path)
    elif isinstance(plain, list):
        yield from _of_list(value, plain, found, path)
    else:
        yield from _of_scalar(value, plain, name, found, path)


def _of_record(
    value: object, plain: dict[str, Any], name: str | None, schema: Mapping[str, Any], path: str
) -> Iterator[str]:
    from groundwire_api.studio import models

    assert name is not None, f"{path}: a record without a name"
    kind = getattr(models, NAMES["types"][name])
    if type(value) is not kind:
        yield f"{path}: {type(value).__name__}, not {kind.__name__}"
        return
    hot = issubclass(kind, msgspec.Struct)
    if hot != schema.get("x-hot", hot):
        yield f"{path}: {kind.__name__} is not hot"
    for key, inner in schema["properties"].items():
        held = getattr(value, NAMES["fields"][name][key])
        spelled = next((k for k in (key, *inner.get("x-alias", ())) if k in plain), None)
        if spelled is not None:
            if isinstance(held, msgspec.Raw) and not inner.get("x-lazy"):
                yield f"{path}.{key}: kept undecoded, and the spec does not say so"
            yield from misfits(held, plain[spelled], inner, f"{path}.{key}")
        elif held != msgspec.Raw() and held is not None:
            default = inner.get("default")
            if default is None or any(misfits(held, default, inner)):
                yield f"{path}.{key}: absent, so {default!r}, not {held!r}"
    yield from _of_further(value, plain, schema, path)


def _of_further(value: Any, plain: dict[str, Any], schema: Mapping[str, Any], path: str) -> Iterator[str]:
    """Members beyond the listed ones, where the spec gives them a type."""
    further = schema.get("additionalProperties")
    if isinstance(further, dict):
        for key in plain.keys() - schema["properties"].keys():
            yield from misfits(value.model_extra[key], plain[key], further, f"{path}.{key}")


def _of_mapping(value: object, plain: dict[str, Any], schema: Mapping[str, Any], path: str) -> Iterator[str]:
    if type(value) is not dict or value.keys() != plain.keys():
        yield f"{path}: {value!r}, not an object with {sorted(plain)}"
        return
    for key, item in plain.items():
        yield from misfits(value[key], item, schema["additionalProperties"], f"{path}.{key}")


def _of_list(value: object, plain: list[Any], schema: Mapping[str, Any], path: str) -> Iterator[str]:
    if type(value) not in {list, tuple} or len(value) != len(plain):  # type: ignore[arg-type] - told apart here
        yield f"{path}: {value!r}, not {len(plain)} elements"
        return
    fixed = schema.get("prefixItems", [])
    for index, item in enumerate(plain):
        inner = fixed[index] if index < len(fixed) else schema["items"]
        yield from misfits(value[index], item, inner, f"{path}[{index}]")  # type: ignore[index] - a list by now


def _of_scalar(
    value: object, plain: Any, name: str | None, schema: Mapping[str, Any], path: str
) -> Iterator[str]:
    from groundwire_api.studio import ids

    if "x-id" in schema:
        kind = getattr(ids, NAMES["types"].get(name, name))
        if type(value) is not kind or value.value != plain:
            yield f"{path}: {value!r}, not {kind.__name__}({plain})"
    elif schema.get("format") == "date-time" and isinstance(value, datetime):
        if value != datetime.fromisoformat(plain) or value.tzinfo is None:
            yield f"{path}: {value!r}, not the moment {plain}"
    elif (
        value != plain or isinstance(value, bool) != isinstance(plain, bool) or not _is_stated(value, schema)
    ):
        yield f"{path}: {value!r}, not {plain!r}"


def _is_stated(value: object, schema: Mapping[str, Any]) -> bool:
    stated = schema.get("type", list(_SCALARS))
    return any(isinstance(value, _SCALARS[one]) for one in ([stated] if isinstance(stated, str) else stated))
