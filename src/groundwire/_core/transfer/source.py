"""What an upload sends: bytes at once when they are few, else an open file read as it goes."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Final

from groundwire._core.errors import InvalidArgumentError, StorageError
from groundwire._core.transfer.files import storage_error

if TYPE_CHECKING:
    from pathlib import Path

    from groundwire._core.transfer.model import Upload

__all__ = ["IN_MEMORY", "Source"]

IN_MEMORY: Final = 1 << 20  # bytes of a file that are read at once


class Source:
    """The body of one attempt to upload.

    Attributes:
        length: Its exact size in bytes.
        body: The body itself, or None when `file` is to be read.
        file: Unbuffered file that stands at the first byte to send.
        offset: Where that is.
    """

    __slots__ = ("_path", "body", "file", "length", "offset")

    def __init__(self, transfer: Upload) -> None:
        """Read a small body, open a large one.

        Raises:
            StorageError: The file cannot be read.
            InvalidArgumentError: The wanted range is not inside the source.
        """
        self.offset = transfer.offset
        self.body: bytes | None = None
        self.file: io.FileIO | None = None
        source = transfer.source
        self._path: Path | None = None
        if isinstance(source, bytes):
            self.length = _length(transfer, len(source))
            whole = self.length == len(source)
            self.body = source if whole else source[self.offset : self.offset + self.length]
            return
        self._path = source
        try:
            file = io.FileIO(os.fspath(source), "rb")
        except OSError as cause:
            raise storage_error("read", source, cause) from cause
        try:
            self._read(transfer, file)
        except OSError as cause:
            raise storage_error("read", source, cause) from cause
        finally:
            if self.file is None:
                file.close()

    def _read(self, transfer: Upload, file: io.FileIO) -> None:
        self.length = _length(transfer, os.fstat(file.fileno()).st_size)
        if self.offset:
            file.seek(self.offset)
        if self.length > IN_MEMORY:
            self.file = file
            return
        pieces: list[bytes] = []
        left = self.length
        while left and (piece := file.read(left)):
            pieces.append(piece)
            left -= len(piece)
        self.body = b"".join(pieces)
        self.check(self.length - left)

    def check(self, sent: int) -> None:
        """Raise when the file gave only `sent` bytes of its promised length: it was cut meanwhile.

        Raises:
            StorageError: It was.
        """
        if sent < self.length:
            raise StorageError(
                f"Cannot read {self._path}: it ended after {self.offset + sent} bytes, expected "
                f"{self.offset + self.length}.",
                hint="Something shortened the file while it was sent: wait for it, then run again.",
            )

    def check_read(self) -> None:
        """Raise when reading `file` is what went wrong.

        Raises:
            StorageError: The file is shorter than it was, or cannot be read.
        """
        if self.file is None:
            return
        try:
            position = self.file.tell()
            if not self.file.read(1):
                self.check(position - self.offset)
        except OSError as cause:
            raise storage_error("read", str(self._path), cause) from cause

    def close(self) -> None:
        """Close the file."""
        if self.file is not None:
            self.file.close()


def _length(transfer: Upload, size: int) -> int:
    """Return how many bytes to send of a source of `size` bytes."""
    length = size - transfer.offset if transfer.length is None else transfer.length
    if transfer.offset < 0 or length < 0 or transfer.offset + length > size:
        what = "the given bytes" if isinstance(transfer.source, bytes) else str(transfer.source)
        raise InvalidArgumentError(
            f"Cannot send {transfer.length} bytes from offset {transfer.offset} of {what}: it holds {size}."
        )
    return length
