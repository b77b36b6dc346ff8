# Generated from spec/studio/methods/annotations.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from groundwire._core.call import Json
from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from msgspec import Raw

    from groundwire_api.studio.models import Acknowledgement, AnnotationSet, AnnotationSetCreated
    from groundwire_api.studio.params import (
        AnnotationAddBulkParams,
        AnnotationBulkDelParams,
        AnnsetAddParams,
        AnnsetDelParams,
        AnnsetGetParams,
        AnnsetListParams,
    )

__all__ = ["AnnotationsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "annotation.add_bulk": Route(
        "annotation.add_bulk",
        "annotations",
        params=lambda: _params.AnnotationAddBulkParams,
        result=lambda: list[Json],
        hot=True,
    ),
    "annotation.bulk.del": Route(
        "annotation.bulk.del",
        "annotations",
        params=lambda: _params.AnnotationBulkDelParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
    ),
    "annset.add": Route(
        "annset.add",
        "annotations",
        params=lambda: _params.AnnsetAddParams,
        result=lambda: _models.AnnotationSetCreated,
    ),
    "annset.del": Route(
        "annset.del",
        "annotations",
        params=lambda: _params.AnnsetDelParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    ),
    "annset.get": Route(
        "annset.get",
        "annotations",
        params=lambda: _params.AnnsetGetParams,
        result=lambda: _models.AnnotationSet,
        idempotent=True,
    ),
    "annset.list": Route(
        "annset.list",
        "annotations",
        params=lambda: _params.AnnsetListParams,
        result=lambda: list[_models.AnnotationSet],
        idempotent=True,
    ),
}


class AnnotationsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def annotation_add_bulk(self, ctx: C_contra, p: AnnotationAddBulkParams, /) -> list[Json] | Raw:
        """Answer `annotation.add_bulk`: Add boxes and outlines to samples that exist."""
        ...

    def annotation_bulk_del(self, ctx: C_contra, p: AnnotationBulkDelParams, /) -> str | Raw:
        """Answer `annotation.bulk.del`: Delete annotations of given kinds."""
        ...

    def annset_add(self, ctx: C_contra, p: AnnsetAddParams, /) -> AnnotationSetCreated | Raw:
        """Answer `annset.add`: Create an empty annotation set."""
        ...

    def annset_del(self, ctx: C_contra, p: AnnsetDelParams, /) -> Acknowledgement | Raw:
        """Answer `annset.del`: Move an annotation set to the recycle bin."""
        ...

    def annset_get(self, ctx: C_contra, p: AnnsetGetParams, /) -> AnnotationSet | Raw:
        """Answer `annset.get`: Get one annotation set."""
        ...

    def annset_list(self, ctx: C_contra, p: AnnsetListParams, /) -> list[AnnotationSet] | Raw:
        """Answer `annset.list`: List the annotation sets of a dataset."""
        ...
