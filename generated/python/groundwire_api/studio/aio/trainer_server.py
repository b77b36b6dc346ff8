# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named trainer.server.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import launch as _launch

if TYPE_CHECKING:
    from groundwire._core.transport import AsyncTransport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.models import TrainerSchemaReply

__all__ = ["AsyncTrainerServerRpc"]


class AsyncTrainerServerRpc:
    """Methods named `trainer.server.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def schema(
        self,
        *,
        type: str | Unset = UNSET,
    ) -> TrainerSchemaReply:
        """List the trainers, or the options of one trainer.

        Without a type the reply lists the trainers that can be started; with one it lists the
        options of that trainer.

        Args:
            type: Name of a trainer.

        Returns:
            The list of trainers without a type, the options of one trainer with it.

        Raises:
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `trainer.server.schema` in spec/studio/methods/launch.yaml.
        """
        return await self._transport.send(_launch.trainer_server_schema(type=type))
