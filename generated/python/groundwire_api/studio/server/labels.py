# Generated from spec/studio/methods/labels.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.studio.models import Label
    from groundwire_api.studio.params import (
        LabelAdd2Params,
        LabelDelParams,
        LabelListParams,
        LabelUpdateParams,
    )

__all__ = ["LabelsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "label.add2": Route(
        "label.add2",
        "labels",
        params=lambda: _params.LabelAdd2Params,
        result=lambda: str,
        hot=True,
    ),
    "label.del": Route(
        "label.del",
        "labels",
        params=lambda: _params.LabelDelParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
    ),
    "label.list": Route(
        "label.list",
        "labels",
        params=lambda: _params.LabelListParams,
        result=lambda: list[_models.Label],
        idempotent=True,
    ),
    "label.update": Route(
        "label.update",
        "labels",
        params=lambda: _params.LabelUpdateParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
    ),
}


class LabelsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def label_add2(self, ctx: C_contra, p: LabelAdd2Params, /) -> str | Raw:
        """Answer `label.add2`: Create labels."""
        ...

    def label_del(self, ctx: C_contra, p: LabelDelParams, /) -> str | Raw:
        """Answer `label.del`: Delete a label."""
        ...

    def label_list(self, ctx: C_contra, p: LabelListParams, /) -> list[Label] | Raw:
        """Answer `label.list`: List the labels of a dataset."""
        ...

    def label_update(self, ctx: C_contra, p: LabelUpdateParams, /) -> str | Raw:
        """Answer `label.update`: Rename or renumber a label."""
        ...
