"""Descriptions of the platform that a validation ran on: which of them are accepted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from groundwire.server.errors import invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire._core.call import Json

_KNOWN = "1"
# In YAML text: a key at the margin, its scalar perhaps quoted, perhaps with a comment after it.
_VERSION = re.compile(r"""^schema_version[ \t]*:[ \t]*["']?([^"'\s#]*)["']?[ \t]*(?:#.*)?$""", re.MULTILINE)


def check(platform: Mapping[str, Json] | str) -> None:
    """Refuse a description whose form is not known; one that names no version is taken to be of the first.

    Raises:
        RpcFailure: 3, the schema version is another than 1, or the text is empty.
    """
    version = _version_of_text(platform) if isinstance(platform, str) else platform.get("schema_version")
    if version is None:
        return
    major = str(version).partition(".")[0]
    if isinstance(version, bool) or major != _KNOWN:
        raise invalid("platform", f"schema_version {str(version)[:50]!r} is not known; expected {_KNOWN}")


def _version_of_text(text: str) -> object:
    if not text.strip():
        raise invalid("platform", "must not be empty")
    if text.lstrip().startswith("{"):
        try:
            return msgspec.json.decode(text, type=dict[str, object]).get("schema_version")
        except msgspec.DecodeError:
            pass  # YAML has a brace form too
    match = _VERSION.search(text)
    return match[1] if match else None
