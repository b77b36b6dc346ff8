# Generated from spec/studio/schemas/versions.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of versions."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, Field

from groundwire._core.bound import Model
from groundwire._core.call import Json
from groundwire_api.studio.ids import DatasetID

__all__ = [
    "ChangelogCount",
    "ChangelogEntityType",
    "ChangelogEntry",
    "ChangelogResponse",
    "DatasetSummary",
    "RestoreCounts",
    "RestoreResult",
    "RestoreSource",
    "VersionCurrentResponse",
    "VersionTag",
]


class ChangelogCount(Model):
    count: int


ChangelogEntityType: TypeAlias = (
    Literal["image", "annotation", "label", "annotation_set", "sensor_data", "dataset"] | str
)


class ChangelogEntry(Model):
    id: int
    dataset_id: DatasetID
    serial: int
    organization_id: int
    entity_type: ChangelogEntityType
    operation: str
    username: str
    created_at: AwareDatetime
    entity_id: int | None = None
    change_data: Json | None = None
    message: str = ""
    s3_version_ids: list[Json] | None = []


class ChangelogResponse(Model):
    entries: list[ChangelogEntry]
    count: int
    continue_token: str = ""
    from_serial: int | None = None
    to_serial: int | None = None


class DatasetSummary(Model):
    dataset_id: DatasetID
    current_serial: int
    last_updated: AwareDatetime
    image_count: int = 0
    label_count: int = 0
    annotation_set_count: int = 0
    annotation_counts: dict[str, int] = {}
    sensor_counts: dict[str, int] = {}


class RestoreCounts(Model):
    images: int
    labels: int
    annotation_sets: int


class RestoreSource(Model):
    tag: str
    serial: int


class RestoreResult(Model):
    success: bool
    new_serial: int
    restored_from: RestoreSource
    restored_counts: RestoreCounts
    message: str


class VersionTag(Model):
    id: int
    dataset_id: DatasetID
    name: str
    serial: int
    created_by: str
    created_at: AwareDatetime
    description: str = ""
    image_count: int = 0
    annotation_counts: dict[str, int] = {}
    sensor_counts: dict[str, int] = {}
    label_count: int = 0
    annotation_set_count: int = 0
    snapshot_id: int | None = None
    is_current: bool = False


class VersionCurrentResponse(Model):
    dataset_id: DatasetID
    current_serial: int
    latest_tag: VersionTag | None = None
    tags: Annotated[list[VersionTag], Field(validate_default=True)] = []
    summary: DatasetSummary | None = None
