"""JSON-RPC envelopes: read a request, write a result or an error."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET, UnsetType

from groundwire._core.codec import enc_hook
from groundwire.server.errors import Code, RpcFailure

if TYPE_CHECKING:
    from typing import Any

NO_ID = b'"999"'  # clients require a string even when the request had no id; this is the one they are used to
_MISSING = re.compile(
    r"Object missing required field `(?P<field>[^`]+)`(?: - at `\$\.?(?P<path>.*)`)?", re.DOTALL
)
_WRONG = re.compile(r"(?P<problem>.*) - at `\$\.?(?P<path>.*)`", re.DOTALL)


class _Envelope(msgspec.Struct):
    jsonrpc: str = ""
    method: str | UnsetType = UNSET
    id: int | str | UnsetType | None = UNSET
    params: msgspec.Raw = msgspec.Raw(b"")


class _IdOnly(msgspec.Struct):
    id: int | str = 999


@dataclass(frozen=True, slots=True)
class Request:
    """A well-formed request.

    Attributes:
        id: What the answer's `id` is, as JSON text.
        method: Wire name.
        params: JSON text of an object.
    """

    id: bytes
    method: str
    params: msgspec.Raw


class BadRequestError(Exception):
    """An envelope that cannot be answered as a call.

    Attributes:
        id: What the answer's `id` is, as JSON text.
        failure: The answer.
    """

    def __init__(self, request_id: bytes, failure: RpcFailure) -> None:
        super().__init__(request_id, failure)
        self.id, self.failure = request_id, failure


_envelopes = msgspec.json.Decoder(_Envelope)
_ids = msgspec.json.Decoder(_IdOnly)
_encoder = msgspec.json.Encoder(enc_hook=enc_hook)


def read_request(body: bytes | bytearray) -> Request:
    """Read an envelope.

    Raises:
        BadRequestError: It is not JSON, not one request object, a notification, or its parameters have no
        names.
    """
    try:
        envelope = _envelopes.decode(body)
    except msgspec.ValidationError as error:
        raise BadRequestError(_id_of(body), _explain_envelope(body, error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        message = (
            f"The request body is not valid JSON: {error}." if body.strip() else "The request body is empty."
        )
        raise BadRequestError(NO_ID, RpcFailure(Code.PARSE_ERROR, message)) from None
    problem = _problem(envelope)
    if problem is not None:
        raise BadRequestError(_id_of(body), problem)
    assert isinstance(envelope.method, str)  # told apart by _problem
    request_id = _encoder.encode(str(envelope.id))
    params = envelope.params
    return Request(
        request_id, envelope.method, msgspec.Raw(b"{}") if bytes(params) in (b"", b"null") else params
    )


def write_result(request_id: bytes, result: object) -> bytes:
    """Write the envelope of a result.

    Raises:
        TypeError: The result is None or has no JSON form, which is a fault of the handler.
    """
    if result is None:
        raise TypeError("a handler returned None, and clients refuse a null result")
    try:
        encoded = _encoder.encode(result)
    except NotImplementedError as error:
        raise TypeError(str(error)) from error
    return b"".join((b'{"jsonrpc":"2.0","id":', request_id, b',"result":', encoded, b"}"))


def write_error(request_id: bytes, failure: RpcFailure) -> bytes:
    """Write the envelope of a failure."""
    error = _encoder.encode({"code": failure.code, "message": failure.message})
    return b"".join((b'{"jsonrpc":"2.0","id":', request_id, b',"error":', error, b"}"))


def explain_params(error: msgspec.ValidationError) -> RpcFailure:
    """Turn msgspec's complaint about parameters into an answer that names the parameter."""
    text = str(error)
    if match := _MISSING.fullmatch(text):
        field = ".".join(filter(None, (match["path"], match["field"])))
        return RpcFailure(Code.INVALID, f"Missing parameter '{field}'.")
    if (match := _WRONG.fullmatch(text)) and match["path"]:
        problem = match["problem"].replace("`", "").rstrip(".")
        return RpcFailure(Code.INVALID, f"Invalid parameter '{match['path']}': {_lower(problem)}.")
    return RpcFailure(Code.INVALID, f"Invalid parameters: {_lower(text.replace('`', ''))}.")


def decode_params(decoder: msgspec.json.Decoder[Any], params: msgspec.Raw) -> Any:
    """Read parameters into the struct of a method; raises `RpcFailure` naming the first bad one."""
    try:
        return decoder.decode(params)
    except msgspec.ValidationError as error:
        raise explain_params(error) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RpcFailure(Code.INVALID, f"The parameters are not valid JSON: {error}.") from None


def _problem(envelope: _Envelope) -> RpcFailure | None:
    if envelope.jsonrpc != "2.0":
        return RpcFailure(Code.INVALID_REQUEST, 'The request must carry "jsonrpc": "2.0".')
    if envelope.method is UNSET:
        return RpcFailure(Code.INVALID_REQUEST, "The request names no method.")
    if envelope.id is UNSET or envelope.id is None:
        return RpcFailure(
            Code.INVALID_REQUEST, "Notifications are not supported: give the request an id, such as 0."
        )
    start = bytes(envelope.params)[:1]
    if start not in (b"", b"{") and bytes(envelope.params) != b"null":
        return RpcFailure(Code.INVALID, "The parameters must be an object with a name for each, or null.")
    return None


def _explain_envelope(body: bytes | bytearray, error: msgspec.ValidationError) -> RpcFailure:
    if body.lstrip()[:1] == b"[":
        return RpcFailure(Code.INVALID_REQUEST, "Batches are not supported: send each request by itself.")
    match = _WRONG.fullmatch(str(error))
    if match and match["path"]:
        problem = match["problem"].replace("`", "")
        return RpcFailure(
            Code.INVALID_REQUEST, f"The request's '{match['path']}' is wrong: {_lower(problem)}."
        )
    return RpcFailure(Code.INVALID_REQUEST, "The request body must be one JSON object.")


def _id_of(body: bytes | bytearray) -> bytes:
    try:
        return _encoder.encode(str(_ids.decode(body).id))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return NO_ID


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
