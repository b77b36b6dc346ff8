# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named validate.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from groundwire_api.studio.calls import launch as _launch

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.studio.models import ValidatorSchema
    from groundwire_api.studio.sync.validate_session import ValidateSessionRpc

__all__ = ["ValidateRpc"]


class ValidateRpc:
    """Methods named `validate.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def session(self) -> ValidateSessionRpc:
        """Methods named `validate.session.*`."""
        from groundwire_api.studio.sync.validate_session import ValidateSessionRpc

        return ValidateSessionRpc(self._transport)

    def schema(
        self,
    ) -> list[ValidatorSchema]:
        """List the validators with their options.

        All of them in one reply, each with the options that it takes.

        Returns:
            Items: A validator that can be started, with its options.

        Raises:
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `validate.schema` in spec/studio/methods/launch.yaml.
        """
        return self._transport.send(_launch.validate_schema())
