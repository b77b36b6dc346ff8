# Generated from spec/studio/schemas/datasets.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of datasets."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from groundwire._core.bound import Model
from groundwire_api.studio.ids import DatasetID, ProjectID

__all__ = [
    "Dataset",
    "DatasetCreated",
    "Tag",
]


class Dataset(Model):
    id: DatasetID
    project_id: ProjectID
    name: str
    description: str
    cloud_key: str
    created: Annotated[AwareDatetime, Field(alias="createdAt")]
    tag_id: int | None = None
    tag: str = ""
    tag_description: str = ""


class DatasetCreated(Model):
    id: DatasetID


class Tag(Model):
    id: int
    name: str
    dataset_id: int = 0
