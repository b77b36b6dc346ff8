# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named cloud.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.studio.aio.cloud_server import AsyncCloudServerRpc

__all__ = ["AsyncCloudRpc"]


class AsyncCloudRpc:
    """Methods named `cloud.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def server(self) -> AsyncCloudServerRpc:
        """Methods named `cloud.server.*`."""
        from groundwire_api.studio.aio.cloud_server import AsyncCloudServerRpc

        return AsyncCloudServerRpc(self._transport)
