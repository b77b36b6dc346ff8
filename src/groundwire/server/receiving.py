"""Receive objects: a PUT becomes visible all at once, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anyio import to_thread

from groundwire.server.asgi import BodyTooLargeError, ClientGoneError, chunks, content_length, reply_text
from groundwire.server.errors import RpcFailure
from groundwire.server.objects import InvalidKeyError, ObjectConflictError

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from groundwire.server.metering import MeteredStore
    from groundwire.server.objects import ObjectInfo

SMALL = 1 << 20


async def receive_object(  # noqa: PLR0917  (everything about one request)
    store: MeteredStore, key: str, limit: int, scope: Scope, receive: Receive, send: Send
) -> int:
    """Answer a PUT: 200 with the ETag, 409, 413 (too large, or beyond a quota); return the bytes stored.

    A body of up to 1 MiB is written at once on the event loop, a larger one piece by piece in a worker
    thread.

    Raises:
        ClientGoneError: The connection ended early; nothing was stored.
    """
    try:
        info = await _store(store, key, limit, scope, receive)
    except BodyTooLargeError:
        await reply_text(send, 413, f"The object may have at most {limit} bytes.")
        return 0
    except RpcFailure as failure:
        await reply_text(send, 413, failure.message)  # 507 would be tried again
        return 0
    except (InvalidKeyError, ObjectConflictError) as error:
        await reply_text(send, 409, f"Not stored: {error}.")
        return 0
    headers = [(b"etag", info.etag.encode()), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
    return info.size


async def _store(store: MeteredStore, key: str, limit: int, scope: Scope, receive: Receive) -> ObjectInfo:
    announced = content_length(scope)
    if (announced or 0) > limit:
        raise BodyTooLargeError
    counted = store.counts(key)
    if counted:
        store.require_room(key, announced or 0)
    buffer = bytearray()
    upload = None
    try:
        async for chunk in chunks(receive, limit):
            buffer += chunk
            if len(buffer) > SMALL:
                upload = upload or store.begin()
                full, buffer = buffer, bytearray()
                await to_thread.run_sync(upload.write, full)
        total = len(buffer) + (upload.written if upload else 0)
        if announced is not None and total != announced:
            raise ClientGoneError
        if upload is None and not counted:
            return store.write(key, buffer)
        upload = upload or store.begin()
        await to_thread.run_sync(upload.write, buffer)
        return await to_thread.run_sync(upload.commit, key)
    finally:
        if upload is not None:
            upload.abort()
