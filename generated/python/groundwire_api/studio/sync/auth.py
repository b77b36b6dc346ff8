# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named auth.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import session as _session

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.studio.models import TokenReply

__all__ = ["AuthRpc"]


class AuthRpc:
    """Methods named `auth.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def login(
        self,
        *,
        username: str,
        password: str,
    ) -> TokenReply:
        """Sign in with a user name and a password.

        Exchanges credentials for a token. Sent with an empty bearer token. An empty token in the
        reply means that the credentials were refused. The address of the server does not change by
        signing in.

        Args:
            username: Account name as registered with the server.
            password: Password in clear; only ever sent over https or to a loopback address.

        Returns:
            Answer of the three token methods.

        Raises:
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `auth.login` in spec/studio/methods/session.yaml.
        """
        return self._transport.send(_session.auth_login(username=username, password=password))

    def refresh(
        self,
        *,
        username: str,
    ) -> TokenReply:
        """Renew the token before it expires.

        Exchanges a token that is still valid, sent as the bearer, for a fresh one. The client calls
        it by itself before an authenticated request when the token has an hour or less to live.

        Args:
            username: Account name, taken from the claim username of the present token.

        Returns:
            Answer of the three token methods.

        Raises:
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `auth.refresh` in spec/studio/methods/session.yaml.
        """
        return self._transport.send(_session.auth_refresh(username=username))

    def verify_token(
        self,
    ) -> TokenReply:
        """Ask the server whether the token is still accepted.

        The reply holds a token whose value is not needed; being answered without an error is the
        confirmation.

        Returns:
            Answer of the three token methods.

        Raises:
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `auth.verify_token` in spec/studio/methods/session.yaml.
        """
        return self._transport.send(_session.auth_verify_token())
