"""`Parameter` holds a value of one of six kinds and behaves like it."""

from __future__ import annotations

import copy
import enum
import math
import pickle

import msgspec
import numpy as np
import pytest
from pydantic import TypeAdapter, ValidationError

from groundwire._core.errors import InvalidArgumentError, InvalidTypeError
from groundwire.studio import Parameter
from groundwire.studio._parameter import parameters, plain, plain_members

EACH = {
    "Integer": Parameter.integer(42),
    "Real": Parameter.real(3.14),
    "Boolean": Parameter.boolean(True),
    "String": Parameter.string("hello"),
    "Array": Parameter.array([1, 2.5, "test", True, [], {}]),
    "Object": Parameter.object({"count": 42, "ratio": 3.14}),
}
VALUES = {
    "Integer": 42,
    "Real": 3.14,
    "Boolean": True,
    "String": "hello",
    "Array": [1, 2.5, "test", True, [], {}],
    "Object": {"count": 42, "ratio": 3.14},
}


@pytest.mark.parametrize("name", EACH)
def test_each_kind_is_told_by_name_and_predicate(name):
    parameter = EACH[name]
    assert (parameter.type_name(), parameter.variant_type()) == (name, name)
    told = {kind for kind in EACH if getattr(parameter, f"is_{kind.lower()}")()}
    assert told == {name}


@pytest.mark.parametrize("name", EACH)
def test_each_kind_is_read_by_its_own_method_only(name):
    for kind in EACH:
        found = getattr(EACH[name], f"as_{kind.lower()}")()
        assert found == (VALUES[name] if kind == name else None)
        assert type(found) is (type(VALUES[name]) if kind == name else type(None))
    assert EACH[name].to_pyobject() == VALUES[name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1", "Integer"),
        ("-9223372036854775808", "Integer"),
        ("9223372036854775807", "Integer"),
        ("9223372036854775808", "Real"),
        ("-9223372036854775809", "Real"),
        ("1.0", "Real"),
        ("1e3", "Real"),
        ("true", "Boolean"),
        ('"1"', "String"),
        ("[1]", "Array"),
        ('{"a": 1}', "Object"),
    ],
)
def test_json_is_read_in_the_documented_order(text, name):
    assert Parameter(msgspec.json.decode(text)).type_name() == name
    assert TypeAdapter(Parameter).validate_json(text).type_name() == name


@pytest.mark.parametrize("text", ["null", "[null]", '{"a": {"b": null}}'])
def test_null_is_no_parameter(text):
    with pytest.raises(InvalidTypeError, match="got NoneType"):
        Parameter(msgspec.json.decode(text))
    with pytest.raises(ValidationError, match="got NoneType"):
        TypeAdapter(Parameter).validate_json(text)


def test_numbers_are_equal_within_a_billionth():
    assert Parameter.real(0.75) == 0.75000000001
    assert Parameter.real(0.75) != 0.7500001
    assert Parameter.integer(1) == 1.0000000001
    assert Parameter.integer(1) == Parameter.real(1.0)
    assert Parameter.real(0.75) == Parameter.real(0.7500000000001)
    assert Parameter.integer(2) != Parameter.integer(3)
    assert Parameter.real(0.5) == np.float32(0.5)
    assert Parameter.integer(1) != 10**400


def test_large_integers_compare_exactly():
    assert Parameter.integer(2**62) != 2**62 + 1
    assert Parameter.integer(2**62) == 2**62


def test_truth_values_equal_truth_values_only():
    assert Parameter.boolean(True) == True  # noqa: E712 - equality is what is tested
    assert Parameter.boolean(True) != False  # noqa: E712 - equality is what is tested
    assert Parameter.boolean(True) != 1
    assert Parameter.integer(1) != True  # noqa: E712 - equality is what is tested
    assert Parameter.boolean(True) != Parameter.boolean(True)


def test_text_equals_text_and_no_parameter():
    assert Parameter.string("a") == "a"
    assert Parameter.string("a") != "b"
    assert Parameter.string("1") != 1
    assert Parameter.string("a") != Parameter.string("a")


@pytest.mark.parametrize("name", ["Array", "Object"])
def test_arrays_and_objects_equal_nothing(name):
    assert EACH[name] != VALUES[name]
    assert EACH[name] != EACH[name].__class__(VALUES[name])
    assert EACH[name] != None  # noqa: E711 - equality is what is tested


def test_parameters_have_no_hash():
    for parameter in EACH.values():
        with pytest.raises(TypeError, match="unhashable"):
            hash(parameter)


