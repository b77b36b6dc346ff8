# Generated from spec/studio/methods/snapshot_files.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of snapshot_files, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from groundwire_api.studio.ids import SnapshotID
from groundwire_api.studio.models import CompletedPart, SnapshotStatus

__all__ = [
    "SnapshotsCompleteMultipartUploadParams",
    "SnapshotsCreateDownloadUrlParams",
    "SnapshotsCreateUploadUrlMultipartParams",
    "SnapshotsUpdateParams",
]


class SnapshotsCompleteMultipartUploadParams(Struct, frozen=True, kw_only=True):
    """Parameters of `snapshots.complete_multipart_upload`."""

    key: str
    upload_id: str
    etag_list: list[CompletedPart]


class SnapshotsCreateDownloadUrlParams(Struct, frozen=True, kw_only=True):
    """Parameters of `snapshots.create_download_url`."""

    snapshot_id: SnapshotID


class SnapshotsCreateUploadUrlMultipartParams(Struct, frozen=True, kw_only=True):
    """Parameters of `snapshots.create_upload_url_multipart`."""

    snapshot_name: str
    keys: list[str]
    file_sizes: list[int]
    type: Literal["ziparrow"] | None = None


class SnapshotsUpdateParams(Struct, frozen=True, kw_only=True):
    """Parameters of `snapshots.update`."""

    snapshot_id: SnapshotID
    status: SnapshotStatus
