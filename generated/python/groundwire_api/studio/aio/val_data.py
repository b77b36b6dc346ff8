# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named val.data.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import validation_files as _validation_files

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from groundwire._core.call import FilePart
    from groundwire._core.transport import AsyncTransport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import ValidationSessionUID
    from groundwire_api.studio.models import Acknowledgement, FileContent

__all__ = ["AsyncValDataRpc"]


class AsyncValDataRpc:
    """Methods named `val.data.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def download(
        self,
        *,
        session_id: ValidationSessionUID,
        filename: str,
    ) -> FileContent:
        """Download a file of a validation session.

        An ordinary request answered by the bytes of the file. A JSON body is the file too, unless
        it is an object with jsonrpc and an error whose code is a whole number. Other HTTP statuses
        than 2xx count as error codes.

        Args:
            session_id: The session.
            filename: Relative path as listed, possibly with folders.

        Returns:
            The bytes of a file, sent as one multipart part, as the whole body, or received as the
            whole body. Examples show the file name in place of the bytes.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `val.data.download` in
        spec/studio/methods/validation_files.yaml.
        """
        return await self._transport.send(
            _validation_files.val_data_download(session_id=session_id, filename=filename)
        )

    async def list(
        self,
        *,
        session_id: ValidationSessionUID,
    ) -> builtins.list[str]:
        """List the files of a validation session.

        Relative paths, with / between folders.

        Args:
            session_id: The session.

        Returns:
            list[str].

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `val.data.list` in spec/studio/methods/validation_files.yaml.
        """
        return await self._transport.send(_validation_files.val_data_list(session_id=session_id))

    async def upload(
        self,
        *,
        session_id: ValidationSessionUID,
        file: FilePart | Sequence[FilePart],
        folder: str | Unset = UNSET,
    ) -> Acknowledgement:
        """Upload files to a validation session.

        One multipart request: text parts session_id and folder, then one part file per file, whose
        filename is the name the file gets and may hold folders. The parts carry no content type. An
        empty list is sent too.

        Args:
            session_id: The session, as a decimal number.
            file: The files, in the order of their parts.
            folder: Folder to put them in; left out when empty.

        Returns:
            Any JSON except null. It only says that the request was carried out; its content means
            nothing.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PayloadTooLargeError: The request body is larger than the server accepts (code 413).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `val.data.upload` in spec/studio/methods/validation_files.yaml.
        """
        return await self._transport.send(
            _validation_files.val_data_upload(session_id=session_id, file=file, folder=folder)
        )
