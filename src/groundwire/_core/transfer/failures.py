"""The errors of transfers in words, the same whichever engine met them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from groundwire._core.errors import (
    Cancelled,
    ConfigurationError,
    ConnectFailed,
    GroundwireError,
    ProtocolError,
    RequestTimeout,
    StatusError,
    TransportError,
)
from groundwire._core.redact import redact_text
from groundwire._core.retry import Failure
from groundwire._core.transfer.urls import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "EXCERPT",
    "broken",
    "cancelled",
    "counted",
    "misconfigured",
    "not_trusted",
    "range_error",
    "status_error",
]

EXCERPT: Final = 500  # bytes of an error answer that are kept

_HINTS: Final = {
    401: "Log in again.",
    403: "A presigned URL may have expired: ask the server for a new one.",
    404: "The server no longer holds this file: list it again.",
    410: "The server no longer holds this file: list it again.",
    413: "The server does not take a file of this size.",
}
_REQUEST_ID: Final = (
    "x-amz-request-id",
    "x-request-id",
    "x-goog-request-id",
    "x-ms-request-id",
    "request-id",
)


def status_error(verb: str, url: str, status: int, headers: Mapping[str, str], body: bytes) -> StatusError:
    """Return the error for an HTTP status that is no success, with the beginning of what the server said."""
    said = redact_text(body[:EXCERPT].decode("utf-8", "replace")).strip()
    hint = _HINTS.get(status)
    if 300 <= status < 400:
        target = shown(headers.get("location", "nowhere"))
        hint = f"The server redirects to {target}, which is not followed for {verb} or goes too far."
    return StatusError(
        f"{verb} {shown(url)} was answered with {_status_line(status)}{': ' + said if said else ''}"
        f"{'' if said.endswith('.') else '.'}",
        status=status,
        server_message=said or None,
        request_id=next((headers[name] for name in _REQUEST_ID if name in headers), None),
        hint=hint,
    )


def _status_line(status: int) -> str:
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def broken(verb: str, url: str, failure: Failure, detail: str) -> GroundwireError:
    """Return the error for an attempt that ended without an answer."""
    what = f"{verb} {shown(url)}"
    said = redact_text(detail).strip().rstrip(".") or "no details"
    if failure is Failure.CONNECT:
        return ConnectFailed(
            f"{what} could not connect: {said}.",
            hint="Check the address, the network and the proxy settings.",
        )
    if failure is Failure.TIMEOUT:
        return RequestTimeout(
            f"{what} took too long: {said}.", hint="Check the network or raise the time limit."
        )
    return TransportError(f"{what} was cut off: {said}.")


def not_trusted(verb: str, url: str, detail: str) -> GroundwireError:
    """Return the error for a server whose certificate is not accepted; trying again would not help."""
    return ConnectFailed(
        f"{verb} {shown(url)} could not connect: the server's certificate is not trusted "
        f"({redact_text(detail).strip().rstrip('.')}).",
        hint="For a private authority, set SSL_CERT_FILE to its bundle.",
    )


def misconfigured(detail: str) -> GroundwireError:
    """Return the error for settings the HTTP library refuses."""
    return ConfigurationError(
        f"Transfers cannot start: {redact_text(detail).strip().rstrip('.')}.",
        hint="Check the proxy and certificate settings.",
    )


def range_error(url: str) -> GroundwireError:
    """Return the error for a part of a file where the whole, or another part, was asked for."""
    return ProtocolError(
        f"GET {shown(url)} was answered with a part of the file that was not asked for.", status=206
    )


def cancelled(verb: str, url: str) -> GroundwireError:
    """Return the error of a transfer that was stopped."""
    return Cancelled(f"{verb} {shown(url)} was cancelled.")


def counted(error: GroundwireError, attempts: int) -> GroundwireError:
    """Return `error` with the number of attempts, which more than one also shows in its text."""
    error.attempts = attempts
    if attempts > 1:
        error.message = f"{error.message.removesuffix('.')} (after {attempts} attempts)."
        error.args = (error.message,)
    return error
