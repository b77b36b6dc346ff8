# Generated from spec/studio/methods/snapshot_files.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of snapshot_files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.studio.models import SnapshotStatusResult, SnapshotUploadPlan
    from groundwire_api.studio.params import (
        SnapshotsCompleteMultipartUploadParams,
        SnapshotsCreateDownloadUrlParams,
        SnapshotsCreateUploadUrlMultipartParams,
        SnapshotsUpdateParams,
    )

__all__ = ["SnapshotFilesHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "snapshots.complete_multipart_upload": Route(
        "snapshots.complete_multipart_upload",
        "snapshot_files",
        params=lambda: _params.SnapshotsCompleteMultipartUploadParams,
        result=lambda: str,
        hot=True,
    ),
    "snapshots.create_download_url": Route(
        "snapshots.create_download_url",
        "snapshot_files",
        params=lambda: _params.SnapshotsCreateDownloadUrlParams,
        result=lambda: dict[str, str],
        hot=True,
        idempotent=True,
    ),
    "snapshots.create_upload_url_multipart": Route(
        "snapshots.create_upload_url_multipart",
        "snapshot_files",
        params=lambda: _params.SnapshotsCreateUploadUrlMultipartParams,
        result=lambda: _models.SnapshotUploadPlan,
    ),
    "snapshots.update": Route(
        "snapshots.update",
        "snapshot_files",
        params=lambda: _params.SnapshotsUpdateParams,
        result=lambda: _models.SnapshotStatusResult,
        idempotent=True,
    ),
}


class SnapshotFilesHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def snapshots_complete_multipart_upload(
        self, ctx: C_contra, p: SnapshotsCompleteMultipartUploadParams, /
    ) -> str | Raw:
        """Answer `snapshots.complete_multipart_upload`: Join the uploaded parts of a file."""
        ...

    def snapshots_create_download_url(
        self, ctx: C_contra, p: SnapshotsCreateDownloadUrlParams, /
    ) -> dict[str, str] | Raw:
        """Answer `snapshots.create_download_url`: Get addresses to download the files of a snapshot from."""
        ...

    def snapshots_create_upload_url_multipart(
        self, ctx: C_contra, p: SnapshotsCreateUploadUrlMultipartParams, /
    ) -> SnapshotUploadPlan | Raw:
        """Answer `snapshots.create_upload_url_multipart`: Create a snapshot, and get addresses to upload its files to."""
        ...

    def snapshots_update(self, ctx: C_contra, p: SnapshotsUpdateParams, /) -> SnapshotStatusResult | Raw:
        """Answer `snapshots.update`: Set the status of a snapshot."""
        ...
