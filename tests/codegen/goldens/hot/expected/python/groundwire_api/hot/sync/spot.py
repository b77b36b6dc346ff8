# Generated from spec/hot/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named spot.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.hot.calls import spots as _spots

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire._core.unset import Unset
    from groundwire_api.hot.models import SpotListResult

__all__ = ["SpotRpc"]


class SpotRpc:
    """Methods named `spot.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def list(
        self,
        *,
        token: str | Unset = UNSET,
        limit: int | Unset = UNSET,
    ) -> SpotListResult:
        """Do it.

        Does what its name says.

        Args:
            token: The token.
            limit: The limit.

        Returns:
            SpotListResult.

        Raises:
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `spot.list` in spec/hot/methods/spots.yaml.
        """
        return self._transport.send(_spots.spot_list(token=token, limit=limit))
