"""`GET /health`: is the server able to work, and which version is it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from sqlalchemy.exc import SQLAlchemyError

from groundwire import __version__
from groundwire.server.asgi import reply, reply_text
from groundwire.server.store.migrate import revision

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from groundwire.server.context import Services
    from groundwire.server.logs import RequestRecord
    from groundwire.server.workers import Workers


class HealthEndpoint:
    """Answers 200 when the database answers, else 503; no token needed, nothing private told.

    Args:
        services: What is checked.
        workers: Threads for the question to the database.
    """

    def __init__(self, services: Services, workers: Workers) -> None:
        self._services, self._workers = services, workers

    async def __call__(self, scope: Scope, _receive: Receive, send: Send, _record: RequestRecord) -> None:
        """Answer one request."""
        if scope["method"] not in {"GET", "HEAD"}:
            await reply_text(send, 405, "This address answers GET.", [(b"allow", b"GET, HEAD")])
            return
        try:
            schema, database = await self._workers.run(revision, self._services.db), "ok"
        except SQLAlchemyError:
            schema, database = None, "unavailable"
        healthy = database == "ok"
        state = {
            "status": "ok" if healthy else "unavailable",
            "version": __version__,
            "platforms": self._services.settings.platforms,
            "database": database,
            "schema": schema,
        }
        await reply(send, 200 if healthy else 503, msgspec.json.encode(state), b"application/json")
