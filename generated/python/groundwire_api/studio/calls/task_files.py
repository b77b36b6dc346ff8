# Generated from spec/studio/methods/task_files.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of task_files: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundwire._core.call import Call, HttpRoute, TimeoutClass
from groundwire._core.unset import UNSET
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import TaskID

if TYPE_CHECKING:
    from typing import Any

    from groundwire._core.call import FilePart
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import TaskUID
    from groundwire_api.studio.models import Acknowledgement, FileContent, TaskDataList

__all__ = [
    "task_data_download",
    "task_data_list",
    "task_data_upload",
]


def task_data_download(
    *,
    task_id: TaskUID,
    folder: str,
    file: str,
) -> Call[FileContent]:
    """Download a file of a task.

    An ordinary request answered by the bytes of the file. A JSON body is the file too, unless it is
    an object with jsonrpc and an error whose code is a whole number. Other HTTP statuses than 2xx
    count as error codes.

    Args:
        task_id: The task.
        folder: Folder the file is in; empty for none.
        file: Name of the file.

    Returns:
        The call. Its answer: The bytes of a file, sent as one multipart part, as the whole body, or
        received as the whole body. Examples show the file name in place of the bytes.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).
        TaskNotFoundError: When sent. The task named in the request does not exist (code 101).

    One request when sent. Source: method `task.data.download` in
    spec/studio/methods/task_files.yaml.
    """
    return Call(
        "task.data.download",
        {
            "task_id": TaskID.wire(task_id),
            "folder": folder,
            "file": file,
        },
        lambda: _models.FileContent,
        hot=True,
        timeout=TimeoutClass.BULK,
        idempotent=True,
        http=HttpRoute("POST", "/api", body="json", reply="bytes"),
    )


def task_data_list(
    *,
    task_id: TaskUID,
) -> Call[TaskDataList]:
    """List the files of a task.

    Names by folder.

    Args:
        task_id: The task.

    Returns:
        The call. Its answer: Files or charts of a task by folder or group.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).
        TaskNotFoundError: When sent. The task named in the request does not exist (code 101).

    One request when sent. Source: method `task.data.list` in spec/studio/methods/task_files.yaml.
    """
    return Call(
        "task.data.list",
        {
            "task_id": TaskID.wire(task_id),
        },
        lambda: _models.TaskDataList,
        idempotent=True,
    )


def task_data_upload(
    *,
    task_id: TaskUID,
    file: FilePart,
    folder: str | Unset = UNSET,
) -> Call[Acknowledgement]:
    """Upload a file to a task.

    One multipart request: text parts task_id and folder, then the part file, whose filename is the
    base name of the local file. The part carries no content type.

    Args:
        task_id: The task, as a decimal number.
        file: The file.
        folder: Folder to put it in; left out when empty.

    Returns:
        The call. Its answer: Any JSON except null. It only says that the request was carried out;
        its content means nothing.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        PayloadTooLargeError: When sent. The request body is larger than the server accepts (code
            413).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).
        TaskNotFoundError: When sent. The task named in the request does not exist (code 101).

    One request when sent. Source: method `task.data.upload` in spec/studio/methods/task_files.yaml.
    """
    file_parts = (file,)
    return Call(
        "task.data.upload",
        {
            "task_id": TaskID.wire(task_id),
            "folder": folder,
        },
        lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        timeout=TimeoutClass.UPLOAD,
        idempotent=True,
        http=HttpRoute("POST", "/api?method=task.data.upload", body="multipart", reply="envelope"),
        files=file_parts,
    )
