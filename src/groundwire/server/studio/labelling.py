"""Labels of a dataset: find or create by name, choose indices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from groundwire.server.errors import invalid
from groundwire.server.store.tables import labels
from groundwire.server.studio.versions import changes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from groundwire.server.studio.access import Change

STAGING = 100_000
"""Clients that re-order labels park them at this index plus the wanted one; new labels stay below."""

MAX_INDEX = 2**63 - 1


def ensure(
    connection: Connection, change: Change, wanted: Mapping[str, int | None], *, strict: bool
) -> dict[str, int]:
    """Create the labels that do not exist yet and return the ids of all labels of the dataset by name.

    A label that exists keeps its index. The others get the index wanted for them, or the next one after the
    largest in use. The dataset's write lock makes this safe against other callers.

    Args:
        connection: Write transaction.
        change: The dataset.
        wanted: Index wanted for each name; None leaves the choice to the server.
        strict: Refuse an index that another label holds; otherwise such a label gets the next free index.

    Raises:
        RpcFailure: 3, an index is taken and `strict` is set.
    """
    query = select(labels.c.id, labels.c.name, labels.c.index).where(labels.c.dataset_id == change.dataset_id)
    ids: dict[str, int] = {}
    holders: dict[int, str] = {}
    for key, name, index in connection.execute(query):
        ids[name] = key
        holders[index] = name
    new = {name: index for name, index in wanted.items() if name not in ids}
    if new:
        indices = _indices(new, holders, strict=strict)
        rows = [
            {"dataset_id": change.dataset_id, "name": name, "index": index, "serial": change.serial}
            for name, index in indices.items()
        ]
        created = connection.execute(insert(labels).returning(labels.c.name, labels.c.id), rows)
        ids.update(created.all())
        changes.write(
            connection,
            change,
            [
                changes.Done("label", "create", [ids[name]], {"name": name, "index": index})
                for name, index in indices.items()
            ],
        )
    return ids


def _indices(new: Mapping[str, int | None], holders: dict[int, str], *, strict: bool) -> dict[str, int]:
    """Give every new label an index; those asked for come first."""
    chosen: dict[str, int] = {}
    for name, index in new.items():
        if index is None:
            continue
        if index not in holders:
            chosen[name] = index
            holders[index] = name
        elif strict:
            raise invalid("labels", f"index {index} of label {name!r} is held by label {holders[index]!r}")
    following = 1 + max((index for index in holders if index < STAGING), default=-1)
    for name in new:
        if name not in chosen:
            while following in holders:
                following += 1
            chosen[name] = following
            holders[following] = name
    return {name: chosen[name] for name in new}
