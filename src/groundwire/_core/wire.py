"""HTTP requests and answers as plain values, and what a protocol does with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec

from groundwire._core.redact import redact_text
from groundwire._core.retry import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire._core.call import Call
    from groundwire._core.clientref import ClientRef
    from groundwire._core.multipart import MultipartBody
    from groundwire._core.retry import Failure

__all__ = ["Broken", "WireProtocol", "WireRequest", "WireResponse"]

T = TypeVar("T")


class WireRequest(msgspec.Struct, frozen=True):
    """One HTTP request; header names are lower case.

    The headers hold the token and the content may hold a password: neither is shown.
    """

    verb: str
    url: str
    headers: Mapping[str, str]
    content: bytes | MultipartBody = b""

    def __repr__(self) -> str:
        return f"<{self.verb} {redact_text(self.url)}>"


class WireResponse(msgspec.Struct, frozen=True):
    """One complete HTTP answer; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes = b""
    retry_after: float | None = None

    def __repr__(self) -> str:
        return f"<HTTP {self.status}, {len(self.content)} bytes>"

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300

    @property
    def request_id(self) -> str | None:
        """Identifier the server gave to the request, when it did."""
        return self.headers.get("x-request-id") or self.headers.get("x-amzn-requestid")

    @property
    def outcome(self) -> Outcome:
        """What the retry policy has to know."""
        return Outcome(status=self.status, retry_after=self.retry_after)


class Broken(msgspec.Struct, frozen=True):
    """An attempt that ended without an answer."""

    failure: Failure
    reason: str

    @property
    def outcome(self) -> Outcome:
        """What the retry policy has to know."""
        return Outcome(failure=self.failure)


class WireProtocol(Protocol):
    """How a platform writes requests and reads answers; pure."""

    def build(self, call: Call[object], base_url: str, token: str | None) -> WireRequest:
        """Return the request for `call`; `base_url` has no trailing slash."""
        ...

    def read(self, call: Call[T], response: WireResponse, ref: ClientRef[Any] | None, *, strict: bool) -> T:
        """Return the result in `response`; raise the error that it tells."""
        ...

    def check(self, call: Call[object], response: WireResponse) -> None:
        """Raise the error that the answer to a download tells, if it tells one."""
        ...
