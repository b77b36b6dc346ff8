"""Bring a dataset back to a tag: a new serial with the rows of the old one, ids included.

The state before is kept in the past like any other. Only rows written since the tag are looked at: the others
are what they were. A restored row shares its object with its image in the past; that the restore counts as
a tag makes `files.record` separate them before anybody can overwrite the object.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, delete, insert, literal, select, update

from groundwire.server.store.tables import (
    annotation_rows,
    annotation_sets,
    datasets,
    groups,
    labels,
    now,
    sample_files,
    samples,
)
from groundwire.server.store.version_tables import HISTORY
from groundwire.server.studio.versions import changes, past

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Row, Table

    from groundwire.server.studio.access import Change

# Rows whose deletion is a mark stay in their tables, and others may refer to them.
_MARKED = (annotation_sets, samples)
_REMOVED = (labels, groups, sample_files, annotation_rows)
_ENTITIES: dict[Table, changes.EntityType] = {
    labels: "label",
    annotation_sets: "annotation_set",
    samples: "image",
}


def restore(connection: Connection, change: Change, tag: Row[Any]) -> None:
    """Make a dataset what it was at a tag, and enter in the changelog what that changed.

    Args:
        connection: Write transaction.
        change: The dataset.
        tag: A tag of it.
    """
    change = replace(change, tagged=change.serial - 1)
    for table in HISTORY:
        past.keep(connection, change, table, _own(table, change), table.c.serial > tag.serial)
    done = [changes.Done("dataset", "restore", [change.dataset_id], {"tag": tag.name, "serial": tag.serial})]
    for table, entity_type in _ENTITIES.items():
        done += _differences(connection, change, tag, table, entity_type)
    _free_groups(connection, change, tag)
    for table in _REMOVED:
        # Before anything is put back: names and places are unique among the rows of the present.
        connection.execute(delete(table).where(_own(table, change), table.c.serial > tag.serial))
    _put_back(connection, change, tag, groups)
    for table in _MARKED:
        _mark(connection, change, tag, table)
    for table in (labels, sample_files, annotation_rows):
        _put_back(connection, change, tag, table)
    held = update(datasets).where(datasets.c.id == change.dataset_id)
    connection.execute(held.values(tagged_serial=change.serial))
    changes.write(connection, change, done)


def _own(table: Table, change: Change) -> ColumnElement[bool]:
    """Choose the rows of a dataset, of the present or of the past."""
    for column, parent in (("annotation_set_id", annotation_sets), ("sample_id", samples)):
        if column in table.c:
            return table.c[column].in_(select(parent.c.id).where(parent.c.dataset_id == change.dataset_id))
    return table.c.dataset_id == change.dataset_id


def _differences(
    connection: Connection, change: Change, tag: Row[Any], table: Table, entity_type: changes.EntityType
) -> list[changes.Done]:
    """Tell what the restore creates, changes and deletes among the rows of a table."""
    images = HISTORY[table]
    live = select(table.c.id).where(_own(table, change))
    before = select(images.c.id).where(_own(images, change), past.visible(images, tag.serial))
    if table in _MARKED:
        live = live.where(table.c.deleted.is_(None))
        before = before.where(images.c.deleted.is_(None))
    present = set(connection.execute(live.where(table.c.serial > tag.serial)).scalars())
    wanted = set(connection.execute(before).scalars())
    return [
        changes.Done(entity_type, "create", sorted(wanted - present)),
        changes.Done(entity_type, "update", sorted(wanted & present)),
        changes.Done(entity_type, "delete", sorted(present - wanted)),
    ]


def _free_groups(connection: Connection, change: Change, tag: Row[Any]) -> None:
    """Take the samples out of groups that are about to go; those that stay get their groups back."""
    gone = select(groups.c.id).where(groups.c.dataset_id == change.dataset_id, groups.c.serial > tag.serial)
    statement = update(samples).where(samples.c.dataset_id == change.dataset_id, samples.c.group_id.in_(gone))
    connection.execute(statement.values(group_id=None, updated=samples.c.updated))


def _put_back(connection: Connection, change: Change, tag: Row[Any], table: Table) -> None:
    """Insert the rows that a table had at the tag and has no longer, ids and all."""
    images = HISTORY[table]
    columns = [
        literal(change.serial, BigInteger) if column.name == "serial" else images.c[column.name]
        for column in table.columns
    ]
    rows = select(*columns).where(_own(images, change), past.visible(images, tag.serial))
    connection.execute(insert(table).from_select(table.columns.keys(), rows, include_defaults=False))


def _mark(connection: Connection, change: Change, tag: Row[Any], table: Table) -> None:
    """Mark the rows that a table did not have at the tag as deleted, and give the others their old values."""
    images = HISTORY[table]
    newer = (table.c.dataset_id == change.dataset_id) & (table.c.serial > tag.serial)
    old = (images.c.dataset_id == change.dataset_id) & past.visible(images, tag.serial)
    gone = update(table).where(newer, table.c.deleted.is_(None))
    connection.execute(gone.values(deleted=now(), serial=change.serial))
    values = {one.name: images.c[one.name] for one in table.columns if one.name not in {"id", "serial"}}
    statement = update(table).where(newer, old, images.c.id == table.c.id)
    connection.execute(statement.values(serial=change.serial, **values))
