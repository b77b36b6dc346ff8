"""One page of `samples.list`, spliced from the texts in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from groundwire.server.studio.annotationpage import annotations_of
from groundwire.server.studio.arrivals import files_of
from groundwire.server.studio.cursor import write_cursor
from groundwire.server.studio.selection import group_names, page
from groundwire.server.studio.splice import quote, text_of
from groundwire.server.studio.versions.selection import page_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from groundwire.server.context import Context
    from groundwire.server.studio.arrivals import StoredFile
    from groundwire.server.studio.filters import Wanted

_entries = msgspec.json.Decoder(list[dict[str, msgspec.Raw]])


def sample_page(
    ctx: Context,
    *,
    dataset_id: int,
    annotation_set_id: int | None,
    groups: Sequence[str],
    wanted: Wanted,
    after: int,
    limit: int,
    version: Row[Any] | None,
) -> msgspec.Raw:
    """Return `{samples, continue_token}` as JSON, of the present or of the version a tag names.

    Without an annotation set no annotations are returned. Types never leave samples out.
    """
    serial = version.serial if version else None
    with ctx.db.read() as connection:
        names = group_names(connection, dataset_id, serial)
        chosen = [key for key, name in names.items() if name in groups] if groups else None
        if version is None:
            rows = page(connection, dataset_id, chosen, after, limit + 1)
        else:
            rows = page_at(connection, version, chosen, after, limit + 1)
        more = len(rows) > limit
        rows = rows[:limit]
        ids = [row.id for row in rows]
        notes: dict[int, list[str]] = {}
        if annotation_set_id is not None:
            notes = annotations_of(connection, dataset_id, annotation_set_id, ids, wanted, serial=serial)
        unsized = {row.id for row in rows if row.width is None and row.height is None}
        files, arrivals = files_of(ctx, connection, ids, unsized, serial)
    if version is None:
        arrivals.save(ctx)
    members = {key: f',"group_name":{quote(name)}' for key, name in names.items()}
    texts = [
        _sample(
            ctx,
            row,
            group=members.get(row.group_id, ""),
            size=arrivals.sizes.get(row.id, (row.width, row.height)),
            files=files.get(row.id, []),
            annotations=notes.get(row.id),
            wanted=wanted,
        )
        for row in rows
    ]
    token = quote(write_cursor(ids[-1])) if more else "null"
    return msgspec.Raw(f'{{"samples":[{",".join(texts)}],"continue_token":{token}}}'.encode())


def _sample(
    ctx: Context,
    row: Row[Any],
    *,
    group: str,
    size: tuple[int | None, int | None],
    files: Sequence[StoredFile],
    annotations: list[str] | None,
    wanted: Wanted,
) -> str:
    parts = [f'{{"id":{row.id},"uuid":{quote(row.uuid)}{group}{row.body}']
    parts += [
        f',"{name}":{value}'
        for name, value in zip(("width", "height"), size, strict=True)
        if value is not None
    ]
    # The address goes out whatever types were asked for: clients take a name without an address for a fault.
    image = next((quote(ctx.presign_get(file.key)) for file in files if file.kind == "image"), row.image_url)
    if image is not None:
        parts.append(f',"image_url":{image}')
    sensors = _sensors(ctx, row.sensors, files, wanted)
    if sensors:
        parts.append(f',"sensors":[{",".join(sensors)}]')
    if annotations:
        parts.append(f',"annotations":[{",".join(annotations)}]')
    parts.append("}")
    return "".join(parts)


def _sensors(ctx: Context, sent: str | None, files: Sequence[StoredFile], wanted: Wanted) -> list[str]:
    """Return the entries of `sensors`: what the client sent as data, then what it uploaded as files."""
    entries: list[str] = []
    if sent is not None and wanted.files is None:
        entries.append(sent[1:-1])
    elif sent is not None:
        for entry in _entries.decode(sent):
            kind = msgspec.json.decode(entry["type"]) if "type" in entry else next(iter(entry))
            if isinstance(kind, str) and wanted.file(kind):
                entries.append(
                    "{" + ",".join(f"{quote(name)}:{text_of(value)}" for name, value in entry.items()) + "}"
                )
    entries += [
        f"{{{quote(file.kind)}:{quote(ctx.presign_get(file.key))}}}"
        for file in files
        if file.kind != "image" and wanted.file(file.kind)
    ]
    return [entry for entry in entries if entry]
