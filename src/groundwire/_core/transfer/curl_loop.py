"""`CurlLoop`: one run of transfers on one libcurl multi handle, in one thread."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from typing import TYPE_CHECKING, Final

from groundwire._core.errors import GroundwireError
from groundwire._core.retry import Failure
from groundwire._core.transfer import curl, failures
from groundwire._core.transfer.curl_slot import Slot
from groundwire._core.transfer.job import SPILL
from groundwire._core.transfer.model import TransferResult

if TYPE_CHECKING:
    from collections.abc import Generator

    from groundwire._core.timeouts import Timeouts
    from groundwire._core.transfer.curl import Easy, Multi
    from groundwire._core.transfer.job import Ending, Job
    from groundwire._core.transfer.model import CancelToken, OnBytes
    from groundwire._core.transfer.options import EngineOptions
    from groundwire._core.transfer.schedule import Schedule

__all__ = ["CurlLoop", "CurlSession"]

_TICK: Final = 0.05  # seconds between looks at cancellation, silence and progress
_BLIND: Final = 0.002  # seconds to wait when libcurl has no socket to wait on, as during a name look-up


class CurlSession:
    """A multi handle and its requests, used by one run at a time; it keeps connections between runs."""

    __slots__ = ("_options", "multi", "slots")

    def __init__(self, options: EngineOptions) -> None:
        self._options = options
        self.multi: Multi = curl.new_multi()
        self.slots: list[Slot] = []

    def take(self, timeouts: Timeouts) -> Slot:
        """Return an idle request."""
        return self.slots.pop() if self.slots else Slot(self._options, timeouts)

    def prepare(self, timeouts: Timeouts) -> None:
        """Set limits for the next run."""
        for slot in self.slots:
            slot.limit(timeouts)

    def close(self) -> None:
        """Close all connections."""
        for slot in self.slots:
            slot.easy.close()
        self.slots.clear()
        self.multi.close()


class CurlLoop:
    """Feeds jobs to libcurl and gathers what comes of them."""

    def __init__(
        self,
        session: CurlSession,
        schedule: Schedule,
        *,
        timeouts: Timeouts,
        cancel: CancelToken,
        on_bytes: OnBytes | None,
    ) -> None:
        self._session = session
        self._multi = session.multi
        self._schedule = schedule
        self._timeouts = timeouts
        self._cancel = cancel
        self._on_bytes = on_bytes
        self._active: dict[Easy, Slot] = {}
        self._next_tick = 0.0
        self._connections = 0
        self._results: deque[TransferResult] = deque()

    def results(self) -> Generator[TransferResult, None, None]:
        """Yield results until everything has ended or cancellation was asked for."""
        self._session.prepare(self._timeouts)
        while True:
            if self._cancel.cancelled:
                self.drop_requests()
                yield from self._schedule.abandon()
                return
            yield from self._admit()
            if not self._active and self._schedule.finished:
                return
            if self._active:
                self._multi.perform()
            self._collect()
            self._watch()
            if not self._results:
                self._wait()
            while self._results:
                yield self._results.popleft()

    def _admit(self) -> Generator[TransferResult, None, None]:
        """Start jobs up to the limit; yield the results of those that need no request."""
        schedule = self._schedule
        while len(self._active) < schedule.limit.value and not self._cancel.cancelled:
            now = time.monotonic()
            job = schedule.next(now)
            if job is None:
                return
            if isinstance(job, TransferResult):
                yield job
                continue
            if schedule.limit.value > self._connections:
                self._connections = schedule.limit.value
                self._multi.setopt(curl.MAXCONNECTS, self._connections)
            slot = self._session.take(self._timeouts)
            self._active[slot.easy] = slot  # first, so that an interrupt finds it
            slot.start(job, now)
            self._multi.add_handle(slot.easy)

    def _wait(self) -> None:
        """Sleep until libcurl has something to do, a retry is due, or it is time for a look around."""
        now = time.monotonic()
        seconds = max(0.0, min(_TICK, self._next_tick - now))
        due = self._schedule.until_due(now)
        if due is not None and len(self._active) < self._schedule.limit.value:
            seconds = min(seconds, due)
        if not self._active:
            time.sleep(seconds)
            return
        timer = self._multi.timeout()
        if timer >= 0:
            seconds = min(seconds, timer / 1000)
        if seconds > 0 and self._multi.select(seconds) < 0:
            time.sleep(min(seconds, _BLIND))

    # --- what came of it ---

    def _collect(self) -> None:
        while True:
            left, good, bad = self._multi.info_read()
            for easy in good:
                self._ended(self._active[easy], 0, "")
            for easy, code, text in bad:
                self._ended(self._active[easy], code, text)
            if not left:
                return

    def _ended(self, slot: Slot, code: int, text: str) -> None:
        """Take note that libcurl has ended the attempt of `slot`."""
        job = slot.job
        assert job is not None
        ending = self._ending(slot, job, code, text)
        if ending.error is None and not ending.moved:
            asked, began = (
                float(slot.easy.getinfo(info)) for info in (curl.PRETRANSFER_TIME, curl.STARTTRANSFER_TIME)
            )
            self._schedule.limit.finished(time.monotonic(), max(0.0, began - asked))
        self._settle(slot, job, ending)

    def _settle(self, slot: Slot, job: Job, ending: Ending) -> None:
        """Free `slot`, which closes an unfinished connection, and note the job's result if there is one."""
        self._account(job)
        self._multi.remove_handle(slot.easy)
        slot.detach()
        del self._active[slot.easy]
        self._session.slots.append(slot)
        result = self._schedule.settle(job, ending, time.monotonic())
        if result is not None:
            self._results.append(result)

    def _ending(self, slot: Slot, job: Job, code: int, text: str) -> Ending:
        if slot.buffer or code == 0:
            slot.accept()
        if code == 0:
            return job.complete(time.time())
        if code == curl.E_PEER_FAILED_VERIFICATION:
            return job.failed(failures.not_trusted(job.verb, job.url, text))
        if job.source is not None and code in {curl.E_READ_ERROR, curl.E_ABORTED_BY_CALLBACK}:
            try:
                job.source.check_read()
            except GroundwireError as error:
                return job.failed(error)
        connected = float(slot.easy.getinfo(curl.PRETRANSFER_TIME)) > 0
        failure = curl.classify(code, connected=connected)
        if failure is None:
            return job.failed(failures.misconfigured(text))
        return job.broke(failure, text)

    def _account(self, job: Job) -> None:
        change = job.progressed()
        if change > 0:
            self._schedule.limit.moved(change)
        if change and self._on_bytes is not None:
            self._on_bytes(job.transfer, change)

    # --- while it lasts ---

    def _watch(self) -> None:
        """Empty full buffers; from time to time look for silence and report progress."""
        full = [slot for slot in self._active.values() if len(slot.buffer) >= SPILL]
        for slot in full:
            self._absorb(slot)
        now = time.monotonic()
        if now >= self._next_tick:
            self._next_tick = now + min(_TICK, self._timeouts.bulk_idle / 4)
            for slot in list(self._active.values()):
                self._look_at(slot, now)

    def _absorb(self, slot: Slot) -> None:
        job = slot.job
        assert job is not None
        slot.accept()
        try:
            enough = job.absorb()
        except GroundwireError as error:
            self._settle(slot, job, job.failed(error))
            return
        if enough:
            self._settle(slot, job, job.complete(time.time()))

    def _look_at(self, slot: Slot, now: float) -> None:
        job = slot.job
        assert job is not None
        moved = slot.moved()
        if moved != slot.seen:
            slot.seen, slot.seen_at = moved, now
            if slot.buffer:
                slot.accept()
            self._account(job)
            return
        silent = now - slot.seen_at
        if silent <= self._timeouts.bulk_idle or float(slot.easy.getinfo(curl.PRETRANSFER_TIME)) <= 0:
            return  # until the connection stands, its own limit holds
        if job.source is not None and job.sent >= job.source.length:
            return  # all is sent: the limit for the whole upload holds while the server works
        if slot.buffer:
            slot.accept()
        text = f"nothing moved for {self._timeouts.bulk_idle:g} seconds"
        self._settle(slot, job, job.broke(Failure.TIMEOUT, text))

    def drop_requests(self) -> None:
        """End all requests; their jobs stay with the schedule."""
        for slot in self._active.values():
            slot.detach()
            # It was never added when an interrupt came between starting and adding it.
            with contextlib.suppress(curl.CurlError):
                self._multi.remove_handle(slot.easy)
            slot.easy.close()
        self._active.clear()
