"""Multipart calls: stream the body to disk, then run the handler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.server.asgi import BodyTooLargeError, chunks, content_length
from groundwire.server.errors import Code, RpcFailure
from groundwire.server.multipart import FormReader

if TYPE_CHECKING:
    from starlette.types import Receive, Scope

    from groundwire.server.context import Context
    from groundwire.server.logs import RequestRecord
    from groundwire.server.registry import FormHandler
    from groundwire.server.workers import Workers

_BATCH = 1 << 20


async def answer_form(  # noqa: PLR0917  (everything about one request)
    handler: FormHandler,
    context: Context,
    scope: Scope,
    receive: Receive,
    boundary: bytes,
    workers: Workers,
    record: RequestRecord,
) -> object:
    """Read the form and return what its handler answers; files the handler did not store are dropped.

    Raises:
        RpcFailure: The body is malformed or too large, or the handler says so.
        ClientGoneError: The connection ended early.
    """
    limit = context.settings.max_object
    if (content_length(scope) or 0) > limit:
        raise _too_large(limit)
    reader = FormReader(boundary, context.objects)
    try:
        batch = bytearray()
        async for chunk in chunks(receive, limit):
            batch += chunk
            record.received += len(chunk)
            if len(batch) >= _BATCH:
                full, batch = batch, bytearray()
                await workers.run(reader.feed, full)
        reader.feed(batch)
        return await workers.run(handler, context, reader.finish())
    except BodyTooLargeError:
        raise _too_large(limit) from None
    finally:
        reader.form.discard()


def _too_large(limit: int) -> RpcFailure:
    return RpcFailure(Code.TOO_LARGE, f"The upload may have at most {limit} bytes.")
