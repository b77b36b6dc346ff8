# Generated from spec/studio/methods/versions.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of versions, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import DatasetID

__all__ = [
    "VersionTagCreateParams",
    "VersionTagDeleteParams",
    "VersionTagGetParams",
    "VersionTagListParams",
    "VersionTagRestoreParams",
]


class VersionTagCreateParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version.tag.create`."""

    dataset_id: DatasetID
    name: str
    description: str | None = None


class VersionTagDeleteParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version.tag.delete`."""

    dataset_id: DatasetID
    name: str


class VersionTagGetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version.tag.get`."""

    dataset_id: DatasetID
    name: str


class VersionTagListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version.tag.list`."""

    dataset_id: DatasetID


class VersionTagRestoreParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version.tag.restore`."""

    dataset_id: DatasetID
    name: str
