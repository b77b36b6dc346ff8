"""Every documented answer is read as its generated type, and written again says the same."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from groundwire._core.codec import decode_hot, to_wire
from groundwire._core.errors import ProtocolError
from groundwire._core.transport import AsyncTransport
from groundwire.studio._polygon import read_rings
from groundwire_api.studio import models
from groundwire_api.studio.aio import AsyncRpc

from .bundle import NAMES, SCHEMAS, Place, fits, is_record, name_of, places, replaced
from .exchange import arguments, canonical, content_of, prepare, transport
from .typed import misfits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundwire_api.studio.sync import Rpc

    from .bundle import Example
    from .loopback import Loopback

UNKNOWN = {"x_unknown": {"x": [1]}}


def received(example: Example, rpc: Rpc, loopback: Loopback) -> Any:
    """Send the example's request to a server that gives its answer."""
    prepare(loopback, example)
    return example.method.stub(rpc)(**arguments(example))


def answered_with(result: object, example: Example, rpc: Rpc, loopback: Loopback) -> Any:
    """Send the example's request to a server that gives another answer."""
    loopback.answers_result(result)
    return example.method.stub(rpc)(**arguments(example))


def test_answer_is_read_as_its_generated_type(answered: Example, sync_rpc: Rpc, loopback: Loopback):
    result = received(answered, sync_rpc, loopback)
    assert list(misfits(result, answered.result, answered.method.result)) == []


def test_download_is_the_bytes_even_when_they_are_json(
    downloaded: Example, strict_rpc: Rpc, loopback: Loopback
):
    assert received(downloaded, strict_rpc, loopback) == content_of(downloaded.result)
    document = {"jsonrpc": "2.0", "error": {"code": "not a number"}, "x_unknown": 1}
    loopback.answers(json.dumps(document).encode(), "application/json")
    assert json.loads(downloaded.method.stub(strict_rpc)(**arguments(downloaded))) == document


@pytest.mark.anyio
async def test_async_answer_equals_the_sync_one(example: Example, sync_rpc: Rpc, loopback: Loopback):
    expected = received(example, sync_rpc, loopback)
    async with transport(AsyncTransport, loopback.url) as opened:
        result = await example.method.stub(AsyncRpc(opened))(**arguments(example))
    assert type(result) is type(expected)
    assert result == expected


def test_answer_written_again_says_the_same(answered: Example, sync_rpc: Rpc, loopback: Loopback):
    expected, written = answered.result, to_wire(received(answered, sync_rpc, loopback))
    for place in documented(answered):
        if place.schema.get("x-hot"):
            # A msgspec record does not tell null from absent; the protocol gives both one meaning.
            expected = replaced(expected, place.path, without_nulls(at(expected, place), place.schema))
        elif place.schema.get("format") == "date-time" and place.value is not None:
            # A moment may be written in more than one way; it and its offset must survive.
            expected = replaced(expected, place.path, moment(at(expected, place)))
            written = replaced(written, place.path, moment(at(written, place)))
    assert canonical(written) == canonical(expected)


def documented(example: Example) -> Iterator[Place]:
    """Yield every place in the example's answer, inner ones first."""
    return reversed([*places(example.result, example.method.result)])


def at(value: Any, place: Place) -> Any:
    for part in place.path:
        value = value[part]
    return value


def without_nulls(record: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    lazy = {key for key, inner in schema["properties"].items() if inner.get("x-lazy")}
    return {key: item for key, item in record.items() if item is not None or key in lazy}


def without(record: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {name: item for name, item in record.items() if name not in keys}


def moment(text: str) -> str:
    return datetime.fromisoformat(text).isoformat()


def read_at_once(example: Example) -> list[Place]:
    """Return the records in the answer that are not inside something kept undecoded."""
    later = [place.path for place in documented(example) if place.lazy]
    return [
        place
        for place in documented(example)
        if is_record(place.schema) and not any(place.path[: len(path)] == path for path in later)
    ]


def test_strict_reading_accepts_what_is_documented(answered: Example, strict_rpc: Rpc, loopback: Loopback):
    result = received(answered, strict_rpc, loopback)
    assert list(misfits(result, answered.result, answered.method.result)) == []


def test_strict_reading_refuses_an_unknown_field_anywhere(
    answered: Example, strict_rpc: Rpc, loopback: Loopback
):
    for place in read_at_once(answered):
        if place.schema.get("additionalProperties"):
            continue  # there any field is a known one
        with pytest.raises(ProtocolError) as told:
            answered_with(
                replaced(answered.result, place.path, place.value | UNKNOWN), answered, strict_rpc, loopback
            )
        assert told.value.method == answered.method.wire
        assert told.value.path == f"{place}.x_unknown"


def test_unknown_field_is_kept_or_skipped_and_changes_nothing_else(
    answered: Example, sync_rpc: Rpc, loopback: Loopback
):
    expected = canonical(to_wire(received(answered, sync_rpc, loopback)))
    for place in read_at_once(answered):
        if place.schema.get("additionalProperties"):
            continue  # there a field must be of the stated type
        changed = replaced(answered.result, place.path, place.value | UNKNOWN)
        written = to_wire(answered_with(changed, answered, sync_rpc, loopback))
        record = at(written, place)
        assert canonical(replaced(written, place.path, without(record, *UNKNOWN))) == expected
        assert record.keys() >= UNKNOWN.keys() or place.schema.get("x-hot")


def test_missing_required_field_is_named_with_its_place(answered: Example, sync_rpc: Rpc, loopback: Loopback):
    for place in read_at_once(answered):
        for name in place.schema.get("required", []):
            spellings = [name, *place.schema["properties"][name].get("x-alias", [])]
            broken = replaced(answered.result, place.path, without(place.value, *spellings))
            if fits(broken, answered.method.result):
                continue  # another alternative of a union
            with pytest.raises(ProtocolError) as told:
                answered_with(broken, answered, sync_rpc, loopback)
            assert told.value.method == answered.method.wire
            assert name in f"{told.value.path} {told.value}"
            assert str(told.value.path).startswith("$")


def test_what_is_kept_undecoded_is_readable_as_its_type(answered: Example, sync_rpc: Rpc, loopback: Loopback):
    for name, schema, raw in undecoded(received(answered, sync_rpc, loopback)):
        plain = json.loads(bytes(raw))
        if name == "PolygonForms":
            # Two kinds of list in one type: more than a decoder tells apart, so the facade reads it.
            assert len(read_rings(raw)) == (plain is not None)
        else:
            typed = decode_hot(answered.method.wire, getattr(models, NAMES["types"][name]), raw)
            assert list(misfits(typed, plain, schema)) == []


def undecoded(value: Any) -> Iterator[tuple[str, Any, msgspec.Raw]]:
    """Yield the type, schema and text of everything inside that is kept undecoded, and of what is in that."""
    if isinstance(value, list):
        for item in value:
            yield from undecoded(item)
    elif isinstance(value, msgspec.Struct):
        for key, schema in SCHEMAS[type(value).__name__]["properties"].items():
            held = getattr(value, NAMES["fields"][type(value).__name__][key])
            name = name_of(schema)
            if not isinstance(held, msgspec.Raw):
                yield from undecoded(held)
            elif held and name is not None:
                yield name, schema, held
                if name != "PolygonForms":
                    yield from undecoded(decode_hot("", getattr(models, NAMES["types"][name]), held))
