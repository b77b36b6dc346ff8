# Generated from spec/studio/methods/session.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.studio.models import Organization, ServerVersion, TokenReply, UsageSummary
    from groundwire_api.studio.params import (
        AccountingGetUsageSummaryParams,
        AuthLoginParams,
        AuthRefreshParams,
        AuthVerifyTokenParams,
        OrgGetParams,
        VersionParams,
    )

__all__ = ["SessionHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "accounting.get_usage_summary": Route(
        "accounting.get_usage_summary",
        "session",
        params=lambda: _params.AccountingGetUsageSummaryParams,
        result=lambda: _models.UsageSummary,
        idempotent=True,
    ),
    "auth.login": Route(
        "auth.login",
        "session",
        params=lambda: _params.AuthLoginParams,
        result=lambda: _models.TokenReply,
        idempotent=True,
        authenticated=False,
        sensitive=frozenset(("password",)),
    ),
    "auth.refresh": Route(
        "auth.refresh",
        "session",
        params=lambda: _params.AuthRefreshParams,
        result=lambda: _models.TokenReply,
        idempotent=True,
    ),
    "auth.verify_token": Route(
        "auth.verify_token",
        "session",
        params=lambda: _params.AuthVerifyTokenParams,
        result=lambda: _models.TokenReply,
        idempotent=True,
    ),
    "org.get": Route(
        "org.get",
        "session",
        params=lambda: _params.OrgGetParams,
        result=lambda: _models.Organization,
        idempotent=True,
    ),
    "version": Route(
        "version",
        "session",
        params=lambda: _params.VersionParams,
        result=lambda: _models.ServerVersion,
        idempotent=True,
        authenticated=False,
    ),
}


class SessionHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def accounting_get_usage_summary(
        self, ctx: C_contra, p: AccountingGetUsageSummaryParams, /
    ) -> UsageSummary | Raw:
        """Answer `accounting.get_usage_summary`: Get the balance of the organisation."""
        ...

    def auth_login(self, ctx: C_contra, p: AuthLoginParams, /) -> TokenReply | Raw:
        """Answer `auth.login`: Sign in with a user name and a password."""
        ...

    def auth_refresh(self, ctx: C_contra, p: AuthRefreshParams, /) -> TokenReply | Raw:
        """Answer `auth.refresh`: Renew the token before it expires."""
        ...

    def auth_verify_token(self, ctx: C_contra, p: AuthVerifyTokenParams, /) -> TokenReply | Raw:
        """Answer `auth.verify_token`: Ask the server whether the token is still accepted."""
        ...

    def org_get(self, ctx: C_contra, p: OrgGetParams, /) -> Organization | Raw:
        """Answer `org.get`: Get the organisation of the caller."""
        ...

    def version(self, ctx: C_contra, p: VersionParams, /) -> ServerVersion | Raw:
        """Answer `version`: Get the release of the server."""
        ...
