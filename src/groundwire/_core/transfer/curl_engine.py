"""`CurlEngine`: the default and fast engine, on libcurl."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from groundwire._core.errors import InvalidArgumentError
from groundwire._core.timeouts import Timeouts
from groundwire._core.transfer.curl_loop import CurlLoop, CurlSession
from groundwire._core.transfer.model import CancelToken
from groundwire._core.transfer.options import EngineOptions
from groundwire._core.transfer.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from groundwire._core.retry import RetryPolicy
    from groundwire._core.transfer.model import OnBytes, Transfer, TransferResult

__all__ = ["CurlEngine"]

_of_other_processes: list[CurlSession] = []


class CurlEngine:
    """Moves many bodies at once on libcurl, in the caller's thread.

    Connections and requests are kept from run to run. Several threads may run transfers on one engine at the
    same time; each then has its own connections.
    """

    def __init__(self, options: EngineOptions | None = None) -> None:
        """Prepare an engine; nothing is opened before the first run.

        Args:
            options: Proxy and certificate settings.
        """
        self._options = options or EngineOptions()
        self._idle: list[CurlSession] = []
        self._lock = threading.Lock()
        self._closed = False
        self._process = os.getpid()

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
        """Yield one result per transfer as it ends; see `Engine.run`.

        Raises:
            InvalidArgumentError: The engine is closed.
        """
        session = self._borrow()
        schedule = Schedule(transfers, concurrency=concurrency, retry=retry)
        loop = CurlLoop(
            session,
            schedule,
            timeouts=timeouts or Timeouts(),
            cancel=cancel or CancelToken(),
            on_bytes=on_bytes,
        )
        whole = False
        try:
            yield from loop.results()
            whole = True
        finally:
            loop.drop_requests()
            schedule.close()
            self._give_back(session, reusable=whole)

    def close(self) -> None:
        """Close all connections; runs that are under way keep theirs until they end."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for session in idle:
            session.close()

    def _borrow(self) -> CurlSession:
        with self._lock:
            if self._closed:
                raise InvalidArgumentError("This transfer engine is closed.", hint="Make a new one.")
            if self._process != os.getpid():
                # After a fork these connections belong to the parent; even closing them would speak on them.
                _of_other_processes.extend(self._idle)
                self._idle, self._process = [], os.getpid()
            if self._idle:
                return self._idle.pop()
        return CurlSession(self._options)

    def _give_back(self, session: CurlSession, *, reusable: bool) -> None:
        with self._lock:
            if reusable and not self._closed:
                self._idle.append(session)
                return
        session.close()
