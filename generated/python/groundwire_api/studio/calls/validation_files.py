# Generated from spec/studio/methods/validation_files.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of validation_files: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundwire._core.call import Call, FilePart, HttpRoute, TimeoutClass
from groundwire._core.unset import UNSET
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import ValidationSessionID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import ValidationSessionUID
    from groundwire_api.studio.models import Acknowledgement, FileContent

__all__ = [
    "val_data_download",
    "val_data_list",
    "val_data_upload",
]


def val_data_download(
    *,
    session_id: ValidationSessionUID,
    filename: str,
) -> Call[FileContent]:
    """Download a file of a validation session.

    An ordinary request answered by the bytes of the file. A JSON body is the file too, unless it is
    an object with jsonrpc and an error whose code is a whole number. Other HTTP statuses than 2xx
    count as error codes.

    Args:
        session_id: The session.
        filename: Relative path as listed, possibly with folders.

    Returns:
        The call. Its answer: The bytes of a file, sent as one multipart part, as the whole body, or
        received as the whole body. Examples show the file name in place of the bytes.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `val.data.download` in
    spec/studio/methods/validation_files.yaml.
    """
    return Call(
        "val.data.download",
        {
            "session_id": ValidationSessionID.wire(session_id),
            "filename": filename,
        },
        lambda: _models.FileContent,
        hot=True,
        timeout=TimeoutClass.BULK,
        idempotent=True,
        http=HttpRoute("POST", "/api", body="json", reply="bytes"),
    )


def val_data_list(
    *,
    session_id: ValidationSessionUID,
) -> Call[list[str]]:
    """List the files of a validation session.

    Relative paths, with / between folders.

    Args:
        session_id: The session.

    Returns:
        The call. Its answer: list[str].

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `val.data.list` in
    spec/studio/methods/validation_files.yaml.
    """
    return Call(
        "val.data.list",
        {
            "session_id": ValidationSessionID.wire(session_id),
        },
        lambda: list[str],
        hot=True,
        idempotent=True,
    )


def val_data_upload(
    *,
    session_id: ValidationSessionUID,
    file: FilePart | Sequence[FilePart],
    folder: str | Unset = UNSET,
) -> Call[Acknowledgement]:
    """Upload files to a validation session.

    One multipart request: text parts session_id and folder, then one part file per file, whose
    filename is the name the file gets and may hold folders. The parts carry no content type. An
    empty list is sent too.

    Args:
        session_id: The session, as a decimal number.
        file: The files, in the order of their parts.
        folder: Folder to put them in; left out when empty.

    Returns:
        The call. Its answer: Any JSON except null. It only says that the request was carried out;
        its content means nothing.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PayloadTooLargeError: When sent. The request body is larger than the server accepts (code
            413).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `val.data.upload` in
    spec/studio/methods/validation_files.yaml.
    """
    file_parts = (file,) if isinstance(file, FilePart) else tuple(file)
    return Call(
        "val.data.upload",
        {
            "session_id": ValidationSessionID.wire(session_id),
            "folder": folder,
        },
        lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        timeout=TimeoutClass.UPLOAD,
        idempotent=True,
        http=HttpRoute("POST", "/api?method=val.data.upload", body="multipart", reply="envelope"),
        files=file_parts,
    )
