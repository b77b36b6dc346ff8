"""`ErrorMap`: which class an error code becomes, handed in by each platform as data."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import msgspec

from groundwire._core.errors import (
    AuthenticationError,
    GroundwireError,
    NotFoundError,
    PayloadTooLargeError,
    PermissionDeniedError,
    RpcError,
    StatusError,
)
from groundwire._core.redact import redact, redact_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire._core.wire import WireResponse

__all__ = ["STATUSES", "ErrorDetail", "ErrorMap"]

_EXCERPT = 500

STATUSES: Final[Mapping[int, type[GroundwireError]]] = MappingProxyType(
    {
        401: AuthenticationError,
        403: PermissionDeniedError,
        404: NotFoundError,
        413: PayloadTooLargeError,
    }
)

_HINTS: Final[Mapping[type[GroundwireError], str]] = {
    AuthenticationError: "Log in again.",
    PermissionDeniedError: "Log in again, or ask the owner of the data for access.",
    PayloadTooLargeError: "Send fewer items per call.",
}


class ErrorDetail(msgspec.Struct, frozen=True):
    """What a server told about an error."""

    message: str
    code: int | str | None = None
    data: object = None
    request_id: str | None = None


class ErrorMap(msgspec.Struct, frozen=True):
    """Classes of errors by code and by HTTP status.

    Attributes:
        codes: Class per error code, whatever the method.
        by_method: Class per error code for single methods; wins over `codes`.
        statuses: Class per HTTP status, where the answer holds no error code.
    """

    codes: Mapping[int | str, type[GroundwireError]] = {}
    by_method: Mapping[str, Mapping[int | str, type[GroundwireError]]] = {}
    statuses: Mapping[int, type[GroundwireError]] = STATUSES

    def from_code(self, method: str, detail: ErrorDetail, status: int | None = None) -> GroundwireError:
        """Return the error for a code the server gave; `RpcError` when the code is not mapped."""
        code = detail.code
        kind: type[GroundwireError] = RpcError
        if code is not None:
            kind = self.by_method.get(method, {}).get(code) or self.codes.get(code) or RpcError
        said = redact_text(detail.message).strip().removesuffix(".") or "no reason given"
        return kind(
            f"{method} failed with code {code}: {said}.",
            method=method,
            code=code,
            status=status,
            server_message=redact_text(detail.message),
            data=redact(detail.data),
            request_id=detail.request_id,
            hint=_hint(kind),
        )

    def from_status(
        self, method: str, response: WireResponse, detail: ErrorDetail | None = None
    ) -> GroundwireError:
        """Return the error for an answer that says no more than its HTTP status and perhaps a text."""
        status = response.status
        kind = self.statuses.get(status, StatusError)
        told = redact_text(excerpt(response) if detail is None else detail.message).strip()
        said = f": {told.removesuffix('.')}" if told else ""
        error = kind(
            f"{method} was answered with HTTP status {status}{said}.",
            method=method,
            code=detail.code if detail is not None and detail.code is not None else _code(kind, status),
            status=status,
            server_message=told or None,
            data=redact(detail.data) if detail is not None else None,
            request_id=(detail.request_id if detail is not None else None) or response.request_id,
            hint=_redirect_hint(response) or _hint(kind),
        )
        if isinstance(error, StatusError):
            error.retry_after = response.retry_after
        return error


def excerpt(response: WireResponse) -> str:
    """Return the beginning of a textual answer on one line; a page or binary data gives nothing."""
    kind = response.headers.get("content-type", "text/plain").lower()
    text = response.content[: 4 * _EXCERPT].decode("utf-8", "replace").strip()
    page = "html" in kind or text.startswith("<")
    if page or not "".join(text.split()).isprintable():
        return ""
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else f"{line[:_EXCERPT]}…"


def _code(kind: type[GroundwireError], status: int) -> int | None:
    return status if issubclass(kind, RpcError) else None


def _hint(kind: type[GroundwireError]) -> str | None:
    return next((hint for base, hint in _HINTS.items() if issubclass(kind, base)), None)


def _redirect_hint(response: WireResponse) -> str | None:
    if response.status not in range(300, 400):
        return None
    target = redact_text(response.headers.get("location", "another place"))
    return f"The server redirects to {target}; redirects are not followed, check the server's address."
