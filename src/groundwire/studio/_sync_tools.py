"""What loops, waits and transfers need, for code that blocks; see `_async_tools` for its twin."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from groundwire._core.transfer import Engine
    from groundwire._core.transport import Transport

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")

_GRACE: Final = 1.0  # seconds for a request that nobody waits for any more


def in_thread(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function that blocks; a caller who blocks anyway needs no thread."""
    return function(*args, **kwargs)


def overlap(ahead: Callable[[], T], here: Callable[[], U]) -> tuple[T, U]:
    """Run ``here`` in this thread while ``ahead`` runs in another; return both results.

    An error of ``here``, Ctrl-C included, wins over one of ``ahead``, which then begins nothing more: a
    request it is waiting for is given a moment, and is left to end by itself after that.
    """
    from groundwire._core.stopping import run_stoppable

    results: list[T] = []
    errors: list[BaseException] = []
    stop = threading.Event()

    def run() -> None:
        try:
            results.append(run_stoppable(ahead, stop))
        except BaseException as error:  # noqa: BLE001 - carried over to the caller's thread below
            errors.append(error)

    thread = threading.Thread(target=run, name="groundwire-ahead", daemon=True)
    thread.start()
    try:
        mine = here()
        thread.join()
    except BaseException:
        stop.set()
        thread.join(_GRACE)
        raise
    if errors:
        raise errors[0]
    return results[0], mine


def transfer_engine(http: httpx.Client | None) -> Engine:
    """Return the engine that moves files; on httpx if the user brought a client."""
    from groundwire._core.transfer import HttpxEngine, default_engine

    return default_engine() if http is None else HttpxEngine(http)


def abandon(transport: Transport | None, engine: Engine | None) -> None:
    """Close what a client that nobody closed had opened; called while it is being collected."""
    with contextlib.suppress(Exception):  # parts of the interpreter may be gone already
        if engine is not None:
            engine.close()
        if transport is not None:
            transport.close()
