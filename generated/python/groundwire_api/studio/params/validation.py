# Generated from spec/studio/methods/validation.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of validation, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire._core.call import Json
from groundwire_api.studio.ids import ProjectID, ValidationSessionID

__all__ = [
    "ValidateSessionDeleteParams",
    "ValidateSessionGetParams",
    "ValidateSessionListParams",
    "ValidateSessionMetricsParams",
    "ValidateSessionSetPlatformParams",
    "ValidateSessionUpdateParams",
]


class ValidateSessionDeleteParams(Struct, frozen=True, kw_only=True):
    """Parameters of `validate.session.delete`."""

    session_ids: list[ValidationSessionID]


class ValidateSessionGetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `validate.session.get`."""

    validate_session_id: ValidationSessionID


class ValidateSessionListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `validate.session.list`."""

    project_id: ProjectID


class ValidateSessionMetricsParams(Struct, frozen=True, kw_only=True):
    """Parameters of `validate.session.metrics`."""

    validate_session_id: ValidationSessionID
    metrics: dict[str, Json] | None = None


class ValidateSessionSetPlatformParams(Struct, frozen=True, kw_only=True):
    """Parameters of `validate.session.set_platform`."""

    validate_session_id: ValidationSessionID
    platform: Json


class ValidateSessionUpdateParams(Struct, frozen=True, kw_only=True):
    """Parameters of `validate.session.update`."""

    validate_session_id: ValidationSessionID
    name: str | None = None
    description: str | None = None
