"""`AtomicFile`: written beside its target under another name, then renamed; never half a file."""

from __future__ import annotations

import errno
import itertools
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from groundwire._core.errors import StorageError

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from typing_extensions import Buffer

__all__ = ["AtomicFile", "storage_error"]

_FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_log = logging.getLogger("groundwire.transfer")
_serial = itertools.count()

_HINTS: Final = {
    errno.ENOSPC: "The disk is full: free some space, then run it again.",
    errno.EDQUOT: "Your disk quota is used up: free some space, then run it again.",
    errno.EFBIG: "The file is larger than this file system or process may write.",
    errno.EACCES: "Check the permissions of the folder, or choose another one.",
    errno.EPERM: "Check the permissions of the folder, or choose another one.",
    errno.EROFS: "The file system is read-only: choose another folder.",
    errno.EMFILE: "Too many files are open: raise the limit (ulimit -n) or lower the concurrency.",
    errno.EISDIR: "A folder of this name exists: choose another name.",
    errno.ENOTDIR: "A file stands where a folder is needed: choose another folder.",
    errno.ENAMETOOLONG: "The path is too long for this file system: choose a shorter folder.",
    errno.ENOENT: "Check that the path is right.",
}


def storage_error(action: str, path: Path | str, cause: OSError) -> StorageError:
    """Return the error for a failed operation on a local file; it keeps `errno` and `filename`."""
    reason = os.strerror(cause.errno) if cause.errno else str(cause)
    error = StorageError(
        f"Cannot {action} {os.fspath(path)}: {reason}.",
        hint=_HINTS.get(cause.errno or 0),
    )
    error.errno, error.filename = cause.errno, os.fspath(path)
    error.__cause__ = cause
    return error


class AtomicFile:
    """A file under construction: `commit` shows it under its name, anything else leaves nothing.

    As a context manager it commits at the end of the block and is discarded by any exception. The
    temporary file is a sibling of the target, so that the rename never crosses a file system. Data are
    not forced to the disk: after a crash of the machine the newest files may be missing or empty.

    Example:
        >>> with AtomicFile(Path("labels.json")) as file:  # doctest: +SKIP
        ...     file.write(b"{}")
    """

    __slots__ = ("_descriptor", "_target", "_temporary", "size")

    def __init__(self, target: Path | str) -> None:
        """Prepare to write `target`; nothing happens on the disk before the first `write`.

        Args:
            target: Path of the finished file; missing folders are made.
        """
        self._target = os.fspath(target)
        self._descriptor = -1
        self._temporary: str | None = None
        self.size = 0

    def write(self, data: Buffer) -> None:
        """Append `data`.

        Raises:
            StorageError: It cannot be written; the file is discarded.
        """
        view = memoryview(data)
        try:
            if self._descriptor < 0:
                self._open()
            written = os.write(self._descriptor, view)
            while written < len(view):  # a nearly full disk takes a part before it refuses
                written += os.write(self._descriptor, view[written:])
        except OSError as cause:
            self.discard()
            raise storage_error("write", self._target, cause) from cause
        finally:
            # Whoever owns the buffer may want to clear it, which an exported view forbids.
            size = len(view)
            view.release()
        self.size += size

    def truncate(self) -> None:
        """Drop everything written so far."""
        if self._descriptor >= 0:
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
        self.size = 0

    def commit(self, target: Path | str | None = None) -> None:
        """Close the file and give it its name, or the name `target` in the same file system.

        Raises:
            StorageError: It cannot be closed or renamed; the file is discarded.
        """
        final = self._target if target is None else os.fspath(target)
        try:
            if self._descriptor < 0:
                self._open()
            descriptor, self._descriptor = self._descriptor, -1
            os.close(descriptor)
            assert self._temporary is not None
            os.replace(self._temporary, final)  # noqa: PTH105 - hot path
        except OSError as cause:
            self.discard()
            raise storage_error("write", final, cause) from cause
        self._temporary = None

    def discard(self) -> None:
        """Remove the temporary file; does nothing after `commit`."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            try:
                os.close(descriptor)
            except OSError as cause:  # network file systems report late write errors here
                if cause.errno == errno.EBADF:
                    raise
        if self._temporary is not None:
            try:
                Path(self._temporary).unlink(missing_ok=True)
            except OSError as cause:
                # Raising here would hide why the file is discarded.
                _log.warning("Cannot remove the temporary file %s: %s", self._temporary, cause)
            self._temporary = None  # only now: an interrupt before the removal must find it again
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.commit()
        else:
            self.discard()

    def _open(self) -> None:
        folder = os.path.split(self._target)[0]
        # Remembered before the file exists: an interrupt in between must not leave it behind.
        self._temporary = temporary = os.path.join(folder, _temporary_name())  # noqa: PTH118 - hot path
        try:
            self._descriptor = os.open(temporary, _FLAGS, 0o666)
        except OSError as cause:
            self._temporary = None
            if cause.errno != errno.ENOENT or not folder:
                raise
        if self._temporary is None:
            # Trying first costs nothing per file; only the first one in a new folder comes here.
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._temporary = temporary
            self._descriptor = os.open(temporary, _FLAGS, 0o666)


def _temporary_name() -> str:
    """Return a name no other process or thread uses, short whatever the target's length."""
    return f".{os.getpid():x}-{next(_serial):x}-{os.urandom(4).hex()}.part"
