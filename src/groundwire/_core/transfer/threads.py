"""Blocking transfers under async code: one worker thread, callbacks on the event loop, clean cancellation."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, TypeVar

from groundwire._core.progress import Progress, ProgressEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundwire._core.transfer.model import CancelToken

__all__ = ["Relay", "in_thread"]

_TICK: Final = 0.05  # seconds between deliveries to the event loop

T = TypeVar("T")


class Relay:
    """Carries callbacks from the worker thread to the event loop, in order."""

    def __init__(self, token: CancelToken) -> None:
        self._token = token
        self._pending: deque[Callable[[], object]] = deque()

    def callback(self, function: Callable[[T], object] | None) -> Callable[[T], object] | None:
        """Return a stand-in for `function` to be called in the worker thread."""
        if function is None:
            return None
        return lambda value: self._pending.append(lambda: function(value))

    def progress(self, progress: Progress | None) -> Progress | None:
        """Return a stand-in for `progress` to be advanced in the worker thread."""
        if progress is None:
            return None
        base = progress.done

        def receive(event: ProgressEvent) -> None:
            self._pending.append(lambda: progress.update(base + event.done, item=event.item))

        return Progress(receive, unit="relayed")

    def deliver(self) -> None:
        """Make the calls that have come in; runs on the event loop."""
        while self._pending:
            self._pending.popleft()()


async def in_thread(work: Callable[[], T], token: CancelToken, relay: Relay) -> T:
    """Return what `work` returns in a worker thread, which ends before this does, whatever happens.

    Raises:
        BaseException: What `work` or a relayed callback raised, unchanged.
    """
    import anyio
    from anyio import to_thread

    done = anyio.Event()
    value: list[T] = []
    errors: list[BaseException] = []

    async def run() -> None:
        with anyio.CancelScope(shield=True):
            try:
                value.append(await to_thread.run_sync(work))
            except BaseException as error:  # noqa: BLE001 - raised again below, outside the task group
                errors.append(error)
            finally:
                done.set()

    async with anyio.create_task_group() as group:
        group.start_soon(run)
        try:
            while not done.is_set():
                with anyio.move_on_after(_TICK):
                    await done.wait()
                relay.deliver()
        except anyio.get_cancelled_exc_class():
            raise
        except BaseException as error:  # noqa: BLE001 - a callback's or Ctrl-C, raised again below
            errors.insert(0, error)
        finally:
            # Leaving the group waits for the thread, which ends within a tenth of a second.
            token.cancel()
    if errors:
        raise errors[0]
    relay.deliver()
    return value[0]
