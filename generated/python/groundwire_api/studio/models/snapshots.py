# Generated from spec/studio/schemas/snapshots.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of snapshots."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AliasChoices, AwareDatetime, Field

from groundwire._core.bound import Model
from groundwire_api.studio.ids import AnnotationSetID, DatasetID, SnapshotID, TaskID

__all__ = [
    "CompletedPart",
    "Snapshot",
    "SnapshotFromDatasetResult",
    "SnapshotRestoreResult",
    "SnapshotStatus",
    "SnapshotStatusResult",
    "SnapshotUpload",
    "SnapshotUploadPlan",
]


class CompletedPart(Model):
    etag: Annotated[str, Field(alias="ETag")]
    part_number: Annotated[int, Field(alias="PartNumber")]


SnapshotStatus: TypeAlias = (
    Literal["available", "processing", "pending", "completed", "failed", "error"] | str
)


class Snapshot(Model):
    id: SnapshotID
    description: str
    status: SnapshotStatus
    path: str
    created: Annotated[AwareDatetime, Field(alias="date")]


class SnapshotFromDatasetResult(Model):
    id: Annotated[
        SnapshotID, Field(validation_alias=AliasChoices("id", "snapshot_id"), serialization_alias="id")
    ]
    task_id: TaskID | None = None
    cloud_instance_id: str | None = None


class SnapshotRestoreResult(Model):
    id: SnapshotID
    description: str
    dataset_name: str
    dataset_id: DatasetID
    annotation_set_id: AnnotationSetID
    task_id: TaskID | None = None
    date: AwareDatetime | None = None


class SnapshotStatusResult(Model):
    id: SnapshotID
    uid: str
    description: str
    date: str
    status: SnapshotStatus


class SnapshotUpload(Model):
    upload_id: str
    urls: list[str]
    key: str | None = None


class SnapshotUploadPlan(Model):
    __pydantic_extra__: dict[str, SnapshotUpload | int] = Field(init=False)  # pyright: ignore[reportIncompatibleVariableOverride] - pydantic's own way to type further members
    snapshot_id: SnapshotID
