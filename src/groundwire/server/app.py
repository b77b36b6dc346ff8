"""The ASGI application: hot paths by hand, everything else by Starlette, one log line per request."""

from __future__ import annotations

import re
import secrets
from contextlib import ExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Protocol

from anyio import to_thread
from starlette.applications import Starlette

from groundwire.server.asgi import ClientGoneError, header, reply_text
from groundwire.server.discover import register_discovery
from groundwire.server.fulldisk import MESSAGE, STATUS, is_disk_full, log_disk_full
from groundwire.server.health import HealthEndpoint
from groundwire.server.logs import RequestRecord, log_failure, log_request
from groundwire.server.methods import MethodTable, load_routes
from groundwire.server.objectroutes import ObjectEndpoint
from groundwire.server.presign import PREFIX
from groundwire.server.queries import QueryEndpoint
from groundwire.server.registry import load_handlers
from groundwire.server.rpc import RpcEndpoint
from groundwire.server.services import close_services, open_services
from groundwire.server.workers import Workers

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping
    from contextlib import AbstractAsyncContextManager

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from groundwire._core.dispatch import Route
    from groundwire.server.context import Services
    from groundwire.server.registry import Registry
    from groundwire.server.settings import Settings

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


class Endpoint(Protocol):
    """Something that answers requests and notes in the record what the log should tell."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send, record: RequestRecord, /) -> None:
        """Answer one request."""


def create_app(settings: Settings, services: Services | None = None) -> ASGIApp:
    """Make the application.

    Args:
        settings: What to serve, and how.
        services: Already open services; None opens them here. The application closes them when it shuts down.

    Raises:
        ServerError: A service cannot be opened.
    """
    services = services or open_services(settings)
    registry = load_handlers("studio")
    register_discovery("studio", registry)
    return assemble(services, load_routes("studio"), registry)


def assemble(services: Services, routes: Mapping[str, Route], registry: Registry) -> ASGIApp:
    """Join services, the calls of a spec and their handlers into an application."""
    workers = Workers()
    endpoints: dict[str, Endpoint] = {
        "/api": RpcEndpoint(services, MethodTable(routes, registry), registry, workers),
        "/health": HealthEndpoint(services, workers),
    }
    for path, handler in registry.queries.items():
        endpoints[path] = QueryEndpoint(path, handler, services, workers)
    objects = ObjectEndpoint(services.objects, services.settings.max_object)
    return Application(endpoints, objects, Starlette(lifespan=_lifespan(services, registry)))


def _lifespan(
    services: Services, registry: Registry
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncGenerator[None]:
        running = ExitStack()
        try:
            for factory in registry.services:
                running.enter_context(factory(services))
            yield
        finally:
            # In a thread: ending background work may take as long as its present step.
            await to_thread.run_sync(running.close)
            close_services(services)

    return lifespan


class Application:
    """The outermost ASGI callable.

    Args:
        endpoints: Endpoints by exact path.
        objects: Endpoint of everything below `/objects/`.
        rest: Takes lifespan events and every other request.
    """

    def __init__(self, endpoints: dict[str, Endpoint], objects: Endpoint, rest: ASGIApp) -> None:
        self._endpoints, self._objects, self._rest = endpoints, objects, rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or run the lifespan."""
        if scope["type"] != "http":
            await self._rest(scope, receive, send)
            return
        raw_path = scope["raw_path"].decode("ascii", "backslashreplace")
        record = RequestRecord(scope["method"], raw_path, _request_id(scope))
        watched = _watch(send, record)
        try:
            await self._answer(scope, receive, watched, record)
        except ClientGoneError:
            record.status = 0
        except Exception as error:
            if is_disk_full(error) and not record.status:
                log_disk_full(record)
                await reply_text(watched, STATUS, MESSAGE)
                return
            error_id = log_failure(record, "request")
            if record.status:
                raise  # the response has begun; cutting the connection is the only way to say it is broken
            await reply_text(watched, 500, f"Internal error {error_id}; the server's log says more.")
        finally:
            log_request(record)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, record: RequestRecord) -> None:
        path: str = scope["path"]
        endpoint = self._endpoints.get(path)
        if endpoint is not None:
            await endpoint(scope, receive, send, record)
        elif scope["raw_path"].startswith(PREFIX.encode()):
            await self._objects(scope, receive, send, record)
        else:
            await self._rest(scope, receive, send)


def _watch(send: Send, record: RequestRecord) -> Send:
    """Note status and size of the response, and add the request id to it."""

    async def watched(message: Message) -> None:
        if message["type"] == "http.response.start":
            record.status = message["status"]
            message["headers"] = [*message.get("headers", ()), (b"x-request-id", record.request_id.encode())]
        else:
            record.sent += len(message.get("body", b""))
        await send(message)

    return watched


def _request_id(scope: Scope) -> str:
    sent = header(scope, b"x-request-id")
    return sent if _REQUEST_ID.fullmatch(sent) else secrets.token_hex(8)
