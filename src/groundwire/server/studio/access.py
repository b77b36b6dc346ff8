"""Ownership: every id in a call is looked up through the caller's organisation, or answered as missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, SupportsInt

from sqlalchemy import exists, select, update

from groundwire.server.errors import RpcFailure, not_found
from groundwire.server.store.tables import annotation_sets, datasets, now, projects, samples
from groundwire.server.studio.values import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Connection, Row, Table

    from groundwire.server.context import Context

_MAX_ID = 2**63 - 1  # database keys are signed; anything larger names nothing


@dataclass(frozen=True, slots=True)
class Change:
    """A dataset opened for writing: nobody else changes it until the transaction ends.

    Attributes:
        dataset_id: The dataset.
        serial: Its serial from this change on; rows written carry it.
        cloud_key: Prefix of its objects in the store.
        username: Who changes it, for the changelog.
        tagged: Rows written up to this serial leave an image in the past before they change, see
            `versions.past`; -1 when nobody could ask for one.
    """

    dataset_id: int
    serial: int
    cloud_key: str
    username: str = ""
    tagged: int = -1


def missing(kind: str, prefix: str, value: SupportsInt) -> RpcFailure:
    """Make the one answer for ids that do not exist, were deleted, or belong to another organisation."""
    return not_found(kind, f"{prefix}-{int(value):x}")


def key(value: SupportsInt) -> int:
    """Return an id as a database key; -1, which no row has, when the database cannot hold it."""
    number = int(value)
    return number if number <= _MAX_ID else -1


def _own(ctx: Context) -> ColumnElement[bool]:
    return (projects.c.organization_id == ctx.organization_id) & projects.c.deleted.is_(None)


def project(connection: Connection, ctx: Context, project_id: SupportsInt) -> Row[Any]:
    """Return the row of a project of the caller."""
    query = select(projects).where(projects.c.id == key(project_id), _own(ctx))
    return _one(connection.execute(query).first(), "project", "p", project_id)


def dataset(
    connection: Connection, ctx: Context, dataset_id: SupportsInt, *, deleted: bool = False
) -> Row[Any]:
    """Return the row of a dataset of the caller; with `deleted`, also of a deleted one."""
    query = (
        select(datasets)
        .join(projects, datasets.c.project_id == projects.c.id)
        .where(datasets.c.id == key(dataset_id), _own(ctx))
    )
    if not deleted:
        query = query.where(datasets.c.deleted.is_(None))
    return _one(connection.execute(query).first(), "dataset", "ds", dataset_id)


def annotation_set(
    connection: Connection, ctx: Context, annotation_set_id: SupportsInt, *, deleted: bool = False
) -> Row[Any]:
    """Return the row of an annotation set of the caller; with `deleted`, also of a deleted one."""
    return member(
        connection,
        ctx,
        annotation_sets,
        annotation_set_id,
        kind="annotation set",
        prefix="as",
        deleted=deleted,
    )


def annotation_set_of(connection: Connection, dataset_id: int, annotation_set_id: SupportsInt) -> int:
    """Return the key of an annotation set of a dataset that was already found to be the caller's."""
    query = select(annotation_sets.c.id).where(
        annotation_sets.c.id == key(annotation_set_id),
        annotation_sets.c.dataset_id == dataset_id,
        annotation_sets.c.deleted.is_(None),
    )
    return int(_one(connection.execute(query).first(), "annotation set", "as", annotation_set_id).id)


def member(
    connection: Connection,
    ctx: Context,
    table: Table,
    value: SupportsInt,
    *,
    kind: str,
    prefix: str,
    deleted: bool = False,
) -> Row[Any]:
    """Return the row of something in a dataset of the caller: a label, a group, a sample, a set."""
    query = (
        select(table)
        .join(datasets, table.c.dataset_id == datasets.c.id)
        .join(projects, datasets.c.project_id == projects.c.id)
        .where(table.c.id == key(value), datasets.c.deleted.is_(None), _own(ctx))
    )
    if "deleted" in table.c and not deleted:
        query = query.where(table.c.deleted.is_(None))
    return _one(connection.execute(query).first(), kind, prefix, value)


def change(
    connection: Connection, ctx: Context, dataset_id: SupportsInt, *, building: int | None = None
) -> Change:
    """Open a dataset of the caller for writing; other writers of the same dataset wait for this transaction.

    One statement checks the owner, takes the row lock (on PostgreSQL; SQLite has one writer anyway) and
    advances the serial. With `building`, the task that is still filling it, a dataset that nobody else sees.
    """
    seen = datasets.c.deleted.is_(None) if building is None else datasets.c.building == building
    owned = exists().where(projects.c.id == datasets.c.project_id, _own(ctx))
    statement = (
        update(datasets)
        .where(datasets.c.id == key(dataset_id), seen, owned)
        .values(serial=datasets.c.serial + 1, updated=now())
        .returning(datasets.c.id, datasets.c.serial, datasets.c.cloud_key, datasets.c.tagged_serial)
    )
    row = _one(connection.execute(statement).first(), "dataset", "ds", dataset_id)
    return Change(row.id, row.serial, row.cloud_key, ctx.username, row.tagged_serial)


def _one(row: Row[*tuple[Any, ...]] | None, kind: str, prefix: str, value: SupportsInt) -> Row[Any]:
    if row is None:
        raise missing(kind, prefix, value)
    return row


def check_samples(
    connection: Connection, dataset_id: int, ids: Iterable[int], *, deleted: bool = False
) -> None:
    """Refuse ids that are not samples of the dataset.

    Args:
        connection: Where to look.
        dataset_id: The dataset, found to be the caller's.
        ids: The samples.
        deleted: Also accept those deleted before.
    """
    for chunk in chunks(ids):
        keys = [key(value) for value in chunk]
        query = select(samples.c.id).where(samples.c.id.in_(keys), samples.c.dataset_id == dataset_id)
        if not deleted:
            query = query.where(samples.c.deleted.is_(None))
        found = set(connection.execute(query).scalars())
        for value in chunk:
            if value not in found:
                raise missing("sample", "s", value)
