"""Samples that exist: set their size, delete them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, update

from groundwire.server.errors import invalid
from groundwire.server.registry import handles
from groundwire.server.store.tables import now, samples
from groundwire.server.studio import access
from groundwire.server.studio.values import chunks

if TYPE_CHECKING:
    from groundwire.server.context import Context
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
        if rows:
            connection.execute(_RESIZE, rows)
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
    gone = update(samples).where(samples.c.deleted.is_(None))
    with ctx.db.write() as connection:
        change = access.change(connection, ctx, p.dataset_id)
        gone = gone.where(samples.c.dataset_id == change.dataset_id).values(
            deleted=now(), serial=change.serial
        )
        if p.delete_all:
            deleted = connection.execute(gone).rowcount
        else:
            access.check_samples(connection, change.dataset_id, ids, deleted=True)
            deleted = sum(
                connection.execute(gone.where(samples.c.id.in_(chunk))).rowcount for chunk in chunks(ids)
            )
    return f"{deleted} samples deleted"
