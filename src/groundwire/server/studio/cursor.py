"""`continue_token`: where the next page of samples begins."""

from __future__ import annotations

import re

from groundwire.server.errors import invalid

_FORM = re.compile(r"s([0-9a-f]{1,15})", re.ASCII)


def write_cursor(last_id: int) -> str:
    """Return the token that continues after a sample."""
    return f"s{last_id:x}"


def read_cursor(token: str | None) -> int:
    """Return the sample a token continues after; 0 without a token.

    Raises:
        RpcFailure: 3, it is not a token of `samples.list`.
    """
    if not token:
        return 0
    match = _FORM.fullmatch(token)
    if match is None:
        raise invalid("continue_token", "is not a token that samples.list returned")
    return int(match[1], 16)
