"""Metrics as the server tells them: an object, or text that holds one in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import msgspec

from groundwire._core.errors import InvalidArgumentError, ProtocolError
from groundwire.studio._parameter import Parameter, parameters

if TYPE_CHECKING:
    from groundwire._core.call import Json


def read_metrics(method: str, told: Json) -> dict[str, Parameter]:
    """Return metrics by name; blank text holds none.

    Raises:
        ProtocolError: It is neither an object nor text that holds one, or a value is null.
    """
    members: object = told
    if isinstance(told, str):
        try:
            members = msgspec.json.decode(told) if told.strip() else {}
        except msgspec.DecodeError:
            members = None
    if not isinstance(members, dict):
        raise _unfit(method, "metrics that are no object", "an object, or text that holds one in JSON")
    try:
        return parameters(cast("dict[str, Any]", members))
    except InvalidArgumentError as error:
        raise _unfit(
            method, f"an unusable value: {error}", "numbers, booleans, text, arrays and objects"
        ) from None


def _unfit(method: str, found: str, expected: str) -> ProtocolError:
    return ProtocolError(
        f"{method} answered with {found.rstrip('.')}.", method=method, path="$", expected=expected
    )
