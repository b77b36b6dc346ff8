# Generated from spec/studio/methods/training.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of training: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundwire._core.call import Call, FilePart, HttpRoute, TimeoutClass
from groundwire._core.unset import UNSET
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import ExperimentID, TrainingSessionID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from groundwire._core.call import Json
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import ExperimentUID, TrainingSessionUID
    from groundwire_api.studio.models import (
        Acknowledgement,
        Artifact,
        MetricsReply,
        TrainerUploadTarget,
        TrainingSession,
    )

__all__ = [
    "trainer_download_file",
    "trainer_get_artifacts",
    "trainer_session_delete",
    "trainer_session_get",
    "trainer_session_list",
    "trainer_session_metrics",
    "trainer_session_update",
    "trainer_upload_files",
]


def trainer_download_file(
    *,
    session_id: TrainingSessionUID,
    file_path: str,
) -> Call[str]:
    """Read a text file of a training session.

    The reply is the whole file as UTF-8 text, such as a log or a metrics file.

    Args:
        session_id: The session.
        file_path: Path of the file in the session, such as metrics/loss.json.

    Returns:
        The call. Its answer: Content of the file.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `trainer.download.file` in
    spec/studio/methods/training.yaml.
    """
    return Call(
        "trainer.download.file",
        {
            "session_id": TrainingSessionID.wire(session_id),
            "file_path": file_path,
        },
        lambda: str,
        hot=True,
        idempotent=True,
    )


def trainer_get_artifacts(
    *,
    training_session_id: TrainingSessionUID,
) -> Call[list[Artifact]]:
    """List the artifacts of a training session.

    Files made by the run. Each is downloaded from the endpoint download_model by its name.

    Args:
        training_session_id: The session whose artifacts are wanted.

    Returns:
        The call. Its answer: Items: A file made by a training run, such as an exported model.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `trainer.get_artifacts` in
    spec/studio/methods/training.yaml.
    """
    return Call(
        "trainer.get_artifacts",
        {
            "training_session_id": TrainingSessionID.wire(training_session_id),
        },
        lambda: list[_models.Artifact],
        idempotent=True,
    )


def trainer_session_delete(
    *,
    session_ids: Sequence[TrainingSessionUID],
) -> Call[Acknowledgement]:
    """Move training sessions to the recycle bin.

    Their validation sessions and files go with them.

    Args:
        session_ids: The sessions to delete.

    Returns:
        The call. Its answer: Any JSON except null. It only says that the request was carried out;
        its content means nothing.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `trainer.session.delete` in
    spec/studio/methods/training.yaml.
    """
    return Call(
        "trainer.session.delete",
        {
            "session_ids": [TrainingSessionID.wire(item) for item in session_ids],
        },
        lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    )


def trainer_session_get(
    *,
    trainer_session_id: TrainingSessionUID,
) -> Call[TrainingSession]:
    """Get one training session.

    Looks a session up by its number, named trainer_session_id.

    Args:
        trainer_session_id: The session to read.

    Returns:
        The call. Its answer: One run of training within an experiment.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `trainer.session.get` in
    spec/studio/methods/training.yaml.
    """
    return Call(
        "trainer.session.get",
        {
            "trainer_session_id": TrainingSessionID.wire(trainer_session_id),
        },
        lambda: _models.TrainingSession,
        idempotent=True,
    )


def trainer_session_list(
    *,
    trainer_id: ExperimentUID,
) -> Call[list[TrainingSession]]:
    """List the training sessions of an experiment.

    All of them in one reply, in the server's own order.

    Args:
        trainer_id: The experiment whose sessions are wanted.

    Returns:
        The call. Its answer: Items: One run of training within an experiment.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `trainer.session.list` in
    spec/studio/methods/training.yaml.
    """
    return Call(
        "trainer.session.list",
        {
            "trainer_id": ExperimentID.wire(trainer_id),
        },
        lambda: list[_models.TrainingSession],
        idempotent=True,
    )


def trainer_session_metrics(
    *,
    trainer_session_id: TrainingSessionUID,
    metrics: Mapping[str, Json] | Unset = UNSET,
) -> Call[MetricsReply]:
    """Read or write the metrics of a training session.

    Without metrics it reads them: the reply is an object, or text that holds one in JSON. With
    metrics it writes them: the reply is any text.

    Args:
        trainer_session_id: The session.
        metrics: Values to write, by name. Left out when reading.

    Returns:
        The call. Its answer: Reading gives the metrics as an object, possibly empty, or as text
        that holds such an object in JSON. Writing gives any text.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `trainer.session.metrics` in
    spec/studio/methods/training.yaml.
    """
    return Call(
        "trainer.session.metrics",
        {
            "trainer_session_id": TrainingSessionID.wire(trainer_session_id),
            "metrics": metrics,
        },
        lambda: cast("Any", _models.MetricsReply),
        hot=True,
        idempotent=True,
    )


def trainer_session_update(
    *,
    id: TrainingSessionUID,
    name: str | Unset = UNSET,
    description: str | Unset = UNSET,
) -> Call[Acknowledgement]:
    """Rename or describe a training session.

    What is left out stays as it is; clients refuse to send neither. The reply means nothing, so
    clients read the session again.

    Args:
        id: The session to change.
        name: New display name.
        description: New description.

    Returns:
        The call. Its answer: Any JSON except null. It only says that the request was carried out;
        its content means nothing.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `trainer.session.update` in
    spec/studio/methods/training.yaml.
    """
    return Call(
        "trainer.session.update",
        {
            "id": TrainingSessionID.wire(id),
            "name": name,
            "description": description,
        },
        lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    )


def trainer_upload_files(
    *,
    params: TrainerUploadTarget,
    file: FilePart | Sequence[FilePart],
) -> Call[Acknowledgement]:
    """Upload files to a training session.

    One multipart request: the text part params, then one part file per file, whose filename is the
    path the file gets in the session: artifacts/…, checkpoints/… or metrics/…. The content type of
    a part is guessed from the local file and is application/octet-stream otherwise.

    Args:
        params: The session, as JSON text.
        file: The files, in the order of their parts.

    Returns:
        The call. Its answer: Any JSON except null. It only says that the request was carried out;
        its content means nothing.

    Raises:
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PayloadTooLargeError: When sent. The request body is larger than the server accepts (code
            413).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `trainer.upload.files` in
    spec/studio/methods/training.yaml.
    """
    file_parts = (file,) if isinstance(file, FilePart) else tuple(file)
    return Call(
        "trainer.upload.files",
        {
            "params": params,
        },
        lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        timeout=TimeoutClass.UPLOAD,
        idempotent=True,
        http=HttpRoute("POST", "/api?method=trainer.upload.files", body="multipart", reply="envelope"),
        files=file_parts,
    )
