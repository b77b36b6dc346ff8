# Generated from spec/enums/methods/things.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of things: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call
from groundwire_api.enums import models as _models

if TYPE_CHECKING:
    from groundwire_api.enums.models import Mood, Thing

__all__ = [
    "thing_find",
]


def thing_find(
    *,
    mood: Mood,
) -> Call[list[Thing]]:
    """Do it.

    Does what its name says.

    Args:
        mood: The mood.

    Returns:
        The call. Its answer: Items: A thing.

    Raises:
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `thing.find` in spec/enums/methods/things.yaml.
    """
    return Call(
        "thing.find",
        {
            "mood": mood,
        },
        lambda: list[_models.Thing],
        idempotent=True,
    )
