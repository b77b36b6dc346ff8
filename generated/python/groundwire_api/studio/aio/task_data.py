# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named task.data.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import task_files as _task_files

if TYPE_CHECKING:
    from groundwire._core.call import FilePart
    from groundwire._core.transport import AsyncTransport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import TaskUID
    from groundwire_api.studio.models import Acknowledgement, FileContent, TaskDataList

__all__ = ["AsyncTaskDataRpc"]


class AsyncTaskDataRpc:
    """Methods named `task.data.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def download(
        self,
        *,
        task_id: TaskUID,
        folder: str,
        file: str,
    ) -> FileContent:
        """Download a file of a task.

        An ordinary request answered by the bytes of the file. A JSON body is the file too, unless
        it is an object with jsonrpc and an error whose code is a whole number. Other HTTP statuses
        than 2xx count as error codes.

        Args:
            task_id: The task.
            folder: Folder the file is in; empty for none.
            file: Name of the file.

        Returns:
            The bytes of a file, sent as one multipart part, as the whole body, or received as the
            whole body. Examples show the file name in place of the bytes.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TaskNotFoundError: The task named in the request does not exist (code 101).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `task.data.download` in spec/studio/methods/task_files.yaml.
        """
        return await self._transport.send(
            _task_files.task_data_download(task_id=task_id, folder=folder, file=file)
        )

    async def list(
        self,
        *,
        task_id: TaskUID,
    ) -> TaskDataList:
        """List the files of a task.

        Names by folder.

        Args:
            task_id: The task.

        Returns:
            Files or charts of a task by folder or group.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TaskNotFoundError: The task named in the request does not exist (code 101).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `task.data.list` in spec/studio/methods/task_files.yaml.
        """
        return await self._transport.send(_task_files.task_data_list(task_id=task_id))

    async def upload(
        self,
        *,
        task_id: TaskUID,
        file: FilePart,
        folder: str | Unset = UNSET,
    ) -> Acknowledgement:
        """Upload a file to a task.

        One multipart request: text parts task_id and folder, then the part file, whose filename is
        the base name of the local file. The part carries no content type.

        Args:
            task_id: The task, as a decimal number.
            file: The file.
            folder: Folder to put it in; left out when empty.

        Returns:
            Any JSON except null. It only says that the request was carried out; its content means
            nothing.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            PayloadTooLargeError: The request body is larger than the server accepts (code 413).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TaskNotFoundError: The task named in the request does not exist (code 101).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `task.data.upload` in spec/studio/methods/task_files.yaml.
        """
        return await self._transport.send(
            _task_files.task_data_upload(task_id=task_id, file=file, folder=folder)
        )
