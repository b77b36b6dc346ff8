# Generated from spec/routes/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named note.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.routes.calls import files as _files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.call import FilePart
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.routes.ids import NoteUID
    from groundwire_api.routes.models import FileContent

__all__ = ["AsyncNoteRpc"]


class AsyncNoteRpc:
    """Methods named `note.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def attach(
        self,
        *,
        note_id: NoteUID,
        file: FilePart | Sequence[FilePart],
    ) -> str:
        """Do it.

        Does what its name says.

        Args:
            note_id: The note_id.
            file: The file.

        Returns:
            str.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `note.attach` in spec/routes/methods/files.yaml.
        """
        return await self._transport.send(_files.note_attach(note_id=note_id, file=file))

    async def read(
        self,
        *,
        note_id: NoteUID,
    ) -> FileContent:
        """Do it.

        Does what its name says.

        Args:
            note_id: The note_id.

        Returns:
            Bytes of a file.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `note.read` in spec/routes/methods/files.yaml.
        """
        return await self._transport.send(_files.note_read(note_id=note_id))
