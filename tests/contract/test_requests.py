"""Every documented call leaves as documented, from the sync and the async stubs."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from groundwire._core.errors import NoTokenError
from groundwire._core.transfer import CurlEngine, run_transfers
from groundwire._core.transfer.model import Download, Upload
from groundwire._core.transport import AsyncTransport, Transport
from groundwire_api.studio import ids
from groundwire_api.studio.aio import AsyncRpc
from groundwire_api.studio.sync import Rpc

from .bundle import EXAMPLES, METHODS, NAMES, PRESIGNED, Example, fits, name_of
from .exchange import arguments, check_request, prepare, transport

if TYPE_CHECKING:
    from pathlib import Path

    from .bundle import Method
    from .loopback import Loopback


def test_the_spec_has_methods_and_every_method_an_example():
    assert len(METHODS) >= 88
    assert {example.method.wire for example in EXAMPLES} == {method.wire for method in METHODS}


def test_sync_stub_sends_the_documented_request(example: Example, loopback: Loopback, sync_rpc: Rpc):
    prepare(loopback, example)
    example.method.stub(sync_rpc)(**arguments(example))
    check_request(loopback.received(), example)


@pytest.mark.anyio
async def test_async_stub_sends_the_documented_request(example: Example, loopback: Loopback):
    prepare(loopback, example)
    async with transport(AsyncTransport, loopback.url) as opened:
        await example.method.stub(AsyncRpc(opened))(**arguments(example))
    check_request(loopback.received(), example)


def test_identifiers_may_be_objects_numbers_or_text(example: Example):
    method = example.method
    given = arguments(example)
    names = {NAMES["params"][method.wire][name]: schema for name, schema in method.params.items()}
    numbers, texts = dict(given), dict(given)
    for name, value in given.items():
        kind = (name_of(names[name]) or names[name].get("x-id-text")) if value is not None else None
        if isinstance(value, ids.TypedId):
            assert type(value).__name__ == NAMES["types"].get(kind, kind)
            numbers[name], texts[name] = value.value, str(value)
    assert method.call(numbers).params == method.call(texts).params == method.call(given).params


def test_an_argument_not_given_is_not_sent(example: Example, loopback: Loopback, sync_rpc: Rpc):
    least = example.with_required_only()
    prepare(loopback, least)
    example.method.stub(sync_rpc)(**arguments(least))
    check_request(loopback.received(), least)


def test_none_is_sent_as_null_where_the_spec_allows_null(loopback: Loopback, sync_rpc: Rpc):
    tried = 0
    for example in EXAMPLES:
        method = example.method
        for name, schema in method.params.items():
            if "params" in method.route or not fits(None, schema):
                continue
            prepare(loopback, example)
            method.stub(sync_rpc)(**{**arguments(example), NAMES["params"][method.wire][name]: None})
            assert loopback.received().json["params"][name] is None
            tried += 1
    assert tried


def test_without_a_token_nothing_is_sent_or_the_scheme_stands_alone(method: Method, loopback: Loopback):
    example = next(item for item in EXAMPLES if item.method is method)
    prepare(loopback, example)
    with transport(Transport, loopback.url, token=None) as opened:
        stub = method.stub(Rpc(opened))
        if method.authenticated:
            with pytest.raises(NoTokenError) as told:
                stub(**arguments(example))
            assert told.value.method == method.wire
            assert not loopback.requests
        else:
            stub(**arguments(example))
            assert loopback.received().headers["authorization"] == "Bearer"


@pytest.mark.parametrize("presigned", PRESIGNED, ids=lambda presigned: presigned.wire)
def test_presigned_addresses_are_used_verbatim_and_get_no_header_of_the_platform(
    presigned: Method, loopback: Loopback, tmp_path: Path
):
    url = urlsplit(Example.read(presigned, presigned.spec["examples"][0]).params["url"])
    target = f"{url.path}?{url.query}&name=a%20b%2Fc+d"
    loopback.answers(b"content", "image/jpeg")
    transfer: Download | Upload = Download(f"{loopback.url}{target}", tmp_path / "file")
    if presigned.route["verb"] == "PUT":
        transfer = Upload(f"{loopback.url}{target}", b"content")
    with contextlib.closing(CurlEngine()) as engine:
        (done,) = run_transfers(engine, [transfer])
    request = loopback.received()
    assert done.state == "done"
    assert (request.verb, request.target) == (presigned.route["verb"], target)
    body = {"content-length"} if presigned.route["verb"] == "PUT" else set()
    assert set(request.headers) - {"user-agent"} == {"host", "accept"} | body
    assert request.headers["accept"] == "*/*"
    assert request.body == (b"content" if body else b"")


AWKWARD = ["a b&c=d+e%20.onnx", "épreuve/№ 1.png", "..hidden?#.bin"]


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_file_names_arrive_unchanged(name: str, loopback: Loopback, sync_rpc: Rpc):
    tried = 0
    for example in EXAMPLES:
        method = example.method
        if not method.placed("query") and not method.placed("file"):
            continue
        (place,) = [key for key in method.params if key == "file"]
        several = isinstance(example.params[place], list)
        awkward = replace(example, params={**example.params, place: [name, "second"] if several else name})
        prepare(loopback, awkward)
        method.stub(sync_rpc)(**arguments(awkward))
        check_request(loopback.received(), awkward)
        tried += 1
    assert tried >= 5
