"""Find what a lenient reader let through: fields of an answer that no model knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeGuard, cast

import msgspec

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["unknown_fields"]


def unknown_fields(value: object, plain: object, path: str = "$") -> Iterator[str]:
    """Yield the JSON path of each member of `plain` that the typed `value` read from it does not know.

    Args:
        value: What was decoded: models, structs and containers of them.
        plain: The same answer as plain JSON values.
        path: Where both stand in the answer.
    """
    if isinstance(plain, dict) and _is_model(value):
        yield from _in_model(value, cast("dict[str, object]", plain), path)
    elif isinstance(value, msgspec.Struct) and isinstance(plain, dict):
        yield from _in_struct(value, cast("dict[str, object]", plain), path)
    elif isinstance(value, Mapping) and isinstance(plain, dict):
        members = cast("dict[str, object]", plain)
        for key, item in cast("Mapping[object, object]", value).items():
            yield from unknown_fields(item, members.get(str(key)), f"{path}.{key}")
    elif isinstance(value, list | tuple) and isinstance(plain, list):
        pairs = zip(cast("list[object]", value), cast("list[object]", plain), strict=False)
        for index, (item, raw) in enumerate(pairs):
            yield from unknown_fields(item, raw, f"{path}[{index}]")


def _is_model(value: object) -> TypeGuard[BaseModel]:
    """Tell a pydantic model without importing pydantic."""
    return hasattr(type(value), "model_fields")


def _in_struct(value: msgspec.Struct, plain: dict[str, object], path: str) -> Iterator[str]:
    names: dict[str, str] = dict(zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True))
    if isinstance(tag := value.__struct_config__.tag_field, str):
        names[tag] = ""
    for key, raw in plain.items():
        if key not in names:
            yield f"{path}.{key}"
        elif names[key]:
            yield from unknown_fields(getattr(value, names[key]), raw, f"{path}.{key}")


def _in_model(value: BaseModel, plain: dict[str, object], path: str) -> Iterator[str]:
    # A model that gives its extra members a type has documented them as open.
    is_open = "__pydantic_extra__" in type(value).__annotations__
    for key, item in (value.model_extra or {}).items():
        if is_open:
            yield from unknown_fields(item, plain.get(key), f"{path}.{key}")
        else:
            yield f"{path}.{key}"
    fields: Mapping[str, Any] = type(value).model_fields
    for name, field in fields.items():
        key = field.alias if field.alias in plain else name
        if key in plain:
            yield from unknown_fields(getattr(value, name), plain[key], f"{path}.{key}")
