# Generated from spec/hot/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods of Toy notes, named as on the wire."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.hot.sync.spot import SpotRpc

__all__ = ["Rpc"]


class Rpc:
    """All methods of Toy notes; namespaces follow the wire names."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def spot(self) -> SpotRpc:
        """Methods named `spot.*`."""
        from groundwire_api.hot.sync.spot import SpotRpc

        return SpotRpc(self._transport)
