"""Which server processes live: each holds a file lock, which a killed process lets go by dying."""

from __future__ import annotations

import os
import secrets
import shutil
from typing import TYPE_CHECKING

from groundwire.server.locks import FileLock

if TYPE_CHECKING:
    from pathlib import Path


class Presence:
    """This process among those that do jobs: its name, its lock, and a folder for its temporary files.

    Opening it removes the temporary files of processes that were killed. Processes that share a database
    share the folder too.

    Args:
        folder: Where locks and temporary files are.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.name, self._lock = self._enter()
        self.scratch = folder / self.name
        self.scratch.mkdir()
        for lock_file in folder.glob("*.lock"):
            self.is_gone(lock_file.stem)

    def is_gone(self, name: str) -> bool:
        """Tell whether another process has ended; what it left is removed then."""
        if name == self.name:
            return False
        lock = FileLock(self._file(name))
        if not lock.acquire():
            return False
        shutil.rmtree(self._folder / name, ignore_errors=True)
        self._file(name).unlink(missing_ok=True)
        lock.release()
        return True

    def close(self) -> None:
        """Leave."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        self._lock.release()
        self._file(self.name).unlink(missing_ok=True)

    def _enter(self) -> tuple[str, FileLock]:
        while True:
            name = f"{os.getpid()}-{secrets.token_hex(6)}"
            lock = FileLock(self._file(name))
            if lock.acquire():
                if self._file(name).exists():
                    return name, lock
                lock.release()  # another process took the new file for one that was left behind

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.lock"
