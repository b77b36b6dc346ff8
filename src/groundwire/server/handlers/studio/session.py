"""Logins, tokens, server version, and the caller's organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from groundwire import __version__
from groundwire.server.errors import Code, RpcFailure
from groundwire.server.registry import handles
from groundwire.server.store.tables import organizations

if TYPE_CHECKING:
    from groundwire.server.context import Context
    from groundwire.server.tokens import TokenClaims
    from groundwire_api.studio.params.session import (
        AuthLoginParams,
        AuthRefreshParams,
        AuthVerifyTokenParams,
        OrgGetParams,
        VersionParams,
    )

# Built once: building a statement takes longer than running it.
_ORGANIZATION = select(organizations.c.id, organizations.c.name, organizations.c.credits).where(
    organizations.c.id == bindparam("id")
)


@handles("auth.login", bulk=True)  # hashing is slow on purpose
def auth_login(ctx: Context, p: AuthLoginParams) -> dict[str, str]:
    """Check a password and issue a token."""
    return {"token": ctx.auth.login(p.username, p.password, ctx.address)}


@handles("auth.refresh")
def auth_refresh(ctx: Context, p: AuthRefreshParams) -> dict[str, str]:
    """Issue a new token to the holder of a valid one."""
    if p.username != ctx.username:
        raise RpcFailure(Code.FORBIDDEN, "The user name is not that of the token.")
    return {"token": ctx.auth.refresh(_claims(ctx))}


@handles("auth.verify_token")
def auth_verify_token(ctx: Context, _p: AuthVerifyTokenParams) -> dict[str, str]:
    """Confirm that the caller's token is valid."""
    return {"token": _claims(ctx).text}


@handles("version")
def version(ctx: Context, _p: VersionParams) -> dict[str, str]:
    """Tell the version of this program; every value is text."""
    return {"version": __version__, "server": ctx.settings.server_name, "program": "groundwire"}


@handles("org.get")
def org_get(ctx: Context, _p: OrgGetParams) -> dict[str, object]:
    """Describe the caller's organisation."""
    with ctx.db.read() as connection:
        row = connection.execute(_ORGANIZATION, {"id": ctx.organization_id}).one()
    return {"id": row.id, "name": row.name, "latest_credit": row.credits}


def _claims(ctx: Context) -> TokenClaims:
    assert ctx.token is not None  # every call in this module that asks for it needs a token
    return ctx.token
