# Generated from spec/studio/schemas/samples_sent.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of samples_sent."""

from __future__ import annotations

from groundwire._core.hot import HotModel
from groundwire_api.studio.ids import SampleID
from groundwire_api.studio.models.annotations_sent import AnnotationCreate
from groundwire_api.studio.models.geometry import GpsData, ImuData

__all__ = [
    "PresignedUrl",
    "SampleCreate",
    "SampleDimensions",
    "SampleSensorsCreate",
    "SamplesPopulateResult",
]


class PresignedUrl(HotModel):
    filename: str
    key: str
    url: str


class SampleSensorsCreate(HotModel):
    gps: GpsData | None = None
    imu: ImuData | None = None


class SampleCreate(HotModel):
    uuid: str
    image_name: str | None = None
    group: str | None = None
    sequence_name: str | None = None
    sequence_uuid: str | None = None
    sequence_description: str | None = None
    frame_number: int | None = None
    width: int | None = None
    height: int | None = None
    sensors: SampleSensorsCreate | None = None
    files: dict[str, str] | None = None
    annotations: list[AnnotationCreate] | None = None
    id: SampleID | None = None
    image_url: str | None = None
    date: str | None = None
    source: str | None = None
    degradation: str | None = None
    neg_label_indices: list[int] | None = None
    not_exhaustive_label_indices: list[int] | None = None


class SampleDimensions(HotModel):
    id: SampleID
    width: int
    height: int


class SamplesPopulateResult(HotModel):
    uuid: str
    urls: list[PresignedUrl]
