# Generated from spec/identifiers/schemas. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Identifier classes, and for each the alias of everything that stands for one."""

from __future__ import annotations

from typing import TypeAlias

from groundwire._core.ids import TypedId

__all__ = [
    "DraftID",
    "DraftUID",
    "NoteID",
    "NoteUID",
]


class DraftID(TypedId):
    """Number of a note that is being written."""

    __slots__ = ()

    prefix = "d"
    kind = "draft"

    def to_note_id(self) -> NoteID:
        """Return the same number as `NoteID`."""
        return NoteID(self.value)


DraftUID: TypeAlias = DraftID | int | str


class NoteID(TypedId):
    """Number of a note."""

    __slots__ = ()

    prefix = "n"
    kind = "note"


NoteUID: TypeAlias = NoteID | int | str
