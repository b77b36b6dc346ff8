"""`Watchdog`: ends a blocking read when the whole answer has taken too long."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Watchdog"]


class Watchdog:
    """Deadline of one attempt.

    The HTTP library limits each read, not their sum. Between reads the deadline is checked; a read that
    is under way when it passes is ended by shutting the socket down from a timer. Until the headers are
    complete the library shows no socket, so there each read has the whole time to itself.
    """

    def __init__(self, seconds: float | None, clock: Callable[[], float]) -> None:
        """Count from now; None is no deadline."""
        self._clock = clock
        self._end = None if seconds is None else clock() + seconds
        self._timer: threading.Timer | None = None
        self._cut_off = False

    @property
    def expired(self) -> bool:
        """Whether the deadline has passed."""
        return self._cut_off or (self._end is not None and self._clock() >= self._end)

    def remaining(self) -> float | None:
        """Return the seconds left, never less than a millisecond (0 would mean 'do not wait at all')."""
        return None if self._end is None else max(0.001, self._end - self._clock())

    def guard(self, connection: socket.socket | None) -> None:
        """From now on, shut `connection` down when the deadline passes."""
        left = self.remaining()
        if connection is None or left is None or self._timer is not None:
            return
        self._timer = threading.Timer(left, self._cut, (connection,))
        self._timer.daemon = True
        self._timer.start()

    def _cut(self, connection: socket.socket) -> None:
        self._cut_off = True
        with contextlib.suppress(OSError):
            # Not the method of a TLS socket, which would drop its state under the reading thread.
            socket.socket.shutdown(connection, socket.SHUT_RDWR)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
