"""JSON-RPC 2.0 over HTTP: write the envelope of a call, read the envelope of the answer."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from groundwire._core.auth import HeaderAuth
from groundwire._core.codec import dec_hook, encode, read_reply
from groundwire._core.errormap import ErrorDetail, ErrorMap, excerpt
from groundwire._core.errors import ProtocolError
from groundwire._core.redact import redact_text
from groundwire._core.rest import build_routed, read_routed
from groundwire._core.wire import WireRequest

if TYPE_CHECKING:
    from collections.abc import Hashable

    from groundwire._core.call import Call, HttpRoute
    from groundwire._core.clientref import ClientRef
    from groundwire._core.errors import GroundwireError
    from groundwire._core.wire import WireResponse

__all__ = ["JsonRpcProtocol"]

T = TypeVar("T")


class _Error(msgspec.Struct):
    code: int | str = 0
    message: str = ""
    data: Any = None


class _Envelope(msgspec.Struct):
    # Production servers answer the id as text whatever was sent, so its value is not compared.
    id: int | float | str | None
    result: msgspec.Raw = msgspec.Raw(b"")
    error: _Error | None = None


@lru_cache(maxsize=256)
def _hot_envelopes(kind: Any) -> msgspec.json.Decoder[Any]:
    """Return a decoder that reads envelope and result in one pass; it refuses an answer without a result."""
    envelope = msgspec.defstruct(
        "Envelope", [("id", Any), ("result", kind), ("error", None, None)], forbid_unknown_fields=False
    )
    return msgspec.json.Decoder(envelope, dec_hook=dec_hook)


class _DownloadError(msgspec.Struct):
    jsonrpc: Any
    error: _Error


_envelopes = msgspec.json.Decoder(_Envelope)
_download_errors = msgspec.json.Decoder(_DownloadError)


class JsonRpcProtocol(msgspec.Struct, frozen=True):
    """JSON-RPC with a single endpoint, and routed calls beside it.

    Attributes:
        errors: Classes of errors by code.
        endpoint: Path of the endpoint below the base URL.
        auth: Header that carries the token; it is sent without one too.
    """

    errors: ErrorMap = ErrorMap()
    endpoint: str = "/api"
    auth: HeaderAuth = HeaderAuth()

    def build(self, call: Call[object], base_url: str, token: str | None) -> WireRequest:
        """Return the request; a route that posts JSON carries the envelope to the route's path."""
        auth = self.auth.always(token)
        route = call.http
        if route is not None and (route.verb != "POST" or route.body != "json"):
            return build_routed(call, route, base_url, auth)
        headers = {
            "accept": "*/*" if route is not None and route.reply == "bytes" else "application/json",
            "content-type": "application/json",
            **auth,
        }
        body = {"id": 0, "jsonrpc": "2.0", "method": call.method, "params": call.params}
        return WireRequest("POST", f"{base_url}{self._path(route)}", headers, encode(body))

    def _path(self, route: HttpRoute | None) -> str:
        return self.endpoint if route is None else route.path

    def read(self, call: Call[T], response: WireResponse, ref: ClientRef[Any] | None, *, strict: bool) -> T:
        """Return the result; the HTTP status is not consulted when a valid envelope came."""
        if call.http is not None and call.http.reply != "envelope":
            self.check(call, response)
            return read_routed(call, call.http, response, ref, strict=strict)
        if call.hot and not strict:
            try:
                return cast(
                    "T", _hot_envelopes(cast("Hashable", call.result())).decode(response.content).result
                )
            except (msgspec.DecodeError, UnicodeDecodeError):
                pass  # an error, or a misfit: the slower way below finds out and explains
        envelope = self._envelope(call, response)
        if envelope.error is not None:
            raise self._failure(call.method, envelope.error, response)
        result = memoryview(envelope.result)
        if bytes(result[:4]) in {b"", b"null"}:
            raise ProtocolError(
                f"{call.method} was answered with neither a result nor an error.",
                method=call.method,
                status=response.status,
                path="$.result",
                expected="a result other than null",
            )
        return read_reply(call, result, ref, strict)

    def check(self, call: Call[object], response: WireResponse) -> None:
        """Raise the error a download was answered with: a status, or an error envelope as its body."""
        if not response.ok:
            raise self._without_envelope(call.method, response)
        if "application/json" in response.headers.get("content-type", "").lower():
            try:
                told = _download_errors.decode(response.content)
            except msgspec.DecodeError:
                return  # the file itself is JSON
            if isinstance(told.error.code, int):
                raise self._failure(call.method, told.error, response)

    def _envelope(self, call: Call[object], response: WireResponse) -> _Envelope:
        try:
            return _envelopes.decode(response.content)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            if not response.ok:
                raise self._without_envelope(call.method, response) from None
            raise _no_envelope(call.method, response, error) from None

    def _failure(self, method: str, error: _Error, response: WireResponse) -> GroundwireError:
        detail = ErrorDetail(error.message, error.code, error.data, response.request_id)
        return self.errors.from_code(method, detail, response.status)

    def _without_envelope(self, method: str, response: WireResponse) -> GroundwireError:
        if response.status in self.errors.codes:
            detail = ErrorDetail(excerpt(response), response.status, None, response.request_id)
            return self.errors.from_code(method, detail, response.status)
        try:
            told = _envelopes.decode(response.content)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return self.errors.from_status(method, response)
        return (
            self._failure(method, told.error, response)
            if told.error
            else self.errors.from_status(method, response)
        )


def _no_envelope(method: str, response: WireResponse, error: Exception) -> ProtocolError:
    kind = response.headers.get("content-type", "no content type")
    what = "an empty body" if not response.content else f"a body of type {kind} that is not a JSON-RPC answer"
    expected, _, where = str(error).partition(" - at `")
    return ProtocolError(
        f"{method} was answered with {what}.",
        method=method,
        status=response.status,
        request_id=response.request_id,
        path=where.rstrip("`") or "$",
        expected=expected if isinstance(error, msgspec.ValidationError) else "a JSON-RPC envelope",
        server_message=redact_text(excerpt(response)) or None,
        hint="Check that the address is that of the server's API, without a proxy or login page before it.",
    )
