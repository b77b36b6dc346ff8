"""`HttpxLoop`: one run of transfers on an httpx client, worker threads moving what one thread decides."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Final

from groundwire._core.transfer.httpx_worker import Attempt
from groundwire._core.transfer.model import TransferResult

if TYPE_CHECKING:
    from collections.abc import Generator

    import httpx

    from groundwire._core.timeouts import Timeouts
    from groundwire._core.transfer.job import Ending, Job
    from groundwire._core.transfer.model import CancelToken, OnBytes
    from groundwire._core.transfer.schedule import Schedule

__all__ = ["HttpxLoop"]

_TICK: Final = 0.05  # seconds between looks at cancellation
_GRACE: Final = 5.0  # seconds to wait for attempts that were told to stop


class HttpxLoop:
    """Hands jobs to worker threads; decisions, results and callbacks stay in the caller's thread."""

    def __init__(
        self,
        client: httpx.Client,
        schedule: Schedule,
        *,
        timeouts: Timeouts,
        cancel: CancelToken,
        on_bytes: OnBytes | None,
    ) -> None:
        self._client = client
        self._schedule = schedule
        self._timeouts = timeouts
        self._cancel = cancel
        self._on_bytes = on_bytes
        self._active: set[Attempt] = set()
        self._tasks: queue.SimpleQueue[Attempt | None] = queue.SimpleQueue()
        # What workers report: an attempt and its ending, an exception, or None for bytes moved.
        self._events: queue.SimpleQueue[tuple[Attempt, Ending | BaseException | int]] = queue.SimpleQueue()
        self._workers = 0
        self._results: deque[TransferResult] = deque()

    def results(self) -> Generator[TransferResult, None, None]:
        """Yield results until everything has ended or cancellation was asked for."""
        while True:
            if self._cancel.cancelled:
                self._stop()
                yield from self._schedule.abandon()
                return
            yield from self._admit()
            if not self._active and self._schedule.finished:
                return
            self._take_event()
            while self._results:
                yield self._results.popleft()

    def close(self) -> None:
        """End everything; no file is left open or half-written."""
        self._stop()
        self._schedule.close()
        for _ in range(self._workers):
            self._tasks.put(None)

    def _admit(self) -> Generator[TransferResult, None, None]:
        schedule = self._schedule
        while len(self._active) < schedule.limit.value and not self._cancel.cancelled:
            job = schedule.next(time.monotonic())
            if job is None:
                return
            if isinstance(job, TransferResult):
                yield job
                continue
            attempt = Attempt(self._client, job, self._timeouts, self._moved)
            self._active.add(attempt)
            if self._workers < len(self._active):
                self._workers += 1
                # Daemons: one that waits for a silent server must not keep the process from ending.
                threading.Thread(target=self._work, name="groundwire-transfer", daemon=True).start()
            self._tasks.put(attempt)

    def _work(self) -> None:
        """Perform attempts until told to end; runs in a worker thread."""
        while (attempt := self._tasks.get()) is not None:
            try:
                self._events.put((attempt, attempt.perform()))
            except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
                self._events.put((attempt, error))

    def _moved(self, attempt: Attempt) -> None:
        self._events.put((attempt, attempt.job.progressed()))

    def _take_event(self) -> None:
        """Wait for the next report, a due retry or the time to look for cancellation."""
        seconds = _TICK
        due = self._schedule.until_due(time.monotonic())
        if due is not None and len(self._active) < self._schedule.limit.value:
            seconds = min(seconds, due)
        try:
            attempt, event = self._events.get(timeout=max(seconds, 0.0005))
        except queue.Empty:
            return
        if isinstance(event, int):
            self._account(attempt.job, event)
        elif isinstance(event, BaseException):
            self._active.discard(attempt)
            raise event
        else:
            self._settle(attempt, event)

    def _settle(self, attempt: Attempt, ending: Ending) -> None:
        self._active.discard(attempt)  # its thread is done with it, whatever a callback raises below
        self._account(attempt.job, attempt.job.progressed())
        now = time.monotonic()
        if ending.error is None and not ending.moved:
            self._schedule.limit.finished(now, attempt.latency)
        result = self._schedule.settle(attempt.job, ending, now)
        if result is not None:
            self._results.append(result)

    def _account(self, job: Job, change: int) -> None:
        if change > 0:
            self._schedule.limit.moved(change)
        if change and self._on_bytes is not None:
            self._on_bytes(job.transfer, change)

    def _stop(self) -> None:
        """End all attempts; those whose answer has not begun hold no file and are left behind."""
        for attempt in self._active:
            attempt.stop()
        deadline = time.monotonic() + _GRACE
        while any(attempt.reading for attempt in self._active) and time.monotonic() < deadline:
            try:
                attempt, event = self._events.get(timeout=_TICK)
            except queue.Empty:
                continue
            if not isinstance(event, int):
                # Whatever it ended with is a consequence of being stopped.
                self._active.discard(attempt)
        self._active.clear()
