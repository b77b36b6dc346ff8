# Generated from spec/studio/schemas/annotations_sent.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of annotations_sent."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import field

from groundwire._core.hot import HotModel
from groundwire_api.studio.ids import AnnotationSetID, SampleID
from groundwire_api.studio.models.annotations import AnnotationAttributes
from groundwire_api.studio.models.geometry import Box2d, Box3d, Polygon

__all__ = [
    "AnnotationCreate",
    "ServerAnnotation",
    "ServerAnnotationType",
]


class AnnotationCreate(HotModel):
    sample_id: SampleID | None = None
    name: str | None = None
    sequence_name: str | None = None
    frame_number: int | None = None
    group: str | None = field(name="group_name", default=None)
    object_id: str | None = field(name="object_reference", default=None)
    label: str | None = field(name="label_name", default=None)
    label_index: int | None = None
    ignore: bool | None = None
    exclude: bool | None = None
    iscrowd: bool | None = None
    category_frequency: str | None = None
    attributes: AnnotationAttributes | None = None
    box2d: Box2d | None = None
    box3d: Box3d | None = None
    polygon: Polygon | None = field(name="mask", default=None)
    box2d_score: float | None = None
    box3d_score: float | None = None
    polygon_score: float | None = None
    mask_score: float | None = None


ServerAnnotationType: TypeAlias = Literal["box", "seg"] | str


class ServerAnnotation(HotModel):
    annotation_type: ServerAnnotationType = field(name="type")
    x: float
    y: float
    w: float
    h: float
    image_id: SampleID
    annotation_set_id: AnnotationSetID
    score: float | None = None
    label_id: int | None = None
    label_index: int | None = None
    label_name: str | None = None
    polygon: str | None = None
    object_id: str | None = field(name="object_reference", default=None)
