# Generated from spec/namespaces/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named version.tag.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.namespaces.calls import all as _all

if TYPE_CHECKING:
    import builtins
    from groundwire._core.transport import Transport

__all__ = ["VersionTagRpc"]


class VersionTagRpc:
    """Methods named `version.tag.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def create(
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
        return self._transport.send(_all.version_tag_create())

    def list(
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
        return self._transport.send(_all.version_tag_list())
