"""`Journal`: what an upload has done so far, on disk, so that the same call can go on after a kill."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import threading
import time
from pathlib import Path
from typing import Final

import msgspec

from groundwire._core.filelock import try_lock

OFF: Final = "off"
_STALE: Final = 7 * 24 * 3600  # seconds after which nobody is expected to go on
_SUFFIX: Final = ".journal"
_FLAGS: Final = (
    os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)


class Journal:
    """A header and records, one line of JSON each, in a file that only its owner may read.

    Every record is written at once and survives the end of the process. A line cut short, because
    the machine went down, ends what is read. The file is locked: of two processes that do the same
    at once, the second works without a journal, and so does everybody whose folder cannot be written.

    Attributes:
        header: What the interrupted call wrote first; ``None`` when there is nothing to go on with.
        records: What it wrote after that.
    """

    def __init__(self, path: Path | None = None, descriptor: int = -1) -> None:
        self._path = path
        self._descriptor = descriptor
        self._guard = threading.Lock()
        self.header: object = None
        self.records: list[object] = []
        if descriptor >= 0:
            self._read()

    @property
    def kept(self) -> bool:
        """Whether what is written here survives."""
        return self._descriptor >= 0

    def begin(self, header: object) -> None:
        """Forget everything and begin with a header."""
        self.header, self.records = header, []
        with self._guard:
            if self._descriptor >= 0:
                os.ftruncate(self._descriptor, 0)
        self._write(header)

    def append(self, record: object) -> None:
        """Add a record; may be called from any thread."""
        self._write(record)

    def finish(self) -> None:
        """Remove the journal: there is nothing left to go on with."""
        with self._guard:
            if self._descriptor < 0 or self._path is None:
                return
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, 0)  # whoever opened it meanwhile finds nothing
            if sys.platform != "win32":  # removed while it is locked, where that is allowed
                _remove(self._path)
            self._close()
            _remove(self._path)

    def close(self) -> None:
        """Leave the journal to the next call, unless nothing was begun; harmless after `finish`."""
        if self.header is None:
            self.finish()
        with self._guard:
            self._close()

    def _close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _write(self, value: object) -> None:
        line = msgspec.json.encode(value) + b"\n"
        with self._guard:
            if self._descriptor < 0:
                return
            try:
                while line:
                    line = line[os.write(self._descriptor, line) :]
            except OSError as error:  # a full disk must not end an upload
                _tell("is not kept any further", error)
                self._close()

    def _read(self) -> None:
        with open(self._descriptor, "rb", closefd=False) as file:
            good = 0
            lines: list[object] = []
            for line in file:
                if not line.endswith(b"\n"):
                    break
                try:
                    lines.append(msgspec.json.decode(line))
                except msgspec.DecodeError:
                    break
                good += len(line)
        os.ftruncate(self._descriptor, good)
        if lines:
            self.header, self.records = lines[0], lines[1:]


def open_journal(place: str, *identity: str) -> Journal:
    """Return the journal of one call, with what an interrupted one left in it.

    Args:
        place: Folder of the journals, ``off`` for none, empty for the user's own.
        identity: What makes two calls the same; it is hashed into the name of the file.
    """
    if place == OFF:
        return Journal()
    try:
        folder = Path(place).expanduser() if place else state_folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(folder)
        digest = hashlib.sha256("\0".join(identity).encode("utf-8", "surrogatepass")).hexdigest()
        path = folder / f"{digest[:40]}{_SUFFIX}"
        descriptor = os.open(path, _FLAGS, 0o600)
    except (OSError, RuntimeError) as error:  # RuntimeError: the user has no home
        _tell("cannot be kept", error)
        return Journal()
    try:
        if try_lock(descriptor) and _is_mine(descriptor):
            return Journal(path, descriptor)
    except OSError as error:
        _tell("cannot be read", error)
    os.close(descriptor)
    return Journal()


def state_folder() -> Path:
    """Return the folder for journals that the operating system's conventions name; it may not exist."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Groundwire" / "uploads"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "Groundwire" / "uploads"
    configured = os.environ.get("XDG_STATE_HOME", "")
    # The XDG rules say that a relative path is to be ignored.
    root = Path(configured) if configured.startswith("/") else Path.home() / ".local" / "state"
    return root / "groundwire" / "uploads"


def _sweep(folder: Path) -> None:
    """Remove journals that nobody went on with."""
    limit = time.time() - _STALE
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):  # somebody else removed it
                if entry.name.endswith(_SUFFIX) and entry.stat(follow_symlinks=False).st_mtime < limit:
                    _remove(Path(entry.path))


def _is_mine(descriptor: int) -> bool:
    """Whether a file is of this user: only then are the addresses in it to be trusted."""
    return sys.platform == "win32" or os.fstat(descriptor).st_uid == os.geteuid()


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _tell(what: str, error: Exception) -> None:
    import logging

    logging.getLogger("groundwire").info(
        "a journal %s, so an interrupted upload will start anew: %s", what, error
    )