def test_conversions_to_python_numbers():
    assert [int(EACH[name]) for name in ("Integer", "Real", "Boolean")] == [42, 3, 1]
    assert [float(EACH[name]) for name in ("Integer", "Real", "Boolean")] == [42.0, 3.14, 1.0]
    assert type(float(EACH["Integer"])) is float
    for name in ("String", "Array", "Object"):
        with pytest.raises(TypeError, match=f"{name.lower()} parameter has no int value"):
            int(EACH[name])
        with pytest.raises(TypeError, match="has no float value"):
            float(EACH[name])


@pytest.mark.parametrize("value", [0, 0.0, False, "", [], {}])
def test_empty_and_zero_are_false(value):
    assert not Parameter(value)


def test_all_else_is_true():
    assert all(EACH.values())


def test_text_forms():
    assert repr(EACH["String"]) == "String(hello)"
    assert str(EACH["String"]) == "hello"
    assert repr(EACH["Integer"]) == str(EACH["Integer"]) == "Integer(42)"
    assert str(Parameter.array([1, "a"])) == "Array([1, 'a'])"
    assert str(EACH["Boolean"]) == "Boolean(True)"


def test_members_of_an_object():
    made = Parameter.object({"model": Parameter.string("yolo"), "sizes": [1, 2]})
    assert made.get("model") == "yolo"
    assert made.get("missing") is None
    assert made.get("missing", "default") == "default"
    assert made.keys() == ["model", "sizes"]
    assert made.values() == ["yolo", [1, 2]]
    assert made.items() == [("model", "yolo"), ("sizes", [1, 2])]


@pytest.mark.parametrize(
    ("method", "arguments"), [("get", ["a"]), ("keys", []), ("values", []), ("items", [])]
)
def test_only_objects_have_members(method, arguments):
    with pytest.raises(TypeError, match=f"{method} needs an Object, this is an Array"):
        getattr(EACH["Array"], method)(*arguments)


def test_what_is_read_can_be_changed_without_changing_the_parameter():
    source = {"sizes": [1]}
    made = Parameter.object(source)
    source["sizes"].append(2)
    made.as_object()["sizes"].append(3)
    made.get("sizes").append(4)
    made.values()[0].append(5)
    made.to_pyobject()["new"] = 1
    assert made.as_object() == {"sizes": [1]}


def test_nested_parameters_become_plain():
    made = Parameter.array([Parameter.integer(1), {"a": Parameter.array([Parameter.real(2.5)])}])
    assert made.as_array() == [1, {"a": [2.5]}]


def test_values_of_other_libraries_become_plain():
    class Colour(enum.StrEnum):
        RED = "red"

    made = Parameter([np.int64(3), np.float32(0.5), np.bool_(True), np.array([[1, 2]]), Colour.RED, (1,)])
    assert made.as_array() == [3, 0.5, True, [[1, 2]], "red", [1]]
    assert [type(item) for item in made.as_array()] == [int, float, bool, list, str, list]


@pytest.mark.parametrize(
    ("make", "value"),
    [
        (Parameter.integer, 1.5),
        (Parameter.integer, True),
        (Parameter.integer, "1"),
        (Parameter.real, "1"),
        (Parameter.real, False),
        (Parameter.boolean, 1),
        (Parameter.string, 1),
        (Parameter.array, "ab"),
        (Parameter.array, {}),
        (Parameter.object, []),
        (Parameter.object, {1: 2}),
        (Parameter, None),
        (Parameter, b"bytes"),
        (Parameter, object()),
    ],
)
def test_wrong_kinds_are_refused(make, value):
    with pytest.raises(TypeError, match=r"(takes|is) a"):
        make(value)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, [math.nan], 10**400])
def test_numbers_without_json_form_are_refused(value):
    with pytest.raises(InvalidArgumentError, match="finite"):
        Parameter(value)


def test_integer_of_more_than_64_bits_is_refused():
    with pytest.raises(ValueError, match=r"2\*\*63"):
        Parameter.integer(2**63)


def test_endless_nesting_is_refused():
    endless = []
    endless.append(endless)
    with pytest.raises(InvalidArgumentError, match="nested"):
        Parameter(endless)


@pytest.mark.parametrize("name", EACH)
def test_copies_and_pickles_hold_the_same(name):
    for made in (copy.copy(EACH[name]), copy.deepcopy(EACH[name]), pickle.loads(pickle.dumps(EACH[name]))):
        assert (made.type_name(), made.to_pyobject()) == (name, VALUES[name])


def test_sent_form_is_plain_json():
    assert plain(Parameter.real(1.0)) == 1.0
    assert plain_members({"a": Parameter.integer(1), "b": [Parameter.string("x")]}) == {"a": 1, "b": ["x"]}
    assert TypeAdapter(Parameter).dump_json(EACH["Array"]) == b'[1,2.5,"test",true,[],{}]'


def test_received_values_become_parameters():
    assert parameters({"loss": 0.5})["loss"].as_real() == 0.5
