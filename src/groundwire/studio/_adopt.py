"""Adopting a token: reading a stored one without failing, and the server it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.errors import AuthenticationError, ConfigurationError, InvalidTokenError, StorageError
from groundwire._core.tokens import decode_claims

from ._urls import LOCAL_SERVER, instance_url

if TYPE_CHECKING:
    from groundwire._core.auth import TokenSource
    from groundwire._core.tokens import Claims


def load_quietly(tokens: TokenSource) -> Claims | None:
    """Load the stored token; return its claims, or ``None`` when there is none or it is unreadable.

    A constructor must not fail because of a stale file, so an unreadable one is only logged; the
    token is kept and the first call will tell.
    """
    try:
        token = tokens.load()
        return decode_claims(token) if token else None
    except (AuthenticationError, StorageError) as error:
        import logging

        logging.getLogger("groundwire").warning("the stored token is not used: %s", error)
        return None


def follow_token(claims: Claims, url: str, *, chosen: bool) -> str:
    """Return the base URL for a token: that of its server.

    The local server's tokens name no host, so they leave a URL that the user chose alone. A claim
    that cannot be a host name leaves any URL alone.
    """
    if not claims.server or (claims.server == LOCAL_SERVER and chosen):
        return url
    try:
        return instance_url(claims.server)
    except ConfigurationError:
        return url


def parse_token_server(token: str) -> str:
    """Return the name of the server a token was made for, such as ``test``. No request.

    Args:
        token: The token; its signature is not looked at.

    Raises:
        InvalidTokenError: The token cannot be read or names no server.
    """
    server = decode_claims(token).server
    if server is None:
        raise InvalidTokenError("The token does not name its server.", hint="Log in again to get a new one.")
    return server
