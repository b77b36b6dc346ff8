# Generated from spec/enums/methods/things.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of things, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.enums.models import Mood

__all__ = [
    "ThingFindParams",
]


class ThingFindParams(Struct, frozen=True, kw_only=True):
    """Parameters of `thing.find`."""

    mood: Mood
