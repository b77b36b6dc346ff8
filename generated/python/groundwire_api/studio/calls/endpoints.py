# Generated from spec/studio/methods/endpoints.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of endpoints: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call, HttpRoute, TimeoutClass
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import TrainingSessionID

if TYPE_CHECKING:
    from typing import Literal

    from groundwire_api.studio.ids import TrainingSessionUID
    from groundwire_api.studio.models import FileContent

__all__ = [
    "download_checkpoint",
    "download_model",
]


def download_checkpoint(
    *,
    folder: Literal["checkpoints"],
    training_session_id: TrainingSessionUID,
    file: str,
) -> Call[FileContent]:
    """Download a checkpoint of a training session.

    As download_model, for the files below the folder checkpoints.

    Args:
        folder: Folder of the session; always checkpoints.
        training_session_id: The session, as a decimal number.
        file: Name of the checkpoint.

    Returns:
        The call. Its answer: The bytes of a file, sent as one multipart part, as the whole body, or
        received as the whole body. Examples show the file name in place of the bytes.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `download_checkpoint` in
    spec/studio/methods/endpoints.yaml.
    """
    return Call(
        "download_checkpoint",
        {
            "folder": folder,
            "training_session_id": TrainingSessionID.wire(training_session_id),
            "file": file,
        },
        lambda: _models.FileContent,
        hot=True,
        timeout=TimeoutClass.BULK,
        idempotent=True,
        http=HttpRoute(
            "GET",
            "/download_checkpoint",
            query=(
                "folder",
                "training_session_id",
                "file",
            ),
            body="none",
            reply="bytes",
        ),
    )


def download_model(
    *,
    training_session_id: TrainingSessionUID,
    file: str,
) -> Call[FileContent]:
    """Download an artifact of a training session.

    GET with the token as bearer. The reply is the file. Clients percent-encode the name; servers
    also take a name in which only spaces are encoded.

    Args:
        training_session_id: The session, as a decimal number.
        file: Name of the artifact.

    Returns:
        The call. Its answer: The bytes of a file, sent as one multipart part, as the whole body, or
        received as the whole body. Examples show the file name in place of the bytes.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `download_model` in spec/studio/methods/endpoints.yaml.
    """
    return Call(
        "download_model",
        {
            "training_session_id": TrainingSessionID.wire(training_session_id),
            "file": file,
        },
        lambda: _models.FileContent,
        hot=True,
        timeout=TimeoutClass.BULK,
        idempotent=True,
        http=HttpRoute(
            "GET",
            "/download_model",
            query=(
                "training_session_id",
                "file",
            ),
            body="none",
            reply="bytes",
        ),
    )
