# Generated from spec/models/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods of Toy notes, named as on the wire."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.models.sync.job import JobRpc

__all__ = ["Rpc"]


class Rpc:
    """All methods of Toy notes; namespaces follow the wire names."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def job(self) -> JobRpc:
        """Methods named `job.*`."""
        from groundwire_api.models.sync.job import JobRpc

        return JobRpc(self._transport)
