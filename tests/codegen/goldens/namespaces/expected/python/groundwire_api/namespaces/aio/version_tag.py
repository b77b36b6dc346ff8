# Generated from spec/namespaces/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named version.tag.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.namespaces.calls import all as _all

if TYPE_CHECKING:
    import builtins
    from groundwire._core.transport import AsyncTransport

__all__ = ["AsyncVersionTagRpc"]


class AsyncVersionTagRpc:
    """Methods named `version.tag.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def create(
        self,
    ) -> str:
        """Do it.

        Does what its name says.

        Returns:
            str.

        Raises:
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version.tag.create` in spec/namespaces/methods/all.yaml.
        """
        return await self._transport.send(_all.version_tag_create())

    async def list(
        self,
    ) -> builtins.list[str]:
        """Do it.

        Does what its name says.

        Returns:
            list[str].

        Raises:
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version.tag.list` in spec/namespaces/methods/all.yaml.
        """
        return await self._transport.send(_all.version_tag_list())
