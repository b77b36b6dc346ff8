"""Say which member of a parameter does not fit, in the words of JSON."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from groundwire.server.errors import invalid

if TYPE_CHECKING:
    from collections.abc import Generator

_KINDS = {
    "float": "a finite number",
    "int": "a whole number",
    "str": "text",
    "bool": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
    "datetime": "a time such as 2025-11-20T10:00:00Z",
}
_EXPECTED = re.compile(r"Expected `([^`]+)`(?:, got `([^`]+)`)?")
_MISSING = re.compile(r"Object missing required field `([^`]+)`")
_PATH = re.compile(r"(.*) - at `(?:key in )?\$?(.*)`", re.DOTALL)


@contextmanager
def complain(field: str) -> Generator[None]:
    """Turn a decoding error into `RpcFailure` 3 with the path below `field`."""
    try:
        yield
    except msgspec.ValidationError as error:
        match = _PATH.fullmatch(str(error))
        what, path = (match[1], match[2]) if match else (str(error), "")
        member, problem = _explain(what)
        raise invalid(field + path + member, problem) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise invalid(field, f"expected JSON: {error}") from None


def _explain(what: str) -> tuple[str, str]:
    """Return the member the complaint is about, below its path, and the complaint."""
    if missing := _MISSING.fullmatch(what):
        return f".{missing[1]}", "is required"
    if what.startswith("Number out of range"):
        return "", "expected a finite number"
    if (kinds := _EXPECTED.fullmatch(what)) and kinds[2]:
        return "", f"expected {_words(kinds[1])}, got {_words(kinds[2])}"
    if kinds:
        return "", f"expected {_words(kinds[1])}"
    return "", what[:1].lower() + what[1:]


def _words(kinds: str) -> str:
    names = [kind.strip() for kind in kinds.split("|")]
    wanted = [_KINDS.get(kind, kind) for kind in names if kind != "null" or len(names) == 1]
    return " or ".join(wanted)
