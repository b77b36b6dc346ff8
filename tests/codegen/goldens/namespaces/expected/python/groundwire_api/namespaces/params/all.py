# Generated from spec/namespaces/methods/all.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of all, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

__all__ = [
    "AuthLoginParams",
    "LabelDelParams",
    "NoteOldParams",
    "NoteSchemaParams",
    "VersionParams",
    "VersionTagCreateParams",
    "VersionTagListParams",
]


class AuthLoginParams(Struct, frozen=True, kw_only=True):
    """Parameters of `auth.login`."""

    password: str
    type: str | None = None


class LabelDelParams(Struct, frozen=True, kw_only=True):
    """Parameters of `label.del`."""


class NoteOldParams(Struct, frozen=True, kw_only=True):
    """Parameters of `note.old`."""


class NoteSchemaParams(Struct, frozen=True, kw_only=True):
    """Parameters of `note.schema`."""

    type: str | None = None


class VersionParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version`."""


class VersionTagCreateParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version.tag.create`."""


class VersionTagListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version.tag.list`."""
