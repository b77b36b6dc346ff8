"""Routed calls over plain HTTP: where parameters go and how answers are read."""

from __future__ import annotations

import json
from functools import partial

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire._core.auth import HeaderAuth, TokenSource
from groundwire._core.call import Call, HttpRoute, Json
from groundwire._core.errormap import ErrorMap
from groundwire._core.errors import (
    AuthenticationError,
    InvalidArgumentError,
    NotFoundError,
    PermissionDeniedError,
    ProtocolError,
    RpcError,
    StatusError,
)
from groundwire._core.ids import TypedId
from groundwire._core.rest import RestProtocol
from groundwire._core.retry import RetryPolicy
from groundwire._core.transport import Transport
from groundwire._core.unset import UNSET


class ThingID(TypedId):
    __slots__ = ()
    prefix = "th"


def build(route: HttpRoute, params: dict | None, **options):
    protocol = RestProtocol(auth=HeaderAuth("x-api-key", ""), **options)
    return protocol.build(Call("thing.do", params, lambda: Json, http=route), "https://h/v1", "k3y")


def test_path_query_and_body_take_their_parameters():
    route = HttpRoute("POST", "/things/{owner}/{id}/", query=("tag", "deep", "none"))
    params = {
        "owner": "a/b ?",
        "id": ThingID(255),
        "tag": ["x y", "z&"],
        "deep": True,
        "none": None,
        "name": "n",
    }
    wire = build(route, params)
    assert wire.verb == "POST"
    assert wire.url == "https://h/v1/things/a%2Fb%20%3F/255/?tag=x%20y&tag=z%26&deep=true"
    assert json.loads(wire.content) == {"name": "n"}
    assert wire.headers == {
        "accept": "application/json",
        "x-api-key": "k3y",
        "content-type": "application/json",
    }


def test_unset_parameters_are_left_out():
    wire = build(HttpRoute("POST", "/t", query=("a",)), {"a": UNSET, "b": UNSET, "c": None})
    assert (wire.url, wire.content) == ("https://h/v1/t", b'{"c":null}')


def test_get_without_body_sends_none():
    wire = build(HttpRoute("GET", "/t", query=("q",)), {"q": 1.5})
    assert (wire.url, wire.content) == ("https://h/v1/t?q=1.5", b"")
    assert "content-type" not in wire.headers


def test_form_body():
    wire = build(HttpRoute("POST", "/t", body="form"), {"a": "x y", "b": [1, 2]})
    assert wire.content == b"a=x%20y&b=1&b=2"
    assert wire.headers["content-type"] == "application/x-www-form-urlencoded"


def test_parameter_without_a_place_is_refused():
    with pytest.raises(InvalidArgumentError, match=r"no place for the parameters \['b'\]"):
        build(HttpRoute("GET", "/t", query=("a",), body="none"), {"a": 1, "b": 2})


@pytest.mark.parametrize("value", [None, "", ".", "..", UNSET])
def test_path_parameter_that_would_address_something_else_is_refused(value):
    with pytest.raises(InvalidArgumentError, match="needs a value for 'id'"):
        build(HttpRoute("GET", "/t/{id}"), {"id": value})


@given(st.text(min_size=1))
def test_any_path_parameter_stays_one_segment(text):
    try:
        wire = build(HttpRoute("GET", "/t/{id}/end"), {"id": text})
    except InvalidArgumentError:
        return
    assert wire.url.count("/") == "https://h/v1/t/x/end".count("/")
    assert not set(wire.url) & set("?#\r\n ")
    assert httpx.URL(wire.url).path == f"/v1/t/{text}/end"


def test_call_without_route_is_posted_under_its_name():
    wire = RestProtocol().build(Call("tasks.get_all", {"a": 1}, lambda: Json), "https://h", "t")
    assert (wire.verb, wire.url, wire.content) == ("POST", "https://h/tasks.get_all", b'{"a":1}')
    assert wire.headers["authorization"] == "Bearer t"


