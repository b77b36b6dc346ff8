"""Samples that exist: set their size, delete them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, update

from groundwire.server.errors import invalid
from groundwire.server.registry import handles
from groundwire.server.store.tables import now, samples
from groundwire.server.studio import access
from groundwire.server.studio.values import chunks
from groundwire.server.studio.versions import changes, past

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from groundwire.server.context import Context
    from groundwire.server.studio.access import Change
    from groundwire_api.studio.params.samples_edit import (
        ImageDeleteFromDatasetParams,
        SamplesUpdateDimensionsParams,
    )

_MAX_PIXELS = 2**32 - 1


@handles("samples.update_dimensions", bulk=True)
def samples_update_dimensions(ctx: Context, p: SamplesUpdateDimensionsParams) -> dict[str, int]:
    """Set width and height of samples of one dataset; all of them or none."""
    sizes: dict[int, tuple[int, int]] = {}
    for number, sample in enumerate(p.samples):
        for field, value in (("width", sample.width), ("height", sample.height)):
            if not 0 < value <= _MAX_PIXELS:
                raise invalid(
                    f"samples[{number}].{field}", f"expected 1 to {_MAX_PIXELS} pixels, got {value}"
                )
        sizes[int(sample.id)] = (sample.width, sample.height)
    with ctx.db.write() as connection:
        change = access.change(connection, ctx, p.dataset_id)
        access.check_samples(connection, change.dataset_id, list(sizes))
        rows = [
            {"row": key, "w": width, "h": height, "change": change.serial, "time": now()}
            for key, (width, height) in sizes.items()
        ]
        for chunk in chunks(sizes):
            past.keep(connection, change, samples, samples.c.id.in_(chunk))
        if rows:
            connection.execute(_RESIZE, rows)
        changes.write(connection, change, [changes.Done("image", "update", list(sizes))])
    return {"updated": len(rows)}


_RESIZE = (
    update(samples)
    .where(samples.c.id == bindparam("row"))
    .values(
        width=bindparam("w"), height=bindparam("h"), serial=bindparam("change"), updated=bindparam("time")
    )
)


@handles("image.delete_from_dataset", bulk=True)
def image_delete_from_dataset(ctx: Context, p: ImageDeleteFromDatasetParams) -> str:
    """Mark samples as deleted, annotations and all. A repeated call changes nothing."""
    ids = [int(key) for key in p.image_ids]
    for key in p.sequence_ids or ():
        # Sequences have no ids on this server: they are names that samples carry.
        raise access.missing("sequence", "se", int(key))
    with ctx.db.write() as connection:
        change = access.change(connection, ctx, p.dataset_id)
        live = (samples.c.dataset_id == change.dataset_id) & samples.c.deleted.is_(None)
        if p.delete_all:
            gone = _delete(connection, change, live)
        else:
            access.check_samples(connection, change.dataset_id, ids, deleted=True)
            gone = [
                key
                for chunk in chunks(ids)
                for key in _delete(connection, change, live & samples.c.id.in_(chunk))
            ]
        changes.write(connection, change, [changes.Done("image", "delete", gone)])
    return f"{len(gone)} samples deleted"


def _delete(connection: Connection, change: Change, which: ColumnElement[bool]) -> list[int]:
    past.keep(connection, change, samples, which)
    statement = update(samples).where(which).values(deleted=now(), serial=change.serial)
    return sorted(connection.execute(statement.returning(samples.c.id)).scalars())
