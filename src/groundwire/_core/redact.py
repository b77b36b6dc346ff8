"""Hide secrets by field name and by the shape of the value; used by logs, errors and recordings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, cast
from urllib.parse import unquote

__all__ = ["REDACTED", "is_sensitive", "redact", "redact_text"]

REDACTED: Final = "[redacted]"

_SENSITIVE_NAME = re.compile(
    r"token|passw(or)?d|passphrase|secret|authorization|api[_-]?key|access[_-]?key|private[_-]?key"
    r"|credential|cookie|signature|^sig$|^jwt$|^auth$",
    re.IGNORECASE,
)
# Paging cursors are called tokens too, and they open nothing.
_HARMLESS_NAME = re.compile(r"^(continue|continuation|page|next_page|next|max)_?tokens?$", re.IGNORECASE)

_NAMES = (
    r"[\w-]*(?:token|password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key"
    r"|credential|signature)|sig|authorization"
)
_JWT = re.compile(r"eyJ[A-Za-z0-9_+/=-]+\.[A-Za-z0-9_+/=-]+(?:\.[A-Za-z0-9_+/=-]*)?")
_SCHEME = re.compile(r"\b(Bearer|Basic)(\s+|%20|\+)[A-Za-z0-9._~+/=%-]+", re.IGNORECASE)
_USERINFO = re.compile(r"(?<=://)[^/\s@?#]+@")
_PAIR = re.compile(
    rf"""(?<![\w-])(?P<name>{_NAMES})(?P<mid>["']?\s*[=:]\s*)(?P<value>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s&"',;)}}\]]+)""",
    re.IGNORECASE,
)


def is_sensitive(name: str) -> bool:
    """Whether a field of this name is taken to hold a secret."""
    return _SENSITIVE_NAME.search(name) is not None and _HARMLESS_NAME.match(name) is None


def redact_text(text: str) -> str:
    """Return `text` without tokens, passwords, URL credentials and presigned signatures."""
    text = _USERINFO.sub(f"{REDACTED}@", text)
    text = _SCHEME.sub(rf"\g<1> {REDACTED}", text)
    text = _PAIR.sub(_hide_pair, text)
    return _JWT.sub(REDACTED, text)


def _hide_pair(match: re.Match[str]) -> str:
    name, value = match["name"], match["value"]
    if _HARMLESS_NAME.match(name) or value.lower() in {"bearer", "basic", "null", "none"}:
        return match[0]
    quote = value[0] if value[0] in "\"'" else ""
    return f"{name}{match['mid']}{quote}{REDACTED}{quote}"


def redact(value: object, *, names: frozenset[str] = frozenset()) -> object:
    """Return a copy of plain data in which the values of sensitive fields are replaced.

    Args:
        value: Mappings, lists and scalars; other objects are returned as they are.
        names: Names that are sensitive besides the usual ones.
    """
    if isinstance(value, Mapping):
        items = cast("Mapping[object, object]", value).items()
        return {
            key: REDACTED if item is not None and _hides(key, names) else redact(item, names=names)
            for key, item in items
        }
    if isinstance(value, list | tuple):
        return [redact(item, names=names) for item in cast("list[object]", value)]
    return redact_text(value) if isinstance(value, str) else value


def _hides(key: object, names: frozenset[str]) -> bool:
    return isinstance(key, str) and (key in names or is_sensitive(unquote(key)))
