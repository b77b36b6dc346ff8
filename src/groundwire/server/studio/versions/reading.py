"""Ownership in the past: annotation sets that a dataset had at a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, SupportsInt

from sqlalchemy import select

from groundwire.server.store.tables import annotation_sets
from groundwire.server.studio import access
from groundwire.server.studio.versions import past

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Table

    from groundwire.server.studio.versions.past import Query


def annotation_set_at(connection: Connection, tag: Row[Any], annotation_set_id: SupportsInt) -> int:
    """Return the key of an annotation set that a dataset had at a tag, deleted since or not.

    Raises:
        RpcFailure: 101, it had no such annotation set.
    """

    def this(table: Table) -> Query:
        return select(table.c.id).where(
            table.c.dataset_id == tag.dataset_id,
            table.c.id == access.key(annotation_set_id),
            table.c.deleted.is_(None),
        )

    found = connection.execute(past.read(annotation_sets, tag.serial, this)).scalar()
    if found is None:
        raise access.missing("annotation set", "as", annotation_set_id)
    return int(found)
