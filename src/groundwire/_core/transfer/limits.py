"""How many requests run at once: a fixed number, or one that grows while throughput grows."""

from __future__ import annotations

from typing import Final, Protocol

__all__ = ["AdaptiveLimit", "FixedLimit", "Limit"]

START: Final = 8
CEILING: Final = 64
FAR_CEILING: Final = 128
FAR_SECONDS: Final = 0.010

_GAIN: Final = 1.1  # growth in throughput that pays for more connections
_OVERHEAD: Final = 32_768  # bytes that one request counts beside its body, so that tiny files count too
_WINDOW_SECONDS: Final = 1.0  # a window ends at the latest after this
_SHORTEST_SECONDS: Final = 0.05  # and never before this
_PATIENCE: Final = 10  # windows to stay at a plateau before another look upwards


class Limit(Protocol):
    """Decides how many requests may run."""

    value: int

    def moved(self, count: int) -> None:
        """Take note of bytes that arrived or left."""

    def finished(self, now: float, latency: float) -> None:
        """Take note that a request ended well, `latency` seconds after which its answer began."""

    def overloaded(self, now: float) -> None:
        """Take note that the server asked for less, or did not answer in time."""


class FixedLimit:
    """Always the same number."""

    __slots__ = ("value",)

    def __init__(self, value: int) -> None:
        self.value = value

    def moved(self, count: int) -> None:
        """Do nothing."""

    def finished(self, now: float, latency: float) -> None:
        """Do nothing."""

    def overloaded(self, now: float) -> None:
        """Do nothing."""


class AdaptiveLimit:
    """Starts at 8 and doubles while that pays.

    Work is counted in windows of two rounds of requests (or one second). A window that moved at least a
    tenth more per second than the best so far doubles the limit; one that did not goes back to the
    limit of the best and stays there for ten windows, then looks up again by a half. A server that asks for
    less halves the limit at once. The ceiling is 64, or 128 when even the quickest answer took 10 ms:
    then the line waits more than it works.
    """

    __slots__ = (
        "_best_rate",
        "_best_value",
        "_bytes",
        "_ceiling",
        "_climbing",
        "_count",
        "_far_ceiling",
        "_held",
        "_quickest",
        "_since",
        "value",
    )

    def __init__(self, *, start: int = START, ceiling: int = CEILING, far_ceiling: int = FAR_CEILING) -> None:
        self.value = start
        self._ceiling = ceiling
        self._far_ceiling = far_ceiling
        self._best_rate = 0.0
        self._best_value = start
        self._climbing = True
        self._held = 0
        self._quickest = float("inf")
        self._since: float | None = None
        self._bytes = 0
        self._count = 0

    def moved(self, count: int) -> None:
        """Take note of bytes that arrived or left."""
        self._bytes += count

    def finished(self, now: float, latency: float) -> None:
        """Take note that a request ended well, `latency` seconds after which its answer began."""
        self._quickest = min(self._quickest, latency)
        if self._since is None:
            # The first answer also paid for opening connections: measuring starts after it.
            self._restart(now)
            return
        self._count += 1
        elapsed = now - self._since
        full = self._count >= 2 * self.value and elapsed >= _SHORTEST_SECONDS
        if full or elapsed >= _WINDOW_SECONDS:
            self._judge((self._bytes + self._count * _OVERHEAD) / elapsed)
            self._restart(now)

    def overloaded(self, now: float) -> None:
        """Take note that the server asked for less, or did not answer in time."""
        if self._since is None or self._count >= self.value or now - self._since >= _WINDOW_SECONDS:
            self._settle(max(1, self.value // 2))
            self._restart(now)

    def _restart(self, now: float) -> None:
        self._since, self._bytes, self._count = now, 0, 0

    def _judge(self, rate: float) -> None:
        if not self._climbing:
            self._held += 1
            if self._held >= _PATIENCE:
                self._climbing, self._best_rate, self._best_value = True, rate, self.value
                self._raise_to(self.value + max(1, self.value // 2))
        elif rate >= self._best_rate * _GAIN:
            self._best_rate, self._best_value = rate, self.value
            self._raise_to(self.value * 2)
        else:
            self._settle(self._best_value)

    def _raise_to(self, value: int) -> None:
        ceiling = self._far_ceiling if self._quickest >= FAR_SECONDS else self._ceiling
        reached = min(value, ceiling)
        if reached > self.value:
            self.value = reached
        else:
            self._settle(self.value)

    def _settle(self, value: int) -> None:
        self.value, self._climbing, self._held = value, False, 0
