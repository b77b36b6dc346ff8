"""Files of samples: their keys in the object store, and whether the client has put them there yet."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from groundwire.server.objects import object_name
from groundwire.server.store.tables import sample_files
from groundwire.server.studio.values import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from groundwire.server.studio.access import Change

Keys = dict[tuple[int, str], str]
"""Object key by sample and file type."""


def new_key(change: Change, filename: str) -> str:
    """Make an unguessable key for a file; its name only decorates it, and 256 folders share the files."""
    number = uuid.uuid4().hex
    return f"{change.cloud_key}/samples/{number[:2]}/{object_name(f'{number}-{filename}')}"


def record(
    connection: Connection, change: Change, sent: Mapping[int, Mapping[str, str]], known: Iterable[int]
) -> tuple[Keys, list[str]]:
    """Record the files that samples are said to have.

    One file per sample and type. The same name again keeps its object, so that a repeated call may upload it
    anew; another name takes the place of the old file.

    Args:
        connection: Write transaction.
        change: The dataset.
        sent: Basename by file type, by sample.
        known: Those of the samples that existed before and may have files.

    Returns:
        The keys of all files named, and the keys of objects that are no longer wanted.
    """
    stored = _stored(connection, known)
    keys: Keys = {}
    new: list[dict[str, Any]] = []
    replaced: list[dict[str, Any]] = []
    dropped: list[str] = []
    for sample_id, files in sent.items():
        for kind, filename in files.items():
            row_id, old_name, key = stored.get((sample_id, kind), (0, None, ""))
            if old_name != filename:
                if old_name is not None:
                    dropped.append(key)
                key = new_key(change, filename)
                row = {"sample_id": sample_id, "type": kind, "filename": filename, "object_key": key}
                if old_name is None:
                    new.append(row)
                else:
                    replaced.append({"row": row_id, "new_name": filename, "new_key": key})
            keys[sample_id, kind] = key
    if new:
        connection.execute(insert(sample_files), new)
    if replaced:
        connection.execute(_REPLACE, replaced)
    return keys, dropped


_REPLACE = (
    update(sample_files)
    .where(sample_files.c.id == bindparam("row"))
    .values(filename=bindparam("new_name"), object_key=bindparam("new_key"), uploaded=False)
)


def _stored(connection: Connection, known: Iterable[int]) -> dict[tuple[int, str], tuple[int, str, str]]:
    found: dict[tuple[int, str], tuple[int, str, str]] = {}
    c = sample_files.c
    for ids in chunks(known):
        query = select(c.sample_id, c.type, c.id, c.filename, c.object_key).where(c.sample_id.in_(ids))
        for sample_id, kind, row_id, filename, key in connection.execute(query).tuples():
            found[sample_id, kind] = (row_id, filename, key)
    return found
