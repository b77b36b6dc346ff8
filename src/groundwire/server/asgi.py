"""The few ASGI moves the server needs on its hot paths: headers, bodies, one-shot replies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from starlette.types import Receive, Scope, Send

    from groundwire.server.settings import Settings

Headers = list[tuple[bytes, bytes]]
_HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?", re.ASCII)


class ClientGoneError(Exception):
    """The client went away before its request was complete."""


class BodyTooLargeError(Exception):
    """The request body is larger than allowed."""


def header(scope: Scope, name: bytes) -> str:
    """Return a request header, empty if it was not sent; `name` is lower case."""
    headers: Headers = scope["headers"]
    for key, value in headers:
        if key == name:
            return value.decode("latin-1")
    return ""


def content_length(scope: Scope) -> int | None:
    """Return the announced length of the body; None for a chunked one."""
    text = header(scope, b"content-length")
    return int(text) if text.isdecimal() else None


def bearer(scope: Scope) -> str:
    """Return the token of the Authorization header; empty if there is none."""
    scheme, _, token = header(scope, b"authorization").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def base_url(scope: Scope, settings: Settings) -> str:
    """Return how the caller reached the server (as configured, or by its Host), without a trailing slash."""
    if settings.public_url is not None:
        return settings.public_url.rstrip("/")
    host = header(scope, b"host")
    if _HOST.fullmatch(host) is None:
        address, port = scope.get("server") or (settings.host, settings.port)
        host = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    return f"{scope['scheme']}://{host}"


async def chunks(receive: Receive, limit: int) -> AsyncIterator[bytes]:
    """Yield the request body as it arrives.

    Raises:
        BodyTooLargeError: It exceeds `limit` bytes.
        ClientGoneError: The connection ended before the body did.
    """
    total = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise ClientGoneError
        chunk: bytes = message.get("body", b"")
        total += len(chunk)
        if total > limit:
            raise BodyTooLargeError
        if chunk:
            yield chunk
        if not message.get("more_body", False):
            return


async def read_body(scope: Scope, receive: Receive, limit: int) -> bytes | bytearray:
    """Read a whole body of at most `limit` bytes; raises as `chunks` does, at once if the length is told."""
    if (content_length(scope) or 0) > limit:
        raise BodyTooLargeError
    first = b""
    joined: bytearray | None = None
    async for chunk in chunks(receive, limit):
        if joined is not None:
            joined += chunk
        elif first:
            joined = bytearray(first)
            joined += chunk
        else:
            first = chunk
    return first if joined is None else joined


async def reply(
    send: Send, status: int, body: bytes, content_type: bytes, headers: Iterable[tuple[bytes, bytes]] = ()
) -> None:
    """Send a whole response."""
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", content_type),
                (b"content-length", b"%d" % len(body)),
                *headers,
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})


async def reply_text(send: Send, status: int, text: str, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
    """Send a short plain-text response."""
    await reply(send, status, text.encode() + b"\n", b"text/plain; charset=utf-8", headers)


def disposition(filename: str) -> tuple[bytes, bytes]:
    """Return the header that offers a file name to the one who saves the response."""
    return (b"content-disposition", f"attachment; filename*=UTF-8''{quote(filename, safe='')}".encode())
