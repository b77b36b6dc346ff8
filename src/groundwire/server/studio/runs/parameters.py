"""Free-form parameters: JSON without nulls, stored as text and sent back as it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from groundwire.server.errors import RpcFailure, invalid
from groundwire.server.studio import values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire._core.call import Json
    from groundwire._core.ids import TypedId

_EMPTY = "{}"


def text(value: Json, field: str) -> str:
    """Return the JSON text of a parameter.

    Raises:
        RpcFailure: 3, there is a null in it, which clients cannot read back.
    """
    if _has_null(value):
        raise invalid(field, "must not be or contain null")
    return msgspec.json.encode(value).decode()


def mapping(value: Mapping[str, Json] | None, field: str) -> str:
    """Return the JSON text of named parameters; that of none at all when there are none."""
    return _EMPTY if not value else text(dict(value), field)


def raw(stored: str) -> msgspec.Raw:
    """Return stored JSON text as something that is sent without being read."""
    return msgspec.Raw(stored.encode())


def form_id(kind: type[TypedId], text: str | None, field: str) -> int:
    """Read an id of a form field or a query: decimal digits, or the prefixed form.

    Raises:
        RpcFailure: 3, it is missing or neither.
    """
    if text is None:
        raise RpcFailure(3, f"Missing parameter '{field}'.")
    try:
        return kind.wire(int(text) if text.isascii() and text.isdigit() and len(text) < 24 else text)
    except TypeError as error:  # every complaint about an id is one
        raise invalid(field, str(error).rstrip(".")) from None


def optional_name(value: str | None, field: str) -> dict[str, str]:
    """Return `{field: value}` checked as a name, or nothing when there is no value."""
    return {} if value is None else {field: values.name(value, field)}


def _has_null(value: Json) -> bool:
    if value is None:
        return True
    if isinstance(value, dict):
        return any(map(_has_null, value.values()))
    return isinstance(value, list) and any(map(_has_null, value))
