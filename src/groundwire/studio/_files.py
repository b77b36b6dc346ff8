"""Local files as parts of an upload."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

from groundwire._core.call import FilePart
from groundwire._core.errors import InvalidTypeError, StorageError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable


def parts(
    files: Iterable[tuple[str, str | os.PathLike[str]]], *, typed: bool = False
) -> tuple[list[FilePart], int]:
    """Return files as parts in order, and the bytes of all of them.

    Args:
        files: Name on the server, which may hold ``/``, and local path.
        typed: Tell the media type of each file, guessed from its local name.

    Raises:
        StorageError: A path is not that of an existing file.
    """
    made: list[FilePart] = []
    size = 0
    for name, given in files:
        path = Path(given)
        if not path.is_file():
            raise StorageError(f"{path} cannot be uploaded: it is not an existing file.")
        kind = (mimetypes.guess_type(path.name)[0] or "application/octet-stream") if typed else None
        made.append(FilePart("file", name, path, kind))
        size += path.stat().st_size
    return made, size


def second(value: object, call: str, what: str) -> str:
    """Return a text argument that follows a client; raise `InvalidTypeError` when it was left out."""
    if not isinstance(value, str):
        raise InvalidTypeError(f"{call} requires {what} after the client.")
    return value
