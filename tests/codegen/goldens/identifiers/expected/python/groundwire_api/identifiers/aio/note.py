# Generated from spec/identifiers/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named note.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.identifiers.calls import notes as _notes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.transport import AsyncTransport
    from groundwire._core.unset import Unset
    from groundwire_api.identifiers.ids import NoteUID
    from groundwire_api.identifiers.models import Note

__all__ = ["AsyncNoteRpc"]


class AsyncNoteRpc:
    """Methods named `note.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def get(
        self,
        *,
        note_id: NoteUID,
    ) -> Note:
        """Do it.

        Does what its name says.

        Args:
            note_id: The note_id.

        Returns:
            One short text.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `note.get` in spec/identifiers/methods/notes.yaml.
        """
        return await self._transport.send(_notes.note_get(note_id=note_id))

    async def move(
        self,
        *,
        note_ids: Sequence[NoteUID],
        target: NoteUID | Unset = UNSET,
    ) -> str:
        """Do it.

        Does what its name says.

        Args:
            note_ids: The note_ids.
            target: The target.

        Returns:
            str.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `note.move` in spec/identifiers/methods/notes.yaml.
        """
        return await self._transport.send(_notes.note_move(note_ids=note_ids, target=target))
