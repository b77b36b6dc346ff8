"""Progress: one immutable event inside, the documented callbacks at the edge."""

from __future__ import annotations

import inspect
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, cast

from groundwire._core.errors import InvalidArgumentError

__all__ = ["Progress", "ProgressCallback", "ProgressEvent", "progress_from"]

ProgressCallback: TypeAlias = Callable[[int, int], object] | Callable[[int, int, str | None], object]

_BYTES_INTERVAL = 0.05


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """State of an operation.

    Attributes:
        done: Units finished in this phase.
        total: Units in all, or None while unknown.
        unit: What is counted, such as `samples` or `bytes`.
        phase: Text for people, such as `Downloading`.
        item: What was just finished.
    """

    done: int
    total: int | None
    unit: str
    phase: str | None = None
    item: str | None = None


class Progress:
    """Reports one operation; done never runs backwards within a phase and never past the total.

    Reports may come from several threads. Reports of bytes are throttled, except the first and the
    last of a phase. What the receiver raises leaves the reporting method unchanged, which ends
    the operation that reports.
    """

    def __init__(
        self,
        receive: Callable[[ProgressEvent], object] | None,
        *,
        unit: str,
        phase: str | None = None,
        interval: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Report to `receive`; None makes every report free of cost.

        Args:
            receive: Gets each event.
            unit: What is counted.
            phase: First phase.
            interval: Least seconds between two events; None throttles bytes only.
            clock: Source of time, for tests.
        """
        self._receive = receive
        self._unit = unit
        self._phase = phase
        self._interval = (_BYTES_INTERVAL if unit == "bytes" else 0.0) if interval is None else interval
        self._clock = clock
        self._done = 0
        self._total: int | None = None
        self._sent: ProgressEvent | None = None
        self._sent_at = 0.0
        self._lock = threading.RLock()

    @property
    def active(self) -> bool:
        """Whether anybody listens."""
        return self._receive is not None

    @property
    def done(self) -> int:
        """Units finished in this phase."""
        return self._done

    def start(self, total: int | None = None, *, phase: str | None = None) -> None:
        """Begin a phase at zero and report it."""
        with self._lock:
            self._phase, self._total, self._done, self._sent = phase or self._phase, total, 0, None
            self._report(None, force=True)

    def update(self, done: int, total: int | None = None, *, item: str | None = None) -> None:
        """Report that `done` units are finished; a smaller number than before is ignored."""
        with self._lock:
            if total is not None:
                self._total = total
            self._done = max(self._done, done if self._total is None else min(done, self._total))
            self._report(item, force=False)

    def advance(self, units: int = 1, *, item: str | None = None) -> None:
        """Report that `units` more are finished."""
        with self._lock:
            self.update(self._done + units, item=item)

    def finish(self) -> None:
        """Report the end of the phase, unless that was the last report already."""
        with self._lock:
            if self._total is not None:
                self._done = self._total
            self._report(None, force=True)

    def _report(self, item: str | None, *, force: bool) -> None:
        if self._receive is None:
            return
        now = self._clock()
        last = self._total is not None and self._done >= self._total
        if not force and not last and self._sent is not None and now - self._sent_at < self._interval:
            return
        event = ProgressEvent(self._done, self._total, self._unit, self._phase, item)
        sent = self._sent
        if sent is not None and (sent.done, sent.total, sent.phase) == (event.done, event.total, event.phase):
            return
        self._sent, self._sent_at = event, now
        self._receive(event)


def progress_from(
    callback: ProgressCallback | None,
    *,
    unit: str,
    phase: str | None = None,
    interval: float | None = None,
) -> Progress:
    """Make a reporter from a documented callback, `(current, total)` or `(current, total, status)`.

    Args:
        callback: Called with numbers of units; an unknown total is 0; `status` is the phase.
        unit: What is counted.
        phase: First phase.
        interval: Least seconds between two calls; None throttles bytes only.

    Raises:
        InvalidArgumentError: The callback takes neither two nor three positional arguments.
    """
    if callback is None:
        return Progress(None, unit=unit, phase=phase)
    if _accepts(callback) == 3:
        with_status = cast("Callable[[int, int, str | None], object]", callback)

        def receive(event: ProgressEvent) -> object:
            return with_status(event.done, event.total or 0, event.phase)

    else:
        plain = cast("Callable[[int, int], object]", callback)

        def receive(event: ProgressEvent) -> object:
            return plain(event.done, event.total or 0)

    return Progress(receive, unit=unit, phase=phase, interval=interval)


def _accepts(callback: Callable[..., object]) -> int:
    """Return how many positional arguments to call with, 3 when it takes that many, else 2."""
    try:
        signature = inspect.signature(callback)
    except (ValueError, TypeError):
        # Some builtins do not tell; two numbers is the older of the documented forms.
        return 2
    for count in (3, 2):
        try:
            signature.bind(*range(count))
        except TypeError:
            continue
        return count
    raise InvalidArgumentError(
        f"The progress callback takes {signature}, expected (current, total) or (current, total, status)."
    )
