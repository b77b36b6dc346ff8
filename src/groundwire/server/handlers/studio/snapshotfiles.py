"""Files of snapshots: uploaded in parts, declared complete, and downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.server.errors import conflict, invalid
from groundwire.server.quota import require_room
from groundwire.server.registry import handles
from groundwire.server.studio import values
from groundwire.server.studio.snapshots import plan, rows, uploads

if TYPE_CHECKING:
    from groundwire.server.context import Context
    from groundwire_api.studio.params.snapshot_files import (
        SnapshotsCompleteMultipartUploadParams,
        SnapshotsCreateDownloadUrlParams,
        SnapshotsCreateUploadUrlMultipartParams,
        SnapshotsUpdateParams,
    )

_BY_CLIENTS = (rows.AVAILABLE, rows.FAILED, "error")


@handles("snapshots.create_upload_url_multipart", bulk=True)
def create_upload(ctx: Context, p: SnapshotsCreateUploadUrlMultipartParams) -> dict[str, object]:
    """Create a snapshot and hand out one address per part of each of its files."""
    description = values.text(p.snapshot_name, "snapshot_name")
    plan.check(p.keys, p.file_sizes, p.type, ctx.settings.max_object)
    sizes = dict(zip(p.keys, p.file_sizes, strict=True))
    require_room(ctx.db, ctx.organization_id, sum(p.file_sizes))
    with ctx.db.write() as connection:
        snapshot_id, files = uploads.begin(connection, ctx, description, p.type or "files", sizes)
    reply: dict[str, object] = {"snapshot_id": snapshot_id}
    for file in files:
        key = f"{rows.prefix(ctx.organization_id, snapshot_id)}/{file['path']}"
        urls = uploads.part_urls(ctx, file["upload_id"], file["size"])
        reply[key] = {"upload_id": file["upload_id"], "urls": urls, "key": key}
    return reply


@handles("snapshots.complete_multipart_upload", bulk=True)
def complete_upload(ctx: Context, p: SnapshotsCompleteMultipartUploadParams) -> str:
    """Join the uploaded parts of a file."""
    uploads.complete(ctx, p.key, p.upload_id, [(part.part_number, part.etag) for part in p.etag_list])
    return "Upload completed"


@handles("snapshots.update")
def update(ctx: Context, p: SnapshotsUpdateParams) -> dict[str, object]:
    """Declare an upload finished, or given up; it is finished when every file is complete."""
    if p.status not in _BY_CLIENTS:
        raise invalid("status", f"expected {', '.join(_BY_CLIENTS)}, got {str(p.status)[:100]!r}")
    with ctx.db.write() as connection:
        row = rows.find(connection, ctx, p.snapshot_id, lock=True)
        if row.status != p.status:
            if row.status != rows.PENDING:
                raise conflict(f"A snapshot that is {row.status} cannot become {p.status}.")
            open_files = [file.path for file in rows.files_of(connection, row.id) if file.completed is None]
            if p.status == rows.AVAILABLE and open_files:
                raise conflict(
                    f"The snapshot is not complete: {len(open_files)} of its files are not, "
                    f"the first is {open_files[0]!r}."
                )
            rows.set_status(connection, row.id, p.status)
    return {
        "id": row.id,
        "uid": f"ss-{row.id:x}",
        "description": row.description,
        "date": row.created,
        "status": p.status,
    }


@handles("snapshots.create_download_url", bulk=True)
def create_download(ctx: Context, p: SnapshotsCreateDownloadUrlParams) -> dict[str, str]:
    """Return the address of every file by its relative path."""
    with ctx.db.read() as connection:
        row = rows.find_usable(connection, ctx, p.snapshot_id)
        return {file.path: ctx.presign_get(file.object_key) for file in rows.files_of(connection, row.id)}
