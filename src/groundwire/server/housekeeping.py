"""What only the operator does: delete projects and experiments, take things out of the bin, set quotas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from groundwire.server import quota
from groundwire.server.errors import RpcFailure, ServerError
from groundwire.server.store.columns import now
from groundwire.server.store.tables import (
    annotation_sets,
    datasets,
    organizations,
    validation_sessions,
)
from groundwire.server.studio.access import Change, key
from groundwire.server.studio.recycle import kinds
from groundwire.server.studio.versions import changes, past

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from groundwire.server.objects import ObjectStore
    from groundwire.server.store.engine import Database
    from groundwire.server.studio.recycle.kinds import Kind

OPERATOR = "operator"
"""Who changelogs say it was."""

_o = organizations.c


@dataclass(frozen=True, slots=True)
class Storage:
    """What an organisation has stored.

    Attributes:
        used: Bytes.
        quota: Bytes it may store; None for any number.
    """

    used: int
    quota: int | None


def delete(db: Database, item: str) -> None:
    """Put a project or an experiment into the recycle bin.

    Args:
        db: A migrated database.
        item: Its id, such as `"p-1a"` or `"exp-3"`.

    Raises:
        ServerError: It is not the id of a project or an experiment that exists.
    """
    kind, number = _parse(item)
    if kind not in {kinds.PROJECT, kinds.EXPERIMENT}:
        raise ServerError(f"Projects (p-…) and experiments (exp-…) are deleted here, not {item}.")
    c = kind.table.c
    with db.write() as connection:
        statement = update(kind.table).where(c.id == key(number), c.deleted.is_(None))
        if not connection.execute(statement.values(deleted=now())).rowcount:
            raise ServerError(f"There is no {kind.noun} {item}, or it has been deleted already.")


def restore(db: Database, item: str) -> None:
    """Take something out of the recycle bin, with everything that was deleted together with it.

    Args:
        db: A migrated database.
        item: Its id, such as `"ds-1a"`.

    Raises:
        ServerError: It is not in the bin.
    """
    kind, number = _parse(item)
    with db.write() as connection:
        query = kind.binned().where(kind.table.c.id == key(number)).with_for_update(of=kind.table)
        row = connection.execute(query).first()
        if row is None:
            raise ServerError(f"There is no {kind.noun} {item} in the recycle bin.")
        if kind is kinds.TRAINING:
            v = validation_sessions.c
            together = (v.training_session_id == row.id) & (v.deleted == row.deleted)
            connection.execute(update(validation_sessions).where(together).values(deleted=None))
        values: dict[str, int | None] = {"deleted": None}
        if kind in {kinds.DATASET, kinds.ANNOTATION_SET}:
            values["serial"] = _enter(connection, kind, row.id)
        connection.execute(update(kind.table).where(kind.table.c.id == row.id).values(values))


def set_quota(db: Database, objects: ObjectStore, organization: str, limit: int | None) -> Storage:
    """Give an organisation a storage quota, or none, and count what it has stored.

    Raises:
        ServerError: There is no such organisation, or the quota is negative.
    """
    if limit is not None and limit < 0:
        raise ServerError("A quota is a number of bytes, 0 or more.")
    with db.write() as connection:
        statement = update(organizations).where(_o.name == organization).values(storage_quota=limit)
        organization_id = connection.execute(statement.returning(_o.id)).scalar()
    if organization_id is None:
        raise ServerError(f"There is no organisation named {organization!r}; see: groundwire admin list")
    quota.recount(db, objects, organization_id)
    with db.read() as connection:
        used = connection.execute(select(_o.storage_used).where(_o.id == organization_id)).scalar_one()
    return Storage(used, limit)


def quotas(db: Database) -> dict[int, Storage]:
    """Return what the organisations with a quota have stored, by organisation."""
    query = select(_o.id, _o.storage_used, _o.storage_quota).where(_o.storage_quota.is_not(None))
    with db.read() as connection:
        return {row.id: Storage(row.storage_used, row.storage_quota) for row in connection.execute(query)}


def _parse(item: str) -> tuple[Kind, int]:
    try:
        return kinds.parse(item)
    except RpcFailure:
        raise ServerError(
            f"{item!r} is not the id of something the recycle bin can hold, such as ds-1a."
        ) from None


def _enter(connection: Connection, kind: Kind, number: int) -> int:
    """Note in the changelog of a dataset that it, or an annotation set of it, is back; return its serial."""
    dataset_id: int = number
    if kind is kinds.ANNOTATION_SET:
        query = select(annotation_sets.c.dataset_id).where(annotation_sets.c.id == number)
        dataset_id = connection.execute(query).scalar_one()
    statement = update(datasets).where(datasets.c.id == dataset_id)
    statement = statement.values(serial=datasets.c.serial + 1, updated=now())
    c = datasets.c
    row = connection.execute(statement.returning(c.serial, c.cloud_key, c.tagged_serial)).one()
    change = Change(dataset_id, row.serial, row.cloud_key, OPERATOR, row.tagged_serial)
    if kind is kinds.ANNOTATION_SET:
        past.keep(connection, change, annotation_sets, annotation_sets.c.id == number)
        changes.write(connection, change, [changes.Done("annotation_set", "restore", [number])])
    else:
        changes.write(connection, change, [changes.Done("dataset", "restore", [number])])
    return change.serial
