"""The samples of a dataset, or of some of its groups: count them, take a page of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, union_all

from groundwire.server.store.tables import groups, samples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select

_COLUMNS = (
    samples.c.id,
    samples.c.uuid,
    samples.c.group_id,
    samples.c.width,
    samples.c.height,
    samples.c.image_url,
    samples.c.sensors,
    samples.c.body,
)


def _live(dataset_id: int) -> ColumnElement[bool]:
    return (samples.c.dataset_id == dataset_id) & samples.c.deleted.is_(None)


def group_names(connection: Connection, dataset_id: int) -> dict[int, str]:
    """Return the names of a dataset's groups by id."""
    query = select(groups.c.id, groups.c.name).where(groups.c.dataset_id == dataset_id).order_by(groups.c.id)
    return dict(connection.execute(query).tuples().all())


def count_query(dataset_id: int, group_ids: Sequence[int] | None) -> Select[int]:
    """Count the samples of a dataset, or of some of its groups, from an index alone."""
    query = select(func.count()).select_from(samples).where(_live(dataset_id))
    return query if group_ids is None else query.where(samples.c.group_id.in_(group_ids))


def count(connection: Connection, dataset_id: int, group_ids: Sequence[int] | None) -> int:
    """Count the samples of a dataset, or of some of its groups."""
    return connection.execute(count_query(dataset_id, group_ids)).scalar_one()


def page_query(
    dataset_id: int, group_ids: Sequence[int] | None, after: int, limit: int
) -> Select[*tuple[Any, ...]]:
    """Select the next samples in the order of their ids, at a cost that depends on the page alone."""
    if group_ids is None:
        query = select(*_COLUMNS).where(_live(dataset_id), samples.c.id > after)
    else:
        # Each group's index is in id order, but several together are not: take a page of each and merge them.
        each = [
            select(samples.c.id)
            .where(_live(dataset_id), samples.c.group_id == group_id, samples.c.id > after)
            .order_by(samples.c.id)
            .limit(limit)
            .subquery()
            for group_id in group_ids
        ]
        ids = union_all(*[select(one.c.id) for one in each]).subquery()
        query = select(*_COLUMNS).where(samples.c.id.in_(select(ids.c.id)))
    return query.order_by(samples.c.id).limit(limit)


def page(
    connection: Connection, dataset_id: int, group_ids: Sequence[int] | None, after: int, limit: int
) -> Sequence[Row[Any]]:
    """Return the next samples in the order of their ids."""
    if group_ids is not None and not group_ids:
        return []
    return connection.execute(page_query(dataset_id, group_ids, after, limit)).all()
