# Generated from spec/enums/methods/things.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.enums import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.enums.models import Thing
    from groundwire_api.enums.params import ThingFindParams

__all__ = ["ThingsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "thing.find": Route(
        "thing.find",
        "things",
        params=lambda: _params.ThingFindParams,
        result=lambda: list[_models.Thing],
        idempotent=True,
    ),
}


class ThingsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def thing_find(self, ctx: C_contra, p: ThingFindParams, /) -> list[Thing] | Raw:
        """Answer `thing.find`: Do it."""
        ...
