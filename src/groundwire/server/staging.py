"""Files being written: each process has a folder of its own, swept when the process is gone."""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from groundwire.server.locks import FileLock

if TYPE_CHECKING:
    from groundwire.server.folder import FolderStore
    from groundwire.server.objects import ObjectInfo

STAGING = ".staging"


class Staging:
    """Names for temporary files on the same file system as the objects, so that renaming publishes them.

    Opening it removes what killed processes left behind; folders of living processes, which hold a lock,
    stay.

    Args:
        root: Root folder of the store.
    """

    def __init__(self, root: Path) -> None:
        shared = root / STAGING
        shared.mkdir(parents=True, exist_ok=True)
        name = f"{os.getpid()}-{secrets.token_hex(6)}"
        self._lock = FileLock(shared / f"{name}.lock")
        self._lock.acquire()
        self._folder = shared / name
        self._folder.mkdir()
        self._numbers = itertools.count()
        _sweep(shared)

    def path(self) -> str:
        """Return the name of a file that does not exist yet."""
        return f"{self._folder}/{next(self._numbers)}"

    def close(self) -> None:
        """Remove this process's folder."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._lock.release()
        self._folder.with_name(f"{self._folder.name}.lock").unlink(missing_ok=True)


def _sweep(shared: Path) -> None:
    for lock_file in shared.glob("*.lock"):
        lock = FileLock(lock_file)
        if lock.acquire():
            shutil.rmtree(lock_file.with_suffix(""), ignore_errors=True)
            lock_file.unlink(missing_ok=True)
            lock.release()


class FileUpload:
    """One object being written into a staged file.

    Args:
        store: Store that publishes it.
        path: The staged file.
    """

    def __init__(self, store: FolderStore, path: str) -> None:
        self._store, self._path = store, path
        self._descriptor: int | None = os.open(
            path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600
        )
        self._written = 0

    @property
    def written(self) -> int:
        """Bytes written so far."""
        return self._written

    def write(self, chunk: bytes | bytearray | memoryview, /) -> None:
        """Append bytes."""
        if self._descriptor is None:
            raise ValueError("the upload is closed")
        rest = memoryview(chunk)
        while rest:
            count = os.write(self._descriptor, rest)
            rest = rest[count:]
            self._written += count

    def commit(self, key: str) -> ObjectInfo:
        """Publish everything written under `key` in one step, replacing what was there."""
        if self._descriptor is None:
            raise ValueError("the upload is closed")
        descriptor, self._descriptor = self._descriptor, None
        return self._store.publish(descriptor, self._path, key)

    def abort(self) -> None:
        """Drop everything written; harmless after `commit`."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
            Path(self._path).unlink(missing_ok=True)
