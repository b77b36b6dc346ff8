"""Samples of a dataset: count them, read them page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundwire.server.errors import invalid
from groundwire.server.registry import handles
from groundwire.server.studio import access, selection
from groundwire.server.studio.cursor import read_cursor
from groundwire.server.studio.filters import wanted
from groundwire.server.studio.samplepage import sample_page
from groundwire.server.studio.versions import tags
from groundwire.server.studio.versions.reading import annotation_set_at
from groundwire.server.studio.versions.selection import count_at

if TYPE_CHECKING:
    from msgspec import Raw
    from sqlalchemy import Connection, Row

    from groundwire.server.context import Context
    from groundwire_api.studio.params.samples import SamplesCountParams, SamplesListParams

_MAX_PAGE = 1000
_MAX_GROUPS = 100


@handles("samples.count")
def samples_count(ctx: Context, p: SamplesCountParams) -> dict[str, int]:
    """Count the samples of a dataset or of some of its groups; `types` leaves none of them out."""
    with ctx.db.read() as connection:
        dataset_id, _, version = _scope(connection, ctx, p)
        names = _group_names(p)
        chosen: list[int] | None = None
        if names:
            found = selection.group_names(connection, dataset_id, version.serial if version else None)
            chosen = [key for key, name in found.items() if name in names]
        if version is None:
            return {"total": selection.count(connection, dataset_id, chosen)}
        return {"total": count_at(connection, version, chosen)}


@handles("samples.list", bulk=True)
def samples_list(ctx: Context, p: SamplesListParams) -> Raw:
    """Return a page of samples in the order of their creation."""
    limit = _MAX_PAGE if p.limit is None else p.limit
    if limit < 1:
        raise invalid("limit", f"expected a whole number from 1 to {_MAX_PAGE}, got {limit}")
    after = read_cursor(p.continue_token)
    with ctx.db.read() as connection:
        dataset_id, annotation_set_id, version = _scope(connection, ctx, p)
    return sample_page(
        ctx,
        dataset_id=dataset_id,
        annotation_set_id=annotation_set_id,
        groups=_group_names(p),
        wanted=wanted(p.types or ()),
        after=after,
        limit=min(limit, _MAX_PAGE),
        version=version,
    )


def _scope(
    connection: Connection, ctx: Context, p: SamplesCountParams | SamplesListParams
) -> tuple[int, int | None, Row[Any] | None]:
    """Return the dataset, the annotation set and the tag a call is about, all the caller's."""
    dataset_id = access.dataset(connection, ctx, p.dataset_id).id
    version = tags.chosen(connection, dataset_id, p.tag)
    if p.annotation_set_id is None:
        return dataset_id, None, version
    if version is None:
        return dataset_id, access.annotation_set_of(connection, dataset_id, p.annotation_set_id), None
    return dataset_id, annotation_set_at(connection, version, p.annotation_set_id), version


def _group_names(p: SamplesCountParams | SamplesListParams) -> list[str]:
    names = list(dict.fromkeys(p.group_names or ()))
    if len(names) > _MAX_GROUPS:
        raise invalid("group_names", f"expected at most {_MAX_GROUPS} names, got {len(names)}")
    return names
