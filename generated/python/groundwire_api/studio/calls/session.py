# Generated from spec/studio/methods/session.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of session: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call
from groundwire_api.studio import models as _models

if TYPE_CHECKING:
    from groundwire_api.studio.models import Organization, ServerVersion, TokenReply, UsageSummary

__all__ = [
    "accounting_get_usage_summary",
    "auth_login",
    "auth_refresh",
    "auth_verify_token",
    "org_get",
    "version",
]


def accounting_get_usage_summary() -> Call[UsageSummary]:
    """Get the balance of the organisation.

    Amounts are in credits. An amount that the server leaves out counts as 0.

    Returns:
        The call. Its answer: What the organisation can still spend, in credits. A missing amount
        reads as 0; null is not allowed.

    Raises:
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `accounting.get_usage_summary` in
    spec/studio/methods/session.yaml.
    """
    return Call(
        "accounting.get_usage_summary",
        None,
        lambda: _models.UsageSummary,
        idempotent=True,
    )


def auth_login(
    *,
    username: str,
    password: str,
) -> Call[TokenReply]:
    """Sign in with a user name and a password.

    Exchanges credentials for a token. Sent with an empty bearer token. An empty token in the reply
    means that the credentials were refused. The address of the server does not change by signing
    in.

    Args:
        username: Account name as registered with the server.
        password: Password in clear; only ever sent over https or to a loopback address.

    Returns:
        The call. Its answer: Answer of the three token methods.

    Raises:
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `auth.login` in spec/studio/methods/session.yaml.
    """
    return Call(
        "auth.login",
        {
            "username": username,
            "password": password,
        },
        lambda: _models.TokenReply,
        idempotent=True,
        authenticated=False,
        sensitive=frozenset(("password",)),
    )


def auth_refresh(
    *,
    username: str,
) -> Call[TokenReply]:
    """Renew the token before it expires.

    Exchanges a token that is still valid, sent as the bearer, for a fresh one. The client calls it
    by itself before an authenticated request when the token has an hour or less to live.

    Args:
        username: Account name, taken from the claim username of the present token.

    Returns:
        The call. Its answer: Answer of the three token methods.

    Raises:
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `auth.refresh` in spec/studio/methods/session.yaml.
    """
    return Call(
        "auth.refresh",
        {
            "username": username,
        },
        lambda: _models.TokenReply,
        idempotent=True,
    )


def auth_verify_token() -> Call[TokenReply]:
    """Ask the server whether the token is still accepted.

    The reply holds a token whose value is not needed; being answered without an error is the
    confirmation.

    Returns:
        The call. Its answer: Answer of the three token methods.

    Raises:
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `auth.verify_token` in spec/studio/methods/session.yaml.
    """
    return Call(
        "auth.verify_token",
        None,
        lambda: _models.TokenReply,
        idempotent=True,
    )


def org_get() -> Call[Organization]:
    """Get the organisation of the caller.

    The token says who is asking. Servers add keys to the reply that the type does not list.

    Returns:
        The call. Its answer: The organisation that the signed-in user belongs to. Servers also send
        keys not listed here.

    Raises:
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `org.get` in spec/studio/methods/session.yaml.
    """
    return Call(
        "org.get",
        None,
        lambda: _models.Organization,
        idempotent=True,
    )


def version() -> Call[ServerVersion]:
    """Get the release of the server.

    Works without a token. Beside the key version a server may add further texts, for example a
    build mark.

    Returns:
        The call. Its answer: What the server says about itself. Every value is text.

    Raises:
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `version` in spec/studio/methods/session.yaml.
    """
    return Call(
        "version",
        None,
        lambda: _models.ServerVersion,
        idempotent=True,
        authenticated=False,
    )
