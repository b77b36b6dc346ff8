"""Tell calls in another thread to begin nothing more: `run_stoppable` there, `Event.set` here."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Final, TypeVar

from groundwire._core.errors import Cancelled

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

__all__ = ["check", "pause", "run_stoppable"]

T = TypeVar("T")
# A variable of the context, because the calls in question are some layers further down.
_STOP: Final[ContextVar[threading.Event | None]] = ContextVar("groundwire_stop", default=None)


def run_stoppable(function: Callable[[], T], stop: threading.Event) -> T:
    """Call `function`; once `stop` is set, the requests it makes raise `Cancelled` instead of beginning."""
    before = _STOP.set(stop)
    try:
        return function()
    finally:
        _STOP.reset(before)


def check(method: str) -> None:
    """Raise if nothing more is to begin.

    Raises:
        Cancelled: The one who waits for this work has given it up.
    """
    stop = _STOP.get()
    if stop is not None and stop.is_set():
        raise Cancelled(f"{method} was given up before it was sent.", method=method)


def pause(seconds: float, sleep: Callable[[float], object]) -> None:
    """Wait for `seconds` with `sleep`, or until nothing more is to begin."""
    stop = _STOP.get()
    if stop is None:
        sleep(seconds)
    else:
        stop.wait(seconds)
