"""`PartialFile`: an unfinished file that outlives its process, for the next one to go on with."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import Final

from groundwire._core.filelock import try_lock
from groundwire._core.transfer.files import AtomicFile, storage_error

__all__ = ["PartialFile"]

_FLAGS: Final = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)


class PartialFile(AtomicFile):
    """An `AtomicFile` whose temporary file is named by target and content, and stays when it is discarded.

    It is locked while it is written: whoever fetches the same at the same time uses a file of its own,
    which does not stay.
    """

    __slots__ = ("_stays",)

    def __init__(self, target: Path | str, validator: str, whole: int) -> None:
        """Take up what there is.

        Args:
            target: Path of the finished file; missing folders are made.
            validator: What is the same as long as the content is.
            whole: Size of the finished file; at least its last byte is fetched.

        Raises:
            StorageError: The folder cannot be written.
        """
        super().__init__(target)
        self._stays = False
        folder, name = os.path.split(self._target)
        digest = hashlib.sha256(f"{name}\0{validator}\0{whole}".encode("utf-8", "surrogatepass")).hexdigest()
        path = Path(folder, f".{digest[:24]}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, _FLAGS, 0o666)
        except OSError as cause:
            raise storage_error("write", self._target, cause) from cause
        if not try_lock(descriptor) or not _is_still(path, descriptor):
            os.close(descriptor)
            return
        self._descriptor, self._temporary, self._stays = descriptor, str(path), True
        self.size = min(os.fstat(descriptor).st_size, whole - 1)
        os.ftruncate(descriptor, self.size)
        os.lseek(descriptor, self.size, os.SEEK_SET)

    def commit(self, target: Path | str | None = None) -> None:
        """Give the file its name, or the name `target`, and close it.

        Raises:
            StorageError: It cannot be renamed or closed.
        """
        if self._stays and self._temporary is not None and sys.platform != "win32":
            # Renamed while it is locked: nobody else may take it up once it is the finished file.
            final = self._target if target is None else os.fspath(target)
            try:
                os.replace(self._temporary, final)  # noqa: PTH105 - as in the base class
            except OSError as cause:
                self.discard()
                raise storage_error("write", final, cause) from cause
            self._temporary = None
            descriptor, self._descriptor = self._descriptor, -1
            os.close(descriptor)
            return
        super().commit(target)

    def discard(self) -> None:
        """Close the file and leave it, unless it is empty."""
        if self._stays and self.size and self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            os.close(descriptor)
            self._temporary, self._stays, self.size = None, False, 0
            return
        super().discard()


def _is_still(path: Path, descriptor: int) -> bool:
    """Whether the open file has that name; another process may have finished it just now."""
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))  # noqa: PTH116 - beside its counterpart
    except OSError:
        return False
