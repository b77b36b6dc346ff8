"""Write a ZIP file straight into the object store."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from groundwire.server.objects import Upload

_CHUNK = 1 << 20
_PERMISSIONS = 0o644 << 16


class _Sink:
    """What `zipfile` needs of a stream that cannot go back."""

    def __init__(self, upload: Upload) -> None:
        self._upload = upload

    def write(self, data: bytes) -> int:
        self._upload.write(data)
        return len(data)

    def flush(self) -> None:
        pass


class ArchiveWriter:
    """Adds files to a ZIP file, stored as they are: images are compressed already.

    Args:
        archive: The ZIP file.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def add(self, name: str, source: BinaryIO, size: int, check: Callable[[], None]) -> None:
        """Add a file.

        Args:
            name: Its path in the ZIP file.
            source: Its bytes.
            size: How many there are.
            check: Called after every piece; may raise to give up.
        """
        entry = zipfile.ZipInfo(name)  # with the same date in every archive: equal content, equal bytes
        entry.external_attr = _PERMISSIONS
        entry.file_size = size
        with self._archive.open(entry, "w") as target:
            while chunk := source.read(_CHUNK):
                target.write(chunk)
                check()


@contextmanager
def writing(upload: Upload) -> Generator[ArchiveWriter]:
    """Write a ZIP file into an object that is being written; it is complete when the block ends."""
    with zipfile.ZipFile(cast("BinaryIO", _Sink(upload)), "w", zipfile.ZIP_STORED) as archive:
        yield ArchiveWriter(archive)
