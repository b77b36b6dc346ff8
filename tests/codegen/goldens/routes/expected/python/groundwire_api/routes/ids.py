# Generated from spec/routes/schemas. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Identifier classes, and for each the alias of everything that stands for one."""

from __future__ import annotations

from typing import TypeAlias

from groundwire._core.ids import TypedId

__all__ = [
    "NoteID",
    "NoteUID",
]


class NoteID(TypedId):
    """Number of a note."""

    __slots__ = ()

    prefix = "n"
    kind = "note"


NoteUID: TypeAlias = NoteID | int | str
