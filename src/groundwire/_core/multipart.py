"""Multipart bodies: text fields and files, streamed from disk and replayable for a new attempt."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from groundwire._core.errors import InvalidArgumentError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from groundwire._core.call import FilePart

__all__ = ["MultipartBody"]

_CHUNK = 256 * 1024
# As in any header: servers that undo this get the very name, and the platform's own client does the same.
_ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\"})


class MultipartBody:
    """A `multipart/form-data` body of known length.

    Attributes:
        content_type: Value of the content-type header.
        length: Bytes of the whole body.
        file_bytes: Bytes of the files alone.
    """

    def __init__(self, fields: Mapping[str, str], files: Sequence[FilePart]) -> None:
        """Lay out the body; fields come first, in order.

        Raises:
            StorageError: A file does not exist or is not a regular file.
            InvalidArgumentError: A name or value cannot be sent.
        """
        boundary = os.urandom(16).hex()
        self.content_type = f"multipart/form-data; boundary={boundary}"
        self._pieces: list[tuple[bytes, bytes | Path, int]] = []
        for name, value in fields.items():
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"\r\n\r\n'
            content = _encoded(value)
            self._pieces.append((head.encode(), content, len(content)))
        for part in files:
            self._pieces.append((_file_head(boundary, part), part.source, _size(part.source)))
        self._end = f"--{boundary}--\r\n".encode()
        self.file_bytes = sum(size for _, _, size in self._pieces[len(fields) :])
        self.length = sum(len(head) + size + 2 for head, _, size in self._pieces) + len(self._end)

    def chunks(self) -> Iterator[bytes]:
        """Yield the body from its beginning; every call starts anew."""
        for head, source, size in self._pieces:
            yield head
            if isinstance(source, bytes):
                yield source
            else:
                yield from _read(source, size)
            yield b"\r\n"
        yield self._end


def _file_head(boundary: str, part: FilePart) -> bytes:
    name, filename = _quoted(part.field), _quoted(part.filename)
    kind = "" if part.content_type is None else f"Content-Type: {part.content_type}\r\n"
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n{kind}\r\n'
    )
    return head.encode()


def _quoted(name: str) -> str:
    if any(character in name for character in "\r\n\0"):
        raise InvalidArgumentError(f"{name!r:.100} cannot be sent as a name: it has a line break or a NUL.")
    _encoded(name)
    return name.translate(_ESCAPES)


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise InvalidArgumentError(f"{text!r:.100} cannot be sent: it has half a surrogate pair.") from None


def _size(source: Path | bytes) -> int:
    if isinstance(source, bytes):
        return len(source)
    try:
        if not source.is_file():
            raise StorageError(f"{source} cannot be uploaded: it is not an existing file.")
        return source.stat().st_size
    except OSError as error:
        raise _unreadable(source, error) from error


def _read(path: Path, size: int) -> Iterator[bytes]:
    """Yield exactly `size` bytes, which is what the header of the request has promised."""
    left = size
    try:
        with path.open("rb") as file:
            while left and (chunk := file.read(min(_CHUNK, left))):
                left -= len(chunk)
                yield chunk
    except OSError as error:
        raise _unreadable(path, error) from error
    if left:
        raise StorageError(
            f"{path} became shorter while it was being uploaded: {left} of {size} bytes are missing.",
            hint="Wait until nothing writes to the file and upload it again.",
        )


def _unreadable(path: Path, error: OSError) -> StorageError:
    if isinstance(error, StorageError):
        return error
    return StorageError(f"{path} cannot be read: {error.strerror or error}.")
