"""`/objects/…`: where presigned URLs of the folder store lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.server.asgi import reply_text
from groundwire.server.objects import InvalidKeyError
from groundwire.server.presign import DeniedError
from groundwire.server.receiving import receive_object
from groundwire.server.serving import send_object

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from groundwire.server.logs import RequestRecord
    from groundwire.server.metering import MeteredStore

_ALLOWED = {"GET", "HEAD", "PUT"}


class ObjectEndpoint:
    """Checks the URL, then sends or receives. A URL that gives no access is answered 403 with the reason.

    Args:
        store: Where objects are.
        max_object: Largest accepted object in bytes.
    """

    def __init__(self, store: MeteredStore, max_object: int) -> None:
        self._store, self._max_object = store, max_object

    async def __call__(self, scope: Scope, receive: Receive, send: Send, record: RequestRecord) -> None:
        """Answer one request."""
        method: str = scope["method"]
        if method not in _ALLOWED:
            await reply_text(send, 405, "Objects answer GET, HEAD and PUT.", [(b"allow", b"GET, HEAD, PUT")])
            return
        try:
            grant = self._store.signer.verify(method, scope["raw_path"], scope["query_string"])
            if method == "PUT":
                limit = self._max_object if grant.max_size is None else min(grant.max_size, self._max_object)
                record.received = await receive_object(self._store, grant.key, limit, scope, receive, send)
            else:
                await send_object(self._store, grant.key, scope, receive, send)
        except DeniedError as error:
            await reply_text(send, 403, f"Access denied: {error}.")
        except InvalidKeyError:
            await reply_text(send, 404, "There is no such object.")
