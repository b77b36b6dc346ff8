"""What happened to a dataset and where it stands: changelog, counts, current version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.server.errors import invalid
from groundwire.server.registry import handles
from groundwire.server.studio import access
from groundwire.server.studio.versions import changelog, tags
from groundwire.server.studio.versions.summaries import summary

if TYPE_CHECKING:
    from groundwire.server.context import Context
    from groundwire_api.studio.params.versions_changes import (
        VersionChangelogCountParams,
        VersionChangelogParams,
        VersionCurrentParams,
        VersionSummaryParams,
        VersionSummaryRecalculateParams,
    )

_PAGE = 100
_MAX_PAGE = 1000


@handles("version.changelog", bulk=True)
def version_changelog(ctx: Context, p: VersionChangelogParams) -> dict[str, object]:
    """Return a page of the changes of a dataset, oldest first, and how many there are in all."""
    limit = _PAGE if p.limit is None else p.limit
    if limit < 1:
        raise invalid("limit", f"expected a whole number from 1 to {_MAX_PAGE}, got {limit}")
    with ctx.db.read() as connection:
        dataset = access.dataset(connection, ctx, p.dataset_id)
        part = changelog.find_range(connection, dataset, p.from_version, p.to_version, p.entity_types)
        entries, token, part = changelog.page(connection, part, p.continue_token, min(limit, _MAX_PAGE))
        count = changelog.count(connection, part)
    return {
        "entries": [changelog.shown(*entry, ctx.organization_id) for entry in entries],
        "count": count,
        "continue_token": token,
        "from_serial": part.begin,
        "to_serial": part.end,
    }


@handles("version.changelog.count")
def version_changelog_count(ctx: Context, p: VersionChangelogCountParams) -> dict[str, int]:
    """Count the changes of a dataset."""
    with ctx.db.read() as connection:
        dataset = access.dataset(connection, ctx, p.dataset_id)
        part = changelog.find_range(connection, dataset, p.from_version, p.to_version, p.entity_types)
        return {"count": changelog.count(connection, part)}


@handles("version.current", bulk=True)
def version_current(ctx: Context, p: VersionCurrentParams) -> dict[str, object]:
    """Return where a dataset stands between its tags."""
    counts = summary(ctx, p.dataset_id)
    with ctx.db.read() as connection:
        dataset = access.dataset(connection, ctx, p.dataset_id)
        found = [tags.shown(row, dataset.serial) for row in tags.every(connection, dataset.id)]
    return {
        "dataset_id": dataset.id,
        "current_serial": dataset.serial,
        "latest_tag": found[-1] if found else None,
        "tags": found,
        "summary": counts,
    }


@handles("version.summary", bulk=True)
def version_summary(ctx: Context, p: VersionSummaryParams) -> dict[str, object]:
    """Return what a dataset holds; counted again only if something has changed since."""
    return summary(ctx, p.dataset_id)


@handles("version.summary.recalculate", bulk=True)
def version_summary_recalculate(ctx: Context, p: VersionSummaryRecalculateParams) -> dict[str, object]:
    """Count what a dataset holds, whatever counts were kept."""
    return summary(ctx, p.dataset_id, anew=True)
