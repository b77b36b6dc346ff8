# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named docker.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.studio.sync.docker_update import DockerUpdateRpc

__all__ = ["DockerRpc"]


class DockerRpc:
    """Methods named `docker.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def update(self) -> DockerUpdateRpc:
        """Methods named `docker.update.*`."""
        from groundwire_api.studio.sync.docker_update import DockerUpdateRpc

        return DockerUpdateRpc(self._transport)
