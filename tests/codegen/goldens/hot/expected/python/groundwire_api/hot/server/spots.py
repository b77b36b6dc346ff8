# Generated from spec/hot/methods/spots.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of spots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.hot import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.hot.models import SpotListResult
    from groundwire_api.hot.params import SpotListParams

__all__ = ["SpotsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "spot.list": Route(
        "spot.list",
        "spots",
        params=lambda: _params.SpotListParams,
        result=lambda: _models.SpotListResult,
        hot=True,
        idempotent=True,
    ),
}


class SpotsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def spot_list(self, ctx: C_contra, p: SpotListParams, /) -> SpotListResult | Raw:
        """Answer `spot.list`: Do it."""
        ...
