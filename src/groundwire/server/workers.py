"""Worker threads for calls that would hold up the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from anyio import CapacityLimiter, to_thread

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
Args = TypeVarTuple("Args")


class Workers:
    """At most `count` calls at a time; the others wait their turn.

    Args:
        count: Threads.
    """

    def __init__(self, count: int = 8) -> None:
        self._limiter = CapacityLimiter(count)

    async def run(self, function: Callable[[*Args], T], *args: *Args) -> T:
        """Call `function(*args)` in a thread and wait for it without blocking the event loop."""
        return await to_thread.run_sync(function, *args, limiter=self._limiter)
