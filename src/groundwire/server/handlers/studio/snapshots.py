"""Snapshots: list, look at, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from groundwire.server.registry import handles
from groundwire.server.store.columns import now
from groundwire.server.store.snapshot_tables import snapshots
from groundwire.server.studio.snapshots import removal, rows

if TYPE_CHECKING:
    from groundwire.server.context import Context
    from groundwire_api.studio.params.snapshots import (
        SnapshotsDeleteParams,
        SnapshotsGetParams,
        SnapshotsListParams,
    )


@handles("snapshots.list")
def snapshots_list(ctx: Context, _p: SnapshotsListParams) -> list[dict[str, object]]:
    """Return the snapshots of the caller's organisation, oldest first."""
    with ctx.db.read() as connection:
        return [rows.shown(row) for row in connection.execute(rows.owned(ctx).order_by(snapshots.c.id))]


@handles("snapshots.get")
def snapshots_get(ctx: Context, p: SnapshotsGetParams) -> dict[str, object]:
    """Return one snapshot."""
    with ctx.db.read() as connection:
        return rows.shown(rows.find(connection, ctx, p.snapshot_id))


@handles("snapshots.delete", bulk=True)
def snapshots_delete(ctx: Context, p: SnapshotsDeleteParams) -> dict[str, int]:
    """Delete a snapshot and its files; a repeated call changes nothing.

    A restore that is under way keeps the files until it has ended.
    """
    with ctx.db.write() as connection:
        row = rows.find(connection, ctx, p.snapshot_id, deleted=True, lock=True)
        statement = update(snapshots).where(snapshots.c.id == row.id, snapshots.c.deleted.is_(None))
        connection.execute(statement.values(deleted=now()))
    removal.remove_files(ctx.db, ctx.objects, row.id)
    return {"id": row.id}
