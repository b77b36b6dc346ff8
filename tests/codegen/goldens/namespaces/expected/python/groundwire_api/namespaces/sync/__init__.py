# Generated from spec/namespaces/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods of Toy notes, named as on the wire."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from groundwire_api.namespaces.calls import all as _all

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.namespaces.sync.auth import AuthRpc
    from groundwire_api.namespaces.sync.label import LabelRpc
    from groundwire_api.namespaces.sync.note import NoteRpc
    from groundwire_api.namespaces.sync.version import VersionRpc

__all__ = ["Rpc"]


class Rpc:
    """All methods of Toy notes; namespaces follow the wire names."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def auth(self) -> AuthRpc:
        """Methods named `auth.*`."""
        from groundwire_api.namespaces.sync.auth import AuthRpc

        return AuthRpc(self._transport)

    @cached_property
    def label(self) -> LabelRpc:
        """Methods named `label.*`."""
        from groundwire_api.namespaces.sync.label import LabelRpc

        return LabelRpc(self._transport)

    @cached_property
    def note(self) -> NoteRpc:
        """Methods named `note.*`."""
        from groundwire_api.namespaces.sync.note import NoteRpc

        return NoteRpc(self._transport)

    @cached_property
    def version(self) -> VersionRpc:
        """Methods named `version.*`."""
        from groundwire_api.namespaces.sync.version import VersionRpc

        return VersionRpc(self._transport)

    def server_version(
        self,
    ) -> str:
        """Do it.

        Does what its name says.

        Returns:
            str.

        Raises:
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version` in spec/namespaces/methods/all.yaml.
        """
        return self._transport.send(_all.version())
