"""The samples of a dataset, or of some of its groups: count them, take a page of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, union_all

from groundwire.server.store.count_tables import sample_counts
from groundwire.server.store.tables import groups, samples
from groundwire.server.studio.versions import past

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Row, Select, Table

    from groundwire.server.studio.versions.past import Query

COLUMNS = (
    samples.c.id,
    samples.c.uuid,
    samples.c.group_id,
    samples.c.width,
    samples.c.height,
    samples.c.image_url,
    samples.c.sensors,
    samples.c.body,
)
"""What a page shows of a sample."""


def _live(dataset_id: int) -> ColumnElement[bool]:
    return (samples.c.dataset_id == dataset_id) & samples.c.deleted.is_(None)


def group_names(connection: Connection, dataset_id: int, serial: int | None = None) -> dict[int, str]:
    """Return the names of a dataset's groups by id, those it has or those it had at a serial."""

    def of_dataset(table: Table) -> Query:
        return select(table.c.id, table.c.name).where(table.c.dataset_id == dataset_id)

    return dict(connection.execute(past.read(groups, serial, of_dataset)).all())


def count_query(dataset_id: int, group_ids: Sequence[int] | None) -> Select[int]:
    """Add up the counts of the groups of a dataset, or of some of them."""
    c = sample_counts.c
    query = select(func.coalesce(func.sum(c.total), 0)).where(c.dataset_id == dataset_id)
    return query if group_ids is None else query.where(c.group_id.in_(group_ids))


def count(connection: Connection, dataset_id: int, group_ids: Sequence[int] | None) -> int:
    """Count the samples of a dataset, or of some of its groups."""
    return int(connection.execute(count_query(dataset_id, group_ids)).scalar_one())


def page_query(dataset_id: int, group_ids: Sequence[int] | None, after: int, limit: int) -> Query:
    """Select the next samples in the order of their ids, at a cost that depends on the page alone."""
    if group_ids is None:
        query = select(*COLUMNS).where(_live(dataset_id), samples.c.id > after)
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
        query = select(*COLUMNS).where(samples.c.id.in_(select(ids.c.id)))
    return query.order_by(samples.c.id).limit(limit)


def page(
    connection: Connection, dataset_id: int, group_ids: Sequence[int] | None, after: int, limit: int
) -> Sequence[Row[Any]]:
    """Return the next samples in the order of their ids."""
    if group_ids is not None and not group_ids:
        return []
    return connection.execute(page_query(dataset_id, group_ids, after, limit)).all()
