"""Wait for work on the server: ask until it is done, has failed, or the time is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from groundwire._core.clock import Clock
from groundwire._core.errors import InvalidArgumentError, JobFailed, JobTimedOut

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

__all__ = ["await_for", "wait"]

T = TypeVar("T")


class _Watch(msgspec.Struct, Generic[T], frozen=True):
    """What makes a state final; shared by both ways of waiting."""

    done: Callable[[T], bool]
    failed: Callable[[T], str | None] | None
    interval: float
    end: float | None
    timeout: float | None
    what: str

    def settled(self, state: T) -> bool:
        """Tell whether `state` is the end; raise `JobFailed` when it is a failure."""
        reason = self.failed(state) if self.failed is not None else None
        if reason is not None:
            said = f": {reason.rstrip('.')}" if reason else ", and gave no reason"
            raise JobFailed(f"{self.what} failed{said}.", server_message=reason or None, data=state)
        return self.done(state)

    def pause(self, now: float, state: T) -> float:
        """Return how long to wait before asking again; raise `JobTimedOut` when the time is over."""
        if self.end is None:
            return self.interval
        if now >= self.end:
            raise JobTimedOut(
                f"{self.what} did not end within {self.timeout:g} s; it still runs.",
                data=state,
                hint="Wait for it again with a longer timeout.",
            )
        # The last look is at the deadline itself, not one interval before it.
        return min(self.interval, self.end - now)


def _watch(
    done: Callable[[T], bool],
    failed: Callable[[T], str | None] | None,
    *,
    timeout: float | None,
    interval: float,
    what: str,
    now: float,
) -> _Watch[T]:
    if interval <= 0 or (timeout is not None and timeout < 0):
        raise InvalidArgumentError("The interval must be above 0 s and the timeout not below 0 s.")
    end = None if timeout is None else now + timeout
    return _Watch(done, failed, interval, end, timeout, what)


def wait(
    poll: Callable[[], T],
    *,
    done: Callable[[T], bool],
    failed: Callable[[T], str | None] | None = None,
    timeout: float | None = None,
    interval: float = 2.0,
    progress: Callable[[T], object] | None = None,
    what: str = "The job",
    clock: Clock | None = None,
) -> T:
    """Ask for the state until it is final and return it; asks at least once.

    Args:
        poll: Gets the state, with one request.
        done: Whether a state is the good end.
        failed: Reason of a failed state (empty text if there is none), or None for any other.
        timeout: Seconds until giving up; None waits forever, 0 asks once.
        interval: Seconds between two requests.
        progress: Sees each state.
        what: What is waited for, for messages.
        clock: Time, for tests.

    Raises:
        JobFailed: The state is a failed one; `data` holds it.
        JobTimedOut: The time is over; `data` holds the last state, and waiting may be resumed.
    """
    time = clock or Clock()
    watch = _watch(done, failed, timeout=timeout, interval=interval, what=what, now=time.monotonic())
    while True:
        state = poll()
        if progress is not None:
            progress(state)
        if watch.settled(state):
            return state
        time.sleep(watch.pause(time.monotonic(), state))


async def await_for(
    poll: Callable[[], Awaitable[T]],
    *,
    done: Callable[[T], bool],
    failed: Callable[[T], str | None] | None = None,
    timeout: float | None = None,  # noqa: ASYNC109 - the deadline of the job, told by its own error
    interval: float = 2.0,
    progress: Callable[[T], object] | None = None,
    what: str = "The job",
    clock: Clock | None = None,
) -> T:
    """Do what `wait` does without blocking the event loop."""
    time = clock or Clock()
    watch = _watch(done, failed, timeout=timeout, interval=interval, what=what, now=time.monotonic())
    while True:
        state = await poll()
        if progress is not None:
            progress(state)
        if watch.settled(state):
            return state
        await time.asleep(watch.pause(time.monotonic(), state))
