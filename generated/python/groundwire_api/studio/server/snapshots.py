# Generated from spec/studio/methods/snapshots.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of snapshots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from msgspec import Raw

    from groundwire_api.studio.models import (
        Acknowledgement,
        Snapshot,
        SnapshotFromDatasetResult,
        SnapshotRestoreResult,
    )
    from groundwire_api.studio.params import (
        SnapshotsCreateParams,
        SnapshotsDeleteParams,
        SnapshotsGetParams,
        SnapshotsListParams,
        SnapshotsRestoreParams,
    )

__all__ = ["SnapshotsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "snapshots.create": Route(
        "snapshots.create",
        "snapshots",
        params=lambda: _params.SnapshotsCreateParams,
        result=lambda: _models.SnapshotFromDatasetResult,
    ),
    "snapshots.delete": Route(
        "snapshots.delete",
        "snapshots",
        params=lambda: _params.SnapshotsDeleteParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    ),
    "snapshots.get": Route(
        "snapshots.get",
        "snapshots",
        params=lambda: _params.SnapshotsGetParams,
        result=lambda: _models.Snapshot,
        idempotent=True,
    ),
    "snapshots.list": Route(
        "snapshots.list",
        "snapshots",
        params=lambda: _params.SnapshotsListParams,
        result=lambda: list[_models.Snapshot],
        idempotent=True,
    ),
    "snapshots.restore": Route(
        "snapshots.restore",
        "snapshots",
        params=lambda: _params.SnapshotsRestoreParams,
        result=lambda: _models.SnapshotRestoreResult,
    ),
}


class SnapshotsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def snapshots_create(self, ctx: C_contra, p: SnapshotsCreateParams, /) -> SnapshotFromDatasetResult | Raw:
        """Answer `snapshots.create`: Freeze a dataset as a snapshot."""
        ...

    def snapshots_delete(self, ctx: C_contra, p: SnapshotsDeleteParams, /) -> Acknowledgement | Raw:
        """Answer `snapshots.delete`: Delete a snapshot."""
        ...

    def snapshots_get(self, ctx: C_contra, p: SnapshotsGetParams, /) -> Snapshot | Raw:
        """Answer `snapshots.get`: Get one snapshot."""
        ...

    def snapshots_list(self, ctx: C_contra, p: SnapshotsListParams, /) -> list[Snapshot] | Raw:
        """Answer `snapshots.list`: List the snapshots the caller can see."""
        ...

    def snapshots_restore(self, ctx: C_contra, p: SnapshotsRestoreParams, /) -> SnapshotRestoreResult | Raw:
        """Answer `snapshots.restore`: Make a dataset from a snapshot."""
        ...
