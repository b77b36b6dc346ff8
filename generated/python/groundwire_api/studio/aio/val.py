# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named val.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.studio.aio.val_data import AsyncValDataRpc

__all__ = ["AsyncValRpc"]


class AsyncValRpc:
    """Methods named `val.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def data(self) -> AsyncValDataRpc:
        """Methods named `val.data.*`."""
        from groundwire_api.studio.aio.val_data import AsyncValDataRpc

        return AsyncValDataRpc(self._transport)
