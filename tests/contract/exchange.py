"""An example on both sides: arguments a caller gives, the request that must leave, the answer that comes."""

from __future__ import annotations

import email
import email.policy
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlsplit

import msgspec

from groundwire._core.auth import TokenSource
from groundwire._core.call import FilePart
from groundwire._core.codec import dec_hook
from groundwire.studio._protocol import PROTOCOL

from .bundle import NAMES, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .bundle import Example, Method
    from .loopback import Loopback, Request

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzZXJ2ZXIiOiJ0ZXN0In0.c2ln"
ENVELOPE = ("id", "jsonrpc", "method", "params")


def transport(kind: type[Any], url: str, *, token: str | None = TOKEN, strict: bool = False) -> Any:
    """Return a sync or async transport to `url` that speaks the Studio protocol."""
    return kind(url, protocol=PROTOCOL, token=TokenSource(token), strict=strict)


def server_side(method: Method, params: Mapping[str, object]) -> Any:
    """Read parameters with the struct the server reads them with."""
    from groundwire_api.studio.server import ROUTES

    return msgspec.json.decode(json.dumps(params), type=ROUTES[method.wire].params(), dec_hook=dec_hook)


def arguments(example: Example) -> dict[str, object]:
    """Return the example's parameters as typed arguments, files included."""
    method = example.method
    names = NAMES["params"].get(method.wire, {})
    files = {names[name]: _files(method, name, example.params[name]) for name in method.placed("file")}
    plain = {name: value for name, value in example.params.items() if name not in method.placed("file")}
    struct = server_side(method, plain)
    return {names[name]: getattr(struct, names[name]) for name in plain} | files


def _files(method: Method, name: str, value: Any) -> FilePart | tuple[FilePart, ...]:
    if isinstance(value, list):
        return tuple(_file(method, name, filename) for filename in value)
    return _file(method, name, value)


def _file(method: Method, name: str, filename: str) -> FilePart:
    kind = "application/octet-stream" if method.wire == "trainer.upload.files" else None
    return FilePart(name, filename, content_of(filename), kind)


def content_of(filename: str) -> bytes:
    """Return the content of a file that an example names: no text, with a line that looks like a boundary."""
    return b"\x00\xff\r\n--" + filename.encode()


def prepare(server: Loopback, example: Example) -> None:
    """Let the server answer as documented."""
    if example.method.reply == "envelope":
        server.answers_result(example.result)
    else:
        assert example.method.reply == "bytes"
        server.answers(content_of(example.result), "application/octet-stream")


def check_request(request: Request, example: Example) -> None:
    """Compare what came over the wire with what the spec and the example say; nothing less, nothing more."""
    method = example.method
    route = method.route
    target = urlsplit(request.target)
    wanted = urlsplit(route.get("path", "/api"))
    assert request.verb == route.get("verb", "POST")
    assert target.path == wanted.path
    query = [(name, _text(example.params[name])) for name in method.placed("query") if name in example.params]
    if query:
        assert parse_qsl(target.query, keep_blank_values=True) == query
        assert target.query == "&".join(f"{name}={quote(value, safe='')}" for name, value in query)
    else:
        assert target.query == wanted.query
    if "params" not in route:
        check_envelope(request, example)
    elif route["verb"] == "POST":
        check_form(request, example)
    else:
        assert request.body == b""
    check_headers(request, method)


def check_envelope(request: Request, example: Example) -> None:
    """The body of an ordinary call."""
    assert tuple(request.json) == ENVELOPE
    assert request.json["id"] == 0
    assert type(request.json["id"]) is int
    assert request.json["jsonrpc"] == "2.0"
    assert request.json["method"] == example.method.wire
    assert canonical(request.json["params"]) == canonical(example.sent)


def check_form(request: Request, example: Example) -> None:
    """The parts of a multipart upload, in the order the spec gives."""
    wanted = []
    for name, place in example.method.route["params"].items():
        if name not in example.params:
            continue
        value = example.params[name]
        values = value if isinstance(value, list) else [value]
        if place == "form":
            wanted.append(Part(name, None, None, _text(value).encode()))
        else:
            _, schema = resolve(example.method.params[name])
            assert isinstance(value, list) == (schema.get("type") == "array")
            kind = "application/octet-stream" if example.method.wire == "trainer.upload.files" else None
            wanted += [Part(name, item, kind, content_of(item)) for item in values]
    assert parts_of(request) == wanted


@dataclass(frozen=True)
class Part:
    """One part of a multipart body."""

    name: str
    filename: str | None
    content_type: str | None
    content: bytes


def parts_of(request: Request) -> list[Part]:
    """Read a multipart body with the standard library's parser."""
    head = f"content-type: {request.headers['content-type']}\r\n\r\n".encode()
    message = email.message_from_bytes(head + request.body, policy=email.policy.HTTP)
    assert message.get_content_type() == "multipart/form-data"
    assert not message.defects
    return [_part(part) for part in message.iter_parts()]


def _part(part: Any) -> Part:
    content_type = str(part["content-type"]) if "content-type" in part else None
    disposition = part["content-disposition"].params
    content = part.get_payload(decode=True)
    return Part(disposition["name"], disposition.get("filename"), content_type, content)


def check_headers(request: Request, method: Method) -> None:
    """Exactly the documented headers."""
    names = {"host", "accept", "user-agent", "authorization"}
    if request.verb == "POST":
        names |= {"content-type", "content-length"}
        kind = "multipart/form-data; boundary=" if method.placed("file") else "application/json"
        assert request.headers["content-type"].startswith(kind)
    assert set(request.headers) == names
    assert request.headers["accept"] == ("*/*" if method.reply == "bytes" else "application/json")
    assert request.headers["authorization"] == f"Bearer {TOKEN}"


def canonical(value: Any) -> Any:
    """Make plain JSON comparable: whole reals equal integers, true never equals 1."""
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: canonical(item) for key, item in value.items()}
    return [canonical(item) for item in value] if isinstance(value, list) else value


def _text(value: object) -> str:
    """Write a parameter as a text part or query value: scalars as they are, objects as JSON."""
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
