# Generated from spec/namespaces/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named auth.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.namespaces.calls import all as _all

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire._core.unset import Unset

__all__ = ["AuthRpc"]


class AuthRpc:
    """Methods named `auth.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def login(
        self,
        *,
        password: str,
        type: str | Unset = UNSET,
    ) -> str:
        """Do it.

        Does what its name says.

        Args:
            password: The password.
            type: The type.

        Returns:
            str.

        Raises:
            NotFoundError: There is no note with this number (code 101).
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `auth.login` in spec/namespaces/methods/all.yaml.
        """
        return self._transport.send(_all.auth_login(password=password, type=type))
