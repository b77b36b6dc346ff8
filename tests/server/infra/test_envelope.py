"""Request envelopes: every malformed one gets an answer that says what is wrong."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from groundwire._core.codec import dec_hook
from groundwire._core.ids import TypedId
from groundwire.server.envelope import (
    BadRequestError,
    decode_params,
    read_request,
    write_error,
    write_result,
)
from groundwire.server.errors import RpcFailure


class DatasetID(TypedId):
    prefix = "ds"
    kind = "dataset"


class Inner(msgspec.Struct):
    name: str


class Params(msgspec.Struct):
    dataset_id: DatasetID
    inner: list[Inner] = []


@pytest.mark.parametrize(
    ("body", "code", "text", "answered"),
    [
        (b"", -32700, "empty", "999"),
        (b"  ", -32700, "empty", "999"),
        (b"{", -32700, "not valid JSON", "999"),
        (b"\xff\xfe", -32700, "not valid JSON", "999"),
        (b'{"id":0,"jsonrpc":"2.0","method":"\xff"}', -32700, "not valid JSON", "999"),
        (b'{"jsonrpc":"2.0","method":"m","id":1} trailing', -32700, "not valid JSON", "999"),
        (b"[" * 100_000, -32600, "Batches", "999"),
        (
            b'{"id":0,"jsonrpc":"2.0","method":"m","params":' + b'{"a":' * 100_000,
            -32700,
            "not valid JSON",
            "999",
        ),
        (b"[]", -32600, "Batches", "999"),
        (b' [{"id":0,"jsonrpc":"2.0","method":"m"}]', -32600, "Batches", "999"),
        (b'"text"', -32600, "one JSON object", "999"),
        (b"5", -32600, "one JSON object", "999"),
        (b"null", -32600, "one JSON object", "999"),
        (b"{}", -32600, '"jsonrpc": "2.0"', "999"),
        (b'{"id":7,"jsonrpc":"1.0","method":"m"}', -32600, '"jsonrpc": "2.0"', "7"),
        (b'{"id":7,"jsonrpc":2.0,"method":"m"}', -32600, "'jsonrpc'", "7"),
        (b'{"id":7,"jsonrpc":"2.0"}', -32600, "no method", "7"),
        (b'{"id":7,"jsonrpc":"2.0","method":5}', -32600, "'method'", "7"),
        (b'{"id":7,"jsonrpc":"2.0","method":null}', -32600, "'method'", "7"),
        (b'{"jsonrpc":"2.0","method":"m"}', -32600, "Notifications", "999"),
        (b'{"id":null,"jsonrpc":"2.0","method":"m"}', -32600, "Notifications", "999"),
        (b'{"id":{},"jsonrpc":"2.0","method":"m"}', -32600, "'id'", "999"),
        (b'{"id":1.5,"jsonrpc":"2.0","method":"m"}', -32600, "'id'", "999"),
        (b'{"id":true,"jsonrpc":"2.0","method":"m"}', -32600, "'id'", "999"),
        (b'{"id":"a","jsonrpc":"2.0","method":"m","params":[1]}', 3, "object", "a"),
        (b'{"id":"a","jsonrpc":"2.0","method":"m","params":5}', 3, "object", "a"),
    ],
    ids=lambda value: value[:50].decode("latin-1") if isinstance(value, bytes) else None,
)
def test_malformed_envelopes_are_explained(body: bytes, code: int, text: str, answered: str) -> None:
    with pytest.raises(BadRequestError) as caught:
        read_request(body)
    assert caught.value.failure.code == code
    assert text in caught.value.failure.message
    assert json.loads(caught.value.id) == answered


@pytest.mark.parametrize(
    ("sent", "answered"),
    [(0, "0"), (999, "999"), ("x", "x"), ('"\\ż', '"\\ż'), (2**64 - 1, str(2**64 - 1)), (-1, "-1")],
)
def test_the_id_is_answered_as_text(sent: int | str, answered: str) -> None:
    request = read_request(json.dumps({"id": sent, "jsonrpc": "2.0", "method": "m"}).encode())
    assert json.loads(request.id) == answered
    assert json.loads(write_result(request.id, {}))["id"] == answered


@pytest.mark.parametrize("params", ["", ',"params":null', ',"params":{}'])
def test_absent_and_null_parameters_are_an_empty_object(params: str) -> None:
    assert bytes(read_request(b'{"id":0,"jsonrpc":"2.0","method":"m"%s}' % params.encode()).params) == b"{}"


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "Missing parameter 'dataset_id'."),
        ({"dataset_id": "p-1"}, "Invalid parameter 'dataset_id': invalid dataset ID"),
        ({"dataset_id": 1, "inner": 5}, "Invalid parameter 'inner': expected array, got int."),
        ({"dataset_id": 1, "inner": [{}]}, "Missing parameter 'inner[0].name'."),
        (
            {"dataset_id": 1, "inner": [{"name": 1}]},
            "Invalid parameter 'inner[0].name': expected str, got int.",
        ),
    ],
)
def test_bad_parameters_are_named(params: object, message: str) -> None:
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(Params, dec_hook=dec_hook)
    with pytest.raises(RpcFailure) as caught:
        decode_params(decoder, msgspec.Raw(json.dumps(params).encode()))
    assert caught.value.code == 3
    assert caught.value.message.startswith(message)


@pytest.mark.parametrize("dataset_id", [10, "ds-a", "ds-00A"])
def test_ids_are_accepted_as_numbers_and_as_text(dataset_id: int | str) -> None:
    decoder: msgspec.json.Decoder[Params] = msgspec.json.Decoder(Params, dec_hook=dec_hook)
    params = decode_params(
        decoder, msgspec.Raw(json.dumps({"dataset_id": dataset_id, "unknown": 1}).encode())
    )
    assert params.dataset_id == DatasetID(10)


def test_results_may_hold_ids_and_ready_json() -> None:
    answer = json.loads(write_result(b'"1"', {"id": DatasetID(10), "raw": msgspec.Raw(b'{"a":1.50}')}))
    assert answer == {"jsonrpc": "2.0", "id": "1", "result": {"id": 10, "raw": {"a": 1.5}}}


@pytest.mark.parametrize("result", [None, object(), {"a": object()}])
def test_results_without_json_form_are_a_fault(result: object) -> None:
    with pytest.raises(TypeError):
        write_result(b'"1"', result)


def test_error_envelope_has_code_and_message_and_no_result() -> None:
    answer = json.loads(write_error(b'"1"', RpcFailure(101, 'no "x"\n')))
    assert answer == {"jsonrpc": "2.0", "id": "1", "error": {"code": 101, "message": 'no "x"\n'}}
