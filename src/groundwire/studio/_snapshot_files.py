"""The local files of a snapshot: which ones, under which keys, and whether they stay as they are."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - the type of a field
from typing import TYPE_CHECKING

from groundwire._core.errors import InvalidArgumentError, StorageError
from groundwire._core.transfer.files import storage_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file to be uploaded.

    Attributes:
        key: Its path relative to the folder, with ``/``; the name of a single file.
        path: Where it is.
        size: Bytes.
        modified: Time of its last change, in nanoseconds.
    """

    key: str
    path: Path
    size: int
    modified: int

    def check(self) -> None:
        """Raise when the file is no longer what it was.

        Raises:
            StorageError: It changed, or cannot be looked at any more.
        """
        found = _stat(self.path)
        if (found.st_size, found.st_mtime_ns) == (self.size, self.modified):
            return
        what = (
            "was written to"
            if found.st_size == self.size
            else f"had {self.size} bytes and has {found.st_size}"
        )
        raise StorageError(
            f"{self.path} changed while it was uploaded: it {what}. The snapshot is not complete.",
            hint="Wait until nothing writes to it, then run the same again.",
        )


def files_of(path: Path) -> list[LocalFile]:
    """Return a file, or every file below a folder, sorted by key.

    Links to files and folders are followed.

    Raises:
        StorageError: Something does not exist or cannot be read.
        InvalidArgumentError: There is something that is neither a file nor a folder, a name that is not
            Unicode text, a link that leads back to a folder it is in, or no file at all.
    """
    found = _stat(path)
    if not stat.S_ISDIR(found.st_mode):
        return [_local(path.name, path, found)]
    files = sorted(_walk(path, "", {(found.st_dev, found.st_ino)}), key=lambda file: file.key)
    if not files:
        raise InvalidArgumentError(
            f"The folder {path} holds no file, so there is nothing to make a snapshot of."
        )
    return files


def pair_of(arrow: Path, archive: Path) -> list[LocalFile]:
    """Return the two files of a dataset in EdgeFirst format.

    Raises:
        StorageError: One does not exist or cannot be read.
        InvalidArgumentError: One is a folder, or both have one name.
    """
    if arrow.name == archive.name:
        raise InvalidArgumentError(f"The two files of a snapshot cannot both be called {arrow.name!r}.")
    return [_local(path.name, path, _stat(path)) for path in (arrow, archive)]


def name_of(path: Path) -> str:
    """Return the last part of a path, of the folder it stands for when it is ``.`` or ``..``."""
    return path.name if path.name not in {"", ".."} else path.resolve().name


def whereabouts(paths: Sequence[Path]) -> list[str]:
    """Return where paths lead to, however they are written."""
    return [str(path.resolve()) for path in paths]


def fingerprint(name: str, files: Sequence[LocalFile]) -> str:
    """Return what is the same as long as the same files are unchanged."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass"))
    for file in files:
        digest.update(f"\0{file.key}\0{file.size}\0{file.modified}".encode())
    return digest.hexdigest()


def _walk(folder: Path, prefix: str, above: set[tuple[int, int]]) -> Iterator[LocalFile]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except OSError as error:
        raise storage_error("read the folder", folder, error) from error
    for name in names:
        path = folder / name
        found = _stat(path)
        if not stat.S_ISDIR(found.st_mode):
            yield _local(prefix + name, path, found)
            continue
        identity = (found.st_dev, found.st_ino)
        if identity in above:
            raise InvalidArgumentError(
                f"The link {path} leads back to a folder it is in.",
                hint="Remove the link, then run it again.",
            )
        yield from _walk(path, f"{prefix}{name}/", above | {identity})


def _local(key: str, path: Path, found: os.stat_result) -> LocalFile:
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "a device, pipe or socket"
        raise InvalidArgumentError(f"{path} is {kind}; a snapshot is made of files.")
    try:
        key.encode()
    except UnicodeEncodeError as error:
        raise InvalidArgumentError(
            f"The name {os.fsencode(key)!r} is not Unicode text, so it cannot be a key of a snapshot.",
            hint="Rename the file.",
        ) from error
    if not os.access(path, os.R_OK):
        raise storage_error("read", path, PermissionError(13, "Permission denied"))
    return LocalFile(key, path, found.st_size, found.st_mtime_ns)


def _stat(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError):
            raise InvalidArgumentError(f"{str(path)!r} is no path: {error}.") from error
        raise storage_error("read", path, error) from error
