"""Files that clients have put into the object store since a sample was last listed."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import DBAPIError

from groundwire.server.fulldisk import is_disk_full
from groundwire.server.store.tables import sample_files, samples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from groundwire.server.context import Context


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
# Only these are looked into: the reader would take XML as well, and parse it.
_RASTER = (b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"RIFF", b"II*\0", b"MM\0*")
_SEEN = update(sample_files).where(sample_files.c.id == bindparam("row")).values(uploaded=True)
# The client may have set a size since this transaction's reader looked: that one stands.
_SIZED = (
    update(samples)
    .where(samples.c.id == bindparam("row"), samples.c.width.is_(None), samples.c.height.is_(None))
    .values(width=bindparam("w"), height=bindparam("h"))
)


def files_of(
    ctx: Context, connection: Connection, sample_ids: Sequence[int], unsized: set[int]
) -> tuple[dict[int, list[StoredFile]], Arrivals]:
    """Return the downloadable files of samples, and what was learnt by looking for them.

    Args:
        ctx: The call.
        connection: Where to read.
        sample_ids: The samples.
        unsized: Those without width and height; the header of an image that has just arrived tells them.
    """
    found: dict[int, list[StoredFile]] = {}
    arrivals = Arrivals([], {})
    if not sample_ids:
        return found, arrivals
    c = sample_files.c
    query = (
        select(c.id, c.sample_id, c.type, c.object_key, c.uploaded)
        .where(c.sample_id.in_(sample_ids))
        .order_by(c.sample_id, c.id)
    )
    for row, sample_id, kind, key, uploaded in connection.execute(query).tuples():
        if not uploaded:
            if ctx.objects.stat(key) is None:
                continue
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
        return read_size(file.read(_HEADER))


def read_size(head: bytes) -> tuple[int, int] | None:
    """Return the width and height of a raster image from its first bytes; None when they do not tell."""
    if not head.startswith(_RASTER):
        return None
    import imagesize  # only now: most calls look at no image

    try:
        width, height = imagesize.get(  # pyright: ignore[reportUnknownMemberType] - half of its types are missing
            BytesIO(head), exif_rotation=False
        )
    except (ValueError, ArithmeticError, LookupError, TypeError, struct.error):  # malformed or cut off
        return None
    return (int(width), int(height)) if width > 0 and height > 0 else None
