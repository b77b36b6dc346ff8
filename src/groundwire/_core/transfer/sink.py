"""Where a downloaded body goes: a file or memory, verified before anybody sees it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, Protocol

from groundwire._core.errors import IntegrityError
from groundwire._core.transfer.files import AtomicFile
from groundwire._core.transfer.partial import PartialFile
from groundwire._core.transfer.urls import shown

if TYPE_CHECKING:
    from pathlib import Path

    from groundwire._core.transfer.model import Download, Fetch

__all__ = ["FileSink", "MemorySink", "Sink"]

_HEAD: Final = 512


class Sink(Protocol):
    """Takes a body in pieces; `kept` bytes of it survive a cut connection."""

    kept: int
    path: Path | None
    data: bytes | None

    def write(self, data: bytearray) -> None:
        """Append `data`."""

    def rewind(self) -> None:
        """Forget everything, ready for the body from its start."""

    def commit(self, tail: bytearray) -> None:
        """Append `tail`, verify the whole and show it."""

    def discard(self) -> None:
        """Leave nothing behind."""


class _Verifier:
    """Compares a body with its promised size and digest."""

    __slots__ = ("_digest", "_transfer", "size")

    def __init__(self, transfer: Download | Fetch) -> None:
        self._transfer = transfer
        self.reset()

    def reset(self) -> None:
        """Begin again."""
        self.size = 0
        checksum = self._transfer.checksum
        # MD5 detects damage here, it protects nothing.
        self._digest = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None

    def resume(self, size: int) -> None:
        """Begin after `size` bytes of an earlier transfer."""
        self.size = size

    def update(self, data: bytearray) -> None:
        """Take the next piece; a body longer than promised is refused at once."""
        self.size += len(data)
        promised = self._transfer.size
        if promised is not None and self.size > promised:
            raise IntegrityError(
                f"{shown(self._transfer.url)} sent more than the promised {promised} bytes.",
                hint="The file changed on the server: list it again.",
            )
        if self._digest is not None:
            self._digest.update(data)

    def check(self) -> None:
        """Raise unless the body is what was promised."""
        promised, checksum = self._transfer.size, self._transfer.checksum
        if promised is not None and self.size != promised:
            raise IntegrityError(
                f"{shown(self._transfer.url)} sent {self.size} bytes, {promised} were promised.",
                hint="The file changed on the server: list it again.",
            )
        if (
            self._digest is not None
            and checksum is not None
            and self._digest.hexdigest() != checksum.hex.lower()
        ):
            raise IntegrityError(
                f"{shown(self._transfer.url)} has {checksum.algorithm} {self._digest.hexdigest()}, "
                f"{checksum.hex.lower()} was promised.",
                hint="The file is damaged or changed on the server.",
            )


class FileSink:
    """Writes a body to a temporary file and gives it its name when it is whole and right."""

    __slots__ = ("_file", "_head", "_transfer", "_verifier", "data", "kept", "path")

    def __init__(self, transfer: Download) -> None:
        self._transfer = transfer
        self._verifier = _Verifier(transfer)
        self._head = b""
        self.kept = 0
        self._file = self._begin(transfer)
        self.path: Path | None = None
        self.data: bytes | None = None

    def _begin(self, transfer: Download) -> AtomicFile:
        size, plain = transfer.size, transfer.checksum is None and transfer.name_from is None
        if not transfer.validator or not size or not plain:
            return AtomicFile(transfer.target)
        file = PartialFile(transfer.target, transfer.validator, size)
        self.kept = file.size
        self._verifier.resume(file.size)
        return file

    def write(self, data: bytearray) -> None:
        """Append `data`."""
        if not data:
            return
        if len(self._head) < _HEAD:
            self._head += data[: _HEAD - len(self._head)]
        self._verifier.update(data)
        self._file.write(data)
        self.kept = self._file.size

    def rewind(self) -> None:
        """Forget everything, ready for the body from its start."""
        self._file.truncate()
        self._verifier.reset()
        self._head, self.kept = b"", 0

    def commit(self, tail: bytearray) -> None:
        """Append `tail`, verify the whole and rename the file."""
        self.write(tail)
        self._verifier.check()
        choose = self._transfer.name_from
        final = self._transfer.target if choose is None else choose(self._head)
        self._file.commit(final)
        self.path = final

    def discard(self) -> None:
        """Remove the temporary file."""
        self._file.discard()
        self.kept = 0


class MemorySink:
    """Gathers a body in memory."""

    __slots__ = ("_verifier", "_whole", "data", "kept", "path")

    def __init__(self, transfer: Fetch) -> None:
        self._verifier = _Verifier(transfer)
        self._whole = bytearray()
        self.kept = 0
        self.path: Path | None = None
        self.data: bytes | None = None

    def write(self, data: bytearray) -> None:
        """Append `data`."""
        self._verifier.update(data)
        self._whole += data
        self.kept = len(self._whole)

    def rewind(self) -> None:
        """Forget everything, ready for the body from its start."""
        self._verifier.reset()
        self._whole.clear()
        self.kept = 0

    def commit(self, tail: bytearray) -> None:
        """Append `tail`, verify the whole and make it available."""
        self.write(tail)
        self._verifier.check()
        self.data = bytes(self._whole)

    def discard(self) -> None:
        """Free the memory."""
        self.rewind()
