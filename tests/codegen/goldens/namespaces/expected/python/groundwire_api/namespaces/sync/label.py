# Generated from spec/namespaces/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named label.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.namespaces.calls import all as _all

if TYPE_CHECKING:
    from groundwire._core.transport import Transport

__all__ = ["LabelRpc"]


class LabelRpc:
    """Methods named `label.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def del_(
        self,
    ) -> str:
        """Do it.

        Does what its name says.

        Returns:
            str.

        Raises:
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `label.del` in spec/namespaces/methods/all.yaml.
        """
        return self._transport.send(_all.label_del())
