# Generated from spec/studio/methods/samples_edit.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of samples_edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.studio.models import DimensionsUpdated, SamplesPopulateResult
    from groundwire_api.studio.params import (
        ImageDeleteFromDatasetParams,
        SamplesPopulate2Params,
        SamplesUpdateDimensionsParams,
    )

__all__ = ["SamplesEditHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "image.delete_from_dataset": Route(
        "image.delete_from_dataset",
        "samples_edit",
        params=lambda: _params.ImageDeleteFromDatasetParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
    ),
    "samples.populate2": Route(
        "samples.populate2",
        "samples_edit",
        params=lambda: _params.SamplesPopulate2Params,
        result=lambda: list[_models.SamplesPopulateResult],
        hot=True,
        idempotent=True,
    ),
    "samples.update_dimensions": Route(
        "samples.update_dimensions",
        "samples_edit",
        params=lambda: _params.SamplesUpdateDimensionsParams,
        result=lambda: _models.DimensionsUpdated,
        idempotent=True,
    ),
}


class SamplesEditHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def image_delete_from_dataset(self, ctx: C_contra, p: ImageDeleteFromDatasetParams, /) -> str | Raw:
        """Answer `image.delete_from_dataset`: Delete samples with their annotations."""
        ...

    def samples_populate2(
        self, ctx: C_contra, p: SamplesPopulate2Params, /
    ) -> list[SamplesPopulateResult] | Raw:
        """Answer `samples.populate2`: Create samples, and get addresses to upload their files to."""
        ...

    def samples_update_dimensions(
        self, ctx: C_contra, p: SamplesUpdateDimensionsParams, /
    ) -> DimensionsUpdated | Raw:
        """Answer `samples.update_dimensions`: Set the image sizes of samples that exist."""
        ...
