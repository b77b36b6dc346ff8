"""`POST /api`: JSON-RPC calls, and the multipart uploads that share the address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from groundwire.server.asgi import (
    BodyTooLargeError,
    bearer,
    content_length,
    header,
    read_body,
    reply,
    reply_text,
)
from groundwire.server.caller import context_of
from groundwire.server.envelope import (
    NO_ID,
    BadRequestError,
    Request,
    decode_params,
    read_request,
    write_error,
    write_result,
)
from groundwire.server.errors import Code, RpcFailure
from groundwire.server.formcalls import answer_form
from groundwire.server.fulldisk import MESSAGE, is_disk_full, log_disk_full
from groundwire.server.logs import log_failure
from groundwire.server.multipart import boundary_of
from groundwire.server.replies import BytesReply, ObjectReply
from groundwire.server.replying import send_reply
from groundwire.server.workers import Workers

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from groundwire.server.context import Context, Services
    from groundwire.server.logs import RequestRecord
    from groundwire.server.methods import Method, MethodTable
    from groundwire.server.registry import Handler, Registry

_JSON = b"application/json"
_TRUSTED_BODY = 1 << 20  # more than this is only read from callers with a valid token
_LARGE_BODY = 1 << 18  # decoding more than this would be felt by everybody else

Answer = bytes | ObjectReply | BytesReply


class RpcEndpoint:
    """Answers calls. Failures of a call are HTTP 200 with an error object; internal ones carry an error id.

    Short calls run on the event loop: a thread would cost more than the query. Calls registered as bulk,
    calls with a large body, and all calls while another one writes, run in a worker thread.

    Args:
        services: What handlers work with.
        methods: Calls of the platform.
        registry: Handlers of multipart uploads.
        workers: Threads for long calls.
    """

    def __init__(
        self, services: Services, methods: MethodTable, registry: Registry, workers: Workers
    ) -> None:
        self._services, self._methods, self._registry, self._workers = services, methods, registry, workers
        self._strangers = Workers(2)  # a flood of logins must not take the threads of those who are in

    async def __call__(self, scope: Scope, receive: Receive, send: Send, record: RequestRecord) -> None:
        """Answer one request."""
        if scope["method"] != "POST":
            await reply_text(send, 405, "Calls are made with POST.", [(b"allow", b"POST")])
            return
        request_id = NO_ID
        try:
            boundary = boundary_of(header(scope, b"content-type"))
            if boundary is not None:
                answer = await self._form(scope, receive, boundary, record)
            else:
                body = await self._body(scope, receive, record)
                request = read_request(body)
                request_id = request.id
                answer = await self._call(request, len(body), scope, record)
        except BadRequestError as error:
            answer = _failed(error.id, error.failure, record)
        except RpcFailure as failure:
            answer = _failed(request_id, failure, record)
        if isinstance(answer, bytes):
            too_large = record.code == Code.TOO_LARGE and request_id == NO_ID
            await reply(send, 413 if too_large else 200, answer, _JSON)
        else:
            await send_reply(answer, self._services, scope, receive, send)

    async def _body(self, scope: Scope, receive: Receive, record: RequestRecord) -> bytes | bytearray:
        length, limit, stranger = content_length(scope), self._services.settings.max_body, None
        if (length is None or length > _TRUSTED_BODY) and limit > _TRUSTED_BODY:
            try:
                self._services.auth.authenticate(bearer(scope))
            except RpcFailure as failure:
                limit, stranger = _TRUSTED_BODY, failure
        try:
            body = await read_body(scope, receive, limit)
        except BodyTooLargeError:
            raise stranger or RpcFailure(
                Code.TOO_LARGE, f"The request body may have at most {limit} bytes."
            ) from None
        record.received = len(body)
        return body

    async def _call(self, request: Request, size: int, scope: Scope, record: RequestRecord) -> Answer:
        record.rpc = self._methods.known(request.method)
        method, function = self._methods.find(request.method)
        context = context_of(self._services, scope, record, authenticated=method.authenticated)
        try:
            if method.bulk or size > _LARGE_BODY or self._services.db.writing:
                workers = self._workers if method.authenticated else self._strangers
                return await workers.run(_run, method, function, context, request)
            return _run(method, function, context, request)
        except RpcFailure:
            raise
        except Exception as error:
            raise _internal(record, error) from error

    async def _form(self, scope: Scope, receive: Receive, boundary: bytes, record: RequestRecord) -> Answer:
        name = parse_qs(scope["query_string"].decode("latin-1")).get("method", [""])[0]
        handler = self._registry.forms.get(name)
        record.rpc = name if handler else "unknown"
        if handler is None:
            raise RpcFailure(Code.METHOD_NOT_FOUND, f"Invalid Method: {name[:200]} (as a multipart upload)")
        context = context_of(self._services, scope, record, authenticated=True)
        try:
            result = await answer_form(handler, context, scope, receive, boundary, self._workers, record)
            return write_result(NO_ID, result)
        except RpcFailure:
            raise
        except Exception as error:
            raise _internal(record, error) from error


def _run(method: Method, function: Handler, context: Context, request: Request) -> Answer:
    result = function(context, decode_params(method.decoder, request.params))
    if isinstance(result, ObjectReply | BytesReply):
        return result
    return write_result(request.id, result)


def _failed(request_id: bytes, failure: RpcFailure, record: RequestRecord) -> bytes:
    record.code = failure.code
    return write_error(request_id, failure)


def _internal(record: RequestRecord, error: Exception) -> RpcFailure:
    if is_disk_full(error):
        log_disk_full(record)
        return RpcFailure(Code.INTERNAL, MESSAGE)
    error_id = log_failure(record, record.rpc)
    return RpcFailure(Code.INTERNAL, f"Internal error {error_id}; the server's log says more.")
