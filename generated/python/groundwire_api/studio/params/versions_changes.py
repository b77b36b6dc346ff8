# Generated from spec/studio/methods/versions_changes.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of versions_changes, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import DatasetID
from groundwire_api.studio.models import ChangelogEntityType

__all__ = [
    "VersionChangelogCountParams",
    "VersionChangelogParams",
    "VersionCurrentParams",
    "VersionSummaryParams",
    "VersionSummaryRecalculateParams",
]


class VersionChangelogCountParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version.changelog.count`."""

    dataset_id: DatasetID
    from_version: str | None = None
    to_version: str | None = None
    entity_types: list[ChangelogEntityType] | None = None


class VersionCurrentParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version.current`."""

    dataset_id: DatasetID


class VersionChangelogParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version.changelog`."""

    dataset_id: DatasetID
    from_version: str | None = None
    to_version: str | None = None
    entity_types: list[ChangelogEntityType] | None = None
    limit: int | None = None
    continue_token: str | None = None


class VersionSummaryParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version.summary`."""

    dataset_id: DatasetID


class VersionSummaryRecalculateParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version.summary.recalculate`."""

    dataset_id: DatasetID
