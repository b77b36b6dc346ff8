"""`continue_token` of `task.list`: where the next page of tasks begins."""

from __future__ import annotations

import re

from groundwire.server.errors import invalid

_FORM = re.compile(r"t([0-9a-f]{1,15})", re.ASCII)


def write_cursor(last_id: int) -> str:
    """Return the token that continues below a task: lists run from new to old."""
    return f"t{last_id:x}"


def read_cursor(token: str | None) -> int | None:
    """Return the task a token continues below; None without a token.

    Raises:
        RpcFailure: 3, it is not a token of `task.list`.
    """
    if not token:
        return None
    match = _FORM.fullmatch(token)
    if match is None:
        raise invalid("continue_token", "is not a token that task.list returned")
    return int(match[1], 16)
