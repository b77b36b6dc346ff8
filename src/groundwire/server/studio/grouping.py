"""Groups of a dataset (train, val, …): find or create by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from groundwire.server.store.tables import groups
from groundwire.server.studio.versions import changes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from groundwire.server.studio.access import Change


def ensure(connection: Connection, change: Change, names: Iterable[str]) -> dict[str, int]:
    """Create the groups that do not exist yet and return the ids of all groups of the dataset by name."""
    query = select(groups.c.name, groups.c.id).where(groups.c.dataset_id == change.dataset_id)
    ids = dict(connection.execute(query).all())
    new = [name for name in dict.fromkeys(names) if name not in ids]
    if new:
        rows = [{"dataset_id": change.dataset_id, "name": name, "serial": change.serial} for name in new]
        created = connection.execute(insert(groups).returning(groups.c.name, groups.c.id), rows)
        ids.update(created.all())
        changes.write(connection, change, [changes.Done("dataset", "update", data={"groups": new})])
    return ids
