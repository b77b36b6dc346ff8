"""Files that clients have put into the object store since a sample was last listed."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import DBAPIError

from groundwire._core.imagetype import image_size
from groundwire.server.fulldisk import is_disk_full
from groundwire.server.store.tables import sample_files, samples
from groundwire.server.studio.versions import past

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from groundwire.server.context import Context
    from groundwire.server.studio.versions.past import Query


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a sample that can be downloaded."""

    kind: str
    key: str


@dataclass(slots=True)
class Arrivals:
    """What looking at the object store found out, not yet in the database.

    Attributes:
        files: Rows of files that are there now.
        sizes: Width and height by sample, for images of unknown size.
    """

    files: list[int]
    sizes: dict[int, tuple[int, int]]

    def save(self, ctx: Context) -> None:
        """Remember it, so that the next listing need not look again; not worth a wait, nor a failure."""
        if not self.files or ctx.db.writing:
            return
        try:
            with ctx.db.write() as connection:
                seen = [{"row": row} for row in self.files]
                connection.execute(_SEEN, seen)
                if self.sizes:
                    rows = [{"row": row, "w": w, "h": h} for row, (w, h) in self.sizes.items()]
                    connection.execute(_SIZED, rows)
        except DBAPIError as error:
            if not is_disk_full(error):  # then the next listing looks again
                raise


# Enough for the thumbnails and profiles that come before the size in a JPEG.
_HEADER = 1 << 18
_SEEN = update(sample_files).where(sample_files.c.id == bindparam("row")).values(uploaded=True)
# The client may have set a size since this transaction's reader looked: that one stands.
_SIZED = (
    update(samples)
    .where(samples.c.id == bindparam("row"), samples.c.width.is_(None), samples.c.height.is_(None))
    .values(width=bindparam("w"), height=bindparam("h"))
)


def files_of(
    ctx: Context,
    connection: Connection,
    sample_ids: Sequence[int],
    unsized: set[int],
    serial: int | None = None,
) -> tuple[dict[int, list[StoredFile]], Arrivals]:
    """Return the downloadable files of samples, and what was learnt by looking for them.

    Args:
        ctx: The call.
        connection: Where to read.
        sample_ids: The samples.
        unsized: Those without width and height; the header of an image that has just arrived tells them.
        serial: Return the files they had at this serial; None for the present ones.
    """
    found: dict[int, list[StoredFile]] = {}
    arrivals = Arrivals([], {})
    if not sample_ids:
        return found, arrivals

    def of_samples(table: Table) -> Query:
        c = table.c
        query = select(c.id, c.sample_id, c.type, c.object_key, c.uploaded)
        return query.where(c.sample_id.in_(sample_ids))

    query = past.read(sample_files, serial, of_samples, "sample_id", "id")
    for row, sample_id, kind, key, uploaded in connection.execute(query):
        if not uploaded:
            if ctx.objects.stat(key) is None:
                continue
            if serial is None:  # what was learnt about the past is not worth keeping
                arrivals.files.append(row)
            if kind == "image" and sample_id in unsized and (size := _image_size(ctx, key)):
                arrivals.sizes[sample_id] = size
        found.setdefault(sample_id, []).append(StoredFile(kind, key))
    return found, arrivals


def _image_size(ctx: Context, key: str) -> tuple[int, int] | None:
    """Return width and height in pixels as the header of an image tells them; None when it is not one."""
    file = ctx.objects.open(key)
    if file is None:
        return None
    with file:
        return image_size(BytesIO(file.read(_HEADER)))
