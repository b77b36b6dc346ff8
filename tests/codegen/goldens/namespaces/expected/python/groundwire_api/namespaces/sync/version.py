# Generated from spec/namespaces/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named version.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.namespaces.sync.version_tag import VersionTagRpc

__all__ = ["VersionRpc"]


class VersionRpc:
    """Methods named `version.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def tag(self) -> VersionTagRpc:
        """Methods named `version.tag.*`."""
        from groundwire_api.namespaces.sync.version_tag import VersionTagRpc

        return VersionTagRpc(self._transport)
