# Generated from spec/routes/methods/files.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of files, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.routes.ids import NoteID

__all__ = [
    "NoteAttachParams",
    "NoteReadParams",
]


class NoteAttachParams(Struct, frozen=True, kw_only=True):
    """Parameters of `note.attach`."""

    note_id: NoteID


class NoteReadParams(Struct, frozen=True, kw_only=True):
    """Parameters of `note.read`."""

    note_id: NoteID
