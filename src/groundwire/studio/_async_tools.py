"""What loops, waits and transfers need, for asyncio and trio; see `_sync_tools` for its twin."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import httpx

    from groundwire._core.transfer import Engine
    from groundwire._core.transport import AsyncTransport

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")


async def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function that blocks without holding up the event loop."""
    import anyio.to_thread

    return await anyio.to_thread.run_sync(partial(function, *args, **kwargs))


async def overlap(ahead: Callable[[], Awaitable[T]], here: Callable[[], Awaitable[U]]) -> tuple[T, U]:
    """Run both at once; return both results. An error of one cancels the other.

    An error surfaces as it is, not inside a group.
    """
    import anyio

    results: list[T] = []
    mine: list[U] = []
    errors: list[BaseException] = []

    async def guarded(work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except anyio.get_cancelled_exc_class():
            raise
        except BaseException as error:  # noqa: BLE001 - raised again below, outside the group
            errors.append(error)
            group.cancel_scope.cancel()

    finished = anyio.Event()

    async def run_ahead() -> None:
        try:
            results.append(await ahead())
        finally:
            finished.set()

    async def run_here() -> None:
        mine.append(await here())

    async with anyio.create_task_group() as group:
        group.start_soon(guarded, run_ahead)
        await guarded(run_here)
        # Not left to the end of the group, where a Ctrl-C would be wrapped into a group of exceptions.
        await guarded(finished.wait)
    if errors:
        raise errors[0]
    return results[0], mine[0]


def transfer_engine(http: httpx.AsyncClient | None) -> Engine:
    """Return the engine that moves files, run in one worker thread; on httpx if the user brought a client."""
    from groundwire._core.transfer import HttpxEngine, default_engine

    return default_engine() if http is None else HttpxEngine()


def abandon(transport: AsyncTransport | None, engine: Engine | None) -> None:  # noqa: ARG001 - as its twin
    """Close what can be closed without an event loop: the transfer engine."""
    with contextlib.suppress(Exception):  # parts of the interpreter may be gone already
        if engine is not None:
            engine.close()
