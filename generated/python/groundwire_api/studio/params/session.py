# Generated from spec/studio/methods/session.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of session, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

__all__ = [
    "AccountingGetUsageSummaryParams",
    "AuthLoginParams",
    "AuthRefreshParams",
    "AuthVerifyTokenParams",
    "OrgGetParams",
    "VersionParams",
]


class AccountingGetUsageSummaryParams(Struct, frozen=True, kw_only=True):
    """Parameters of `accounting.get_usage_summary`."""


class AuthLoginParams(Struct, frozen=True, kw_only=True):
    """Parameters of `auth.login`."""

    username: str
    password: str


class AuthRefreshParams(Struct, frozen=True, kw_only=True):
    """Parameters of `auth.refresh`."""

    username: str


class AuthVerifyTokenParams(Struct, frozen=True, kw_only=True):
    """Parameters of `auth.verify_token`."""


class OrgGetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `org.get`."""


class VersionParams(Struct, frozen=True, kw_only=True):
    """Parameters of `version`."""
