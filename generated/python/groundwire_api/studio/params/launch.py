# Generated from spec/studio/methods/launch.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of launch, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from groundwire._core.call import Json
from groundwire_api.studio.ids import AnnotationSetID, DatasetID, ProjectID, SnapshotID, TrainingSessionID

__all__ = [
    "CloudServerStartParams",
    "TrainerServerSchemaParams",
    "ValidateSchemaParams",
]


class CloudServerStartParams(Struct, frozen=True, kw_only=True):
    """Parameters of `cloud.server.start`."""

    type: Literal["trainer", "validation"]
    name: str
    project_id: ProjectID
    is_local: bool
    is_kubernetes: bool
    params: Json
    training_session_id: TrainingSessionID | None = None
    model_file: str | None = None
    val_type: str | None = None
    description: str | None = None
    dataset_id: DatasetID | None = None
    annotation_set_id: AnnotationSetID | None = None
    snapshot_id: SnapshotID | None = None


class TrainerServerSchemaParams(Struct, frozen=True, kw_only=True):
    """Parameters of `trainer.server.schema`."""

    type: str | None = None


class ValidateSchemaParams(Struct, frozen=True, kw_only=True):
    """Parameters of `validate.schema`."""
