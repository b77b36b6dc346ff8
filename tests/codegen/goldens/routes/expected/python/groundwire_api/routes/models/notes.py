# Generated from spec/routes/schemas/notes.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of notes."""

from __future__ import annotations

from typing import TypeAlias

from groundwire._core.bound import Model
from groundwire_api.routes.ids import NoteID

__all__ = [
    "FileContent",
    "Note",
]


FileContent: TypeAlias = bytes


class Note(Model):
    id: NoteID
    text: str
