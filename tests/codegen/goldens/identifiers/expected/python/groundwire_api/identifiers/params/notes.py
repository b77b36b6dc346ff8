# Generated from spec/identifiers/methods/notes.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of notes, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.identifiers.ids import NoteID

__all__ = [
    "NoteGetParams",
    "NoteMoveParams",
]


class NoteGetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `note.get`."""

    note_id: NoteID


class NoteMoveParams(Struct, frozen=True, kw_only=True):
    """Parameters of `note.move`."""

    note_ids: list[NoteID]
    target: NoteID | None = None
