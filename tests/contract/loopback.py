"""A real HTTP server in one thread: keeps what it was sent, answers what it was told to."""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class Request:
    """One request as it came over the wire; header names are lower case."""

    verb: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Loopback:
    """Answers every request with the same answer until it is given another."""

    requests: list[Request] = field(default_factory=list)
    port: int = 0
    _answer: bytes = b""
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _ready: threading.Event = field(default_factory=threading.Event)
    _clients: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def answers(self, body: bytes, content_type: str, status: int = 200) -> None:
        """Give this answer from now on, and forget the requests so far."""
        head = (
            f"HTTP/1.1 {status} Told\r\ncontent-type: {content_type}\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        self.requests.clear()
        self._answer = head.encode() + body

    def answers_result(self, result: object) -> None:
        """Give this result, in the envelope of the protocol."""
        self._answers_envelope({"result": result})

    def answers_error(self, code: int, message: str, *, status: int = 200) -> None:
        """Give this error, in the envelope of the protocol."""
        self._answers_envelope({"error": {"code": code, "message": message}}, status)

    def _answers_envelope(self, content: dict[str, object], status: int = 200) -> None:
        envelope = {"jsonrpc": "2.0", "id": "999", **content}
        self.answers(json.dumps(envelope).encode(), "application/json", status)

    def received(self) -> Request:
        """Return the one request that came."""
        (request,) = self.requests
        return request

    def _run(self) -> None:
        server = self._loop.run_until_complete(asyncio.start_server(self._talk, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._end(server))
        self._loop.close()

    async def _end(self, server: asyncio.Server) -> None:
        server.close()
        for client in self._clients:
            client.close()
        await server.wait_closed()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._clients.add(writer)
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                line, *fields = head.strip().split("\r\n")
                headers = {
                    name.lower(): text.strip() for name, text in (item.split(":", 1) for item in fields)
                }
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                verb, target, _ = line.split(" ")
                self.requests.append(Request(verb, target, headers, body))
                writer.write(self._answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client is done
        finally:
            self._clients.discard(writer)
            writer.close()
