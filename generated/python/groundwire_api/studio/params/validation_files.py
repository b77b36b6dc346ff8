# Generated from spec/studio/methods/validation_files.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of validation_files, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import ValidationSessionID

__all__ = [
    "ValDataDownloadParams",
    "ValDataListParams",
    "ValDataUploadParams",
]


class ValDataDownloadParams(Struct, frozen=True, kw_only=True):
    """Parameters of `val.data.download`."""

    session_id: ValidationSessionID
    filename: str


class ValDataListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `val.data.list`."""

    session_id: ValidationSessionID


class ValDataUploadParams(Struct, frozen=True, kw_only=True):
    """Parameters of `val.data.upload`."""

    session_id: ValidationSessionID
    folder: str | None = None