def ask(response: httpx.Response, kind, *, reply: str = "json", protocol: RestProtocol | None = None):
    http = httpx.Client(transport=httpx.MockTransport(lambda _request: response))
    call = Call("thing.get", None, kind, http=HttpRoute("GET", "/t", reply=reply))
    settings = {"token": TokenSource("t"), "retry": RetryPolicy(max_retries=0)}
    with (
        http,
        Transport("https://h", protocol=protocol or RestProtocol(), http=http, **settings) as transport,
    ):
        return transport.send(call)


ENVELOPE = {"meta": {"result_code": 200}, "data": {"id": 5}}


def test_replies_by_kind():
    assert ask(httpx.Response(200, json={"id": 5}), lambda: dict[str, int]) == {"id": 5}
    assert ask(httpx.Response(200, json=ENVELOPE), lambda: dict[str, int], reply="envelope") == {"id": 5}
    assert ask(httpx.Response(200, content=b"\x00"), lambda: bytes, reply="bytes") == b"\x00"
    assert ask(httpx.Response(204), lambda: type(None), reply="none") is None


def test_deeper_envelope():
    protocol = RestProtocol(envelope=("data", "task"))
    body = {"data": {"task": [1]}}
    assert ask(httpx.Response(200, json=body), lambda: list[int], reply="envelope", protocol=protocol) == [1]


@pytest.mark.parametrize("body", [b"[]", b"{}", b"nope", b"", b'{"data"', b"\xff"])
def test_missing_envelope_is_a_protocol_error(body):
    with pytest.raises(ProtocolError, match=r"without \$\.data") as caught:
        ask(httpx.Response(200, content=body), lambda: Json, reply="envelope")
    assert caught.value.path == "$.data"


@pytest.mark.parametrize("body", [b"", b"  "])
def test_empty_body_is_a_protocol_error(body):
    with pytest.raises(ProtocolError, match="empty body"):
        ask(httpx.Response(200, content=body), lambda: Json)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, StatusError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (500, StatusError),
    ],
)
@pytest.mark.parametrize("member", ["detail", "message", "error"])
def test_status_becomes_its_class_with_the_servers_words(status, kind, member):
    response = httpx.Response(status, json={member: "No luck."}, headers={"x-request-id": "r"})
    with pytest.raises(kind, match=f"thing.get was answered with HTTP status {status}: No luck.") as caught:
        ask(response, lambda: Json)
    error = caught.value
    assert (error.status, error.server_message, error.request_id, error.attempts) == (
        status,
        "No luck.",
        "r",
        1,
    )
    assert error.data == {member: "No luck."}


def test_error_code_of_the_body_wins_over_the_status():
    class QuotaError(RpcError):
        pass

    protocol = RestProtocol(ErrorMap(codes={"quota": QuotaError}, by_method={"other": {"quota": RpcError}}))
    with pytest.raises(QuotaError, match="failed with code quota: full"):
        ask(httpx.Response(413, json={"detail": "full", "code": "quota"}), lambda: Json, protocol=protocol)


@pytest.mark.parametrize(
    "body", [b"[]", b"plain words", b'{"detail": {"name": ["required"]}}', b"\xff\xfe", b"<html>"]
)
def test_any_error_body_is_taken(body):
    with pytest.raises(StatusError) as caught:
        ask(httpx.Response(422, content=body), lambda: Json)
    assert caught.value.status == 422


def test_rate_limit_tells_how_long_to_wait():
    with pytest.raises(StatusError) as caught:
        ask(httpx.Response(429, headers={"retry-after": "30"}), lambda: Json)
    assert caught.value.retry_after == 30.0


def test_error_text_and_data_hold_no_secret():
    body = {"detail": "bad token=abcdef", "password": "hunter2"}
    with pytest.raises(StatusError) as caught:
        ask(httpx.Response(400, json=body), lambda: Json)
    assert "abcdef" not in f"{caught.value}{caught.value.server_message}{caught.value.data}"
    assert "hunter2" not in str(caught.value.data)


@given(st.binary(max_size=300), st.sampled_from([200, 302, 400, 500]))
def test_any_answer_is_read_or_refused_with_our_error(body, status):
    from groundwire._core.errors import GroundwireError

    for reply in ("json", "envelope"):
        run = partial(ask, httpx.Response(status, content=body), lambda: Json, reply=reply)
        try:
            value = run()
        except GroundwireError:
            continue
        assert msgspec.json.encode(value)
