# Generated from spec/hot/methods/spots.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of spots: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call, TimeoutClass
from groundwire._core.unset import UNSET
from groundwire_api.hot import models as _models

if TYPE_CHECKING:
    from groundwire._core.unset import Unset
    from groundwire_api.hot.models import SpotListResult

__all__ = [
    "spot_list",
]


def spot_list(
    *,
    token: str | Unset = UNSET,
    limit: int | Unset = UNSET,
) -> Call[SpotListResult]:
    """Do it.

    Does what its name says.

    Args:
        token: The token.
        limit: The limit.

    Returns:
        The call. Its answer: SpotListResult.

    Raises:
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `spot.list` in spec/hot/methods/spots.yaml.
    """
    return Call(
        "spot.list",
        {
            "token": token,
            "limit": limit,
        },
        lambda: _models.SpotListResult,
        hot=True,
        timeout=TimeoutClass.BULK,
        idempotent=True,
    )
