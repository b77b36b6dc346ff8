"""A real HTTP server in threads whose every byte a test decides."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl

Headers = dict[str, str]


@dataclass
class Exchange:
    """One request and the connection to answer on."""

    connection: socket.socket
    method: str
    target: str
    headers: Headers
    body: bytes
    keep_alive: bool = True
    raw_names: list[str] = field(default_factory=list)

    def reply(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        """Send a whole answer; `content_length="…"` overrides the right one."""
        self.start(status, {"content_length": str(len(body)), **headers})
        self.send(body)

    def start(self, status: int, headers: Headers) -> None:
        lines = [f"HTTP/1.1 {status} Status"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.send(("\r\n".join(lines) + "\r\n\r\n").encode())

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def cut(self) -> None:
        """Close the connection after this exchange."""
        self.keep_alive = False


Handler = Callable[[Exchange], None]


class Server:
    """Answers with `handler`; counts connections and keeps every request."""

    def __init__(self, handler: Handler, context: ssl.SSLContext | None = None) -> None:
        self.handler = handler
        self.requests: list[Exchange] = []
        self.open_now = 0
        self.open_peak = 0
        self.opened = 0
        self._context = context
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._connections: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self._listener.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"

    def url(self, path: str = "/file") -> str:
        scheme = "https" if self._context else "http"
        return f"{scheme}://{self.host}{path}"

    def __enter__(self) -> Self:
        self._spawn(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for connection in self._connections:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # closed by the other side
        for thread in self._threads:
            thread.join(10)

    def _spawn(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return  # closed
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._spawn(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        if self._context is not None:
            try:
                connection = self._context.wrap_socket(connection, server_side=True)
            except OSError:
                return  # the client refused the certificate
        with self._lock:
            self._connections.add(connection)
            self.opened += 1
            self.open_now += 1
            self.open_peak = max(self.open_peak, self.open_now)
        try:
            self._exchanges(connection)
        except OSError:
            return  # the client went away, as many tests want it to
        finally:
            with self._lock:
                self._connections.discard(connection)
                self.open_now -= 1
            connection.close()

    def _exchanges(self, connection: socket.socket) -> None:
        with connection.makefile("rb") as stream:
            while not self._closing.is_set():
                first = stream.readline()
                if not first:
                    return
                exchange = _read(connection, first, stream)
                with self._lock:
                    self.requests.append(exchange)
                self.handler(exchange)
                if not exchange.keep_alive:
                    return


def _read(connection: socket.socket, first: bytes, stream) -> Exchange:
    method, target, _version = first.decode().split()
    headers: Headers = {}
    names: list[str] = []
    while (line := stream.readline().strip()) != b"":
        name, _colon, value = line.decode().partition(":")
        names.append(name)
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", "0")))
    return Exchange(connection, method, target, headers, body, raw_names=names)


def ranged(body: bytes, etag: str, exchange: Exchange) -> None:
    """Answer as an object store does: a whole body, or the rest of it when the validator still holds."""
    wanted = exchange.headers.get("range")
    if wanted and exchange.headers.get("if-range") in {None, etag}:
        first = int(wanted.removeprefix("bytes=").removesuffix("-"))
        rest = body[first:]
        exchange.reply(206, rest, etag=etag, content_range=f"bytes {first}-{len(body) - 1}/{len(body)}")
    else:
        exchange.reply(200, body, etag=etag, accept_ranges="bytes")
