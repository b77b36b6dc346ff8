# Generated from spec/namespaces/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named version.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.namespaces.aio.version_tag import AsyncVersionTagRpc

__all__ = ["AsyncVersionRpc"]


class AsyncVersionRpc:
    """Methods named `version.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def tag(self) -> AsyncVersionTagRpc:
        """Methods named `version.tag.*`."""
        from groundwire_api.namespaces.aio.version_tag import AsyncVersionTagRpc

        return AsyncVersionTagRpc(self._transport)
