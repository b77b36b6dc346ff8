# Generated from spec/studio/schemas/launch.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of launch."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from groundwire._core.bound import Model
from groundwire._core.call import Json
from groundwire_api.studio.ids import (
    AnnotationSetID,
    DatasetID,
    ExperimentID,
    TaskID,
    TrainingSessionID,
    ValidationSessionID,
)
from groundwire_api.studio.models.common import ParameterMap
from groundwire_api.studio.models.schema_fields import SchemaField

__all__ = [
    "NewSession",
    "NewTrainingSession",
    "NewValidationSession",
    "ServerStartParams",
    "TrainerSchemaInfo",
    "TrainerSchemaList",
    "TrainerSchemaReply",
    "TrainingStartParams",
    "ValidationStartParams",
    "ValidatorSchema",
]


class NewSession(Model):
    task_id: Annotated[TaskID, Field(alias="id")]
    train_session_id: TrainingSessionID | None = None
    val_session_id: ValidationSessionID | None = None


class NewTrainingSession(Model):
    task_id: Annotated[TaskID, Field(alias="id")]
    session_id: Annotated[TrainingSessionID | None, Field(alias="train_session_id")] = None


class NewValidationSession(Model):
    task_id: Annotated[TaskID, Field(alias="id")]
    session_id: Annotated[ValidationSessionID | None, Field(alias="val_session_id")] = None


ServerStartParams: TypeAlias = Json


class TrainerSchemaInfo(Model):
    name: str
    label: str = ""
    schema_type: str = ""


class TrainerSchemaList(Model):
    schema_list: list[TrainerSchemaInfo]


TrainerSchemaReply: TypeAlias = TrainerSchemaList | list[SchemaField]


class TrainingStartParams(Model):
    trainer_id: ExperimentID
    trainer_type: str
    split_mode: Literal["group"]
    dataset_id: DatasetID
    annotation_set_id: AnnotationSetID
    tag_name: str
    train_group_name: str
    val_group_name: str
    session_name: str
    params: ParameterMap
    session_description: str | None = None
    weights_session: TrainingSessionID | None = None


class ValidationStartParams(Model):
    params: ParameterMap


class ValidatorSchema(Model):
    schema_type: Annotated[str, Field(alias="type")] = ""
    name: str = ""
    schema_fields: Annotated[list[SchemaField], Field(alias="schema", validate_default=True)] = []
