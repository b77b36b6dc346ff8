"""What may be uploaded as a snapshot: paths, sizes, and how a file is cut into parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.server.errors import invalid
from groundwire.server.studio import values

if TYPE_CHECKING:
    from collections.abc import Sequence

PART_SIZE = 104_857_600
"""Bytes of every part but the last, as clients cut their files."""

MAX_FILES = 200_000
_MAX_PATH = 1024


def check(keys: Sequence[str], sizes: Sequence[int], kind: str | None, max_size: int) -> None:
    """Refuse files that could not be stored, or not be downloaded again as they were.

    Raises:
        RpcFailure: 3, naming the first key or size that will not do.
    """
    if len(keys) != len(sizes):
        raise invalid("file_sizes", f"expected one per key ({len(keys)}), got {len(sizes)}")
    if not 1 <= len(keys) <= MAX_FILES:
        raise invalid("keys", f"expected 1 to {MAX_FILES} files, got {len(keys)}")
    for number, (key, size) in enumerate(zip(keys, sizes, strict=True)):
        check_path(key, f"keys[{number}]")
        if not 0 <= size <= max_size:
            raise invalid(f"file_sizes[{number}]", f"expected 0 to {max_size} bytes, got {size}")
    _check_distinct(keys)
    if kind == "ziparrow" and sorted(key.rpartition(".")[2].lower() for key in keys) != ["arrow", "zip"]:
        raise invalid("keys", "type ziparrow is for exactly one .arrow file and one .zip file")


def check_path(path: str, field: str) -> None:
    """Refuse what is not a relative path that leads nowhere but down.

    Raises:
        RpcFailure: 3, it is empty, too long, absolute, or has empty, `.` or `..` parts, backslashes, a drive
            letter or control characters.
    """
    values.text(path, field, _MAX_PATH)
    shown = repr(path[:100])
    if any(part in {"", ".", ".."} for part in path.split("/")):
        raise invalid(field, f"{shown} is not a relative path without empty, '.' or '..' parts")
    if "\\" in path or path[1:2] == ":" or any(ord(char) < 32 or char == "\x7f" for char in path):
        raise invalid(field, f"{shown} has a backslash, a drive letter or a control character")


def _check_distinct(keys: Sequence[str]) -> None:
    """Refuse two files of one path, and a file where others need a folder."""
    known: set[str] = set()
    for number, key in enumerate(keys):
        if key in known:
            raise invalid(f"keys[{number}]", f"{key[:100]!r} is there twice")
        known.add(key)
    for number, key in enumerate(keys):
        folder = key.rpartition("/")[0]
        while folder:
            if folder in known:
                raise invalid(
                    f"keys[{number}]", f"{key[:100]!r} lies below {folder[:100]!r}, which is a file"
                )
            folder = folder.rpartition("/")[0]


def part_sizes(size: int) -> list[int]:
    """Return the sizes of the parts of a file; an empty file has none."""
    whole, rest = divmod(size, PART_SIZE)
    return [PART_SIZE] * whole + ([rest] if rest else [])
