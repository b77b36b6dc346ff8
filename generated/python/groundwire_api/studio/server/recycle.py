# Generated from spec/studio/methods/recycle.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of recycle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from msgspec import Raw

    from groundwire_api.studio.models import Acknowledgement, RecycleBinListing
    from groundwire_api.studio.params import RecycleListParams, RecyclePurgeParams

__all__ = ["RecycleHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "recycle.list": Route(
        "recycle.list",
        "recycle",
        params=lambda: _params.RecycleListParams,
        result=lambda: _models.RecycleBinListing,
        idempotent=True,
    ),
    "recycle.purge": Route(
        "recycle.purge",
        "recycle",
        params=lambda: _params.RecyclePurgeParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    ),
}


class RecycleHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def recycle_list(self, ctx: C_contra, p: RecycleListParams, /) -> RecycleBinListing | Raw:
        """Answer `recycle.list`: List deleted entities."""
        ...

    def recycle_purge(self, ctx: C_contra, p: RecyclePurgeParams, /) -> Acknowledgement | Raw:
        """Answer `recycle.purge`: Delete entities in the recycle bin for good."""
        ...
