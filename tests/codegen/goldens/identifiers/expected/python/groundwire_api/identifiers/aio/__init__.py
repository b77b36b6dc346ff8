# Generated from spec/identifiers/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods of Toy notes, named as on the wire."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.identifiers.aio.note import AsyncNoteRpc

__all__ = ["AsyncRpc"]


class AsyncRpc:
    """All methods of Toy notes; namespaces follow the wire names."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def note(self) -> AsyncNoteRpc:
        """Methods named `note.*`."""
        from groundwire_api.identifiers.aio.note import AsyncNoteRpc

        return AsyncNoteRpc(self._transport)
