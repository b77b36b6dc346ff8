"""One attempt of one job on an httpx client, and how to end it from another thread."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING, Final

import httpx

from groundwire._core.errors import GroundwireError
from groundwire._core.retry import Failure
from groundwire._core.transfer import failures
from groundwire._core.transfer.quietlog import quiet_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from groundwire._core.timeouts import Timeouts
    from groundwire._core.transfer.job import Ending, Job
    from groundwire._core.transfer.source import Source

__all__ = ["Attempt", "Stopped"]

_PIECE: Final = 1 << 16  # bytes of a file read at once


class Stopped(Exception):  # noqa: N818 - a signal between threads, no error
    """The run ended while this attempt was under way."""


class Attempt:
    """One attempt; `perform` runs in a worker thread, `stop` may be called from any other."""

    __slots__ = (
        "_client",
        "_deadline",
        "_moved",
        "_reading",
        "_socket",
        "_stopped",
        "_timeouts",
        "began",
        "job",
        "latency",
    )

    def __init__(
        self, client: httpx.Client, job: Job, timeouts: Timeouts, moved: Callable[[Attempt], None]
    ) -> None:
        """Prepare an attempt.

        Args:
            client: Sends the request; only its transport is used, not its headers, cookies or credentials.
            job: Has begun its attempt.
            timeouts: Limits.
            moved: Called in the worker thread after each piece.
        """
        self._client = client
        self._timeouts = timeouts
        self._moved = moved
        self._stopped = threading.Event()
        self._socket: socket.socket | None = None
        self._reading = False
        self._deadline = float("inf")
        self.job = job
        self.began = 0.0
        self.latency = 0.0

    def perform(self) -> Ending:
        """Send the request and take in the answer.

        Raises:
            Stopped: `stop` was called.
        """
        try:
            return self._exchange()
        except GroundwireError as error:
            return self.job.failed(error)
        except httpx.InvalidURL as error:
            return self.job.failed(failures.misconfigured(str(error)))
        except httpx.HTTPError as error:
            if self._stopped.is_set():
                raise Stopped from error
            return self._broke(error)

    def stop(self) -> None:
        """End the attempt soon; one that waits for the answer to begin ends when that comes."""
        self._stopped.set()
        connection = self._socket
        if connection is not None:
            # This wakes the thread that reads; a connection that is gone already is as good.
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @property
    def reading(self) -> bool:
        """Whether the answer has begun, so that a file may be open."""
        return self._reading

    def _exchange(self) -> Ending:
        job = self.job
        self.began = time.monotonic()
        with quiet_log():
            response = self._client.send(self._request(), stream=True, auth=None, follow_redirects=False)
        try:
            self.latency = time.monotonic() - self.began
            self._socket = _socket_of(response)
            self._reading = True  # before the check: `stop` sets its flag, then looks at this one
            self._check()
            job.accept(response.status_code, _headers(response))
            for piece in _body(response):
                self._check()
                job.buffer += piece
                if job.absorb():
                    break
                self._moved(self)
            return job.complete(time.time())
        finally:
            self._socket = None
            response.close()

    def _check(self) -> None:
        if self._stopped.is_set():
            raise Stopped

    def _request(self) -> httpx.Request:
        job, limits = self.job, self._timeouts
        headers = {"accept": "*/*"} if not any(name.lower() == "accept" for name in job.headers()) else {}
        headers |= job.headers()
        idle: float = limits.bulk_idle
        timeout = {"connect": limits.connect, "read": idle, "write": idle, "pool": None}
        source = job.source
        if source is None:
            return httpx.Request(job.verb, job.url, headers=headers, extensions={"timeout": timeout})
        self._deadline = self.began + limits.upload
        timeout["read"] = limits.upload  # the server may work on the body before it answers
        headers["content-length"] = str(source.length)
        content = source.body if source.body is not None else self._pieces(source)
        return httpx.Request(
            job.verb, job.url, headers=headers, content=content, extensions={"timeout": timeout}
        )

    def _pieces(self, source: Source) -> Iterator[bytes]:
        file, left = source.file, source.length
        assert file is not None
        while left:
            self._check()
            if time.monotonic() > self._deadline:
                raise httpx.ReadTimeout("no answer in time")
            piece = file.read(min(_PIECE, left))
            if not piece:
                source.check(source.length - left)
            left -= len(piece)
            yield piece
            self.job.sent = source.length - left
            self._moved(self)

    def _broke(self, error: httpx.HTTPError) -> Ending:
        job, text = self.job, str(error) or type(error).__name__
        if _untrusted(error):
            return job.failed(failures.not_trusted(job.verb, job.url, text))
        if isinstance(
            error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError
        ):
            return job.broke(Failure.CONNECT, text)
        if isinstance(error, httpx.TimeoutException):
            return job.broke(Failure.TIMEOUT, self._silence(error))
        if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError):
            return job.broke(Failure.DISCONNECT, text)
        return job.failed(failures.misconfigured(text))

    def _silence(self, error: httpx.TimeoutException) -> str:
        if self.job.source is not None and isinstance(error, httpx.ReadTimeout):
            return f"no answer within {self._timeouts.upload:g} seconds"
        return f"nothing moved for {self._timeouts.bulk_idle:g} seconds"


def _headers(response: httpx.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _body(response: httpx.Response) -> Iterator[bytes]:
    """Return the body as it was sent; recordings and the user's hooks may have read it already."""
    return iter([response.content]) if response.is_stream_consumed else response.iter_raw()


def _socket_of(response: httpx.Response) -> socket.socket | None:
    """Return the socket an answer is read from; None for transports that have none, such as recordings."""
    stream = response.extensions.get("network_stream")
    found = stream.get_extra_info("socket") if stream is not None else None
    return found if isinstance(found, socket.socket) else None


def _untrusted(error: BaseException) -> bool:
    """Whether a certificate that is not accepted is at the root of `error`."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
