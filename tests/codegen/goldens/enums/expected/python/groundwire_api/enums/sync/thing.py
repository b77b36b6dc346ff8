# Generated from spec/enums/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named thing.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.enums.calls import things as _things

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.enums.models import Mood, Thing

__all__ = ["ThingRpc"]


class ThingRpc:
    """Methods named `thing.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def find(
        self,
        *,
        mood: Mood,
    ) -> list[Thing]:
        """Do it.

        Does what its name says.

        Args:
            mood: The mood.

        Returns:
            Items: A thing.

        Raises:
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `thing.find` in spec/enums/methods/things.yaml.
        """
        return self._transport.send(_things.thing_find(mood=mood))
