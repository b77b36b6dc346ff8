"""Objects nobody needs any more: of deleted snapshots, and of uploads that were given up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import delete, select, update

from groundwire.server.jobs import queue
from groundwire.server.store.snapshot_tables import snapshot_files, snapshots
from groundwire.server.store.tables import organizations
from groundwire.server.studio.snapshots import rows, uploads

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from groundwire.server.context import Services
    from groundwire.server.objects import ObjectStore
    from groundwire.server.store.engine import Database

RESTORE = "snapshots.restore"
_c = snapshots.c


def remove_files(db: Database, objects: ObjectStore, snapshot_id: int) -> None:
    """Remove the files of a deleted snapshot, unless a restore still reads them.

    Rows go first: whoever finds no row touches no object, and objects without rows are swept up later.
    """
    with db.write() as connection:
        row = connection.execute(select(snapshots).where(_c.id == snapshot_id)).first()
        if row is None or row.deleted is None or snapshot_id in _being_restored(connection):
            return
        files = rows.files_of(connection, snapshot_id)
        connection.execute(delete(snapshot_files).where(snapshot_files.c.snapshot_id == snapshot_id))
    for file in files:
        objects.delete_prefix(f"{uploads.folder(row.organization_id)}/{file.upload_id}")
    objects.delete_prefix(rows.prefix(row.organization_id, snapshot_id))


def sweep(services: Services) -> None:
    """Remove what deleted snapshots and abandoned uploads left behind."""
    limit = datetime.now(UTC) - timedelta(seconds=uploads.LIFETIME)
    oldest = limit.isoformat(timespec="microseconds").replace("+00:00", "Z")
    with services.db.write() as connection:
        late = (_c.status == rows.PENDING) & (_c.created < oldest) & _c.deleted.is_(None)
        connection.execute(update(snapshots).where(late).values(status=rows.FAILED))
        left = select(_c.id).where(_c.deleted.is_not(None))
        left = left.where(_c.id.in_(select(snapshot_files.c.snapshot_id)))
        deleted = connection.execute(left).scalars().all()
        owners = connection.execute(select(organizations.c.id)).scalars().all()
    for snapshot_id in deleted:
        remove_files(services.db, services.objects, snapshot_id)
    for organization_id in owners:
        _sweep_parts(services, organization_id)
        _sweep_files(services, organization_id)


def _sweep_parts(services: Services, organization_id: int) -> None:
    """Remove parts whose upload is complete, was given up, or belongs to no snapshot."""
    top = uploads.folder(organization_id)
    found = {info.key[len(top) + 1 :].partition("/")[0] for info in services.objects.list(top)}
    if not found:
        return
    query = (
        select(snapshot_files.c.upload_id)
        .join(snapshots, snapshot_files.c.snapshot_id == _c.id)
        .where(_c.organization_id == organization_id, _c.status == rows.PENDING, _c.deleted.is_(None))
        .where(snapshot_files.c.completed.is_(None))
    )
    with services.db.read() as connection:
        wanted = set(connection.execute(query).scalars())
    for upload_id in found - wanted:
        services.objects.delete_prefix(f"{top}/{upload_id}")


def _sweep_files(services: Services, organization_id: int) -> None:
    """Remove files that no row tells of: the server was killed while it removed a snapshot."""
    top = rows.folder(organization_id)
    found = {info.key[len(top) + 1 :].partition("/")[0] for info in services.objects.list(top)}
    if not found:
        return
    query = (
        select(_c.id)
        .outerjoin(snapshot_files, snapshot_files.c.snapshot_id == _c.id)
        .where(_c.organization_id == organization_id)
        .where(snapshot_files.c.id.is_not(None) | (_c.status == rows.PROCESSING) & _c.deleted.is_(None))
        .distinct()
    )
    with services.db.read() as connection:
        wanted = {str(key) for key in connection.execute(query).scalars()}
    for name in found - wanted:
        services.objects.delete_prefix(f"{top}/{name}")


def _being_restored(connection: Connection) -> set[int]:
    payloads = queue.unfinished(connection, RESTORE)
    return {msgspec.json.decode(payload)["snapshot_id"] for payload in payloads}
