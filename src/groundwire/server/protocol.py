"""uvicorn's HTTP/1.1 protocol with a limit on request heads, which it lacks."""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 64 * 1024


class BoundedHttpProtocol(HttpToolsProtocol):
    """Ends connections whose request line and headers exceed 64 KiB, before they take memory."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_head = True
        self._head = 0

    def data_received(self, data: bytes) -> None:
        """Take bytes from the connection."""
        if self._in_head:
            self._head += len(data)
        super().data_received(data)
        # A body that came along with its head has ended the head by now.
        if self._in_head and self._head > MAX_HEAD and not self.transport.is_closing():
            self.send_400_response(f"The request's headers may have at most {MAX_HEAD} bytes.")

    def on_headers_complete(self) -> None:
        """Note the end of a request's head."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Note the end of a request."""
        self._in_head, self._head = True, 0
        super().on_message_complete()
