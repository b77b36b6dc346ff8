"""Rows of snapshots: find one of the caller's, show it, and the places of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, SupportsInt

from sqlalchemy import select, update

from groundwire.server.errors import conflict
from groundwire.server.store.snapshot_tables import snapshot_files, snapshots
from groundwire.server.studio import access

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Select

    from groundwire.server.context import Context

BUCKET = "groundwire"
PENDING, PROCESSING, AVAILABLE, FAILED = "pending", "processing", "available", "failed"


def folder(organization_id: int) -> str:
    """Return what the keys of all files of snapshots begin with; organisations never share a beginning."""
    return f"org-{organization_id:x}/snapshots"


def prefix(organization_id: int, snapshot_id: int) -> str:
    """Return what the keys of a snapshot's files begin with."""
    return f"{folder(organization_id)}/{snapshot_id}"


def shown(row: Row[Any]) -> dict[str, object]:
    """Return the wire form of a row of `snapshots`."""
    return {
        "id": row.id,
        "description": row.description,
        "status": row.status,
        "path": f"{BUCKET}::/{prefix(row.organization_id, row.id)}",
        "date": row.created,
    }


def owned(ctx: Context, *, deleted: bool = False) -> Select[*tuple[Any, ...]]:
    """Select the snapshots of the caller's organisation; with `deleted`, also those deleted before."""
    query = select(snapshots).where(snapshots.c.organization_id == ctx.organization_id)
    return query if deleted else query.where(snapshots.c.deleted.is_(None))


def find(
    connection: Connection,
    ctx: Context,
    snapshot_id: SupportsInt,
    *,
    deleted: bool = False,
    lock: bool = False,
) -> Row[Any]:
    """Return the row of a snapshot of the caller; with `lock`, other writers of it wait.

    Raises:
        RpcFailure: 101, there is no such snapshot, or it belongs to somebody else.
    """
    query = owned(ctx, deleted=deleted).where(snapshots.c.id == access.key(snapshot_id))
    row = connection.execute(query.with_for_update() if lock else query).first()
    if row is None:
        raise access.missing("snapshot", "ss", snapshot_id)
    return row


def find_usable(connection: Connection, ctx: Context, snapshot_id: SupportsInt) -> Row[Any]:
    """Return the row of a snapshot of the caller whose files are all there.

    Raises:
        RpcFailure: 101 as for `find`; 1, it is still being filled, or has failed.
    """
    row = find(connection, ctx, snapshot_id)
    if row.status != AVAILABLE:
        raise conflict(f"The snapshot ss-{row.id:x} cannot be used: its status is {row.status}.")
    return row


def files_of(connection: Connection, snapshot_id: int) -> list[Row[Any]]:
    """Return the files of a snapshot in the order they were given."""
    query = select(snapshot_files).where(snapshot_files.c.snapshot_id == snapshot_id)
    return list(connection.execute(query.order_by(snapshot_files.c.id)).all())


def set_status(connection: Connection, snapshot_id: int, status: str) -> None:
    """Give a snapshot another status."""
    connection.execute(update(snapshots).where(snapshots.c.id == snapshot_id).values(status=status))
