# Generated from spec/studio/schemas/validation.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of validation."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from groundwire._core.bound import Model
from groundwire_api.studio.ids import (
    AnnotationSetID,
    DatasetID,
    ExperimentID,
    TrainingSessionID,
    ValidationSessionID,
)
from groundwire_api.studio.models.common import ParameterMap
from groundwire_api.studio.models.tasks import Task

__all__ = [
    "ValidateParams",
    "ValidationModelParams",
    "ValidationParams",
    "ValidationSession",
]


class ValidateParams(Model):
    model: str


class ValidationModelParams(Model):
    validation: ParameterMap | None = None


class ValidationParams(Model):
    model_params: ValidationModelParams
    validate_params: ValidateParams


class ValidationSession(Model):
    id: ValidationSessionID
    experiment_id: ExperimentID
    training_session_id: TrainingSessionID
    dataset_id: DatasetID
    annotation_set_id: Annotated[AnnotationSetID, Field(alias="gt_annotation_set_id")]
    description: str
    params: ValidationParams
    task: Annotated[Task, Field(alias="docker_task")]
