# Generated from spec/namespaces/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods of Toy notes, named as on the wire."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from groundwire_api.namespaces.calls import all as _all

if TYPE_CHECKING:
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.namespaces.aio.auth import AsyncAuthRpc
    from groundwire_api.namespaces.aio.label import AsyncLabelRpc
    from groundwire_api.namespaces.aio.note import AsyncNoteRpc
    from groundwire_api.namespaces.aio.version import AsyncVersionRpc

__all__ = ["AsyncRpc"]


class AsyncRpc:
    """All methods of Toy notes; namespaces follow the wire names."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def auth(self) -> AsyncAuthRpc:
        """Methods named `auth.*`."""
        from groundwire_api.namespaces.aio.auth import AsyncAuthRpc

        return AsyncAuthRpc(self._transport)

    @cached_property
    def label(self) -> AsyncLabelRpc:
        """Methods named `label.*`."""
        from groundwire_api.namespaces.aio.label import AsyncLabelRpc

        return AsyncLabelRpc(self._transport)

    @cached_property
    def note(self) -> AsyncNoteRpc:
        """Methods named `note.*`."""
        from groundwire_api.namespaces.aio.note import AsyncNoteRpc

        return AsyncNoteRpc(self._transport)

    @cached_property
    def version(self) -> AsyncVersionRpc:
        """Methods named `version.*`."""
        from groundwire_api.namespaces.aio.version import AsyncVersionRpc

        return AsyncVersionRpc(self._transport)

    async def server_version(
        self,
    ) -> str:
        """Do it.

        Does what its name says.

        Returns:
            str.

        Raises:
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version` in spec/namespaces/methods/all.yaml.
        """
        return await self._transport.send(_all.version())
