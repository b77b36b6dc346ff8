"""JSON-RPC envelopes and the one place where error codes become classes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire._core.call import Call, HttpRoute, Json
from groundwire._core.errormap import ErrorMap
from groundwire._core.errors import (
    GroundwireError,
    PayloadTooLargeError,
    PermissionDeniedError,
    ProtocolError,
    RpcError,
    StatusError,
    TaskNotFoundError,
)
from groundwire._core.jsonrpc import JsonRpcProtocol
from groundwire._core.wire import WireResponse

PROTOCOL = JsonRpcProtocol(
    ErrorMap(
        codes={401: PermissionDeniedError, 403: PermissionDeniedError, 413: PayloadTooLargeError},
        by_method={"task.chart.get": {101: TaskNotFoundError}},
    )
)


def read(body: str | bytes, *, method: str = "thing.get", status: int = 200, http: HttpRoute | None = None):
    content = body.encode() if isinstance(body, str) else body
    call = Call(method, None, lambda: Json, http=http)
    return PROTOCOL.read(call, WireResponse(status, {}, content), None, strict=False)


@pytest.mark.parametrize("ident", ['"999"', "0", "7.5", "null"])
@pytest.mark.parametrize("status", [200, 400, 500])
def test_result_is_read_whatever_the_id_and_status(ident, status):
    body = f'{{"jsonrpc":"2.0","id":{ident},"result":{{"a":[1]}},"error":null,"more":1}}'
    assert read(body, status=status) == {"a": [1]}


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("false", False), ('""', ""), ("[]", []), ("{}", {})])
def test_falsy_results_are_results(text, value):
    assert read(f'{{"id":"1","result":{text}}}') == value


@pytest.mark.parametrize(
    ("code", "method", "kind"),
    [
        (1, "thing.get", RpcError),
        (-32601, "thing.get", RpcError),
        (100, "thing.get", RpcError),
        (101, "thing.get", RpcError),
        (101, "task.chart.get", TaskNotFoundError),
        (401, "thing.get", PermissionDeniedError),
        (403, "task.chart.get", PermissionDeniedError),
        (413, "thing.get", PayloadTooLargeError),
    ],
)
def test_code_becomes_its_class(code, method, kind):
    error = {"code": code, "message": "It is not there.", "data": {"n": 1}}
    with pytest.raises(RpcError) as caught:
        read(json.dumps({"id": "1", "error": error, "result": 1}), method=method)
    assert type(caught.value) is kind
    assert (caught.value.code, caught.value.method, caught.value.data) == (code, method, {"n": 1})
    assert str(caught.value).startswith(f"{method} failed with code {code}: It is not there.")


def test_error_without_words_says_so():
    with pytest.raises(RpcError, match=r"thing.get failed with code 3: no reason given."):
        read('{"id":"1","error":{"code":3}}')


MULTIPART = HttpRoute("POST", "/api?method=x", body="multipart", reply="envelope")
DOWNLOAD = HttpRoute("POST", "/api", reply="bytes")


@pytest.mark.parametrize("http", [None, MULTIPART, DOWNLOAD])
@pytest.mark.parametrize(
    ("status", "kind"), [(401, PermissionDeniedError), (413, PayloadTooLargeError), (500, StatusError)]
)
def test_status_without_envelope_is_mapped_like_a_code(http, status, kind):
    with pytest.raises(kind, match="plain words") as caught:
        read("plain words", status=status, http=http)
    assert caught.value.status == status


def test_plain_bytes_reply_is_checked_for_an_error_envelope():
    json_type = {"content-type": "application/json; charset=utf-8"}
    call = Call("data.download", None, lambda: bytes, http=DOWNLOAD)

    def answer(body: bytes):
        return PROTOCOL.read(call, WireResponse(200, json_type, body), None, strict=False)

    for body in (
        b'{"a": 1}',
        b"[1]",
        b"{",
        b'{"jsonrpc":"2.0","error":"text"}',
        b'{"jsonrpc":"2.0","error":{"code":"x"}}',
    ):
        assert answer(body) == body
    with pytest.raises(RpcError, match="code 5: no"):
        answer(b'{"jsonrpc":"2.0","id":"1","error":{"code":5,"message":"no"}}')


def test_envelope_without_id_is_a_protocol_error():
    with pytest.raises(ProtocolError) as caught:
        read('{"jsonrpc":"2.0","result":1}')
    assert "id" in (caught.value.expected or "")


@given(st.binary(max_size=300), st.sampled_from([200, 404, 500]))
def test_any_answer_is_read_or_refused_with_our_error(body, status):
    with pytest.raises(GroundwireError):
        read(b"x" + body, status=status)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda v: st.lists(v) | st.dictionaries(st.text(), v),
)


@given(st.dictionaries(st.sampled_from(["jsonrpc", "id", "result", "error", "x"]), json_values))
def test_any_object_is_read_or_refused_with_our_error(envelope):
    told: GroundwireError | None = None
    try:
        read(json.dumps(envelope))
    except GroundwireError as error:
        told = error
    assert told is None or told.method == "thing.get"


def test_only_posted_json_carries_the_envelope():
    def build(route: HttpRoute):
        return PROTOCOL.build(Call("thing.get", {"id": 5}, lambda: bytes, http=route), "https://h", "t")

    wire = build(HttpRoute("GET", "/download", query=("id",), reply="bytes"))
    assert (wire.verb, wire.url, wire.content) == ("GET", "https://h/download?id=5", b"")
    wire = build(HttpRoute("POST", "/api", reply="bytes"))
    assert json.loads(wire.content)["method"] == "thing.get"
    assert wire.headers["accept"] == "*/*"
