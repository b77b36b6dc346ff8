"""Tags: names of states of a dataset, with what it held then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, SupportsInt

from sqlalchemy import delete, func, insert, select, update

from groundwire.server.errors import conflict, not_found
from groundwire.server.store.tables import datasets, samples
from groundwire.server.store.version_tables import version_tags
from groundwire.server.studio import access
from groundwire.server.studio.versions import counting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from groundwire.server.context import Context

_tag = version_tags.c


def find(connection: Connection, dataset_id: int, name: str) -> Row[Any]:
    """Return a tag of a dataset that was already found to be the caller's.

    Raises:
        RpcFailure: 101, the dataset has no such tag.
    """
    query = select(version_tags).where(_tag.dataset_id == dataset_id, _tag.name == name)
    row = None if "\0" in name else connection.execute(query).first()  # PostgreSQL takes no such text
    if row is None:
        raise not_found("version tag", repr(name[:200]))
    return row


def chosen(connection: Connection, dataset_id: int, name: str | None) -> Row[Any] | None:
    """Return the tag a read is to take place at; None, also for an empty name, for the present."""
    return find(connection, dataset_id, name) if name else None


def every(connection: Connection, dataset_id: int) -> Sequence[Row[Any]]:
    """Return the tags of a dataset in the order in which they were made."""
    query = select(version_tags).where(_tag.dataset_id == dataset_id).order_by(_tag.id)
    return connection.execute(query).all()


def hold(connection: Connection, ctx: Context, dataset_id: SupportsInt) -> int:
    """Let nobody change a dataset of the caller until the transaction ends, and keep its state readable.

    From now on, rows of that state leave an image in the past when they change.

    Returns:
        The serial of the state.
    """
    row = access.dataset(connection, ctx, dataset_id)
    statement = (
        update(datasets)
        .where(datasets.c.id == row.id, datasets.c.deleted.is_(None))
        .values(tagged_serial=datasets.c.serial, updated=datasets.c.updated)
        .returning(datasets.c.serial)
    )
    serial = connection.execute(statement).scalar()
    if serial is None:  # deleted while this call waited for the dataset
        raise access.missing("dataset", "ds", dataset_id)
    return int(serial)


def create(
    connection: Connection, ctx: Context, dataset_id: SupportsInt, name: str, description: str
) -> Row[Any]:
    """Name the present state of a dataset. Several tags may name one state.

    Raises:
        RpcFailure: 101, there is no such dataset; 1, it has a tag of that name.
    """
    serial, key = hold(connection, ctx, dataset_id), access.key(dataset_id)
    taken = select(_tag.id).where(_tag.dataset_id == key, _tag.name == name)
    if connection.execute(taken).first() is not None:
        raise conflict(
            f"The dataset has a version tag named {name!r} already; delete it or choose another name."
        )
    last = select(func.max(samples.c.id)).where(samples.c.dataset_id == key, samples.c.deleted.is_(None))
    row = {
        "dataset_id": key,
        "name": name,
        "description": description,
        "serial": serial,
        "created_by": ctx.username,
        "last_sample_id": connection.execute(last).scalar() or 0,
        **counting.take(connection, key).columns(),
    }
    return connection.execute(insert(version_tags).values(row).returning(version_tags)).one()


def remove(connection: Connection, dataset_id: int, name: str) -> None:
    """Delete a tag; what it named stays in the past and in the changelog.

    Raises:
        RpcFailure: 101, the dataset has no such tag.
    """
    row = find(connection, dataset_id, name)
    connection.execute(delete(version_tags).where(_tag.id == row.id))


def shown(row: Row[Any], current_serial: int) -> dict[str, object]:
    """Return a tag as it goes to the wire; it is current while nothing has changed since."""
    return {
        "id": row.id,
        "dataset_id": row.dataset_id,
        "name": row.name,
        "serial": row.serial,
        "created_by": row.created_by,
        "created_at": row.created,
        "description": row.description,
        **counting.shown(row),
        "snapshot_id": None,
        "is_current": row.serial == current_serial,
    }
