# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named docker.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.studio.aio.docker_update import AsyncDockerUpdateRpc

__all__ = ["AsyncDockerRpc"]


class AsyncDockerRpc:
    """Methods named `docker.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def update(self) -> AsyncDockerUpdateRpc:
        """Methods named `docker.update.*`."""
        from groundwire_api.studio.aio.docker_update import AsyncDockerUpdateRpc

        return AsyncDockerUpdateRpc(self._transport)
