# Generated from spec/studio/methods/snapshots.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of snapshots, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import AnnotationSetID, DatasetID, ProjectID, SnapshotID

__all__ = [
    "SnapshotsCreateParams",
    "SnapshotsDeleteParams",
    "SnapshotsGetParams",
    "SnapshotsListParams",
    "SnapshotsRestoreParams",
]


class SnapshotsCreateParams(Struct, frozen=True, kw_only=True):
    """Parameters of `snapshots.create`."""

    description: str
    dataset_id: DatasetID
    annotation_set_id: AnnotationSetID


class SnapshotsDeleteParams(Struct, frozen=True, kw_only=True):
    """Parameters of `snapshots.delete`."""

    snapshot_id: SnapshotID


class SnapshotsGetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `snapshots.get`."""

    snapshot_id: SnapshotID


class SnapshotsListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `snapshots.list`."""


class SnapshotsRestoreParams(Struct, frozen=True, kw_only=True):
    """Parameters of `snapshots.restore`."""

    project_id: ProjectID
    snapshot_id: SnapshotID
    fps: int
    depth_gen: bool
    agtg_pipeline: bool
    enabled_topics: list[str] | None = None
    label_names: list[str] | None = None
    dataset_name: str | None = None
    dataset_description: str | None = None
