"""`HttpxEngine`: for a client the user brings, and for recorded traffic."""

from __future__ import annotations

import ssl
import threading
from typing import TYPE_CHECKING

import httpx

from groundwire._core.errors import InvalidArgumentError
from groundwire._core.timeouts import Timeouts
from groundwire._core.transfer.httpx_loop import HttpxLoop
from groundwire._core.transfer.model import CancelToken
from groundwire._core.transfer.options import EngineOptions
from groundwire._core.transfer.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from groundwire._core.retry import RetryPolicy
    from groundwire._core.transfer.model import OnBytes, Transfer, TransferResult

__all__ = ["HttpxEngine"]


class HttpxEngine:
    """Moves many bodies at once on httpx, in threads of its own.

    Of a given client only the transports are used: its headers, cookies and credentials belong to an API
    and never go to a file store.
    """

    def __init__(self, client: httpx.Client | None = None, options: EngineOptions | None = None) -> None:
        """Prepare an engine; nothing is opened before the first run.

        Args:
            client: Sends the requests and is never closed here; None makes one when it is needed.
            options: Proxy and certificate settings of that one.
        """
        self._client = client
        self._owned: httpx.Client | None = None
        self._options = options or EngineOptions()
        self._lock = threading.Lock()
        self._closed = False

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
        loop = HttpxLoop(
            self._ready(),
            Schedule(transfers, concurrency=concurrency, retry=retry),
            timeouts=timeouts or Timeouts(),
            cancel=cancel or CancelToken(),
            on_bytes=on_bytes,
        )
        try:
            yield from loop.results()
        finally:
            loop.close()

    def close(self) -> None:
        """Close all connections of an own client."""
        with self._lock:
            self._closed = True
            owned, self._owned = self._owned, None
        if owned is not None:
            owned.close()

    def _ready(self) -> httpx.Client:
        with self._lock:
            if self._closed:
                raise InvalidArgumentError("This transfer engine is closed.", hint="Make a new one.")
            if self._client is not None:
                return self._client
            if self._owned is None:
                self._owned = _new_client(self._options)
            return self._owned


def _new_client(options: EngineOptions) -> httpx.Client:
    authorities = options.authorities()
    verify: ssl.SSLContext | bool = False
    if authorities is not None:
        folder = authorities.is_dir()
        verify = ssl.create_default_context(
            cafile=None if folder else str(authorities), capath=str(authorities) if folder else None
        )
    # The schedule bounds the number of connections; the pool must not do it a second time.
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=128)
    return httpx.Client(verify=verify, proxy=options.proxy, limits=limits, http2=False)
