"""The past of rows: keep their images before they change, read a table as it was at a serial.

Only what somebody can still ask for is kept: the image of a row goes into the past when a tag, or a restore,
was made since the row was written (`Change.tagged`). A dataset that was never tagged has no past and pays
nothing for it. Not kept are the two facts that the server finds out by itself and that no call sets: that a
file has arrived, and the size of an image of which the client gave none.

Whoever changes or deletes rows of the tables in `HISTORY` calls `keep` first, in the same transaction, and
writes `Change.serial` into rows that stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, insert, literal, select, union_all

from groundwire.server.store.version_tables import HISTORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, Connection, Select, Table

    from groundwire.server.studio.access import Change

    Query = Select[*tuple[Any, ...]]


def keep(connection: Connection, change: Change, table: Table, *which: ColumnElement[bool]) -> None:
    """Keep the images of rows that are about to be changed or deleted; one statement, whatever the number.

    Args:
        connection: Write transaction.
        change: The dataset, to which the rows must belong.
        table: A table with a past.
        which: Conditions that choose the rows.
    """
    if change.tagged < 0:
        return
    until = literal(change.serial, BigInteger)
    rows = select(*table.columns, until).where(*which, table.c.serial <= change.tagged)
    names = [*table.columns.keys(), "until"]
    connection.execute(insert(HISTORY[table]).from_select(names, rows))


def visible(past: Table, serial: int) -> ColumnElement[bool]:
    """Choose the rows of the past that belong to a serial."""
    return (past.c.serial <= serial) & (past.c.until > serial)


def read(
    table: Table,
    serial: int | None,
    build: Callable[[Table], Query],
    *order: str,
    limit: int | None = None,
) -> Query:
    """Make a query of a table as it was at a serial.

    Args:
        table: A table with a past.
        serial: None reads the present alone, without a look at the past.
        build: Makes the query of one table, the present or the past one; both have the same columns.
        order: Columns of the table to order by.
        limit: Most rows to return; neither the present nor the past is read any further.
    """
    if serial is None:
        return build(table).order_by(*[table.c[name] for name in order]).limit(limit)
    width = len(build(table).selected_columns)
    parts: list[Query] = []
    for one, valid in ((table, table.c.serial <= serial), (HISTORY[table], visible(HISTORY[table], serial))):
        keys = [one.c[name].label(f"order_{name}") for name in order]
        part = build(one).where(valid).add_columns(*keys)
        if limit is not None:
            # A part of a union has no limit of its own unless it is a query in a query.
            part = select(*part.order_by(*keys).limit(limit).subquery().c)
        parts.append(part)
    rows = union_all(*parts).subquery()
    return select(*list(rows.c)[:width]).order_by(*[rows.c[f"order_{name}"] for name in order]).limit(limit)
