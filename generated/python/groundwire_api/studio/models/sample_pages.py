# Generated from spec/studio/schemas/sample_pages.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of sample_pages."""

from __future__ import annotations

from typing import Literal, TypeAlias

from groundwire._core.bound import Model
from groundwire._core.hot import HotModel
from groundwire_api.studio.models.samples import Sample

__all__ = [
    "DimensionsUpdated",
    "SampleTypeName",
    "SamplesCountResult",
    "SamplesPage",
]


class DimensionsUpdated(Model):
    updated: int


SampleTypeName: TypeAlias = (
    Literal[
        "box2d",
        "box3d",
        "mask",
        "image",
        "lidar.pcd",
        "lidar.depth",
        "lidar.reflect",
        "radar.pcd",
        "radar.png",
        "gps",
        "imu",
    ]
    | str
)


class SamplesCountResult(Model):
    total: int


class SamplesPage(HotModel):
    samples: list[Sample]
    continue_token: str | None = None
