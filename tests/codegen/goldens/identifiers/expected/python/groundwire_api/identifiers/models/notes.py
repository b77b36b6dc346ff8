# Generated from spec/identifiers/schemas/notes.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of notes."""

from __future__ import annotations

from groundwire._core.bound import Model
from groundwire_api.identifiers.ids import NoteID

__all__ = [
    "Note",
]


class Note(Model):
    id: NoteID
    text: str
