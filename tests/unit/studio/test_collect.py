"""Labels collected from samples (studio.md 4.3)."""

from __future__ import annotations

import pytest

from groundwire._core.errors import InvalidArgumentError
from groundwire.studio import Annotation, Sample, collect_labels_from_samples


def sample(*labels, ignore=None):
    made = Sample()
    for name, index in labels:
        annotation = Annotation()
        annotation.set_label(name)
        annotation.set_label_index(index)
        annotation.set_ignore(ignore)
        made.add_annotation(annotation)
    return made


def test_first_seen_order_and_an_index_wins_over_none():
    samples = [sample(("b", None), ("a", 3)), sample(("b", 7), (None, 1))]
    assert collect_labels_from_samples(samples) == (["b", "a"], [7, 3])


def test_two_indices_for_one_name_are_refused():
    with pytest.raises(InvalidArgumentError, match="index 1 in one annotation and 2 in another"):
        collect_labels_from_samples([sample(("a", 1), ("a", 2))])


def test_flagged_annotations_count_only_when_asked_for():
    samples = [sample(("a", None), ignore=True)]
    assert collect_labels_from_samples(samples) == ([], [])
    assert collect_labels_from_samples(samples, include_flagged=True) == (["a"], [None])
