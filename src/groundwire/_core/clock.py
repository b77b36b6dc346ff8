"""Sources of time and chance, so that tests replace them instead of waiting."""

from __future__ import annotations

import time as _time
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

__all__ = ["Clock"]


async def _asleep(seconds: float) -> None:
    import anyio

    await anyio.sleep(seconds)


def uniform(low: float, high: float) -> float:
    """Return a random number between two bounds; the generator is loaded with the first retry."""
    import random

    return random.uniform(low, high)  # noqa: S311 - spreads retries, guards nothing


class Clock(msgspec.Struct, frozen=True):
    """What the core knows of time and chance.

    Attributes:
        monotonic: Seconds from any origin, for durations.
        time: Unix time in seconds, for dates of tokens and headers.
        sleep: Waits a number of seconds.
        asleep: The same, awaitable.
        uniform: Random number between two bounds.
    """

    monotonic: Callable[[], float] = _time.monotonic
    time: Callable[[], float] = _time.time
    sleep: Callable[[float], None] = _time.sleep
    asleep: Callable[[float], Awaitable[None]] = _asleep
    uniform: Callable[[float, float], float] = uniform
