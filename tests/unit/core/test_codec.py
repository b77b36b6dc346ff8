"""Reading results and writing arguments."""

from __future__ import annotations

from enum import Enum
from typing import Any

import msgspec
import pytest
from pydantic import Field

from groundwire._core.bound import ClientRef, Model
from groundwire._core.call import Call, Json
from groundwire._core.codec import encode, read_reply, to_wire
from groundwire._core.errors import InvalidArgumentError, ProtocolError
from groundwire._core.hot import HotModel
from groundwire._core.ids import TypedId
from groundwire._core.unset import UNSET


class ThingID(TypedId):
    __slots__ = ()
    prefix = "th"
    kind = "thing"


class Cold(Model):
    id: ThingID
    wire_name: str = Field(default="", alias="wireName")
    more: list[Cold] = Field(default_factory=list)


class Hot(HotModel, rename="camel"):
    id: ThingID
    wire_name: str = ""
    more: list[Hot] = msgspec.field(default_factory=list)
    cold: Cold | None = None


class Tagged(HotModel, tag="t", tag_field="kind"):
    value: Any = UNSET
    many: list[int] = msgspec.field(default_factory=list)


def reply(kind, raw: bytes, *, hot: bool = False, strict: bool = False, ref=None):
    return read_reply(Call("thing.get", {}, lambda: kind, hot=hot), raw, ref, strict)


@pytest.mark.parametrize(("kind", "hot"), [(Cold, False), (Hot, True)])
def test_reads_models_and_lists_of_models(kind, hot):
    raw = b'[{"id": 5, "wireName": "x", "more": [{"id": "th-6"}], "new": 1}]'
    (got,) = reply(list[kind], raw, hot=hot)
    assert type(got) is kind
    assert (got.id, got.wire_name, got.more[0].id) == (ThingID(5), "x", ThingID(6))
    assert reply(list[kind], memoryview(raw), hot=hot) == [got]


def test_hot_struct_may_hold_a_cold_model():
    got = reply(Hot, b'{"id": 1, "cold": {"id": 2}}', hot=True)
    assert got.cold == Cold(id=2)


@pytest.mark.parametrize("hot", [False, True])
@pytest.mark.parametrize(
    ("raw", "path", "expected"),
    [
        (b'[{"id": 1}, {"id": -5}]', "$[1].id", "Invalid thing ID"),
        (b'[{"id": 1, "more": [{"id": 1, "wireName": 7}]}]', "$[0].more[0].wireName", "str"),
        (b'[{"wireName": "x"}]', "$[0]", "id|required"),
        (b"{}", "$", "array|list"),
    ],
)
def test_misfit_says_method_place_and_expectation(hot, raw, path, expected):
    kind = Hot if hot else Cold
    with pytest.raises(ProtocolError, match=r"^thing.get answered with something unexpected") as caught:
        reply(list[kind], raw, hot=hot)
    error = caught.value
    assert error.method == "thing.get"
    assert (error.path or "").startswith(path)
    assert any(word.lower() in (f"{error.expected} {error.path}").lower() for word in expected.split("|"))
    assert error.__cause__ is None
    assert ".." not in str(error)


@pytest.mark.parametrize("hot", [False, True])
@pytest.mark.parametrize("raw", [b"{", b"", b'{"id": "\xff"}', b"[1,]", b"nul"])
def test_malformed_json_is_a_protocol_error(hot, raw):
    with pytest.raises(ProtocolError, match=r"thing.get answered with") as caught:
        reply(Hot if hot else Cold, raw, hot=hot)
    assert caught.value.method == "thing.get"


@pytest.mark.parametrize("hot", [False, True])
def test_error_does_not_quote_the_answer(hot):
    with pytest.raises(ProtocolError) as caught:
        reply(Hot if hot else Cold, b'{"id": 1, "wireName": {"password": "hunter2"}}', hot=hot)
    assert "hunter2" not in f"{caught.value}{caught.value!r}{caught.value.__context__}"


