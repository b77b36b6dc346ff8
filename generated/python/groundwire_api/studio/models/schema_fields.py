# Generated from spec/studio/schemas/schema_fields.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of schema_fields."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from groundwire._core.bound import Model
from groundwire_api.studio.models.common import Parameter

__all__ = [
    "SchemaField",
    "SchemaFieldType",
    "SchemaOption",
]


SchemaFieldType: TypeAlias = (
    Literal[
        "group",
        "slider",
        "select",
        "bool",
        "int",
        "float",
        "text",
        "date",
        "project",
        "dataset",
        "trainer",
        "upload",
        "info",
    ]
    | str
)


class SchemaOption(Model):
    name: Parameter | None = None
    label: str | float | bool | None = None
    children: Annotated[list[SchemaField], Field(validate_default=True)] = []


class SchemaField(Model):
    name: str | float | bool | None = None
    label: str | float | bool | None = None
    description: str | float | bool | None = None
    field_type: Annotated[SchemaFieldType | None, Field(alias="type")] = None
    required: bool = False
    default: Parameter | None = None
    min: float | None = None
    max: float | None = None
    step: float | None = None
    options: Annotated[list[SchemaOption], Field(validate_default=True)] = []
    children: Annotated[list[SchemaField], Field(validate_default=True)] = []
    values: list[Parameter] | None = None
    is_dropdown: bool = False
    multi_select: bool = False
    is_multi_line: bool = False
    hidden: bool = False
    numeric_only: bool = False
    enable_tags_selection: bool = False
    enable_annotation_set_selection: bool = False
