"""What a dataset holds now, counted once per serial and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, SupportsInt

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from groundwire.server.fulldisk import is_disk_full
from groundwire.server.store.columns import now
from groundwire.server.store.version_tables import dataset_summaries
from groundwire.server.studio import access
from groundwire.server.studio.versions import counting

if TYPE_CHECKING:
    from groundwire.server.context import Context


def summary(ctx: Context, dataset_id: SupportsInt, *, anew: bool = False) -> dict[str, object]:
    """Return the counts of a dataset of the caller.

    Args:
        ctx: The call.
        dataset_id: The dataset.
        anew: Count even if the counts kept are those of the present serial.
    """
    with ctx.db.read() as connection:
        dataset = access.dataset(connection, ctx, dataset_id)
        kept = connection.execute(
            select(dataset_summaries).where(dataset_summaries.c.dataset_id == dataset.id)
        ).first()
        if kept is not None and kept.serial == dataset.serial and not anew:
            return _shown(dataset.id, kept.serial, kept.created, counting.shown(kept))
        counts = counting.take(connection, dataset.id)
    row = {"dataset_id": dataset.id, "serial": dataset.serial, "created": now(), **counts.columns()}
    _save(ctx, row)
    fields = {name: getattr(counts, name) for name in counts.__slots__}
    return _shown(dataset.id, dataset.serial, row["created"], fields)


def _save(ctx: Context, row: dict[str, object]) -> None:
    """Keep the counts for the next reader; not worth a failure."""
    same = dataset_summaries.c.dataset_id == row["dataset_id"]
    try:
        with ctx.db.write() as connection:
            connection.execute(delete(dataset_summaries).where(same))
            connection.execute(insert(dataset_summaries).values(row))
    except IntegrityError:  # another reader has just kept them, or the dataset has just been purged
        return
    except DBAPIError as error:
        if not is_disk_full(error):  # then the next reader counts again
            raise


def _shown(dataset_id: int, serial: int, counted: object, counts: dict[str, object]) -> dict[str, object]:
    return {"dataset_id": dataset_id, "current_serial": serial, "last_updated": counted, **counts}
