"""Where a restore finds files: among the files of a snapshot, or in a ZIP file that is one of them."""

from __future__ import annotations

import zipfile
import zlib
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Protocol

from groundwire.server.jobs.work import JobFailure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from groundwire.server.objects import ObjectStore

_CHUNK = 1 << 20
_MAX_ENTRIES = 5_000_000
# Images hardly compress, point clouds a little: what unpacks to far more than this was made to do harm.
_MAX_RATIO = 200
_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Source(Protocol):
    """Files by path."""

    @property
    def paths(self) -> Iterable[str]:
        """Every path there is."""
        ...

    def copy(self, path: str, key: str, check: Callable[[], None]) -> None:
        """Store one file as an object."""
        ...


class FolderSource:
    """The files of a snapshot that was uploaded as a folder; their bytes are shared, not copied.

    Args:
        objects: The store.
        keys: Object key by path.
    """

    def __init__(self, objects: ObjectStore, keys: Mapping[str, str]) -> None:
        self._objects, self._keys = objects, keys

    @property
    def paths(self) -> Iterable[str]:
        """Every path there is."""
        return self._keys

    def copy(self, path: str, key: str, check: Callable[[], None]) -> None:
        """Store one file as an object."""
        check()
        if self._objects.copy(self._keys[path], key) is None:
            raise JobFailure(f"The file {path!r} of the snapshot is gone.")


class ArchiveSource:
    """The files in a ZIP file. Its names are looked up, and never become paths.

    Args:
        objects: The store.
        archive: The open ZIP file.
        name: Its name, for messages.
        max_size: Largest file accepted in bytes.

    Raises:
        JobFailure: There is more in it than it could honestly hold.
    """

    def __init__(self, objects: ObjectStore, archive: zipfile.ZipFile, name: str, max_size: int) -> None:
        self._objects, self._archive, self._name = objects, archive, name
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        self._entries = {entry.filename: entry for entry in entries}
        if len(entries) > _MAX_ENTRIES:
            raise JobFailure(f"{name}: expected at most {_MAX_ENTRIES} files, found {len(entries)}.")
        for entry in entries:
            if entry.file_size > min(max_size, _MAX_RATIO * max(entry.compress_size, 1 << 20)):
                raise JobFailure(f"{name}: {entry.filename!r} would unpack to {entry.file_size} bytes.")

    @property
    def paths(self) -> Iterable[str]:
        """Every path there is."""
        return self._entries

    def copy(self, path: str, key: str, check: Callable[[], None]) -> None:
        """Store one file as an object.

        Raises:
            JobFailure: It is encrypted, damaged or packed in an unknown way.
        """
        entry = self._entries[path]
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
            raise JobFailure(f"{self._name}: {path!r} is encrypted, or packed in an unknown way.")
        upload = self._objects.begin()
        try:
            with self._archive.open(entry) as file:  # gives no more than the size checked above
                while chunk := file.read(_CHUNK):
                    upload.write(chunk)
                    check()
            upload.commit(key)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, zlib.error) as error:
            raise JobFailure(f"{self._name}: {path!r} cannot be unpacked ({error}).") from error
        finally:
            upload.abort()


def open_source(
    objects: ObjectStore, keys: Mapping[str, str], max_size: int
) -> AbstractContextManager[Source]:
    """Open the files of a snapshot: those of its only ZIP file, else its own.

    Args:
        objects: The store.
        keys: Object key by path.
        max_size: Largest file accepted in bytes.

    Raises:
        JobFailure: There are several ZIP files, or the one there is cannot be read.
    """
    archives = [path for path in keys if path.lower().endswith(".zip")]
    if not archives:
        return nullcontext(FolderSource(objects, keys))
    if len(archives) > 1:
        raise JobFailure(f"The snapshot has several ZIP files: {', '.join(sorted(archives)[:5])}.")
    return _Archive(objects, keys[archives[0]], archives[0], max_size)


class _Archive(AbstractContextManager[Source]):
    """A ZIP file, open for the length of a `with` block."""

    def __init__(self, objects: ObjectStore, key: str, name: str, max_size: int) -> None:
        self._objects, self._key, self._name, self._max_size = objects, key, name, max_size

    def __enter__(self) -> Source:
        self._file = self._objects.open(self._key)
        if self._file is None:
            raise JobFailure(f"The file {self._name!r} of the snapshot is gone.")
        try:
            return ArchiveSource(self._objects, zipfile.ZipFile(self._file), self._name, self._max_size)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            self._file.close()
            raise JobFailure(f"{self._name}: the ZIP file cannot be read ({error}).") from error
        except BaseException:
            self._file.close()
            raise

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
