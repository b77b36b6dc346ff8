# Generated from spec/studio/methods/versions_changes.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of versions_changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.studio.models import (
        ChangelogCount,
        ChangelogResponse,
        DatasetSummary,
        VersionCurrentResponse,
    )
    from groundwire_api.studio.params import (
        VersionChangelogCountParams,
        VersionChangelogParams,
        VersionCurrentParams,
        VersionSummaryParams,
        VersionSummaryRecalculateParams,
    )

__all__ = ["VersionsChangesHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "version.changelog.count": Route(
        "version.changelog.count",
        "versions_changes",
        params=lambda: _params.VersionChangelogCountParams,
        result=lambda: _models.ChangelogCount,
        idempotent=True,
    ),
    "version.current": Route(
        "version.current",
        "versions_changes",
        params=lambda: _params.VersionCurrentParams,
        result=lambda: _models.VersionCurrentResponse,
        idempotent=True,
    ),
    "version.changelog": Route(
        "version.changelog",
        "versions_changes",
        params=lambda: _params.VersionChangelogParams,
        result=lambda: _models.ChangelogResponse,
        idempotent=True,
    ),
    "version.summary": Route(
        "version.summary",
        "versions_changes",
        params=lambda: _params.VersionSummaryParams,
        result=lambda: _models.DatasetSummary,
        idempotent=True,
    ),
    "version.summary.recalculate": Route(
        "version.summary.recalculate",
        "versions_changes",
        params=lambda: _params.VersionSummaryRecalculateParams,
        result=lambda: _models.DatasetSummary,
        idempotent=True,
    ),
}


class VersionsChangesHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def version_changelog_count(
        self, ctx: C_contra, p: VersionChangelogCountParams, /
    ) -> ChangelogCount | Raw:
        """Answer `version.changelog.count`: Count the changes of a dataset."""
        ...

    def version_current(self, ctx: C_contra, p: VersionCurrentParams, /) -> VersionCurrentResponse | Raw:
        """Answer `version.current`: Get where a dataset stands between its tags."""
        ...

    def version_changelog(self, ctx: C_contra, p: VersionChangelogParams, /) -> ChangelogResponse | Raw:
        """Answer `version.changelog`: List the changes of a dataset, page by page."""
        ...

    def version_summary(self, ctx: C_contra, p: VersionSummaryParams, /) -> DatasetSummary | Raw:
        """Answer `version.summary`: Get the counts of a dataset."""
        ...

    def version_summary_recalculate(
        self, ctx: C_contra, p: VersionSummaryRecalculateParams, /
    ) -> DatasetSummary | Raw:
        """Answer `version.summary.recalculate`: Count a dataset anew."""
        ...
