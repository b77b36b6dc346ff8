"""What a transfer may ask for: http and https URLs, shown without their secrets."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from groundwire._core.errors import InvalidArgumentError

__all__ = ["checked_headers", "checked_url", "origin", "redirected", "shown"]

_PLAIN = re.compile(
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[1-5]?\d{1,4})?(?:[/?][A-Za-z0-9._~:/?@!$&'()*+,;=%-]*)?",
    re.IGNORECASE,
)
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9a-f:.]+(?:%[A-Za-z0-9._-]+)?", re.IGNORECASE)
_KEPT = "!#$%&'()*+,/:;=?@[]~"
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e]*")


def checked_url(url: str) -> str:
    """Return `url` ready to send, without its fragment, with spaces and other letters percent-encoded.

    Raises:
        InvalidArgumentError: It is not an absolute http or https URL, or holds control characters.
    """
    if _PLAIN.fullmatch(url):
        return url
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as cause:
        raise _refused(url) from cause
    if parts.scheme not in {"http", "https"} or not host or re.search(r"[\x00-\x1f\x7f]", url):
        raise _refused(url)
    if not parts.netloc.isascii():
        try:
            parts = parts._replace(netloc=parts.netloc.encode("idna").decode("ascii"))
        except UnicodeError as cause:
            raise _refused(url) from cause
    if not _HOST.fullmatch(parts.hostname or ""):
        raise _refused(url)
    return quote(parts._replace(fragment="").geturl(), safe=_KEPT)


def _refused(url: str) -> InvalidArgumentError:
    return InvalidArgumentError(
        f"Cannot transfer {shown(url)!r}: not an absolute http or https URL.",
        hint="If a server sent it, ask that server's operator.",
    )


def redirected(url: str, location: str) -> str:
    """Return where a redirect from `url` leads.

    Raises:
        InvalidArgumentError: It leads to anything but http or https.
    """
    try:
        target = urljoin(url, location.strip())
    except ValueError as cause:
        raise _refused(location) from cause
    return checked_url(target)


def origin(url: str) -> tuple[str, str | None, int]:
    """Return scheme, host and port, which decide whether headers may travel on."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def shown(url: str) -> str:
    """Return `url` for people: no query (it signs the request), no credentials, of bounded length."""
    text = re.split(r"[?#]", url, maxsplit=1)[0]
    text = re.sub(r"(?<=://)[^/@]*@", "", text)
    text = "".join(letter if letter.isprintable() else "�" for letter in text)
    return text if len(text) <= 200 else f"{text[:199]}…"


def checked_headers(headers: dict[str, str]) -> dict[str, str]:
    """Return `headers` unchanged.

    Raises:
        InvalidArgumentError: A name is no HTTP token, or a value is not printable ASCII.
    """
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            raise InvalidArgumentError(
                f"Header {name!r} cannot be sent: a name or value HTTP does not allow."
            )
    return headers
