"""Files uploaded in parts: parts are objects of their own, out of sight, until the file is complete."""

from __future__ import annotations

import threading
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from groundwire.server.errors import conflict, invalid, not_found
from groundwire.server.objects import object_name
from groundwire.server.store.columns import now
from groundwire.server.store.snapshot_tables import snapshot_files, snapshots
from groundwire.server.studio.snapshots import plan, rows

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from sqlalchemy import Connection, Row

    from groundwire.server.context import Context

LIFETIME = 7 * 24 * 3600
"""Seconds an upload may take; its addresses expire then, and its parts are removed."""

_c = snapshot_files.c


def folder(organization_id: int) -> str:
    """Return where the parts of all uploads of an organisation are."""
    return f"org-{organization_id:x}/uploads"


def new_file(organization_id: int, snapshot_id: int, path: str, size: int) -> dict[str, object]:
    """Make the row of a file that is still to come; its name only decorates its key."""
    upload_id = uuid.uuid4().hex
    name = object_name(f"{upload_id}-{path.rpartition('/')[2]}")
    key = f"{rows.prefix(organization_id, snapshot_id)}/{upload_id[:2]}/{name}"
    return {
        "snapshot_id": snapshot_id,
        "path": path,
        "size": size,
        "object_key": key,
        "upload_id": upload_id,
        "completed": None,
    }


def begin(
    connection: Connection, ctx: Context, description: str, kind: str, sizes: dict[str, int]
) -> tuple[int, list[dict[str, Any]]]:
    """Add a snapshot whose files are to be uploaded; return its id and the rows of its files."""
    row = {
        "organization_id": ctx.organization_id,
        "description": description,
        "status": rows.PENDING,
        "type": kind,
    }
    snapshot_id = connection.execute(insert(snapshots).values(row).returning(snapshots.c.id)).scalar_one()
    files = [new_file(ctx.organization_id, snapshot_id, path, size) for path, size in sizes.items()]
    connection.execute(insert(snapshot_files), files)
    return snapshot_id, files


def part_urls(ctx: Context, upload_id: str, size: int) -> list[str]:
    """Make the addresses of the parts of a file, in order, each good for one part of the right size."""
    return [
        ctx.objects.presign_put(_part(ctx, upload_id, number), ctx.base_url, lifetime=LIFETIME, max_size=part)
        for number, part in enumerate(plan.part_sizes(size), 1)
    ]


def complete(ctx: Context, key: str, upload_id: str, parts: Sequence[tuple[int, str]]) -> None:
    """Join the parts of a file; a repeated call changes nothing.

    Args:
        ctx: The call.
        key: Key of the file in the plan, prefix included.
        upload_id: Identity of the upload, from the plan.
        parts: Number and ETag of each part, in order.

    Raises:
        RpcFailure: 101, there is no such upload; 3, the list does not fit the file; 1, a part has not been
            uploaded, is not the one listed, or has the wrong size. Nothing has changed then.
    """
    with _alone(upload_id):  # a client that got no answer asks again while the first call is still joining
        with ctx.db.read() as connection:
            file = _find(connection, ctx, key, upload_id)
        if file.completed is not None:
            return
        sources = _check_parts(ctx, file, parts)
        if len(sources) == 1 and ctx.objects.copy(sources[0], file.object_key) is not None:
            pass  # a second name for the same bytes
        else:
            ctx.objects.compose(sources, file.object_key)
        with ctx.db.write() as connection:
            statement = update(snapshot_files).where(_c.id == file.id).values(completed=now())
            kept = connection.execute(statement).rowcount
    if not kept:  # the snapshot was deleted in the meantime
        ctx.objects.delete(file.object_key)
    ctx.objects.delete_prefix(f"{folder(ctx.organization_id)}/{upload_id}")
    if not kept:
        raise not_found("upload", repr(upload_id))


def _part(ctx: Context, upload_id: str, number: int) -> str:
    return f"{folder(ctx.organization_id)}/{upload_id}/{number}"


def _find(connection: Connection, ctx: Context, key: str, upload_id: str) -> Row[Any]:
    query = (
        select(snapshot_files)
        .join(snapshots, _c.snapshot_id == snapshots.c.id)
        .where(snapshots.c.organization_id == ctx.organization_id, snapshots.c.deleted.is_(None))
        .where(_c.upload_id == upload_id)
    )
    row = None if "\0" in upload_id else connection.execute(query).first()
    if row is None or key != f"{rows.prefix(ctx.organization_id, row.snapshot_id)}/{row.path}":
        raise not_found("upload", f"{upload_id[:100]!r} of {key[:200]!r}")
    return row


def _check_parts(ctx: Context, file: Row[Any], parts: Sequence[tuple[int, str]]) -> list[str]:
    sizes = plan.part_sizes(file.size)
    numbers = [number for number, _ in parts]
    if numbers != list(range(1, len(sizes) + 1)):
        raise invalid(
            "etag_list", f"expected the parts 1 to {len(sizes)} of {file.path!r} in order, got {numbers[:20]}"
        )
    keys: list[str] = []
    for (number, etag), size in zip(parts, sizes, strict=True):
        key = _part(ctx, file.upload_id, number)
        part = ctx.objects.stat(key)
        where = f"Part {number} of {file.path!r}"
        if part is None:
            raise conflict(f"{where} has not been uploaded.")
        if part.etag.strip('"') != etag.strip('"'):
            raise conflict(f"{where} is not the one listed: its ETag is {part.etag}, not {etag[:100]!r}.")
        if part.size != size:
            raise conflict(f"{where} has {part.size} bytes instead of {size}; upload it again.")
        keys.append(key)
    return keys


_lock = threading.Lock()
_busy: dict[str, tuple[threading.Lock, int]] = {}


@contextmanager
def _alone(name: str) -> Generator[None]:
    """Let one thread at a time work on something, and the others wait."""
    with _lock:
        lock, waiting = _busy.get(name, (threading.Lock(), 0))
        _busy[name] = (lock, waiting + 1)
    try:
        with lock:
            yield
    finally:
        with _lock:
            waiting = _busy[name][1] - 1
            if waiting:
                _busy[name] = (lock, waiting)
            else:
                del _busy[name]
