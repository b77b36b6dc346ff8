"""Checks of plain parameter values, and the helpers every handler needs for them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from groundwire.server.errors import invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
MAX_NAME = 255
MAX_TEXT = 100_000
_CHUNK = 5000  # both databases bound the number of values in one statement


def text(value: str, field: str, limit: int = MAX_TEXT) -> str:
    """Return free text that the database can hold.

    Raises:
        RpcFailure: 3, it is too long or contains a NUL character.
    """
    if len(value) > limit:
        raise invalid(field, f"expected at most {limit} characters, got {len(value)}")
    if "\0" in value:
        raise invalid(field, "must not contain a NUL character")
    return value


def name(value: str, field: str) -> str:
    """Return a name: text of 1 to 255 characters, any Unicode except NUL, kept as it is.

    Raises:
        RpcFailure: 3, it is empty, too long or contains a NUL character.
    """
    if not value:
        raise invalid(field, "must not be empty")
    return text(value, field, MAX_NAME)


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """Cut values into lists short enough for the `IN (…)` of one statement."""
    iterator = iter(values)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk
