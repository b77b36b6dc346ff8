"""Routed calls over plain HTTP: parameters into path, query and body, answers by kind of reply."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast
from urllib.parse import quote, urlencode

import msgspec

from groundwire._core.auth import HeaderAuth
from groundwire._core.call import HttpRoute
from groundwire._core.codec import encode, read_reply, to_wire
from groundwire._core.errormap import ErrorDetail, ErrorMap
from groundwire._core.errors import InvalidArgumentError, ProtocolError
from groundwire._core.multipart import MultipartBody
from groundwire._core.wire import WireRequest, WireResponse

if TYPE_CHECKING:
    from groundwire._core.call import Call
    from groundwire._core.clientref import ClientRef

__all__ = ["ErrorReader", "RestProtocol", "build_routed", "read_error", "read_routed"]

T = TypeVar("T")

ErrorReader: TypeAlias = Callable[[WireResponse], ErrorDetail | None]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_BODY_VERBS = frozenset({"POST", "PUT", "PATCH"})


def _by_method_name(method: str) -> HttpRoute:
    return HttpRoute("POST", f"/{method}")


def read_error(response: WireResponse) -> ErrorDetail | None:
    """Read the usual shapes of error bodies: an object with `detail`, `message` or `error`."""
    try:
        body: object = msgspec.json.decode(response.content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if not isinstance(body, dict):
        return None
    members = cast("dict[str, object]", body)
    text = next((members[k] for k in ("detail", "message", "error") if isinstance(members.get(k), str)), "")
    code = members.get("code")
    return ErrorDetail(
        message=cast("str", text),
        code=code if isinstance(code, int | str) else None,
        data=members,
        request_id=response.request_id,
    )


class RestProtocol(msgspec.Struct, frozen=True):
    """HTTP verbs and paths, as each call's route says.

    Attributes:
        errors: Classes of errors by status and by code.
        auth: Header that carries the token.
        route: Gives the route of a call that has none.
        envelope: Members that lead to the result of an `envelope` reply.
        read_error: Reads the error out of an answer that is not 2xx.
    """

    errors: ErrorMap = ErrorMap()
    auth: HeaderAuth = HeaderAuth()
    route: Callable[[str], HttpRoute] = _by_method_name
    envelope: tuple[str, ...] = ("data",)
    read_error: ErrorReader = read_error

    def _route(self, call: Call[object]) -> HttpRoute:
        return call.http if call.http is not None else self.route(call.method)

    def build(self, call: Call[object], base_url: str, token: str | None) -> WireRequest:
        """Return the request for the call's route."""
        return build_routed(call, self._route(call), base_url, self.auth.when_known(token))

    def read(self, call: Call[T], response: WireResponse, ref: ClientRef[Any] | None, *, strict: bool) -> T:
        """Return the result, or raise the error of a status other than 2xx."""
        self.check(call, response)
        return read_routed(call, self._route(call), response, ref, strict=strict, envelope=self.envelope)

    def check(self, call: Call[object], response: WireResponse) -> None:
        """Raise the error of a status other than 2xx."""
        if response.ok:
            return
        detail = self.read_error(response)
        by_code = {**self.errors.codes, **self.errors.by_method.get(call.method, {})}
        if detail is not None and detail.code in by_code:
            raise self.errors.from_code(call.method, detail, response.status)
        if detail is not None and not detail.message:
            detail = ErrorDetail("no reason given", detail.code, detail.data, detail.request_id)
        raise self.errors.from_status(call.method, response, detail)


