"""The server reads what clients send: every documented parameter, identifiers in either form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from groundwire._core.codec import encode
from groundwire._core.ids import TypedId
from groundwire_api.studio import ids
from groundwire_api.studio.server import ROUTES

from .bundle import METHODS, NAMES, PRESIGNED, fits, is_record, places, replaced, resolve
from .exchange import canonical, server_side
from .typed import misfits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .bundle import Example, Method, Place


def plain(example: Example) -> dict[str, Any]:
    """Return the example's parameters, without files: those come by another way."""
    return {
        name: value for name, value in example.params.items() if name not in example.method.placed("file")
    }


def inside(example: Example) -> Iterator[Place]:
    for name, value in plain(example).items():
        yield from places(value, example.method.params[name], (name,))


def as_read(name: str, example: Example) -> tuple[Any, Mapping[str, Any]]:
    """Return a parameter and its schema as the server has it: an identifier sent as text becomes a number."""
    value, schema = example.params[name], example.method.params[name]
    kind = schema.get("x-id-text")
    if kind is None:
        return value, schema
    return getattr(ids, kind)(value).value, {"$ref": f"#/components/schemas/{kind}"}


def test_parameters_are_read_as_documented(example: Example):
    struct = server_side(example.method, plain(example))
    for name in example.method.params:
        if name in plain(example):
            value, schema = as_read(name, example)
            assert list(misfits(held(struct, name, example), value, schema)) == []
        elif name not in example.method.placed("file"):
            assert held(struct, name, example) is None


def held(struct: object, name: str, example: Example) -> Any:
    return getattr(struct, NAMES["params"][example.method.wire][name])


def test_parameters_written_again_say_the_same(example: Example):
    struct = server_side(example.method, plain(example))
    for name in plain(example):
        written = json.loads(encode(held(struct, name, example)))
        assert canonical(written) == canonical(as_read(name, example)[0])


def test_identifiers_are_read_as_numbers_and_as_prefixed_text(example: Example):
    as_text, as_numbers = plain(example), plain(example)
    for place in inside(example):
        kind = getattr(ids, place.schema.get("x-id-text", NAMES["types"].get(place.name, "")), None)
        if kind is not None and issubclass(kind, TypedId):
            as_text = replaced(as_text, place.path, str(kind(place.value)))
            as_numbers = replaced(as_numbers, place.path, kind(place.value).value)
    assert server_side(example.method, as_text) == server_side(example.method, as_numbers)


def test_identifier_of_another_kind_is_refused_and_located(example: Example):
    for place in inside(example):
        if "x-id" in place.schema or "x-id-text" in place.schema:
            for wrong in ("zz-1f", "", -1, 2**64, 1.5, [], {}):
                with pytest.raises(msgspec.ValidationError) as told:
                    server_side(example.method, replaced(plain(example), place.path, wrong))
                check_message(told.value, place, "ID")


def test_missing_parameter_is_named(example: Example):
    for name in example.method.required - set(example.method.placed("file")):
        rest = {key: value for key, value in plain(example).items() if key != name}
        with pytest.raises(msgspec.ValidationError, match=f"`{name}`"):
            server_side(example.method, rest)


def test_missing_field_inside_a_parameter_is_named_in_one_line(example: Example):
    for place in inside(example):
        for name in place.schema.get("required", []) if is_record(place.schema) else []:
            rest = {key: value for key, value in place.value.items() if key != name}
            broken = replaced(plain(example), place.path, rest)
            if not fits(broken[place.path[0]], example.method.params[place.path[0]]):
                with pytest.raises(msgspec.ValidationError) as told:
                    server_side(example.method, broken)
                check_message(told.value, place, name)


def check_message(error: Exception, place: Place, name: str) -> None:
    """The caller is told where and what, in one line, and nothing of how it was found out."""
    text = str(error)
    assert name in text
    assert "\n" not in text
    assert "pydantic" not in text
    assert f"$.{place.path[0]}" in text


def test_optional_parameter_may_be_null_and_unknown_ones_are_ignored(example: Example):
    least = plain(example.with_required_only())
    optional = {name: None for name in example.method.params if name not in example.method.required}
    optional = {name: value for name, value in optional.items() if name not in example.method.placed("file")}
    expected = server_side(example.method, least)
    assert server_side(example.method, least | optional) == expected
    assert server_side(example.method, least | {"x_unknown": [1]}) == expected


def test_wrong_json_type_is_refused_and_located(example: Example):
    for name, schema in example.method.params.items():
        if name in example.method.placed("file") or name not in example.params:
            continue
        for wrong in ({"x": 1}, [[{}]], "text", 1.5, True):
            _, found = resolve(schema)
            open_enum = found.get("x-open-enum") and isinstance(wrong, str)
            free_form = found.get("x-free-form")  # any JSON: the handler looks at it
            if fits(wrong, schema) or open_enum or free_form or {"x-id", "x-id-text"} & found.keys():
                continue
            with pytest.raises(msgspec.ValidationError) as told:
                server_side(example.method, plain(example) | {name: wrong})
            assert f"$.{name}" in str(told.value), (name, wrong)


def test_dispatch_table_says_what_the_spec_says(method: Method):
    route = ROUTES[method.wire]
    assert route.method == method.wire
    assert route.authenticated == method.authenticated
    assert route.idempotent == method.spec["x-idempotent"]
    sensitive = {name for name, schema in method.params.items() if resolve(schema)[1].get("x-sensitive")}
    assert route.sensitive == sensitive
    assert (route.http is not None) == bool(method.route)
    if route.http is not None:
        assert (route.http.verb, route.http.path) == (method.route["verb"], method.route["path"])
        assert list(route.http.query) == method.placed("query")
        assert route.http.reply == method.reply


def test_dispatch_table_holds_every_method_and_nothing_else():
    assert set(ROUTES) == {method.wire for method in METHODS}
    assert not set(ROUTES) & {method.wire for method in PRESIGNED}
