"""From a request to the `Context` of its handler: who calls, and from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.server.asgi import base_url, bearer
from groundwire.server.context import Context, Services

if TYPE_CHECKING:
    from starlette.types import Scope

    from groundwire.server.logs import RequestRecord


def context_of(services: Services, scope: Scope, record: RequestRecord, *, authenticated: bool) -> Context:
    """Build the context of a call.

    Raises:
        RpcFailure: 401 if the call needs a token and the request has no valid one.
    """
    claims = services.auth.authenticate(bearer(scope)) if authenticated else None
    if claims is not None:
        record.user_id, record.organization_id = claims.user_id, claims.organization_id
    client = scope.get("client")
    return Context(
        user_id=claims.user_id if claims else 0,
        username=claims.username if claims else "",
        organization_id=claims.organization_id if claims else 0,
        db=services.db,
        objects=services.objects,
        base_url=base_url(scope, services.settings),
        settings=services.settings,
        auth=services.auth,
        token=claims,
        address=client[0] if client else "",
        request_id=record.request_id,
    )
