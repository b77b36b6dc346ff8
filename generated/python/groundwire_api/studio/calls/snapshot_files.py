# Generated from spec/studio/methods/snapshot_files.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of snapshot_files: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call
from groundwire._core.unset import UNSET
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import SnapshotID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import SnapshotUID
    from groundwire_api.studio.models import (
        CompletedPart,
        SnapshotStatus,
        SnapshotStatusResult,
        SnapshotUploadPlan,
    )

__all__ = [
    "snapshots_complete_multipart_upload",
    "snapshots_create_download_url",
    "snapshots_create_upload_url_multipart",
    "snapshots_update",
]


def snapshots_complete_multipart_upload(
    *,
    key: str,
    upload_id: str,
    etag_list: Sequence[CompletedPart],
) -> Call[str]:
    """Join the uploaded parts of a file.

    Sent once per file. An empty file has no parts and an empty list.

    Args:
        key: Key of the file in the plan, prefix included.
        upload_id: Identity of the upload, from the plan.
        etag_list: The parts, by ascending number from 1.

    Returns:
        The call. Its answer: Any text.

    Raises:
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `snapshots.complete_multipart_upload` in
    spec/studio/methods/snapshot_files.yaml.
    """
    return Call(
        "snapshots.complete_multipart_upload",
        {
            "key": key,
            "upload_id": upload_id,
            "etag_list": etag_list,
        },
        lambda: str,
        hot=True,
    )


def snapshots_create_download_url(
    *,
    snapshot_id: SnapshotUID,
) -> Call[dict[str, str]]:
    """Get addresses to download the files of a snapshot from.

    Relative path to presigned address. Each is read by a plain GET.

    Args:
        snapshot_id: The snapshot to download.

    Returns:
        The call. Its answer: Addresses by relative path.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `snapshots.create_download_url` in
    spec/studio/methods/snapshot_files.yaml.
    """
    return Call(
        "snapshots.create_download_url",
        {
            "snapshot_id": SnapshotID.wire(snapshot_id),
        },
        lambda: dict[str, str],
        hot=True,
        idempotent=True,
    )


def snapshots_create_upload_url_multipart(
    *,
    snapshot_name: str,
    keys: Sequence[str],
    file_sizes: Sequence[int],
    type: Literal["ziparrow"] | Unset = UNSET,
) -> Call[SnapshotUploadPlan]:
    """Create a snapshot, and get addresses to upload its files to.

    Each file is uploaded in parts of 100 MiB, one address per part, then completed. When all files
    are complete, the status of the snapshot is set to available.

    Args:
        snapshot_name: Description of the snapshot, usually the name of the file or folder.
        keys: Relative paths of the files, with / between folders.
        file_sizes: Their sizes in bytes, in the same order.
        type: ziparrow for exactly an Arrow file and a ZIP file of images; otherwise left out.

    Returns:
        The call. Its answer: Where to upload the files of a new snapshot. A flat object: beside
        snapshot_id one key per file, made of the snapshot's prefix, a slash and the file's relative
        path. Values of other keys are numbers.

    Raises:
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `snapshots.create_upload_url_multipart` in
    spec/studio/methods/snapshot_files.yaml.
    """
    return Call(
        "snapshots.create_upload_url_multipart",
        {
            "snapshot_name": snapshot_name,
            "keys": keys,
            "file_sizes": file_sizes,
            "type": type,
        },
        lambda: _models.SnapshotUploadPlan,
    )


def snapshots_update(
    *,
    snapshot_id: SnapshotUID,
    status: SnapshotStatus,
) -> Call[SnapshotStatusResult]:
    """Set the status of a snapshot.

    Clients set available once every file is complete.

    Args:
        snapshot_id: The snapshot to change.
        status: Status it shall have.

    Returns:
        The call. Its answer: Answer to a change of status.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `snapshots.update` in
    spec/studio/methods/snapshot_files.yaml.
    """
    return Call(
        "snapshots.update",
        {
            "snapshot_id": SnapshotID.wire(snapshot_id),
            "status": status,
        },
        lambda: _models.SnapshotStatusResult,
        idempotent=True,
    )