def build_routed(call: Call[object], route: HttpRoute, base_url: str, auth: Mapping[str, str]) -> WireRequest:
    """Return the request for one route: path and query take their parameters, the body takes the rest.

    Raises:
        InvalidArgumentError: A parameter of the path is missing or empty, or has no text form.
    """
    rest = dict(call.params or {})
    path = _PLACEHOLDER.sub(lambda match: _path_segment(call.method, match[1], rest), route.path)
    used = {*_PLACEHOLDER.findall(route.path), *route.query}
    query = _query(call.method, {name: rest[name] for name in route.query if name in rest})
    rest = {name: value for name, value in rest.items() if name not in used}
    url = f"{base_url}{path}"
    if query:
        url += ("&" if "?" in path else "?") + query
    headers = {"accept": "*/*" if route.reply == "bytes" else "application/json", **auth}
    content, kind = _body(call, route, rest)
    if kind is not None:
        headers["content-type"] = kind
    return WireRequest(route.verb, url, headers, content)


def _body(
    call: Call[object], route: HttpRoute, rest: dict[str, object]
) -> tuple[bytes | MultipartBody, str | None]:
    if route.body == "multipart":
        fields = {name: _text(call.method, name, value) for name, value in rest.items() if value is not None}
        body = MultipartBody(fields, call.files)
        return body, body.content_type
    if route.body == "form":
        return _query(call.method, rest).encode(), "application/x-www-form-urlencoded"
    if route.body == "json" and (rest or route.verb in _BODY_VERBS):
        return encode(rest), "application/json"
    if rest:
        raise InvalidArgumentError(
            f"{call.method} has no place for the parameters {sorted(rest)}.", method=call.method
        )
    return b"", None


def _path_segment(method: str, name: str, params: Mapping[str, object]) -> str:
    value = params.get(name)
    text = "" if value is None else _text(method, name, value)
    if not text.strip("."):
        # An empty segment or dots alone would address another resource.
        raise InvalidArgumentError(f"{method} needs a value for {name!r}, got {text!r}.", method=method)
    return quote(text, safe="")


def _query(method: str, params: Mapping[str, object]) -> str:
    """Encode parameters; a list repeats its name, None is left out, a space is %20."""
    pairs: list[tuple[str, str]] = []
    for name, value in params.items():
        many = isinstance(value, list | tuple | set | frozenset)
        items = cast("list[object]", value) if many else [value]
        pairs.extend((name, _text(method, name, item)) for item in items if item is not None)
    return urlencode(pairs, quote_via=quote, safe="")


def _text(method: str, name: str, value: object) -> str:
    """Return a parameter as text: numbers decimal, booleans in lower case, the rest as JSON."""
    plain = value if isinstance(value, str) else to_wire(value)
    if isinstance(plain, str):
        try:
            plain.encode()
        except UnicodeEncodeError as error:
            raise InvalidArgumentError(
                f"{method}: {name!r} is not valid Unicode text.", method=method
            ) from error
        return plain
    return encode(plain).decode()


def read_routed(
    call: Call[T],
    route: HttpRoute,
    response: WireResponse,
    ref: ClientRef[Any] | None,
    *,
    strict: bool,
    envelope: tuple[str, ...] = (),
) -> T:
    """Read a 2xx answer by the route's kind of reply."""
    if route.reply == "bytes":
        return cast("T", response.content)
    if route.reply == "none":
        return cast("T", None)
    raw: bytes | memoryview = response.content
    if route.reply == "envelope":
        raw = _unwrap(call.method, response, envelope)
    if not raw.strip() if isinstance(raw, bytes) else not raw:
        raise ProtocolError(
            f"{call.method} was answered with an empty body.",
            method=call.method,
            status=response.status,
            path="$",
            expected="JSON",
        )
    return read_reply(call, raw, ref, strict)


_members = msgspec.json.Decoder(dict[str, msgspec.Raw])


def _unwrap(method: str, response: WireResponse, envelope: tuple[str, ...]) -> memoryview:
    raw = memoryview(response.content)
    path = "$"
    for name in envelope:
        path += f".{name}"
        try:
            raw = memoryview(_members.decode(raw)[name])
        except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
            raise ProtocolError(
                f"{method} was answered without {path}.",
                method=method,
                status=response.status,
                request_id=response.request_id,
                path=path,
                expected="an object with this member",
                hint="Check that the address is that of the server's API.",
            ) from None
    return raw
