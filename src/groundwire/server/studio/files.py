"""Files of samples: their keys in the object store, and whether the client has put them there yet."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from groundwire.server.objects import object_name
from groundwire.server.store.tables import sample_files
from groundwire.server.store.version_tables import HISTORY
from groundwire.server.studio.values import chunks
from groundwire.server.studio.versions import changes, past

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import Connection, Row

    from groundwire.server.studio.access import Change

    _Row = Row[*tuple[Any, ...]]
    Copy = Callable[[str, str], bool]
    """Copies an object from one key to another; false when there is none."""

Keys = dict[tuple[int, str], str]
"""Object key by sample and file type."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording the files of samples came to.

    Attributes:
        keys: Object key of each file named.
        dropped: Objects that no file refers to any more; to be deleted after the commit.
        images: Samples whose image file is another one now, or a new one.
        done: For the changelog: sensor files that are new, or replaced.
    """

    keys: Keys
    dropped: list[str]
    images: set[int]
    done: list[changes.Done]


@dataclass(frozen=True, slots=True)
class _File:
    """A file that changes; `old` is the row it has so far."""

    sample_id: int
    kind: str
    filename: str
    key: str
    old: _Row | None = None


@dataclass(frozen=True, slots=True)
class _Plan:
    """Files that are new, files that take the place of others, and files that may be uploaded again.

    The last go by the key of the copy that the past is to have.
    """

    new: list[_File] = field(default_factory=list[_File])
    replaced: list[_File] = field(default_factory=list[_File])
    copied: list[_File] = field(default_factory=list[_File])


def new_key(change: Change, filename: str) -> str:
    """Make an unguessable key for a file; its name only decorates it, and 256 folders share the files."""
    number = uuid.uuid4().hex
    return f"{change.cloud_key}/samples/{number[:2]}/{object_name(f'{number}-{filename}')}"


def record(
    connection: Connection,
    change: Change,
    sent: Mapping[int, Mapping[str, str]],
    known: Iterable[int],
    copy: Copy | None,
) -> Recorded:
    """Record the files that samples are said to have.

    One file per sample and type. The same name again keeps its object, so that a repeated call may upload it
    anew, or find it there; when a tag knows the file, the past gets a copy of the object first. Another name
    takes the place of the old file, whose object stays only if a tag knows it.

    Only an address that was given out before the tag, and is still valid, can overwrite what the tag knows:
    such an upload began before the tag did.

    Args:
        connection: Write transaction.
        change: The dataset.
        sent: Basename by file type, by sample.
        known: Those of the samples that existed before and may have files.
        copy: How to copy an object; None when no file is going to be uploaded.
    """
    keys, plan = _plan(change, sent, _stored(connection, known), copy)
    _write(connection, change, plan)
    dropped = [one.old.object_key for one in plan.replaced if one.old and one.old.serial > change.tagged]
    images = {one.sample_id for one in (*plan.new, *plan.replaced, *plan.copied) if one.kind == "image"}
    return Recorded(keys, dropped, images, _done(plan))


def _plan(
    change: Change,
    sent: Mapping[int, Mapping[str, str]],
    stored: Mapping[tuple[int, str], _Row],
    copy: Copy | None,
) -> tuple[Keys, _Plan]:
    keys: Keys = {}
    plan = _Plan()
    for sample_id, files in sent.items():
        for kind, filename in files.items():
            old = stored.get((sample_id, kind))
            if old is not None and old.filename == filename:
                keys[sample_id, kind] = old.object_key
                if copy is not None and old.serial <= change.tagged:
                    target = new_key(change, filename)
                    if copy(old.object_key, target):
                        plan.copied.append(_File(sample_id, kind, filename, target, old))
                continue
            key = keys[sample_id, kind] = new_key(change, filename)
            (plan.new if old is None else plan.replaced).append(_File(sample_id, kind, filename, key, old))
    return keys, plan


def _write(connection: Connection, change: Change, plan: _Plan) -> None:
    for ids in chunks(one.old.id for one in (*plan.replaced, *plan.copied) if one.old):
        past.keep(connection, change, sample_files, sample_files.c.id.in_(ids))
    if plan.new:
        rows = [
            {
                "sample_id": one.sample_id,
                "type": one.kind,
                "filename": one.filename,
                "object_key": one.key,
                "serial": change.serial,
            }
            for one in plan.new
        ]
        connection.execute(insert(sample_files), rows)
    replaced = [
        {"row": one.old.id, "new_name": one.filename, "new_key": one.key, "new_serial": change.serial}
        for one in plan.replaced
        if one.old
    ]
    if replaced:
        connection.execute(_REPLACE, replaced)
    copied = [
        {"row": one.old.id, "sample": one.sample_id, "shared": one.old.object_key, "copy": one.key}
        for one in plan.copied
        if one.old
    ]
    if copied:
        connection.execute(_SEPARATE, copied)
        for ids in chunks(row["row"] for row in copied):
            touched = update(sample_files).where(sample_files.c.id.in_(ids))
            connection.execute(touched.values(serial=change.serial))


_REPLACE = (
    update(sample_files)
    .where(sample_files.c.id == bindparam("row"))
    .values(
        filename=bindparam("new_name"),
        object_key=bindparam("new_key"),
        serial=bindparam("new_serial"),
        uploaded=False,
    )
)
_PAST = HISTORY[sample_files]
# After a restore several images of a row name the object that is now going to be overwritten.
_SEPARATE = (
    update(_PAST)
    .where(
        _PAST.c.sample_id == bindparam("sample"),
        _PAST.c.id == bindparam("row"),
        _PAST.c.object_key == bindparam("shared"),
    )
    .values(object_key=bindparam("copy"), uploaded=True)
)


def _done(plan: _Plan) -> list[changes.Done]:
    return [*_sensors("create", plan.new), *_sensors("update", [*plan.replaced, *plan.copied])]


def _sensors(operation: changes.Operation, files: Iterable[_File]) -> list[changes.Done]:
    kinds = Counter(one.kind for one in files if one.kind != "image")
    return [changes.Done("sensor_data", operation, data={"files": kinds})] if kinds else []


def _stored(connection: Connection, known: Iterable[int]) -> dict[tuple[int, str], _Row]:
    found: dict[tuple[int, str], _Row] = {}
    c = sample_files.c
    for ids in chunks(known):
        query = select(c.sample_id, c.type, c.id, c.filename, c.object_key, c.serial)
        for row in connection.execute(query.where(c.sample_id.in_(ids))):
            found[row.sample_id, row.type] = row
    return found
