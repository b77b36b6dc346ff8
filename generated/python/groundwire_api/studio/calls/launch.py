# Generated from spec/studio/methods/launch.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of launch: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundwire._core.call import Call
from groundwire._core.unset import UNSET, Unset
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import AnnotationSetID, DatasetID, ProjectID, SnapshotID, TrainingSessionID

if TYPE_CHECKING:
    from typing import Any, Literal

    from groundwire._core.call import Json
    from groundwire_api.studio.ids import (
        AnnotationSetUID,
        DatasetUID,
        ProjectUID,
        SnapshotUID,
        TrainingSessionUID,
    )
    from groundwire_api.studio.models import NewSession, TrainerSchemaReply, ValidatorSchema

__all__ = [
    "cloud_server_start",
    "trainer_server_schema",
    "validate_schema",
]


def cloud_server_start(
    *,
    type: Literal["trainer", "validation"],
    name: str,
    project_id: ProjectUID,
    is_local: bool,
    is_kubernetes: bool,
    params: Json,
    training_session_id: TrainingSessionUID | Unset = UNSET,
    model_file: str | Unset = UNSET,
    val_type: str | Unset = UNSET,
    description: str | Unset = UNSET,
    dataset_id: DatasetUID | Unset = UNSET,
    annotation_set_id: AnnotationSetUID | Unset = UNSET,
    snapshot_id: SnapshotUID | Unset = UNSET,
) -> Call[NewSession]:
    """Start a training or a validation session.

    Starts a background task. With type trainer, params is TrainingStartParams and nothing else is
    needed. With type validation, training_session_id, model_file and val_type are needed too,
    params is ValidationStartParams, and the optional parameters apply.

    Args:
        type: What to start.
        name: Name of the task, and of the session unless params names it.
        project_id: The project that it runs in.
        is_local: True for a session that the user runs; the server then provides no machine.
        is_kubernetes: True to run in a Kubernetes cluster.
        params: What the type needs.
        training_session_id: Validation: the session whose model is validated.
        model_file: Validation: name of the artifact to validate.
        val_type: Validation: kind of validator, a type of validate.schema.
        description: Validation: description of the session.
        dataset_id: Validation: the dataset to validate on.
        annotation_set_id: Validation: the annotation set with the ground truth.
        snapshot_id: Validation: the snapshot to validate on.

    Returns:
        The call. Its answer: Answer to cloud.server.start of either type.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `cloud.server.start` in spec/studio/methods/launch.yaml.
    """
    return Call(
        "cloud.server.start",
        {
            "type": type,
            "name": name,
            "project_id": ProjectID.wire(project_id),
            "is_local": is_local,
            "is_kubernetes": is_kubernetes,
            "params": params,
            "training_session_id": training_session_id
            if isinstance(training_session_id, Unset)
            else TrainingSessionID.wire(training_session_id),
            "model_file": model_file,
            "val_type": val_type,
            "description": description,
            "dataset_id": dataset_id if isinstance(dataset_id, Unset) else DatasetID.wire(dataset_id),
            "annotation_set_id": annotation_set_id
            if isinstance(annotation_set_id, Unset)
            else AnnotationSetID.wire(annotation_set_id),
            "snapshot_id": snapshot_id if isinstance(snapshot_id, Unset) else SnapshotID.wire(snapshot_id),
        },
        lambda: _models.NewSession,
    )


def trainer_server_schema(
    *,
    type: str | Unset = UNSET,
) -> Call[TrainerSchemaReply]:
    """List the trainers, or the options of one trainer.

    Without a type the reply lists the trainers that can be started; with one it lists the options
    of that trainer.

    Args:
        type: Name of a trainer.

    Returns:
        The call. Its answer: The list of trainers without a type, the options of one trainer with
        it.

    Raises:
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `trainer.server.schema` in
    spec/studio/methods/launch.yaml.
    """
    return Call(
        "trainer.server.schema",
        None
        if isinstance(type, Unset)
        else {
            "type": type,
        },
        lambda: cast("Any", _models.TrainerSchemaReply),
        idempotent=True,
    )


def validate_schema() -> Call[list[ValidatorSchema]]:
    """List the validators with their options.

    All of them in one reply, each with the options that it takes.

    Returns:
        The call. Its answer: Items: A validator that can be started, with its options.

    Raises:
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `validate.schema` in spec/studio/methods/launch.yaml.
    """
    return Call(
        "validate.schema",
        None,
        lambda: list[_models.ValidatorSchema],
        idempotent=True,
    )
