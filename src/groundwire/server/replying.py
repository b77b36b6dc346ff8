"""Send what a handler returns for a download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.server.asgi import disposition, reply
from groundwire.server.replies import BytesReply, Reply
from groundwire.server.serving import send_object

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from groundwire.server.context import Services


async def send_reply(answer: Reply, services: Services, scope: Scope, receive: Receive, send: Send) -> None:
    """Send bytes from memory, or a stored object."""
    extra = [] if answer.filename is None else [disposition(answer.filename)]
    if isinstance(answer, BytesReply):
        await reply(send, 200, answer.body, answer.content_type.encode("latin-1"), extra)
        return
    await send_object(services.objects, answer.key, scope, receive, send, extra)
