"""Conditional and partial requests: which bytes of an object a GET asks for."""

from __future__ import annotations

import re
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire.server.objects import ObjectInfo

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)


class UnsatisfiableError(Exception):
    """The range lies outside the object."""


def last_modified(info: ObjectInfo) -> str:
    """Format the time of the last write for a header."""
    return format_datetime(info.modified.replace(microsecond=0), usegmt=True)


def not_modified(info: ObjectInfo, if_none_match: str) -> bool:
    """Tell whether the copy the client holds is still right."""
    return if_none_match == "*" or info.etag in (
        tag.strip().removeprefix("W/") for tag in if_none_match.split(",")
    )


def select_range(info: ObjectInfo, wanted: str, if_range: str) -> tuple[int, int] | None:
    """Return first byte and length of the part to send; None for the whole object.

    A header that is not one single byte range is ignored, as HTTP allows; so is a range whose `If-Range`
    condition names another version of the object.

    Raises:
        UnsatisfiableError: The range begins behind the end.
    """
    match = _RANGE.fullmatch(wanted.replace(" ", ""))
    if match is None or not _is_current(info, if_range):
        return None
    first, last = match.groups()
    if first:
        start = int(first)
        end = min(int(last), info.size - 1) if last else info.size - 1
        if last and int(last) < start:
            return None
    elif last:
        start, end = max(0, info.size - int(last)), info.size - 1
        if int(last) == 0:
            raise UnsatisfiableError
    else:
        return None
    if start >= info.size:
        raise UnsatisfiableError
    return start, end - start + 1


def _is_current(info: ObjectInfo, if_range: str) -> bool:
    if not if_range:
        return True
    if if_range.startswith(('"', "W/")):
        return if_range == info.etag
    try:
        return parsedate_to_datetime(if_range) == info.modified.replace(microsecond=0)
    except (ValueError, TypeError):
        return False
