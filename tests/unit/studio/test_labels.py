"""Label creation and two-pass pinning (studio.md 4.5)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from groundwire._core.errors import InvalidArgumentError
from groundwire.studio._labels import LabelUpdate, missing, plan_pinning, requested


def label(number, name, index):
    return SimpleNamespace(id=number, name=name, index=index)


def test_swap_of_two_labels_costs_four_updates():
    existing = [label(1, "a", 0), label(2, "b", 1)]
    assert plan_pinning({"a": 1, "b": 0}, existing) == [
        LabelUpdate(1, "a", 100_001),
        LabelUpdate(2, "b", 100_000),
        LabelUpdate(1, "a", 1),
        LabelUpdate(2, "b", 0),
    ]


def test_labels_in_place_are_left_alone():
    assert plan_pinning({"a": 0, "b": 5}, [label(1, "a", 0), label(2, "b", 5)]) == []


def test_only_absent_names_are_created_with_their_index():
    assert missing({"a": 3, "b": None}, [label(1, "a", 0)]) == {"b": None}


@pytest.mark.parametrize(
    ("names", "indices", "message"),
    [
        (["a"], [1, 2], "1 label names came with 2 indices"),
        (["a", "a"], [1, 2], "'a' is listed twice"),
        (["a", "b"], [1, 1], "both ask for index 1"),
        (["a"], [-1], "out of range"),
        (["a"], [2**64 - 1], "out of range"),
    ],
)
def test_contradicting_requests_are_refused_before_any_call(names, indices, message):
    with pytest.raises(InvalidArgumentError, match=message):
        requested(names, indices)


def test_names_without_indices_may_repeat():
    assert requested(["a", "b", "a"], None) == {"a": None, "b": None}


@pytest.mark.parametrize(
    ("wanted", "existing"),
    [
        ({"a": 7}, [label(1, "a", 0), label(2, "other", 7)]),
        ({"a": 7, "b": None}, [label(1, "a", 0), label(2, "b", 7)]),
        ({"a": 7}, [label(1, "a", 0), label(2, "other", 100_007)]),
    ],
)
def test_index_or_staging_slot_held_by_another_label_is_a_conflict(wanted, existing):
    with pytest.raises(InvalidArgumentError, match="cannot take index 7"):
        plan_pinning(wanted, existing)


def test_label_that_was_not_created_is_reported():
    with pytest.raises(InvalidArgumentError, match="not in the dataset"):
        plan_pinning({"a": 1}, [])
