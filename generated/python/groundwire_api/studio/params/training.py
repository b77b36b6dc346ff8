# Generated from spec/studio/methods/training.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of training, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire._core.call import Json
from groundwire_api.studio.ids import ExperimentID, TrainingSessionID
from groundwire_api.studio.models import TrainerUploadTarget

__all__ = [
    "TrainerDownloadFileParams",
    "TrainerGetArtifactsParams",
    "TrainerSessionDeleteParams",
    "TrainerSessionGetParams",
    "TrainerSessionListParams",
    "TrainerSessionMetricsParams",
    "TrainerSessionUpdateParams",
    "TrainerUploadFilesParams",
]


class TrainerDownloadFileParams(Struct, frozen=True, kw_only=True):
    """Parameters of `trainer.download.file`."""

    session_id: TrainingSessionID
    file_path: str


class TrainerGetArtifactsParams(Struct, frozen=True, kw_only=True):
    """Parameters of `trainer.get_artifacts`."""

    training_session_id: TrainingSessionID


class TrainerSessionDeleteParams(Struct, frozen=True, kw_only=True):
    """Parameters of `trainer.session.delete`."""

    session_ids: list[TrainingSessionID]


class TrainerSessionGetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `trainer.session.get`."""

    trainer_session_id: TrainingSessionID


class TrainerSessionListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `trainer.session.list`."""

    trainer_id: ExperimentID


class TrainerSessionMetricsParams(Struct, frozen=True, kw_only=True):
    """Parameters of `trainer.session.metrics`."""

    trainer_session_id: TrainingSessionID
    metrics: dict[str, Json] | None = None


class TrainerSessionUpdateParams(Struct, frozen=True, kw_only=True):
    """Parameters of `trainer.session.update`."""

    id: TrainingSessionID
    name: str | None = None
    description: str | None = None


class TrainerUploadFilesParams(Struct, frozen=True, kw_only=True):
    """Parameters of `trainer.upload.files`."""

    params: TrainerUploadTarget
