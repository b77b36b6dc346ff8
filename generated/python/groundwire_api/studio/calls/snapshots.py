# Generated from spec/studio/methods/snapshots.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of snapshots: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundwire._core.call import Call
from groundwire._core.unset import UNSET
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import AnnotationSetID, DatasetID, ProjectID, SnapshotID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID, ProjectUID, SnapshotUID
    from groundwire_api.studio.models import (
        Acknowledgement,
        Snapshot,
        SnapshotFromDatasetResult,
        SnapshotRestoreResult,
    )

__all__ = [
    "snapshots_create",
    "snapshots_delete",
    "snapshots_get",
    "snapshots_list",
    "snapshots_restore",
]


def snapshots_create(
    *,
    description: str,
    dataset_id: DatasetUID,
    annotation_set_id: AnnotationSetUID,
) -> Call[SnapshotFromDatasetResult]:
    """Freeze a dataset as a snapshot.

    The server copies in the background; the reply names the task.

    Args:
        description: Free text.
        dataset_id: The dataset to copy.
        annotation_set_id: The annotation set to copy; clients take the one named annotations, else
            the first, when none is given.

    Returns:
        The call. Its answer: Answer to the creation of a snapshot from a dataset.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `snapshots.create` in spec/studio/methods/snapshots.yaml.
    """
    return Call(
        "snapshots.create",
        {
            "description": description,
            "dataset_id": DatasetID.wire(dataset_id),
            "annotation_set_id": AnnotationSetID.wire(annotation_set_id),
        },
        lambda: _models.SnapshotFromDatasetResult,
    )


def snapshots_delete(
    *,
    snapshot_id: SnapshotUID,
) -> Call[Acknowledgement]:
    """Delete a snapshot.

    Takes the number of the snapshot; the reply means nothing.

    Args:
        snapshot_id: The snapshot to delete.

    Returns:
        The call. Its answer: Any JSON except null. It only says that the request was carried out;
        its content means nothing.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `snapshots.delete` in spec/studio/methods/snapshots.yaml.
    """
    return Call(
        "snapshots.delete",
        {
            "snapshot_id": SnapshotID.wire(snapshot_id),
        },
        lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    )


def snapshots_get(
    *,
    snapshot_id: SnapshotUID,
) -> Call[Snapshot]:
    """Get one snapshot.

    Looks a snapshot up by its number. Its path tells the prefix of the keys of its files.

    Args:
        snapshot_id: The snapshot to read.

    Returns:
        The call. Its answer: A frozen copy of a dataset, or files uploaded to become one.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `snapshots.get` in spec/studio/methods/snapshots.yaml.
    """
    return Call(
        "snapshots.get",
        {
            "snapshot_id": SnapshotID.wire(snapshot_id),
        },
        lambda: _models.Snapshot,
        idempotent=True,
    )


def snapshots_list() -> Call[list[Snapshot]]:
    """List the snapshots the caller can see.

    All of them in one reply, in the server's own order.

    Returns:
        The call. Its answer: Items: A frozen copy of a dataset, or files uploaded to become one.

    Raises:
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `snapshots.list` in spec/studio/methods/snapshots.yaml.
    """
    return Call(
        "snapshots.list",
        None,
        lambda: list[_models.Snapshot],
        idempotent=True,
    )


def snapshots_restore(
    *,
    project_id: ProjectUID,
    snapshot_id: SnapshotUID,
    fps: int,
    depth_gen: bool,
    agtg_pipeline: bool,
    enabled_topics: Sequence[str] | Unset = UNSET,
    label_names: Sequence[str] | Unset = UNSET,
    dataset_name: str | Unset = UNSET,
    dataset_description: str | Unset = UNSET,
) -> Call[SnapshotRestoreResult]:
    """Make a dataset from a snapshot.

    The server works in the background; the reply names the new dataset and the task.

    Args:
        project_id: The project that gets the dataset.
        snapshot_id: The snapshot to restore.
        fps: Clients always send 1; other values are not documented.
        depth_gen: True to compute depth maps.
        agtg_pipeline: True to label automatically, which is when label_names is sent.
        enabled_topics: Topics of a recording to import; left out when empty.
        label_names: Labels to look for automatically; left out when empty.
        dataset_name: Name for the dataset.
        dataset_description: Description for the dataset.

    Returns:
        The call. Its answer: Answer to the restoring of a snapshot.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `snapshots.restore` in spec/studio/methods/snapshots.yaml.
    """
    return Call(
        "snapshots.restore",
        {
            "project_id": ProjectID.wire(project_id),
            "snapshot_id": SnapshotID.wire(snapshot_id),
            "fps": fps,
            "depth_gen": depth_gen,
            "agtg_pipeline": agtg_pipeline,
            "enabled_topics": enabled_topics,
            "label_names": label_names,
            "dataset_name": dataset_name,
            "dataset_description": dataset_description,
        },
        lambda: _models.SnapshotRestoreResult,
    )
