"""The platform a validation ran on, checked before it is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from groundwire._core.errors import InvalidArgumentError, InvalidTypeError

if TYPE_CHECKING:
    from groundwire._core.call import Json


def checked_platform(platform: Any) -> Json:
    """Return a platform as it is sent: text untouched, a dict as plain JSON values.

    Raises:
        InvalidTypeError: It is neither a dict nor text, or something in it has no JSON form.
        InvalidArgumentError: A number in it is not finite; it is a ``ValueError``.
    """
    if isinstance(platform, str):
        return platform
    if not isinstance(platform, dict):
        raise InvalidTypeError(f"set_platform takes a dict or text, got {type(platform).__name__}.")
    try:
        plain: Json = json.loads(json.dumps(platform, allow_nan=False))
    except TypeError as error:
        raise InvalidTypeError(f"The platform cannot be sent as JSON: {error}.") from None
    except ValueError as error:
        raise InvalidArgumentError(f"The platform cannot be sent as JSON: {error}.") from None
    return plain
