"""`Recorded`: a transfer engine that tells how each transfer ended at once, where it ended."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from groundwire._core.retry import RetryPolicy
    from groundwire._core.timeouts import Timeouts
    from groundwire._core.transfer.model import CancelToken, Engine, OnBytes, Transfer, TransferResult


class Recorded:
    """Passes transfers on to an engine and notes each result before anybody else sees it.

    Results reach async code in ticks; what must not be lost when the process is killed cannot wait for them.
    """

    def __init__(self, engine: Engine, note: Callable[[TransferResult], object]) -> None:
        """Wrap `engine`, which stays the caller's; what `note` raises ends the run unchanged."""
        self._engine = engine
        self._note = note

    def run(
        self,
        transfers: Iterable[Transfer],
        *,
        concurrency: int | None = None,
        retry: RetryPolicy | None = None,
        timeouts: Timeouts | None = None,
        cancel: CancelToken | None = None,
        on_bytes: OnBytes | None = None,
    ) -> Generator[TransferResult, None, None]:
        """Yield one result per transfer as it ends; see `Engine.run`."""
        running = self._engine.run(
            transfers,
            concurrency=concurrency,
            retry=retry,
            timeouts=timeouts,
            cancel=cancel,
            on_bytes=on_bytes,
        )
        with contextlib.closing(running):
            for result in running:
                self._note(result)
                yield result

    def close(self) -> None:
        """Do nothing: the engine belongs to somebody else."""
