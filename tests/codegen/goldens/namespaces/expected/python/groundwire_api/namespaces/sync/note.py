# Generated from spec/namespaces/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named note.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import deprecated

from groundwire._core.deprecate import warn_deprecated
from groundwire._core.unset import UNSET
from groundwire_api.namespaces.calls import all as _all

if TYPE_CHECKING:
    from groundwire._core.call import Json
    from groundwire._core.transport import Transport
    from groundwire._core.unset import Unset

__all__ = ["NoteRpc"]


class NoteRpc:
    """Methods named `note.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @deprecated("note.old is deprecated; use label.del", category=None)
    def old(
        self,
    ) -> str:
        """Do it.

        Does what its name says.

        Deprecated: note.old is deprecated; use label.del.

        Returns:
            str.

        Raises:
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `note.old` in spec/namespaces/methods/all.yaml.
        """
        warn_deprecated("namespaces.note.old")
        return self._transport.send(_all.make_note_old())

    def schema(
        self,
        *,
        type: str | Unset = UNSET,
    ) -> Json:
        """Do it.

        Does what its name says.

        Args:
            type: The type.

        Returns:
            Json.

        Raises:
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `note.schema` in spec/namespaces/methods/all.yaml.
        """
        return self._transport.send(_all.note_schema(type=type))
