"""Server names and URLs: which text names which base URL, and which URLs are safe to use."""

from __future__ import annotations

import re
from typing import Final

from groundwire._core.errors import InvalidArgumentError
from groundwire._core.urls import secure_base_url

DEFAULT_SERVER: Final = "saas"
DEFAULT_URL: Final = "https://edgefirst.studio"
DOMAIN: Final = "edgefirst.studio"

# the claim of tokens signed by the local server: it names no host, so it never moves a client
LOCAL_SERVER: Final = "local"

_INSTANCE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9_-]+)*")
_INSTANCE_URL = re.compile(r"https://([^/.:]+)\.edgefirst\.studio")


def base_url(server: str) -> str:
    """Return the base URL for an instance name or a full URL.

    Args:
        server: ``""`` or ``"saas"`` for the default instance, another instance name such as
            ``"test"``, or a full ``http(s)://`` URL, whose path prefix is kept.

    Raises:
        InvalidArgumentError: The text is neither an instance name nor a URL.
        InsecureUrlError: The URL is plain ``http`` to a host other than this machine, or has
            another scheme.
    """
    if server in ("", DEFAULT_SERVER):
        return DEFAULT_URL
    if "://" in server:
        return secure_base_url(server)
    return instance_url(server)


def instance_url(name: str) -> str:
    """Return ``https://NAME.edgefirst.studio``, as a token's server claim is read."""
    if not _INSTANCE.fullmatch(name):
        raise InvalidArgumentError(
            f"{name!r} is not a server name: expected letters, digits and '-', such as 'test'.",
            hint="Pass a full https:// URL to reach another host.",
        )
    return f"https://{name}.{DOMAIN}"


def server_name(url: str) -> str:
    """Return the instance a base URL belongs to; every other host reads as ``saas``."""
    match = _INSTANCE_URL.fullmatch(url)
    return match[1] if match else DEFAULT_SERVER
