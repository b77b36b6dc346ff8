"""Files that appear whole or not at all, and files that are read without taking up memory."""

from __future__ import annotations

import mmap
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Generator

Mapped: TypeAlias = "mmap.mmap | bytes"

_SMALL = 2**27  # a file up to this size may stay mapped


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """Give a temporary file beside ``path`` that takes its place on success and is removed on any error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def map_file(path: Path) -> Mapped:
    """Map a file for reading; an empty one cannot be mapped and comes as empty bytes."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if size else b""


def forget(data: Mapped) -> None:
    """Let the system take back the pages of a large file that were read so far."""
    if isinstance(data, mmap.mmap) and len(data) > _SMALL and hasattr(mmap, "MADV_DONTNEED"):
        data.madvise(mmap.MADV_DONTNEED)
