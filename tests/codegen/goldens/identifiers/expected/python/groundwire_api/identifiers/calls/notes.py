# Generated from spec/identifiers/methods/notes.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of notes: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call
from groundwire._core.unset import UNSET, Unset
from groundwire_api.identifiers import models as _models
from groundwire_api.identifiers.ids import NoteID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire_api.identifiers.ids import NoteUID
    from groundwire_api.identifiers.models import Note

__all__ = [
    "note_get",
    "note_move",
]


def note_get(
    *,
    note_id: NoteUID,
) -> Call[Note]:
    """Do it.

    Does what its name says.

    Args:
        note_id: The note_id.

    Returns:
        The call. Its answer: One short text.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `note.get` in spec/identifiers/methods/notes.yaml.
    """
    return Call(
        "note.get",
        {
            "note_id": NoteID.wire(note_id),
        },
        lambda: _models.Note,
        idempotent=True,
    )


def note_move(
    *,
    note_ids: Sequence[NoteUID],
    target: NoteUID | Unset = UNSET,
) -> Call[str]:
    """Do it.

    Does what its name says.

    Args:
        note_ids: The note_ids.
        target: The target.

    Returns:
        The call. Its answer: str.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `note.move` in spec/identifiers/methods/notes.yaml.
    """
    return Call(
        "note.move",
        {
            "note_ids": [NoteID.wire(item) for item in note_ids],
            "target": target if isinstance(target, Unset) else NoteID.wire_text(target),
        },
        lambda: str,
        hot=True,
        idempotent=True,
    )
