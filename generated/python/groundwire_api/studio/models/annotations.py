# Generated from spec/studio/schemas/annotations.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Raw, field

from groundwire._core.hot import HotModel
from groundwire_api.studio.ids import SampleID
from groundwire_api.studio.models.geometry import Box2d, Box3d, Point, PolygonObject

__all__ = [
    "Annotation",
    "AnnotationAttributes",
    "LegacyAnnotations",
    "PolygonForms",
]

if TYPE_CHECKING:
    _Lazy: TypeAlias = Raw | None
else:
    _Lazy = Raw  # msgspec keeps JSON undecoded only in a field of exactly this type


class AnnotationAttributes(HotModel):
    truncation: int | None = None
    occlusion: int | None = None


class Annotation(HotModel):
    sample_id: SampleID | None = None
    name: str | None = None
    sequence_name: str | None = None
    frame_number: int | None = None
    group: str | None = field(name="group_name", default=None)
    object_id: str | None = field(name="object_reference", default=None)
    object_id_alias: str | None = field(name="object_id", default=None)
    label: str | None = field(name="label_name", default=None)
    label_index: int | None = None
    ignore: bool | None = None
    iscrowd: bool | None = None
    exclude: bool | None = None
    category_frequency: str | None = None
    attributes: AnnotationAttributes | None = None
    box2d: Box2d | None = None
    x: float | None = None
    y: float | None = None
    w: float | None = None
    h: float | None = None
    box3d: Box3d | None = None
    polygon: _Lazy = field(name="mask", default=None)
    polygon_alias: _Lazy = field(name="polygon", default=None)


class LegacyAnnotations(HotModel):
    bbox: list[Annotation] | None = None
    box3d: list[Annotation] | None = None
    mask: list[Annotation] | None = None


PolygonForms: TypeAlias = list[list[Point | float]] | PolygonObject | str | None
