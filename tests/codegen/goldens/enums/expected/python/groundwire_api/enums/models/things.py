# Generated from spec/enums/schemas/things.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of things."""

from __future__ import annotations

from typing import Literal, TypeAlias

from groundwire._core.bound import Model

__all__ = [
    "Mood",
    "Thing",
]


Mood: TypeAlias = Literal["calm", "wild"] | str


class Thing(Model):
    mood: Mood
    size: Literal["big", "small"]
    level: Literal[1, 2] | None = None
    other: Mood | None = None
