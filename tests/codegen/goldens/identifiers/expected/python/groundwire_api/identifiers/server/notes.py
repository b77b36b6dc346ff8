# Generated from spec/identifiers/methods/notes.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.identifiers import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.identifiers.models import Note
    from groundwire_api.identifiers.params import NoteGetParams, NoteMoveParams

__all__ = ["NotesHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "note.get": Route(
        "note.get",
        "notes",
        params=lambda: _params.NoteGetParams,
        result=lambda: _models.Note,
        idempotent=True,
    ),
    "note.move": Route(
        "note.move",
        "notes",
        params=lambda: _params.NoteMoveParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
    ),
}


class NotesHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def note_get(self, ctx: C_contra, p: NoteGetParams, /) -> Note | Raw:
        """Answer `note.get`: Do it."""
        ...

    def note_move(self, ctx: C_contra, p: NoteMoveParams, /) -> str | Raw:
        """Answer `note.move`: Do it."""
        ...
