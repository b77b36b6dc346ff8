# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named org.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import session as _session

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.studio.models import Organization

__all__ = ["OrgRpc"]


class OrgRpc:
    """Methods named `org.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def get(
        self,
    ) -> Organization:
        """Get the organisation of the caller.

        The token says who is asking. Servers add keys to the reply that the type does not list.

        Returns:
            The organisation that the signed-in user belongs to. Servers also send keys not listed
            here.

        Raises:
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `org.get` in spec/studio/methods/session.yaml.
        """
        return self._transport.send(_session.org_get())
