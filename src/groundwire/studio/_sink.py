"""A file under construction that a repeated download may start over."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from groundwire._core.transfer import AtomicFile


class Sink(io.RawIOBase):
    """Writes to an `AtomicFile`; may go back to the beginning only, which drops what was written."""

    def __init__(self, file: AtomicFile) -> None:
        super().__init__()
        self._file = file

    def writable(self) -> bool:
        """Tell that this can be written."""
        return True

    def seekable(self) -> bool:
        """Tell that this can go back to the beginning."""
        return True

    def tell(self) -> int:
        """Return the number of bytes written."""
        return self._file.size

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to the beginning, or stay where this is.

        Raises:
            io.UnsupportedOperation: It is another place.
        """
        if whence == io.SEEK_SET and offset == 0:
            self._file.truncate()
        elif whence != io.SEEK_SET or offset != self._file.size:
            raise io.UnsupportedOperation("a file under construction only starts over")
        return offset

    def truncate(self, size: int | None = None, /) -> int:
        """Keep what was written; going back has dropped the rest already."""
        if size not in {None, self._file.size}:
            raise io.UnsupportedOperation("a file under construction only starts over")
        return self._file.size

    def write(self, data: Buffer, /) -> int:
        """Append ``data``; return its number of bytes."""
        before = self._file.size
        self._file.write(data)
        return self._file.size - before
