"""Boxes in the image and in space, and the position and attitude of the sensor."""

from __future__ import annotations

import math
from dataclasses import dataclass

from msgspec import Struct, field

from groundwire._core.errors import InvalidArgumentError


class Box2d(Struct, frozen=True, gc=False):
    """Axis-aligned box in an image, normalised 0..1 to its width and height.

    The origin is the top-left corner of the image, x to the right and y down. Coordinates are kept
    as given, in double precision.

    Attributes:
        x: Left edge.
        y: Top edge.
        width: Width as a fraction of the image width.
        height: Height as a fraction of the image height.
    """

    x: float
    y: float
    width: float = field(name="w")
    height: float = field(name="h")

    @property
    def left(self) -> float:
        """Left edge, normalised to the image width."""
        return self.x

    @property
    def top(self) -> float:
        """Top edge, normalised to the image height."""
        return self.y

    @property
    def cx(self) -> float:
        """Centre along x, normalised to the image width."""
        return self.x + self.width / 2

    @property
    def cy(self) -> float:
        """Centre along y, normalised to the image height."""
        return self.y + self.height / 2


class Box3d(Struct, frozen=True, gc=False):
    """Box in space, in metres, in the sensor frame: x forward, y left, z up.

    Attributes:
        cx: Centre along x (forward).
        cy: Centre along y (left).
        cz: Centre along z (up).
        width: Size along y.
        height: Size along z.
        length: Size along x.
    """

    cx: float = field(name="x")
    cy: float = field(name="y")
    cz: float = field(name="z")
    width: float = field(name="w")
    height: float = field(name="h")
    length: float = field(name="l")

    @property
    def left(self) -> float:
        """``cx - width / 2`` in metres, as the platform's own client computes it."""
        return self.cx - self.width / 2

    @property
    def top(self) -> float:
        """``cy - height / 2`` in metres, as the platform's own client computes it."""
        return self.cy - self.height / 2

    @property
    def front(self) -> float:
        """``cz - length / 2`` in metres, as the platform's own client computes it."""
        return self.cz - self.length / 2


@dataclass(frozen=True, slots=True)
class GpsData:
    """Position on Earth in degrees.

    Attributes:
        lat: Latitude, -90 (south) to 90 (north).
        lon: Longitude, -180 (west) to 180 (east).

    Raises:
        InvalidArgumentError: A value is not finite or out of range; it is a ``ValueError``.
    """

    lat: float
    lon: float

    def __post_init__(self) -> None:
        _check("GPS latitude", self.lat, 90)
        _check("GPS longitude", self.lon, 180)


@dataclass(frozen=True, slots=True)
class ImuData:
    """Attitude in degrees: rotations about the fixed axes X, Y, Z, that is ``R = Rz Ry Rx``.

    Attributes:
        roll: Rotation about x, -180 to 180.
        pitch: Rotation about y, -90 to 90.
        yaw: Rotation about z, -180 to 180.

    Raises:
        InvalidArgumentError: A value is not finite or out of range; it is a ``ValueError``.
    """

    roll: float
    pitch: float
    yaw: float

    def __post_init__(self) -> None:
        _check("IMU roll", self.roll, 180)
        _check("IMU pitch", self.pitch, 90)
        _check("IMU yaw", self.yaw, 180)


def received_gps(lat: float, lon: float) -> GpsData:
    """Return a position as the server sent it, in range or not."""
    position = object.__new__(GpsData)
    object.__setattr__(position, "lat", lat)
    object.__setattr__(position, "lon", lon)
    return position


def received_imu(roll: float, pitch: float, yaw: float) -> ImuData:
    """Return an attitude as the server sent it, in range or not."""
    attitude = object.__new__(ImuData)
    object.__setattr__(attitude, "roll", roll)
    object.__setattr__(attitude, "pitch", pitch)
    object.__setattr__(attitude, "yaw", yaw)
    return attitude


def _check(name: str, value: float, limit: float) -> None:
    if not math.isfinite(value):
        raise InvalidArgumentError(f"{name} is not finite: {value}.")
    if not -limit <= value <= limit:
        raise InvalidArgumentError(f"{name} out of range [-{limit}, {limit}]: {value}.")
