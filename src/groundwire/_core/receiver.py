"""`Receiver`: puts the body of a download into a file, starting over when the attempt is repeated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO, TypeAlias

from groundwire._core.errors import StorageError

__all__ = ["OnBytes", "Receiver"]

OnBytes: TypeAlias = Callable[[int, int | None], object]

# An error told in JSON is smaller than this; a longer JSON body is a file.
_HELD = 1024 * 1024


class Receiver:
    """Takes one body into `sink`, an open seekable binary file positioned where the body begins.

    A JSON body is held back until it is known not to tell an error.
    """

    def __init__(self, sink: BinaryIO, on_bytes: OnBytes | None = None) -> None:
        """Write to `sink`; `on_bytes(received, total)` hears of each piece, total None if unknown."""
        self._sink = sink
        self._on_bytes = on_bytes
        self._start = sink.tell() if sink.seekable() else None
        self._written = 0
        self._total: int | None = None
        self._held: bytearray | None = None

    @property
    def written(self) -> int:
        """Bytes put into the file."""
        return self._written

    @property
    def restartable(self) -> bool:
        """Whether a new attempt may begin: nothing was written yet, or it can be taken back."""
        return not self._written or self._start is not None

    def begin(self, headers: Mapping[str, str]) -> None:
        """Prepare for a body with these headers; takes back what an earlier attempt wrote."""
        if self._written and self._start is not None:
            self._sink.seek(self._start)
            self._sink.truncate()
        self._written = 0
        length = headers.get("content-length", "")
        encoded = headers.get("content-encoding", "identity") != "identity"
        self._total = int(length) if length.isdecimal() and not encoded else None
        self._held = bytearray() if "application/json" in headers.get("content-type", "").lower() else None

    def feed(self, chunk: bytes) -> None:
        """Take a piece of the body."""
        if self._held is None:
            self._write(chunk)
            return
        self._held += chunk
        if len(self._held) > _HELD:
            self.release()

    def report(self) -> None:
        """Tell how much there is; what the listener raises ends the download."""
        if self._on_bytes is not None and self._held is None:
            self._on_bytes(self._written, self._total)

    def held(self) -> bytes:
        """Return the body that was held back, empty when it went into the file."""
        return bytes(self._held) if self._held is not None else b""

    def release(self) -> None:
        """Put what was held back into the file."""
        held, self._held = self._held, None
        if held is not None:
            self._write(held)
            self.report()

    def _write(self, chunk: bytes | bytearray) -> None:
        try:
            self._sink.write(chunk)
        except OSError as error:
            name = getattr(self._sink, "name", "the file")
            raise StorageError(
                f"{name} cannot be written after {self._written} bytes: {error.strerror or error}.",
                hint="Check the free space and the permissions of the folder.",
            ) from error
        self._written += len(chunk)
