"""Authenticated GET addresses beside the RPC endpoint, such as `/download_model`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from groundwire.server.asgi import reply_text
from groundwire.server.caller import context_of
from groundwire.server.errors import Code, RpcFailure
from groundwire.server.logs import log_failure
from groundwire.server.replies import BytesReply, ObjectReply
from groundwire.server.replying import send_reply

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from groundwire.server.context import Services
    from groundwire.server.logs import RequestRecord
    from groundwire.server.registry import QueryHandler
    from groundwire.server.workers import Workers

_STATUS: dict[int, int] = {
    Code.UNAUTHENTICATED: 401,
    Code.FORBIDDEN: 403,
    Code.DENIED: 403,
    Code.NOT_FOUND: 404,
    Code.INTERNAL: 500,
}


class QueryEndpoint:
    """Answers one address; failures are HTTP statuses with a line of text.

    Args:
        path: The address, for the log.
        handler: What answers it.
        services: What the handler works with.
        workers: Threads it runs in.
    """

    def __init__(self, path: str, handler: QueryHandler, services: Services, workers: Workers) -> None:
        self._path, self._handler, self._services, self._workers = path, handler, services, workers

    async def __call__(self, scope: Scope, receive: Receive, send: Send, record: RequestRecord) -> None:
        """Answer one request."""
        if scope["method"] not in {"GET", "HEAD"}:
            await reply_text(send, 405, "This address answers GET.", [(b"allow", b"GET, HEAD")])
            return
        try:
            answer = await self._answer(scope, record)
        except RpcFailure as failure:
            record.code = failure.code
            await reply_text(send, _STATUS.get(failure.code, 400), failure.message)
            return
        await send_reply(answer, self._services, scope, receive, send)

    async def _answer(self, scope: Scope, record: RequestRecord) -> ObjectReply | BytesReply:
        context = context_of(self._services, scope, record, authenticated=True)
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        try:
            answer = await self._workers.run(self._handler, context, query)
        except RpcFailure:
            raise
        except Exception as error:
            error_id = log_failure(record, self._path)
            raise RpcFailure(
                Code.INTERNAL, f"Internal error {error_id}; the server's log says more."
            ) from error
        if isinstance(answer, ObjectReply | BytesReply):
            return answer
        raise TypeError(f"the handler of {self._path} must return a reply, not {type(answer).__name__}")
