# Generated from spec/hot/schemas/spots.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of spots."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Raw, field

from groundwire._core.hot import HotModel

__all__ = [
    "Shape",
    "Spot",
    "SpotListResult",
]

if TYPE_CHECKING:
    _Lazy: TypeAlias = Raw | None
else:
    _Lazy = Raw  # msgspec keeps JSON undecoded only in a field of exactly this type


class Shape(HotModel):
    rings: list[list[float]] | None = None


class Spot(HotModel):
    x: float
    class_: str | None = field(name="class", default=None)
    created: str | None = field(name="createdAt", default=None)
    shapes: _Lazy = None


class SpotListResult(HotModel):
    spots: list[Spot]
    token: str | None = None
