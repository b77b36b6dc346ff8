"""When to try again, and after how long: one pure decision."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

import msgspec

from groundwire._core.clock import uniform as _uniform

__all__ = ["Failure", "Outcome", "RetryEvent", "RetryHook", "RetryPolicy", "parse_retry_after"]

_REFUSED_BEFORE_WORK = frozenset({429, 503})


class Failure(StrEnum):
    """How an attempt ended without an answer."""

    CONNECT = "connect"  # the request surely did not reach the server
    TIMEOUT = "timeout"
    DISCONNECT = "disconnect"  # cut while sending or reading


class Outcome(msgspec.Struct, frozen=True):
    """How one attempt ended: an HTTP status, or a failure.

    Attributes:
        status: HTTP status of the answer.
        failure: Why there is none.
        retry_after: Seconds the server asked to wait.
    """

    status: int | None = None
    failure: Failure | None = None
    retry_after: float | None = None


class RetryEvent(msgspec.Struct, frozen=True):
    """What a hook learns before each new try.

    Attributes:
        method: Wire name of the call, or URL path of a transfer.
        attempt: Number of attempts made so far.
        max_retries: Largest number of repetitions.
        delay: Seconds until the next attempt.
        outcome: How the last attempt ended.
    """

    method: str
    attempt: int
    max_retries: int
    delay: float
    outcome: Outcome


RetryHook: TypeAlias = Callable[[RetryEvent], None]


class RetryPolicy(msgspec.Struct, frozen=True):
    """Exponential back-off with full jitter.

    Attributes:
        max_retries: Largest number of repetitions; 0 never repeats.
        base: Upper bound in seconds of the first delay; it doubles with each attempt.
        cap: Largest upper bound in seconds.
        statuses: HTTP statuses worth another try.
        on_retry: Called before each new try; what it raises ends the call.
        retry_after_cap: Longest wait in seconds a server may ask for.
        deadline: Seconds after the first attempt began at which no further one starts; None is no limit.
    """

    max_retries: int = 5
    base: float = 1.0
    cap: float = 30.0
    statuses: frozenset[int] = frozenset({408, 429, 500, 502, 503, 504})
    on_retry: RetryHook | None = None
    retry_after_cap: float = 60.0
    deadline: float | None = 300.0

    def decide(
        self,
        attempt: int,
        outcome: Outcome,
        idempotent: bool,
        *,
        elapsed: float = 0.0,
        uniform: Callable[[float, float], float] = _uniform,
    ) -> float | None:
        """Return the seconds to wait before the next attempt, or None to stop.

        Args:
            attempt: Number of attempts made, from 1.
            outcome: How the last one ended.
            idempotent: Whether the request may be repeated after it may have reached the server.
            elapsed: Seconds since the first attempt began.
            uniform: Source of chance, for tests.
        """
        if attempt > self.max_retries or not self._may_repeat(outcome, idempotent=idempotent):
            return None
        if outcome.retry_after is not None:
            delay = min(outcome.retry_after, self.retry_after_cap)
        else:
            # The exponent is bounded so that a huge number of retries cannot overflow a float.
            delay = uniform(0.0, min(self.cap, self.base * 2.0 ** min(attempt - 1, 64)))
        if self.deadline is not None and elapsed + delay > self.deadline:
            return None
        return delay

    def _may_repeat(self, outcome: Outcome, *, idempotent: bool) -> bool:
        if outcome.failure is Failure.CONNECT:
            return True
        if outcome.failure is not None:
            return idempotent
        if outcome.status not in self.statuses:
            return False
        # With Retry-After, these two statuses say that the server refused before doing any work.
        refused = outcome.status in _REFUSED_BEFORE_WORK and outcome.retry_after is not None
        return idempotent or refused


def parse_retry_after(value: str | None, *, now: float) -> float | None:
    """Read a Retry-After header, seconds or an HTTP date; None when absent or unreadable.

    Args:
        value: Text of the header.
        now: Unix time in seconds, against which a date is measured.
    """
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return float(text)
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError):
        return None
