# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named validate.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from groundwire_api.studio.calls import launch as _launch

if TYPE_CHECKING:
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.studio.aio.validate_session import AsyncValidateSessionRpc
    from groundwire_api.studio.models import ValidatorSchema

__all__ = ["AsyncValidateRpc"]


class AsyncValidateRpc:
    """Methods named `validate.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def session(self) -> AsyncValidateSessionRpc:
        """Methods named `validate.session.*`."""
        from groundwire_api.studio.aio.validate_session import AsyncValidateSessionRpc

        return AsyncValidateSessionRpc(self._transport)

    async def schema(
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
        return await self._transport.send(_launch.validate_schema())
