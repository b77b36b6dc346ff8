# Generated from spec/studio/methods/validation.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of validation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from msgspec import Raw

    from groundwire_api.studio.models import Acknowledgement, MetricsReply, ValidationSession
    from groundwire_api.studio.params import (
        ValidateSessionDeleteParams,
        ValidateSessionGetParams,
        ValidateSessionListParams,
        ValidateSessionMetricsParams,
        ValidateSessionSetPlatformParams,
        ValidateSessionUpdateParams,
    )

__all__ = ["ValidationHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "validate.session.delete": Route(
        "validate.session.delete",
        "validation",
        params=lambda: _params.ValidateSessionDeleteParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    ),
    "validate.session.get": Route(
        "validate.session.get",
        "validation",
        params=lambda: _params.ValidateSessionGetParams,
        result=lambda: _models.ValidationSession,
        idempotent=True,
    ),
    "validate.session.list": Route(
        "validate.session.list",
        "validation",
        params=lambda: _params.ValidateSessionListParams,
        result=lambda: list[_models.ValidationSession],
        idempotent=True,
    ),
    "validate.session.metrics": Route(
        "validate.session.metrics",
        "validation",
        params=lambda: _params.ValidateSessionMetricsParams,
        result=lambda: cast("Any", _models.MetricsReply),
        hot=True,
        idempotent=True,
    ),
    "validate.session.set_platform": Route(
        "validate.session.set_platform",
        "validation",
        params=lambda: _params.ValidateSessionSetPlatformParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    ),
    "validate.session.update": Route(
        "validate.session.update",
        "validation",
        params=lambda: _params.ValidateSessionUpdateParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    ),
}


class ValidationHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def validate_session_delete(
        self, ctx: C_contra, p: ValidateSessionDeleteParams, /
    ) -> Acknowledgement | Raw:
        """Answer `validate.session.delete`: Move validation sessions to the recycle bin."""
        ...

    def validate_session_get(self, ctx: C_contra, p: ValidateSessionGetParams, /) -> ValidationSession | Raw:
        """Answer `validate.session.get`: Get one validation session."""
        ...

    def validate_session_list(
        self, ctx: C_contra, p: ValidateSessionListParams, /
    ) -> list[ValidationSession] | Raw:
        """Answer `validate.session.list`: List the validation sessions of a project."""
        ...

    def validate_session_metrics(
        self, ctx: C_contra, p: ValidateSessionMetricsParams, /
    ) -> MetricsReply | Raw:
        """Answer `validate.session.metrics`: Read or write the metrics of a validation session."""
        ...

    def validate_session_set_platform(
        self, ctx: C_contra, p: ValidateSessionSetPlatformParams, /
    ) -> Acknowledgement | Raw:
        """Answer `validate.session.set_platform`: Attach a description of the platform to a validation session."""
        ...

    def validate_session_update(
        self, ctx: C_contra, p: ValidateSessionUpdateParams, /
    ) -> Acknowledgement | Raw:
        """Answer `validate.session.update`: Rename or describe a validation session."""
        ...
