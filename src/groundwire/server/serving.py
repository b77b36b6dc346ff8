"""Send stored objects: small ones in one write, large ones streamed, ranges honoured."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from anyio import to_thread

from groundwire.server.asgi import header, reply_text
from groundwire.server.contenttype import SNIFF_BYTES, content_type
from groundwire.server.ranges import UnsatisfiableError, last_modified, not_modified, select_range

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from groundwire.server.asgi import Headers
    from groundwire.server.folder import FolderStore
    from groundwire.server.objects import ObjectInfo

SMALL = 1 << 20
_CHUNK = 1 << 20


async def send_object(
    store: FolderStore, key: str, scope: Scope, _receive: Receive, send: Send, extra: Headers | None = None
) -> None:
    """Answer a GET or HEAD with an object: 200, 206, 304, 404 or 416."""
    opened = store.open_descriptor(key)
    if opened is None:
        await reply_text(send, 404, "There is no such object.")
        return
    descriptor, info = opened
    try:
        await _send(descriptor, info, scope, send, extra or [])
    finally:
        os.close(descriptor)


async def _send(descriptor: int, info: ObjectInfo, scope: Scope, send: Send, extra: Headers) -> None:
    headers: Headers = [
        (b"etag", info.etag.encode()),
        (b"last-modified", last_modified(info).encode()),
        (b"accept-ranges", b"bytes"),
        (b"x-content-type-options", b"nosniff"),
        *extra,
    ]
    if not_modified(info, header(scope, b"if-none-match")):
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    status, start, length = 200, 0, info.size
    try:
        part = select_range(info, header(scope, b"range"), header(scope, b"if-range"))
    except UnsatisfiableError:
        total = (b"content-range", b"bytes */%d" % info.size)
        await reply_text(send, 416, f"The object has {info.size} bytes.", [total, *headers])
        return
    if part is not None:
        status, (start, length) = 206, part
        headers.append((b"content-range", b"bytes %d-%d/%d" % (start, start + length - 1, info.size)))
    await _send_body(descriptor, info, scope["method"] == "HEAD", status, start, length, headers, send)


async def _send_body(  # noqa: PLR0917  (one response, spelled out)
    descriptor: int,
    info: ObjectInfo,
    head: bool,
    status: int,
    start: int,
    length: int,
    headers: Headers,
    send: Send,
) -> None:
    small = length <= SMALL and not head
    body = _read(descriptor, length, start) if small else b""
    sniffed = body if small and start == 0 else os.pread(descriptor, SNIFF_BYTES, 0)
    headers.append((b"content-type", content_type(sniffed[:SNIFF_BYTES], info.key)))
    headers.append((b"content-length", b"%d" % length))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    if small or head:
        await send({"type": "http.response.body", "body": body})
        return
    end = start + length
    while start < end:
        chunk = await to_thread.run_sync(_read, descriptor, min(_CHUNK, end - start), start)
        start += len(chunk)
        await send({"type": "http.response.body", "body": chunk, "more_body": start < end})


def _read(descriptor: int, length: int, start: int) -> bytes:
    """Read exactly `length` bytes; published objects never shrink, so anything less is a failing disk."""
    body = os.pread(descriptor, length, start)
    while len(body) < length:
        more = os.pread(descriptor, length - len(body), start + len(body))
        if not more:
            raise OSError(f"the object ended {length - len(body)} bytes early")
        body += more
    return body
