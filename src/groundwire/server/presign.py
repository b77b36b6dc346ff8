"""Presigned URLs: one object, one method, until a moment, guarded by an HMAC."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote_to_bytes

Method = Literal["GET", "PUT"]
PREFIX = "/objects/"
_FIELDS = frozenset({"method", "expires", "size", "signature"})
_MAX_DIGITS = 15


class DeniedError(Exception):
    """A URL that gives no access; the text says why."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a verified URL allows.

    Attributes:
        key: The object.
        max_size: Largest accepted body in bytes; None leaves it to the server.
    """

    key: str
    max_size: int | None


class UrlSigner:
    """Signs and verifies.

    Args:
        key: Secret key.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def sign(
        self, method: Method, key: str, base_url: str, *, lifetime: int, max_size: int | None = None
    ) -> str:
        """Make an absolute URL for one object."""
        expires = str(int(time.time()) + lifetime)
        size = "" if max_size is None else str(max_size)
        signature = self._signature(method, key, expires, size)
        limit = f"&size={size}" if size else ""
        query = f"method={method}&expires={expires}{limit}&signature={signature}"
        return f"{base_url}{PREFIX}{quote(key, safe='/~')}?{query}"

    def verify(self, http_method: str, raw_path: bytes, query: bytes) -> Grant:
        """Return what a request's URL allows, or raise.

        Args:
            http_method: Method of the request; HEAD counts as GET.
            raw_path: Path as received, still percent-encoded.
            query: Query string as received.

        Raises:
            DeniedError: Expired, altered, incomplete, or made for another method.
        """
        fields = _fields(query)
        key = _key(raw_path)
        expected = self._signature(fields["method"], key, fields["expires"], fields.get("size", ""))
        if not hmac.compare_digest(expected.encode(), fields["signature"].encode()):
            raise DeniedError("the signature does not match this URL")
        # From here on every field is one we wrote ourselves.
        if int(fields["expires"]) < time.time():
            raise DeniedError("the URL has expired")
        if fields["method"] != ("GET" if http_method == "HEAD" else http_method):
            raise DeniedError(f"the URL allows {fields['method']}, not {http_method}")
        return Grant(key, int(fields["size"]) if "size" in fields else None)

    def _signature(self, method: str, key: str, expires: str, size: str) -> str:
        message = f"groundwire-url-1\n{method}\n{expires}\n{size}\n{key}".encode()
        digest = hmac.digest(self._key, message, hashlib.sha256)
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _fields(query: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    try:
        text = query.decode("ascii")
    except UnicodeDecodeError:
        raise DeniedError("the query is not one of ours") from None
    for item in text.split("&"):
        name, equals, value = item.partition("=")
        if name not in _FIELDS or name in fields or not equals:
            raise DeniedError("the query is not one of ours")
        fields[name] = value
    if len(fields) < len(_FIELDS) - ("size" not in fields):
        raise DeniedError("the URL is incomplete")
    for name in ("expires", "size"):
        value = fields.get(name, "0")
        if not value.isdecimal() or len(value) > _MAX_DIGITS:
            raise DeniedError("the query is not one of ours")
    return fields


def _key(raw_path: bytes) -> str:
    try:
        return unquote_to_bytes(raw_path[len(PREFIX) :]).decode("utf-8")
    except UnicodeDecodeError:
        raise DeniedError("the path is not one of ours") from None
