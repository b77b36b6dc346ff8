"""Polygons: rings of normalised points, decoded from the wire when they are looked at."""

# ruff: noqa: SLF001 - instances are also made without their public constructor
from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias, cast

import msgspec

from groundwire._core.errors import InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterable

Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = list[Point]

# the form nearly every polygon has; anything else takes the tolerant path
_PAIRS = msgspec.json.Decoder(list[list[tuple[float, float]]])


class Polygon:
    """Area outlined by one or more closed rings, filled by the even-odd rule.

    Points are ``(x, y)``, normalised 0..1 to image width and height, origin at the top-left corner,
    in double precision. A ring inside another is a hole; the last point of a ring joins its first.

    Raises:
        InvalidArgumentError: A coordinate is not finite; it is a ``ValueError``.
    """

    __slots__ = ("_raw", "_rings")

    def __init__(self, rings: Iterable[Iterable[tuple[float, float]]]) -> None:
        self._raw: bytes | memoryview | msgspec.Raw | None = None
        self._rings: list[Ring] | None = [[(float(x), float(y)) for x, y in ring] for ring in rings]
        for number, ring in enumerate(self._rings):
            for point in ring:
                if not (math.isfinite(point[0]) and math.isfinite(point[1])):
                    raise InvalidArgumentError(f"Ring {number} has a point that is not finite: {point}.")

    @classmethod
    def from_wire(cls, raw: bytes | memoryview | msgspec.Raw) -> Polygon:
        """Return the polygon a server wrote, decoded when `rings` is read."""
        polygon = cls.__new__(cls)
        polygon._raw = raw
        polygon._rings = None
        return polygon

    @property
    def rings(self) -> list[list[tuple[float, float]]]:
        """The rings, each a list of ``(x, y)`` points."""
        if self._rings is None:
            self._rings = read_rings(b"null" if self._raw is None else self._raw)
            self._raw = None
        return self._rings

    def __eq__(self, other: object) -> bool:
        return self.rings == other.rings if isinstance(other, Polygon) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(map(tuple, self.rings)))

    def __repr__(self) -> str:
        return f"Polygon({self.rings!r})"

    def __reduce__(self) -> tuple[type[Polygon], tuple[list[Ring]]]:
        return Polygon, (self.rings,)


def read_rings(raw: bytes | memoryview | msgspec.Raw) -> list[Ring]:
    """Read rings from any form the server sends.

    Rings of points, rings of flat numbers and objects with ``rings`` or ``polygon`` are accepted.
    Points that are no pair of finite numbers and rings of fewer than three points are dropped.
    """
    try:
        rings = _PAIRS.decode(raw)
    except msgspec.ValidationError:
        return _read_tolerantly(msgspec.json.decode(raw))
    return [ring for ring in rings if len(ring) > 2]


def _read_tolerantly(value: object) -> list[Ring]:
    if isinstance(value, dict):
        members = cast("dict[str, object]", value)
        value = members.get("rings", members.get("polygon"))
    if not isinstance(value, list):
        return []
    rings = [
        _read_ring(cast("list[object]", ring))
        for ring in cast("list[object]", value)
        if isinstance(ring, list)
    ]
    return [ring for ring in rings if len(ring) > 2]


def _read_ring(items: list[object]) -> Ring:
    if items and all(_is_number(item) for item in items):
        numbers = cast("list[float]", items)
        return [(float(x), float(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
    points = (_read_point(item) for item in items)
    return [point for point in points if point is not None]


def _read_point(item: object) -> Point | None:
    if not isinstance(item, list):
        return None
    numbers = cast("list[object]", item)
    if len(numbers) < 2 or not all(_is_number(number) for number in numbers[:2]):
        return None
    x, y = cast("list[float]", numbers[:2])
    return (float(x), float(y))


def _is_number(item: object) -> bool:
    return isinstance(item, int | float) and not isinstance(item, bool) and math.isfinite(item)
