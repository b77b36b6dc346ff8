"""A scripted server on loopback, a clock that never waits, and calls sent in each of the three ways."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import anyio
import pytest

from groundwire._core.clock import Clock
from groundwire._core.jsonrpc import JsonRpcProtocol
from groundwire._core.retry import RetryPolicy
from groundwire._core.transport import AsyncTransport, Transport


@dataclass
class Request:
    """One request as it came over the wire."""

    line: str
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


Answer = bytes | Callable[[socket.socket], None]


def answer(body: bytes | str = b"", *, status: str = "200 OK", **headers: str) -> bytes:
    """Return the bytes of a complete HTTP answer."""
    content = body.encode() if isinstance(body, str) else body
    fields = {"content-type": "application/json", "content-length": str(len(content))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + content


def result(value: str = "1", **headers: str) -> bytes:
    """Return a JSON-RPC answer with `value`, JSON text, as its result."""
    return answer(f'{{"jsonrpc":"2.0","id":"999","result":{value}}}', **headers)


@dataclass
class Script:
    """Answers requests one after another; the last answer is given again and again."""

    answers: list[Answer]
    requests: list[Request] = field(default_factory=list)
    port: int = 0
    _closing: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self, listener: socket.socket) -> None:
        threads: list[threading.Thread] = []
        while not self._closing.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                break
            threads.append(threading.Thread(target=self._talk, args=(connection,)))
            threads[-1].start()
        for thread in threads:
            thread.join()

    def _talk(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection, connection.makefile("rb") as stream, contextlib.suppress(OSError):
            while (request := _read(stream)) is not None:
                given = self.answers[min(len(self.requests), len(self.answers) - 1)]
                self.requests.append(request)
                if callable(given):
                    given(connection)
                    return
                connection.sendall(given)


def _read(stream: Any) -> Request | None:
    line = stream.readline().decode().strip()
    if not line:
        return None
    headers: list[tuple[str, str]] = []
    while text := stream.readline().decode().strip("\r\n"):
        name, _, value = text.partition(":")
        headers.append((name, value.strip()))
    request = Request(line, headers, b"")
    request.body = stream.read(int(request.header("content-length") or 0))
    return request


@pytest.fixture
def script() -> Iterator[Callable[..., Script]]:
    """Start a server that gives the answers it is handed."""
    with contextlib.ExitStack() as stack:

        def start(*answers: Answer) -> Script:
            listener = socket.create_server(("127.0.0.1", 0))
            server = Script(list(answers), port=listener.getsockname()[1])
            thread = threading.Thread(target=server.serve, args=(listener,))
            thread.start()

            def stop() -> None:
                server._closing.set()
                with contextlib.suppress(OSError):
                    listener.shutdown(socket.SHUT_RDWR)
                listener.close()
                thread.join()

            stack.callback(stop)
            return server

        yield start


@dataclass
class StillClock:
    """Time that passes only when somebody waits."""

    now: float = 1000.0
    waited: list[float] = field(default_factory=list)

    def clock(self, *, real: bool = False) -> Clock:
        base = Clock(sleep=self.sleep, asleep=self.asleep, uniform=lambda _low, high: high)
        if real:
            return base
        return Clock(
            monotonic=lambda: self.now,
            time=lambda: self.now,
            sleep=self.sleep,
            asleep=self.asleep,
            uniform=lambda _low, high: high,
        )

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)


@pytest.fixture
def still() -> StillClock:
    return StillClock()


Talk = Callable[..., Any]


def _talk_sync(method: str, base_url: str, call: Any, *args: Any, settings: Any, **options: Any) -> Any:
    with Transport(base_url, **settings) as transport:
        return getattr(transport, method)(call, *args, **options)


async def _talk_async(
    method: str, base_url: str, call: Any, *args: Any, settings: Any, **options: Any
) -> Any:
    async with AsyncTransport(base_url, **settings) as transport:
        return await getattr(transport, method)(call, *args, **options)


@pytest.fixture(params=["sync", "asyncio", "trio"])
def talk(request: pytest.FixtureRequest, still: StillClock) -> Talk:
    """Send one call: `talk(url, call, *args, settings={}, method="send", **options)`; retries never wait."""

    def run(
        url: str,
        call: Any,
        *args: Any,
        settings: dict[str, Any] | None = None,
        method: str = "send",
        **options: Any,
    ) -> Any:
        full = {"protocol": JsonRpcProtocol(), "clock": still.clock(real=True), **(settings or {})}
        full.setdefault("retry", RetryPolicy(max_retries=0))
        if request.param == "sync":
            return _talk_sync(method, url, call, *args, settings=full, **options)
        job = partial(_talk_async, method, url, call, *args, settings=full, **options)
        return anyio.run(job, backend=request.param)

    return run


@pytest.fixture
def http_answer() -> Callable[..., bytes]:
    return answer


@pytest.fixture
def rpc_result() -> Callable[..., bytes]:
    return result
