# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named cloud.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.studio.sync.cloud_server import CloudServerRpc

__all__ = ["CloudRpc"]


class CloudRpc:
    """Methods named `cloud.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def server(self) -> CloudServerRpc:
        """Methods named `cloud.server.*`."""
        from groundwire_api.studio.sync.cloud_server import CloudServerRpc

        return CloudServerRpc(self._transport)
