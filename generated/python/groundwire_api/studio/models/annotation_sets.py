# Generated from spec/studio/schemas/annotation_sets.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of annotation_sets."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from groundwire._core.bound import Model
from groundwire_api.studio.ids import AnnotationSetID, DatasetID

__all__ = [
    "AnnotationSet",
    "AnnotationSetCreated",
]


class AnnotationSet(Model):
    id: AnnotationSetID
    name: str
    description: str
    dataset_id: DatasetID | None = None
    created: Annotated[AwareDatetime | None, Field(alias="date")] = None


class AnnotationSetCreated(Model):
    id: AnnotationSetID
