"""Addresses of servers: a clean base URL, and plain HTTP for this machine only."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from groundwire._core.errors import InsecureUrlError, InvalidArgumentError

__all__ = ["is_loopback", "secure_base_url"]


def is_loopback(host: str) -> bool:
    """Whether `host` names this machine: 127.0.0.0/8, ::1, localhost or a name below it."""
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def secure_base_url(url: str) -> str:
    """Return `url` without its trailing slashes; a path prefix is kept.

    Raises:
        InsecureUrlError: It is not `https`, nor `http` to this machine.
        InvalidArgumentError: It is not an absolute URL, or has a query or fragment.
    """
    from groundwire._core.redact import redact_text  # its patterns cost more than all of this module

    shown = redact_text(url)
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port  # reading the port checks it
    except ValueError as error:
        raise InvalidArgumentError(f"{shown!r} is not a URL: {error}.") from None
    if parts.scheme not in {"http", "https"} and "://" in url:
        raise InsecureUrlError(
            f"{shown!r} is refused: only https is allowed.", hint="Use an https:// address."
        )
    if not host or parts.query or parts.fragment:
        raise InvalidArgumentError(
            f"{shown!r} is not the address of a server.", hint="Write it like https://host/prefix."
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise InsecureUrlError(
            f"{shown!r} is refused: plain http would send the token unprotected.",
            hint="Use https://; plain http is for this machine only (localhost, 127.0.0.1, ::1).",
        )
    return url.strip().rstrip("/")
