# Generated from spec/studio/methods/samples.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.studio.models import SamplesCountResult, SamplesPage
    from groundwire_api.studio.params import SamplesCountParams, SamplesListParams

__all__ = ["SamplesHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "samples.count": Route(
        "samples.count",
        "samples",
        params=lambda: _params.SamplesCountParams,
        result=lambda: _models.SamplesCountResult,
        idempotent=True,
    ),
    "samples.list": Route(
        "samples.list",
        "samples",
        params=lambda: _params.SamplesListParams,
        result=lambda: _models.SamplesPage,
        hot=True,
        idempotent=True,
    ),
}


class SamplesHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def samples_count(self, ctx: C_contra, p: SamplesCountParams, /) -> SamplesCountResult | Raw:
        """Answer `samples.count`: Count the samples of a dataset."""
        ...

    def samples_list(self, ctx: C_contra, p: SamplesListParams, /) -> SamplesPage | Raw:
        """Answer `samples.list`: List the samples of a dataset, page by page."""
        ...
