# Generated from spec/studio/schemas/geometry.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of geometry."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import field

from groundwire._core.hot import HotModel

__all__ = [
    "Box2d",
    "Box3d",
    "FlatPolygon",
    "GpsData",
    "ImuData",
    "Point",
    "Polygon",
    "PolygonObject",
    "Ring",
]


class Box2d(HotModel):
    left: float = field(name="x")
    top: float = field(name="y")
    width: float = field(name="w")
    height: float = field(name="h")


class Box3d(HotModel):
    cx: float = field(name="x")
    cy: float = field(name="y")
    cz: float = field(name="z")
    width: float = field(name="w")
    height: float = field(name="h")
    length: float = field(name="l")


FlatPolygon: TypeAlias = list[list[float]]


class GpsData(HotModel):
    lat: float
    lon: float


class ImuData(HotModel):
    roll: float
    pitch: float
    yaw: float


Point: TypeAlias = list[float]


Ring: TypeAlias = list[Point]


Polygon: TypeAlias = list[Ring]


class PolygonObject(HotModel):
    rings: list[list[Point | float]] | None = None
    polygon: list[list[Point | float]] | None = None