@pytest.mark.parametrize(("kind", "hot"), [(Cold, False), (Hot, True)])
@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (b'{"id": 1, "zz": 2}', "$.zz"),
        (b'{"id": 1, "more": [{"id": 1}, {"id": 2, "zz": 3}]}', "$.more[1].zz"),
    ],
)
def test_strict_refuses_unknown_fields_and_lenient_does_not(kind, hot, raw, where):
    assert reply(kind, raw, hot=hot).id == ThingID(1)
    with pytest.raises(ProtocolError) as caught:
        reply(kind, raw, hot=hot, strict=True)
    assert caught.value.path == where


@pytest.mark.parametrize(("kind", "hot"), [(dict[str, Cold], False), (dict[str, Hot], True)])
def test_strict_looks_into_maps(kind, hot):
    reply(kind, b'{"a": {"id": 1, "wireName": "x"}}', hot=hot, strict=True)
    with pytest.raises(ProtocolError) as caught:
        reply(kind, b'{"a": {"id": 1, "zz": 1}}', hot=hot, strict=True)
    assert caught.value.path == "$.a.zz"


def test_strict_looks_into_a_model_inside_a_struct_and_knows_tags():
    with pytest.raises(ProtocolError) as caught:
        reply(Hot, b'{"id": 1, "cold": {"id": 2, "zz": 1}}', hot=True, strict=True)
    assert caught.value.path == "$.cold.zz"
    assert reply(Tagged, b'{"kind": "t", "value": 1}', hot=True, strict=True).value == 1


@pytest.mark.parametrize("hot", [False, True])
def test_free_form_json_is_a_result_type(hot):
    raw = b'{"a": [1, 2.5, null, "x", true]}'
    assert reply(Json, raw, hot=hot) == {"a": [1, 2.5, None, "x", True]}
    assert reply(dict[str, Json], raw, hot=hot) == {"a": [1, 2.5, None, "x", True]}


def test_models_are_bound_through_read_reply():
    client = object()
    assert reply(Cold, b'{"id": 1}', ref=ClientRef(client))._client() is client


class Colour(Enum):
    RED = "red"


def test_to_wire_gives_plain_json():
    value = {
        "id": ThingID(5),
        "ids": (ThingID(6), 7),
        "cold": Cold(id=ThingID(1), wireName="x"),
        "hot": Hot(id=ThingID(2)),
        "colour": Colour.RED,
        "none": None,
    }
    assert to_wire(value) == {
        "id": 5,
        "ids": [6, 7],
        "cold": {"id": 1, "wireName": "x"},
        "hot": {"id": 2},
        "colour": "red",
        "none": None,
    }


def test_unset_is_left_out_at_any_depth():
    value = {
        "a": UNSET,
        "b": {"c": UNSET, "d": [UNSET, {"e": UNSET, "f": 1}]},
        "t": Tagged(),
        "h": Hot(id=ThingID(2)),
    }
    assert to_wire(value) == {"b": {"d": [{"f": 1}]}, "t": {"kind": "t"}, "h": {"id": 2}}
    assert to_wire([Tagged(value=UNSET, many=[1])]) == [{"kind": "t", "many": [1]}]


def test_members_keep_their_order():
    assert encode({"id": 0, "b": 1, "a": 2}) == b'{"id":0,"b":1,"a":2}'


@pytest.mark.parametrize("value", [object(), {"a": {1j}}, "\ud800"])
def test_what_has_no_json_form_is_an_argument_error(value):
    with pytest.raises(InvalidArgumentError, match="cannot be sent as JSON"):
        encode(value)


def test_recursion_is_an_argument_error():
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(InvalidArgumentError):
        encode(loop)


def test_result_type_unknown_to_msgspec_is_reported_by_msgspec():
    class Alien:
        pass

    with pytest.raises(NotImplementedError, match="no reader for Alien"):
        reply(Alien, b"1", hot=True)


def test_deferred_models_are_built_once_under_threads():
    from concurrent.futures import ThreadPoolExecutor

    class Late(Model):
        id: int
        other: Cold | None = None

    with ThreadPoolExecutor(8) as threads:
        got = list(threads.map(lambda n: reply(Late, msgspec.json.encode({"id": n})).id, range(40)))
    assert got == list(range(40))
