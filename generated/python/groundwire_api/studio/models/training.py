# Generated from spec/studio/schemas/training.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of training."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from groundwire._core.bound import Model
from groundwire_api.studio.ids import AnnotationSetID, DatasetID, ExperimentID, TrainingSessionID
from groundwire_api.studio.models.common import ParameterMap
from groundwire_api.studio.models.tasks import Task

__all__ = [
    "Artifact",
    "DatasetParams",
    "MetricsReply",
    "TrainerUploadTarget",
    "TrainingParams",
    "TrainingSession",
]


class Artifact(Model):
    name: str
    model_type: Annotated[str, Field(alias="modelType")]


class DatasetParams(Model):
    dataset_id: DatasetID = DatasetID(0)
    annotation_set_id: AnnotationSetID = AnnotationSetID(0)
    train_group: Annotated[str, Field(alias="train_group_name")] = ""
    val_group: Annotated[str, Field(alias="val_group_name")] = ""


MetricsReply: TypeAlias = ParameterMap | str


class TrainerUploadTarget(Model):
    session_id: TrainingSessionID


class TrainingParams(Model):
    model_params: ParameterMap = {}
    dataset_params: DatasetParams | None = None


class TrainingSession(Model):
    id: TrainingSessionID
    experiment_id: Annotated[ExperimentID, Field(alias="trainer_id")]
    model: str
    name: str
    description: str
    params: TrainingParams
    task: Annotated[Task, Field(alias="docker_task")]
