# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named val.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.studio.sync.val_data import ValDataRpc

__all__ = ["ValRpc"]


class ValRpc:
    """Methods named `val.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def data(self) -> ValDataRpc:
        """Methods named `val.data.*`."""
        from groundwire_api.studio.sync.val_data import ValDataRpc

        return ValDataRpc(self._transport)
