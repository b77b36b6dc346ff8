# Generated from spec/studio/schemas/session.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of session."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from groundwire._core.bound import Model
from groundwire._core.call import Json
from groundwire_api.studio.ids import OrganizationID

__all__ = [
    "Organization",
    "ServerVersion",
    "TokenReply",
    "UsageSummary",
]


class Organization(Model):
    __pydantic_extra__: dict[str, Json] = Field(init=False)  # pyright: ignore[reportIncompatibleVariableOverride] - pydantic's own way to type further members
    id: OrganizationID
    name: str
    credits: Annotated[float, Field(alias="latest_credit")]


class ServerVersion(Model):
    __pydantic_extra__: dict[str, str] = Field(init=False)  # pyright: ignore[reportIncompatibleVariableOverride] - pydantic's own way to type further members
    version: str


class TokenReply(Model):
    token: Annotated[str, Field(repr=False)]


class UsageSummary(Model):
    credits: float = 0
    funds: float = 0
    total: Annotated[float, Field(alias="total_funds_and_credits")] = 0
