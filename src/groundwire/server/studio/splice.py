"""JSON by cutting and joining texts: what was sent goes back out without being decoded and encoded again."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec
from msgspec import Raw

if TYPE_CHECKING:
    from collections.abc import Mapping

_encode = msgspec.json.Encoder().encode
_members = msgspec.json.Decoder(dict[str, Raw])


def quote(text: str) -> str:
    """Return text as a JSON string."""
    return _encode(text).decode()


@lru_cache(maxsize=4096)
def _name(name: str) -> str:
    return f",{quote(name)}:"


def text_of(value: Raw) -> str:
    """Return the text of a JSON value."""
    return bytes(value).decode()


def join(members: Mapping[str, str]) -> str:
    """Return the members of an object, each with a comma before it, ready to follow another member."""
    return "".join([_name(name) + value for name, value in members.items()])


def split(body: str) -> dict[str, str]:
    """Undo `join`."""
    decoded = _members.decode("{" + body[1:] + "}")
    return {name: text_of(value) for name, value in decoded.items()}
