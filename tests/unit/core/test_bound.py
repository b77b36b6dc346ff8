"""References to a client: neutral for equality, copies and dumps, lost in a pickle."""

from __future__ import annotations

import copy
import pickle

import pytest
from pydantic import Field, TypeAdapter

from groundwire._core.bound import ClientRef, Model
from groundwire._core.errors import UnboundError


class Leaf(Model):
    id: int


class Tree(Model):
    id: int
    leaf: Leaf | None = None
    leaves: list[Leaf] = Field(default_factory=list)
    named: dict[str, Leaf] = Field(default_factory=dict)


CLIENT = object()
DATA = {"id": 1, "leaf": {"id": 2}, "leaves": [{"id": 3}], "named": {"a": {"id": 4}}, "new": 5}


def bound() -> Tree:
    return Tree.model_validate(DATA, context={"client": ClientRef(CLIENT)})


def every_part(tree: Tree) -> list[Model]:
    assert tree.leaf is not None
    return [tree, tree.leaf, tree.leaves[0], tree.named["a"]]


def test_validation_binds_the_object_and_everything_inside():
    assert [part._client() for part in every_part(bound())] == [CLIENT] * 4


def test_unbound_object_says_what_to_do():
    with pytest.raises(UnboundError, match=r"This Tree has no client reference.*from a client") as caught:
        Tree.model_validate(DATA)._client()
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, RuntimeError)


@pytest.mark.parametrize("context", [None, {}, {"client": "not a reference"}, "other"])
def test_other_contexts_leave_it_unbound(context):
    assert not Tree.model_validate(DATA, context=context)._ref.bound


def test_bind_reaches_everything_inside():
    tree = Tree.model_validate(DATA)
    assert tree._bind(ClientRef(CLIENT)) is tree
    assert [part._client() for part in every_part(tree)] == [CLIENT] * 4


def test_reference_is_neutral_in_equality():
    other = Tree.model_validate(DATA, context={"client": ClientRef(object())})
    assert bound() == other == Tree.model_validate(DATA)
    assert bound() != Tree(id=2)
    assert ClientRef(1) == ClientRef()
    assert hash(ClientRef(1)) == hash(ClientRef())
    assert ClientRef(1) != 1


def test_copies_stay_bound_to_the_same_client():
    for twin in (
        copy.copy(bound()),
        copy.deepcopy(bound()),
        bound().model_copy(),
        bound().model_copy(deep=True),
    ):
        assert twin == bound()
        assert [part._client() for part in every_part(twin)] == [CLIENT] * 4


def test_pickle_is_unbound_and_equal():
    twin = pickle.loads(pickle.dumps(bound()))
    assert twin == bound()
    assert not any(part._ref.bound for part in every_part(twin))


def test_dump_repr_and_schema_do_not_show_the_reference():
    tree = bound()
    assert tree.model_dump() == DATA
    assert "_ref" not in repr(tree)
    assert "ref" not in str(tree.model_dump_json())
    assert "_ref" not in str(Tree.model_json_schema())
    assert repr(ClientRef("s3cret")) == "<ClientRef bound>"


def test_field_may_be_called_client():
    class Odd(Model):
        client: str

    odd = TypeAdapter(Odd).validate_json('{"client": "c"}', context={"client": ClientRef(CLIENT)})
    assert (odd.client, odd._client()) == ("c", CLIENT)


def test_model_is_immutable():
    with pytest.raises(ValueError, match="frozen"):
        bound().id = 2
