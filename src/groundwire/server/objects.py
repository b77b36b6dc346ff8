"""Object-store interface: keys to bytes, with presigned URLs; the folder store implements it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

MAX_KEY_BYTES = 900
MAX_PART_BYTES = 200
_PART = re.compile(r"[A-Za-z0-9_~%@=+-][A-Za-z0-9._~%@=+-]*", re.ASCII)


class InvalidKeyError(ValueError):
    """A key outside the grammar of `check_key`."""


class ObjectConflictError(Exception):
    """A key runs through an existing object, or names a prefix of existing ones."""


def check_key(key: str) -> str:
    """Return `key` if it is well formed, else raise `InvalidKeyError`.

    A key is one or more parts joined by `/`; a part is 1 to 200 characters of `A-Z a-z 0-9 . _ ~ % @ = + -`
    and does not begin with a dot; the whole is at most 900 characters.
    """
    if len(key) > MAX_KEY_BYTES:
        raise InvalidKeyError(f"the object key is longer than {MAX_KEY_BYTES} characters")
    for part in key.split("/"):
        if len(part) > MAX_PART_BYTES or _PART.fullmatch(part) is None:
            raise InvalidKeyError("the object key is not well formed")
    return key


def object_name(name: str) -> str:
    """Turn any client-supplied file name into one safe part of a key.

    Everything outside `A-Z a-z 0-9 . _ ~ -` is percent-encoded, `/` included, and so is a leading dot, so the
    name never becomes a path. Names that would exceed 200 characters are cut and end in a hash of the whole
    name, before the extension. Different names give different parts.
    """
    part = quote(name, safe="")
    if part.startswith("."):
        part = "%2E" + part[1:]
    if not part:
        part = "%"
    if len(part) <= MAX_PART_BYTES:
        return part
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    stem, dot, extension = part.rpartition(".")
    if not dot or len(extension) > 16:
        stem, extension = part, ""
    ending = f"~{digest}" + (f".{extension}" if extension else "")
    return stem[: MAX_PART_BYTES - len(ending)] + ending


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """What is known of a stored object without reading it.

    Attributes:
        key: Its key.
        size: Length in bytes.
        etag: Validator with its double quotes; changes whenever the object is replaced.
        modified: Time of the last write, UTC.
    """

    key: str
    size: int
    etag: str
    modified: datetime


class Upload(Protocol):
    """One object being written; invisible under its key until `commit`."""

    @property
    def written(self) -> int:
        """Bytes written so far."""
        ...

    def write(self, chunk: bytes | bytearray | memoryview, /) -> None:
        """Append bytes."""
        ...

    def commit(self, key: str) -> ObjectInfo:
        """Publish everything written under `key` in one step, replacing what was there."""
        ...

    def abort(self) -> None:
        """Drop everything written; harmless after `commit`."""
        ...


class ObjectStore(Protocol):
    """Bytes by key. Every method blocks; all are safe to call from several threads.

    Raises:
        InvalidKeyError: A key does not follow `check_key`.
        ObjectConflictError: A key runs through an existing object, or is a prefix of existing ones.
    """

    def stat(self, key: str) -> ObjectInfo | None:
        """Describe an object; None if there is none."""
        ...

    def read(self, key: str) -> bytes | None:
        """Read a whole object; None if there is none."""
        ...

    def open(self, key: str) -> BinaryIO | None:
        """Open an object for reading; None if there is none. The caller closes it."""
        ...

    def write(self, key: str, data: bytes | bytearray | memoryview | BinaryIO | Path) -> ObjectInfo:
        """Store bytes, a stream read to its end, or a copy of a file, in one step."""
        ...

    def begin(self) -> Upload:
        """Start writing an object piece by piece."""
        ...

    def copy(self, source: str, target: str) -> ObjectInfo | None:
        """Make `target` equal to `source`, sharing its bytes where possible; None if there is no source."""
        ...

    def compose(self, sources: Iterable[str], target: str) -> ObjectInfo:
        """Concatenate objects in order into `target`.

        Raises:
            FileNotFoundError: One of the sources does not exist; `target` is untouched.
        """
        ...

    def delete(self, key: str) -> bool:
        """Delete an object; False if there was none."""
        ...

    def delete_prefix(self, prefix: str) -> int:
        """Delete every object whose key starts with `prefix + "/"`; return how many."""
        ...

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """Yield objects whose key starts with `prefix + "/"` (all for an empty prefix), ordered by key."""
        ...

    def presign_get(self, key: str, base_url: str, *, lifetime: int) -> str:
        """Make an absolute URL that answers GET and HEAD of one object for `lifetime` seconds."""
        ...

    def presign_put(self, key: str, base_url: str, *, lifetime: int, max_size: int | None = None) -> str:
        """Make an absolute URL that accepts one PUT of at most `max_size` bytes for `lifetime` seconds."""
        ...

    def close(self) -> None:
        """Let go of what the process holds; nothing may be called afterwards."""
        ...
