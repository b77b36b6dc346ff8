# Generated from spec/hot/methods/spots.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of spots, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

__all__ = [
    "SpotListParams",
]


class SpotListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `spot.list`."""

    token: str | None = None
    limit: int | None = None
