"""What to run next: new transfers as they are asked for, and failed ones when their time comes."""

from __future__ import annotations

import heapq
import os
from typing import TYPE_CHECKING, Final

from msgspec import structs

from groundwire._core.errors import GroundwireError
from groundwire._core.retry import Failure, RetryEvent, RetryPolicy
from groundwire._core.transfer import failures
from groundwire._core.transfer.job import Ending, Job
from groundwire._core.transfer.limits import AdaptiveLimit, FixedLimit
from groundwire._core.transfer.model import Download, TransferResult
from groundwire._core.transfer.urls import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundwire._core.retry import Outcome
    from groundwire._core.transfer.limits import Limit
    from groundwire._core.transfer.model import Transfer, TransferState

__all__ = ["STORAGE_STATUSES", "Schedule"]

STORAGE_STATUSES: Final = frozenset({408, 409, 423, 429, *range(500, 600)})
"""Statuses with which object stores answer in passing troubles."""

_REPEATABLE: Final = frozenset({"GET", "PUT"})
_OVERLOAD: Final = frozenset({429, 503})


class Schedule:
    """Hands out jobs and takes back how their attempts ended.

    Attributes:
        limit: How many jobs may be out at once.
    """

    def __init__(
        self, transfers: Iterable[Transfer], *, concurrency: int | None, retry: RetryPolicy | None
    ) -> None:
        policy = retry or RetryPolicy()
        self._policy = structs.replace(policy, statuses=policy.statuses | STORAGE_STATUSES)
        self._transfers: Iterator[Transfer] | None = iter(transfers)
        self._waiting: list[tuple[float, int, Job]] = []
        self._live: set[Job] = set()
        self._serial = 0
        self._number = 0
        self.limit: Limit = AdaptiveLimit() if concurrency is None else FixedLimit(max(1, concurrency))

    @property
    def finished(self) -> bool:
        """Whether nothing is left to hand out, now or later."""
        return self._transfers is None and not self._waiting

    def next(self, now: float) -> Job | TransferResult | None:
        """Return a job that has begun its attempt, the result of one that needs none, or None for now."""
        if self._waiting and self._waiting[0][0] <= now:
            return self._begin(heapq.heappop(self._waiting)[2], now)
        if self._transfers is None:
            return None
        transfer = next(self._transfers, None)
        if transfer is None:
            self._transfers = None
            return None
        if isinstance(transfer, Download) and transfer.skip_existing and _is_there(transfer):
            return TransferResult(transfer, "skipped", path=transfer.target)
        self._number += 1
        try:
            job = Job(transfer, self._number)
        except GroundwireError as error:
            return TransferResult(transfer, "failed", error=error)
        self._live.add(job)
        return self._begin(job, now)

    def _begin(self, job: Job, now: float) -> Job | TransferResult:
        try:
            job.begin(now)
        except GroundwireError as error:
            return self._end(job, "failed", error)
        return job

    def _end(self, job: Job, state: TransferState, error: GroundwireError | None = None) -> TransferResult:
        result = job.result(state, error)
        self._live.discard(job)
        return result

    def until_due(self, now: float) -> float | None:
        """Return the seconds until the next waiting job is due; None when none waits."""
        return max(0.0, self._waiting[0][0] - now) if self._waiting else None

    def settle(self, job: Job, ending: Ending, now: float) -> TransferResult | None:
        """Decide what follows an attempt: its result, or None when another attempt is due."""
        if ending.moved:
            self._put(job, now)
            return None
        if ending.error is None:
            return self._end(job, "done")
        if ending.again:
            job.restart()
            self._put(job, now)
            return None
        outcome = ending.outcome
        delay = self._delay(job, outcome, now) if outcome is not None else None
        if delay is None or outcome is None:
            return self._end(job, "failed", ending.error)
        self._put(job, now + delay)
        job.restart()
        if self._policy.on_retry is not None:
            method = f"{job.verb} {shown(job.url)}"
            self._policy.on_retry(RetryEvent(method, job.attempts, self._policy.max_retries, delay, outcome))
        return None

    def _delay(self, job: Job, outcome: Outcome, now: float) -> float | None:
        if outcome.status in _OVERLOAD or outcome.failure is Failure.TIMEOUT:
            self.limit.overloaded(now)
        elapsed = now - job.tries_since if job.tries else 0.0
        # A download that was cut but got further spends none of its retries.
        return self._policy.decide(max(1, job.tries), outcome, job.verb in _REPEATABLE, elapsed=elapsed)

    def _put(self, job: Job, due: float) -> None:
        self._serial += 1
        heapq.heappush(self._waiting, (due, self._serial, job))

    def abandon(self) -> list[TransferResult]:
        """Hand out nothing more; return the results of all jobs that are out or waiting."""
        self._transfers = None
        self._waiting.clear()
        jobs = sorted(self._live, key=lambda job: job.number)
        return [self._end(job, "cancelled", failures.cancelled(job.verb, job.url)) for job in jobs]

    def close(self) -> None:
        """Leave no open or temporary file of any job, whatever state it is in."""
        for job in tuple(self._live):
            job.release()


def _is_there(transfer: Download) -> bool:
    if transfer.size is None:
        return False
    try:
        return os.stat(transfer.target).st_size == transfer.size  # noqa: PTH116 - hot path
    except OSError:
        return False
