"""The samples a dataset had at a tag: count them, take a page of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from groundwire.server.store.tables import samples
from groundwire.server.studio.selection import COLUMNS
from groundwire.server.studio.versions import past

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row, Select, Table

    from groundwire.server.studio.versions.past import Query

# With groups a window is searched for few samples, so that it may be larger than a page.
_GROUP_WINDOW = 20_000


def count_at(connection: Connection, tag: Row[Any], group_ids: Sequence[int] | None) -> int:
    """Count the samples a dataset had at a tag, or those of some of its groups."""
    if group_ids is None:
        return int(tag.image_count)

    def of_groups(table: Table) -> Query:
        return _samples(table, tag.dataset_id, group_ids).with_only_columns(table.c.id)

    found = past.read(samples, tag.serial, of_groups).subquery()
    return connection.execute(select(func.count()).select_from(found)).scalar_one()


def page_at(
    connection: Connection, tag: Row[Any], group_ids: Sequence[int] | None, after: int, limit: int
) -> list[Row[Any]]:
    """Return the next samples a dataset had at a tag, in the order of their ids.

    Samples of that state are found among those of the present and those of the past, and neither can be
    asked for exactly the ones that were valid then. So the ids are walked through in windows that hold a
    page of present samples each, whatever became of them since.
    """
    if group_ids is not None and not group_ids:
        return []
    size = limit if group_ids is None else max(limit, _GROUP_WINDOW)
    rows: list[Row[Any]] = []
    last: int | None = after
    while last is not None and len(rows) < limit:
        start, last = last, connection.execute(window_query(tag, last, size)).scalar()
        end = tag.last_sample_id if last is None else last
        query = window_page_query(tag, group_ids, start, end, limit - len(rows))
        rows += connection.execute(query).all()
    return rows


def window_query(tag: Row[Any], after: int, size: int) -> Select[int]:
    """Select the id at which a window ends; nothing if less than a window is left."""
    c = samples.c
    return (
        select(c.id)
        .where(c.dataset_id == tag.dataset_id, c.deleted.is_(None), c.id > after, c.id <= tag.last_sample_id)
        .order_by(c.id)
        .offset(size - 1)
        .limit(1)
    )


def window_page_query(
    tag: Row[Any], group_ids: Sequence[int] | None, after: int, end: int, limit: int
) -> Query:
    """Select the samples of a tag with ids in a window, in their order."""

    def in_window(table: Table) -> Query:
        return _samples(table, tag.dataset_id, group_ids).where(table.c.id > after, table.c.id <= end)

    return past.read(samples, tag.serial, in_window, "id", limit=limit)


def _samples(table: Table, dataset_id: int, group_ids: Sequence[int] | None) -> Query:
    query = select(*[table.c[column.name] for column in COLUMNS])
    query = query.where(table.c.dataset_id == dataset_id, table.c.deleted.is_(None))
    return query if group_ids is None else query.where(table.c.group_id.in_(group_ids))
