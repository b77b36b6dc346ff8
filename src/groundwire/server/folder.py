"""Object store in a folder: one file per object, published by rename."""

from __future__ import annotations

import errno
import os
import stat as stat_module
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from groundwire.server.errors import ServerError
from groundwire.server.objects import ObjectConflictError, ObjectInfo, check_key
from groundwire.server.presign import UrlSigner
from groundwire.server.staging import STAGING, FileUpload, Staging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_COPY_CHUNK = 1 << 20
_ATTEMPTS = 8
_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EISDIR, errno.ENAMETOOLONG}


class FolderStore:
    """The folder implementation of `ObjectStore`.

    An object is the file of its key below the root. It is written under another name and renamed, so a
    reader, a killed process or a cut connection never sees part of one. With `durable`, file and folder are
    flushed to the disk first. Symbolic links are never followed, neither on the way to an object nor as one.

    Args:
        root: Folder of the objects; created when missing.
        signing_key: Key of presigned URLs.
        durable: Flush before publishing.

    Raises:
        ServerError: The folder cannot be created or written.
    """

    def __init__(self, root: Path, signing_key: bytes, *, durable: bool = False) -> None:
        try:
            root.mkdir(parents=True, exist_ok=True)
            self._root = os.path.realpath(root)
            self._staging = Staging(Path(self._root))
        except OSError as error:
            raise ServerError(f"The object folder {root} cannot be written: {error.strerror}.") from error
        self.signer = UrlSigner(signing_key)
        self._durable = durable
        self._folders = threading.Lock()

    def stat(self, key: str) -> ObjectInfo | None:
        """Describe an object; None if there is none."""
        opened = self.open_descriptor(key)
        if opened is None:
            return None
        os.close(opened[0])
        return opened[1]

    def read(self, key: str) -> bytes | None:
        """Read a whole object; None if there is none."""
        file = self.open(key)
        if file is None:
            return None
        with file:
            return file.read()

    def open(self, key: str) -> BinaryIO | None:
        """Open an object for reading; None if there is none. The caller closes it."""
        opened = self.open_descriptor(key)
        return None if opened is None else os.fdopen(opened[0], "rb")

    def open_descriptor(self, key: str) -> tuple[int, ObjectInfo] | None:
        """Open an object as a plain file descriptor, which the caller closes, with its description."""
        path = self._path(key)
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        except OSError as error:
            if error.errno in _ABSENT:
                return None
            raise
        status = os.fstat(descriptor)
        if not stat_module.S_ISREG(status.st_mode) or not self._is_inside(path):
            os.close(descriptor)
            return None
        return descriptor, _info(key, status)

    def write(self, key: str, data: bytes | bytearray | memoryview | BinaryIO | Path) -> ObjectInfo:
        """Store bytes, a stream read to its end, or a copy of a file, in one step."""
        check_key(key)
        if isinstance(data, Path):
            with data.open("rb") as file:
                return self.write(key, file)
        upload = self.begin()
        try:
            if isinstance(data, bytes | bytearray | memoryview):
                upload.write(data)
            else:
                while chunk := data.read(_COPY_CHUNK):
                    upload.write(chunk)
            return upload.commit(key)
        finally:
            upload.abort()

    def begin(self) -> FileUpload:
        """Start writing an object piece by piece."""
        return FileUpload(self, self._staging.path())

    def copy(self, source: str, target: str) -> ObjectInfo | None:
        """Make `target` equal to `source`, sharing its bytes where possible; None if there is no source."""
        check_key(target)
        opened = self.open_descriptor(source)
        if opened is None:
            return None
        descriptor, info = opened
        staged = self._staging.path()
        try:
            # A second name for the same bytes: nothing ever writes into a published file.
            os.link(self._path(source), staged, follow_symlinks=False)
        except OSError:  # the file system has no hard links, or the source has just been deleted
            with os.fdopen(descriptor, "rb") as file:
                return self.write(target, file)
        self.publish(descriptor, staged, target)
        Path(staged).unlink(missing_ok=True)  # renaming one name of a file to another leaves both
        return replace(info, key=target)

    def compose(self, sources: Iterable[str], target: str) -> ObjectInfo:
        """Concatenate objects in order into `target`."""
        check_key(target)
        upload = self.begin()
        try:
            for source in sources:
                file = self.open(source)
                if file is None:
                    raise FileNotFoundError(f"there is no object {source}")
                with file:
                    while chunk := file.read(_COPY_CHUNK):
                        upload.write(chunk)
            return upload.commit(target)
        finally:
            upload.abort()

    def delete(self, key: str) -> bool:
        """Delete an object; False if there was none."""
        path = self._path(key)
        if not self._is_inside(path):
            return False
        try:
            os.unlink(path)  # noqa: PTH108  (a path object per call costs more than the call)
        except OSError as error:
            if error.errno in _ABSENT or error.errno == errno.EPERM:  # unlinking a folder is EPERM on macOS
                return False
            raise
        self._prune(os.path.dirname(path))  # noqa: PTH120
        return True

    def delete_prefix(self, prefix: str) -> int:
        """Delete every object whose key starts with `prefix + "/"`; return how many."""
        return sum(self.delete(info.key) for info in list(self.list(prefix)))

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """Yield objects whose key starts with `prefix + "/"` (all for an empty prefix), ordered by key."""
        top = self._path(prefix) if prefix else self._root
        if self._is_inside(f"{top}/-"):
            yield from sorted(self._walk(top), key=lambda info: info.key)

    def presign_get(self, key: str, base_url: str, *, lifetime: int) -> str:
        """Make an absolute URL that answers GET and HEAD of one object for `lifetime` seconds."""
        return self.signer.sign("GET", check_key(key), base_url, lifetime=lifetime)

    def presign_put(self, key: str, base_url: str, *, lifetime: int, max_size: int | None = None) -> str:
        """Make an absolute URL that accepts one PUT of at most `max_size` bytes for `lifetime` seconds."""
        return self.signer.sign("PUT", check_key(key), base_url, lifetime=lifetime, max_size=max_size)

    def close(self) -> None:
        """Remove what this process was still writing."""
        self._staging.close()

    def publish(self, descriptor: int, staged: str, key: str) -> ObjectInfo:
        """Close a staged file and give it its key; the staged file is gone afterwards, whatever happens."""
        try:
            try:
                path = self._path(check_key(key))
                if self._durable:
                    os.fsync(descriptor)
                info = _info(key, os.fstat(descriptor))
            finally:
                os.close(descriptor)
            self._rename(staged, path)
        except BaseException:
            Path(staged).unlink(missing_ok=True)
            raise
        return info

    def _rename(self, staged: str, path: str) -> None:
        folder = os.path.dirname(path)  # noqa: PTH120
        try:
            self._replace(staged, path)
        except FileNotFoundError:
            self._replace_in_new_folder(staged, path, folder)
        if self._durable:
            _flush_folder(folder)

    def _replace_in_new_folder(self, staged: str, path: str, folder: str) -> None:
        with self._folders:  # other threads prune empty folders, such as this new one
            for attempt in range(_ATTEMPTS):
                try:
                    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103
                    self._replace(staged, path)
                except (FileNotFoundError, FileExistsError, NotADirectoryError):
                    if self._is_blocked(folder):
                        raise ObjectConflictError("the key runs through an object") from None
                    if attempt == _ATTEMPTS - 1:  # another process has pruned it every time
                        raise
                else:
                    return

    def _replace(self, staged: str, path: str) -> None:
        try:
            if self._is_inside(path):
                os.replace(staged, path)  # noqa: PTH105
                return
        except (NotADirectoryError, IsADirectoryError):
            pass
        raise ObjectConflictError("the key runs through an object, or is a prefix of others")

    def _is_blocked(self, folder: str) -> bool:
        """Tell whether something that is not a folder stands on the way to `folder`."""
        while len(folder) > len(self._root):
            if os.path.lexists(folder) and not os.path.isdir(folder):  # noqa: PTH112
                return True
            folder = os.path.dirname(folder)  # noqa: PTH120
        return False

    def _path(self, key: str) -> str:
        return f"{self._root}/{check_key(key)}"

    def _is_inside(self, path: str) -> bool:
        """Tell whether no symbolic link stands on the way from the root to `path`."""
        end = len(self._root)
        while (end := path.find("/", end + 1)) != -1:
            try:
                if stat_module.S_ISLNK(os.lstat(path[:end]).st_mode):
                    return False
            except (FileNotFoundError, NotADirectoryError):
                return True  # what is not there leads nowhere
        return True

    def _prune(self, folder: str) -> None:
        with self._folders:
            while folder != self._root:
                try:
                    os.rmdir(folder)  # noqa: PTH106
                except OSError:  # not empty, or already gone
                    return
                folder = os.path.dirname(folder)  # noqa: PTH120

    def _walk(self, folder: str) -> Iterator[ObjectInfo]:
        try:
            entries = list(os.scandir(folder))
        except (FileNotFoundError, NotADirectoryError):
            return
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != STAGING:
                    yield from self._walk(entry.path)
            elif entry.is_file(follow_symlinks=False):
                yield _info(entry.path[len(self._root) + 1 :], entry.stat(follow_symlinks=False))


def _info(key: str, status: os.stat_result) -> ObjectInfo:
    # Inode and time change with every publication, and rename keeps both: no hash of the content is needed.
    etag = f'"{status.st_mtime_ns:x}-{status.st_ino:x}-{status.st_size:x}"'
    return ObjectInfo(key, status.st_size, etag, datetime.fromtimestamp(status.st_mtime, UTC))


def _flush_folder(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
