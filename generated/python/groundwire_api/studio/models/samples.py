# Generated from spec/studio/schemas/samples.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Raw, field

from groundwire._core.call import Json
from groundwire._core.hot import HotModel
from groundwire_api.studio.ids import SampleID
from groundwire_api.studio.models.annotations import Annotation, LegacyAnnotations

__all__ = [
    "Sample",
    "SampleAnnotations",
    "SampleFile",
    "SampleSensors",
    "SensorRecord",
]

if TYPE_CHECKING:
    _Lazy: TypeAlias = Raw | None
else:
    _Lazy = Raw  # msgspec keeps JSON undecoded only in a field of exactly this type


class Sample(HotModel):
    id: SampleID | None = None
    uuid: str | None = None
    image_name: str | None = None
    image_url: str | None = None
    group: str | None = field(name="group_name", default=None)
    group_alias: str | None = field(name="group", default=None)
    sequence_name: str | None = None
    sequence_uuid: str | None = None
    sequence_description: str | None = None
    frame_number: int | None = None
    width: int | None = None
    height: int | None = None
    date: str | None = None
    source: str | None = None
    degradation: str | None = None
    neg_label_indices: list[int] | None = None
    not_exhaustive_label_indices: list[int] | None = None
    sensors: _Lazy = None
    annotations: _Lazy = None


SampleAnnotations: TypeAlias = list[Annotation] | LegacyAnnotations | None


class SampleFile(HotModel):
    file_type: str = field(name="type")
    url: str | None = None
    filename: str | None = None


SensorRecord: TypeAlias = dict[str, Json]


SampleSensors: TypeAlias = list[SensorRecord] | SensorRecord | None
