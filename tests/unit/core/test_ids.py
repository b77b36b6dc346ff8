"""Typed identifiers: the table of accepted and refused forms, and laws for all numbers."""

from __future__ import annotations

import copy
import pickle

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from groundwire._core.codec import dec_hook, enc_hook
from groundwire._core.errors import InvalidIdError
from groundwire._core.ids import TypedId


class DatasetID(TypedId):
    __slots__ = ()
    prefix = "ds"
    kind = "dataset"


class AnnotationSetID(TypedId):
    __slots__ = ()
    prefix = "as"
    kind = "annotation set"


NUMBERS = st.integers(min_value=0, max_value=2**64 - 1)


@pytest.mark.parametrize(
    ("given_value", "number"),
    [
        (3771, 3771),
        (0, 0),
        (2**64 - 1, 2**64 - 1),
        (True, 1),
        ("ds-ebb", 3771),
        ("ds-EBB", 3771),
        ("ds-+ebb", 3771),
        ("ds-0000000000000000000000000ebb", 3771),
        ("ds-0", 0),
        ("ds-ffffffffffffffff", 2**64 - 1),
        (DatasetID(7), 7),
    ],
)
def test_accepted_forms(given_value, number):
    made = DatasetID(given_value)
    assert made.value == int(made) == number
    assert type(made.value) is int
    assert DatasetID.wire(given_value) == number


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        ("ebb", "starts with 'ds-'"),
        ("DS-ebb", "starts with 'ds-'"),
        (" ds-ebb", "starts with 'ds-'"),
        ("as-ebb", "starts with 'ds-'"),
        ("", "starts with 'ds-'"),
        ("ds-", "Empty"),
        ("ds-xyz", "InvalidDigit"),
        ("ds-+", "InvalidDigit"),
        ("ds--1", "InvalidDigit"),
        ("ds-0x1f", "InvalidDigit"),
        ("ds-1_0", "InvalidDigit"),
        ("ds-1 ", "InvalidDigit"),
        ("ds-1\n", "InvalidDigit"),
        ("ds-\u0661", "InvalidDigit"),
        ("ds-10000000000000000", "PosOverflow"),
        (-1, "from 0 to"),
        (2**64, "from 0 to"),
        (1.0, "got 1.0"),
        (None, "got NoneType"),
        (b"ds-1", "got bytes"),
        (AnnotationSetID(1), "got AnnotationSetID"),
    ],
)
def test_refused_forms_say_why(refused, reason):
    with pytest.raises(InvalidIdError, match=r"^Invalid dataset ID: ") as caught:
        DatasetID(refused)
    assert reason in str(caught.value)
    assert isinstance(caught.value, RuntimeError)
    assert isinstance(caught.value, TypeError)


def test_kind_names_the_thing_in_the_message():
    with pytest.raises(InvalidIdError, match=r"^Invalid annotation set ID: "):
        AnnotationSetID("ds-1")


@pytest.mark.parametrize("value", [7, None, DatasetID(7)])
def test_from_str_takes_text_only(value):
    assert DatasetID.from_str("ds-7") == DatasetID(7)
    with pytest.raises(TypeError):
        DatasetID.from_str(value)


@given(NUMBERS)
def test_text_and_number_convert_without_loss(number):
    made = DatasetID(number)
    assert str(made) == f"ds-{number:x}"
    assert repr(made) == f"DatasetID('ds-{number:x}')"
    assert DatasetID.from_str(str(made)) == made
    assert DatasetID.wire(str(made)) == number
    assert DatasetID.wire_text(number) == str(made)
    assert hash(made) == hash(number)


@given(st.text())
def test_any_text_is_read_or_refused_with_our_error(text):
    try:
        made = DatasetID(f"ds-{text}")
    except InvalidIdError:
        return
    assert made.value == int(text, 16)


@given(NUMBERS, NUMBERS)
def test_equality_holds_within_one_class_only(one, other):
    assert (DatasetID(one) == DatasetID(other)) == (one == other)
    assert DatasetID(one) != AnnotationSetID(one)
    assert DatasetID(one) != one
    assert DatasetID(one) != str(DatasetID(one))


def test_has_no_order_and_no_index_and_cannot_change():
    made = DatasetID(1)
    with pytest.raises(TypeError):
        assert made < DatasetID(2)
    with pytest.raises(TypeError):
        [0, 1][made]
    with pytest.raises(AttributeError, match="immutable"):
        made._value = 2
    with pytest.raises(AttributeError, match="immutable"):
        del made._value


def test_copies_and_pickles():
    made = DatasetID(5)
    assert copy.copy(made) is made
    assert copy.deepcopy([made])[0] is made
    assert pickle.loads(pickle.dumps(made)) == made


class Holder(BaseModel):
    id: DatasetID
    many: list[DatasetID] = []


class Struct(msgspec.Struct):
    id: DatasetID


@pytest.mark.parametrize("text", ['{"id": 3771}', '{"id": "ds-ebb"}'])
def test_both_model_libraries_read_both_forms_and_write_the_number(text):
    model = Holder.model_validate_json(text)
    assert model.id == DatasetID(3771)
    assert model.model_dump_json() == '{"id":3771,"many":[]}'
    assert model.model_dump()["id"] == DatasetID(3771)
    assert Holder.model_json_schema()["properties"]["id"]["type"] == "integer"
    struct = msgspec.json.decode(text, type=Struct, dec_hook=dec_hook)
    assert struct.id == DatasetID(3771)
    assert msgspec.json.encode(struct, enc_hook=enc_hook) == b'{"id":3771}'


def test_both_model_libraries_refuse_with_their_own_error():
    with pytest.raises(ValidationError, match="Invalid dataset ID"):
        Holder.model_validate_json('{"id": -1}')
    with pytest.raises(msgspec.ValidationError, match=r"Invalid dataset ID.*\$\.id"):
        msgspec.json.decode('{"id": "as-1"}', type=Struct, dec_hook=dec_hook)
