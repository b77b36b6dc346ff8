"""Labels: indices, renaming, deletion."""

from __future__ import annotations

import pytest


def add(data, *labels):
    return data.api("label.add2", dataset_id=data.id, labels=list(labels))


def ids(data) -> dict[str, int]:
    return {label["name"]: label["id"] for label in data.api("label.list", dataset_id=data.id)}


def test_labels_without_an_index_get_the_next_ones(data) -> None:
    assert isinstance(add(data, {"name": "car"}, {"name": "dog"}), str)
    add(data, {"name": "cat"})
    assert data.labels() == {"car": 0, "dog": 1, "cat": 2}


def test_wanted_indices_are_given_first(data) -> None:
    add(data, {"name": "a"}, {"name": "b", "index": 0}, {"name": "c", "index": 7}, {"name": "d"})
    assert data.labels() == {"a": 8, "b": 0, "c": 7, "d": 9}


def test_labels_parked_for_reordering_do_not_push_new_ones_up(data) -> None:
    add(data, {"name": "a", "index": 3}, {"name": "parked", "index": 100_005})
    add(data, {"name": "b"})
    assert data.labels()["b"] == 4


def test_labels_are_listed_by_index_with_their_dataset(data) -> None:
    add(data, {"name": "z", "index": 1}, {"name": "y", "index": 0})
    found = data.api("label.list", dataset_id=data.id)
    assert [(one["name"], one["index"], one["dataset_id"]) for one in found] == [
        ("y", 0, data.id),
        ("z", 1, data.id),
    ]


def test_a_label_that_exists_keeps_its_index(data) -> None:
    add(data, {"name": "car", "index": 4})
    add(data, {"name": "car", "index": 9}, {"name": "car"})
    assert data.labels() == {"car": 4}


def test_a_taken_index_is_refused_and_nothing_is_created(data) -> None:
    add(data, {"name": "car", "index": 4})
    failure = data.api.fails(
        "label.add2", dataset_id=data.id, labels=[{"name": "new"}, {"name": "dog", "index": 4}]
    )
    assert failure.code == 3
    assert "'dog'" in failure.message
    assert "'car'" in failure.message
    assert data.labels() == {"car": 4}


def test_one_index_for_two_names_is_refused(data) -> None:
    labels = [{"name": "a", "index": 1}, {"name": "b", "index": 1}]
    failure = data.api.fails("label.add2", dataset_id=data.id, labels=labels)
    assert failure.code == 3
    assert "labels[1].index" in failure.message


@pytest.mark.parametrize("index", [-1, 2**63, 2**64])
def test_an_index_out_of_range_is_refused(data, index) -> None:
    assert data.api.fails("label.add2", dataset_id=data.id, labels=[{"name": "a", "index": index}]).code == 3


def test_the_largest_index_survives(data) -> None:
    add(data, {"name": "a", "index": 2**63 - 1})
    assert data.labels() == {"a": 2**63 - 1}


def test_names_are_exact(data) -> None:
    names = ["car", "Car", "car ", "カー", "e\u0301", "\u00e9"]
    add(data, *[{"name": name} for name in names])
    assert list(data.labels()) == names


def test_a_rename_reaches_the_annotations(data) -> None:
    data.populate({"uuid": "a", "annotations": [{"label_name": "car", "label_index": 3}]})
    update = {"label_id": ids(data)["car"], "label_name": "vehicle", "label_index": 8}
    assert isinstance(data.api("label.update", dataset_id=data.id, **update), str)
    (annotation,) = data.sample()["annotations"]
    assert (annotation["label_name"], annotation["label_index"]) == ("vehicle", 8)


def test_two_labels_swap_by_way_of_parking_places(data) -> None:
    add(data, {"name": "a", "index": 0}, {"name": "b", "index": 1})
    key = ids(data)
    for name, index in [("a", 100_001), ("b", 100_000), ("a", 1), ("b", 0)]:
        data.api("label.update", label_id=key[name], label_name=name, label_index=index)
    assert data.labels() == {"b": 0, "a": 1}


def test_an_update_cannot_take_a_name_or_index_in_use(data) -> None:
    add(data, {"name": "a", "index": 0}, {"name": "b", "index": 1})
    key = ids(data)["a"]
    by_name = data.api.fails("label.update", label_id=key, label_name="b", label_index=0)
    by_index = data.api.fails("label.update", label_id=key, label_name="a", label_index=1)
    assert (by_name.code, by_index.code) == (3, 3)
    assert "label_name" in by_name.message
    assert "label_index" in by_index.message
    assert data.labels() == {"a": 0, "b": 1}


def test_an_update_that_names_another_dataset_finds_nothing(mine, data) -> None:
    other = mine("dataset.create", project_id=mine.project_id, name="other")["id"]
    add(data, {"name": "a"})
    update = {"label_id": ids(data)["a"], "label_name": "x", "label_index": 0}
    assert mine.fails("label.update", dataset_id=other, **update).code == 101


def test_deleting_a_label_leaves_its_annotations_without_one(data) -> None:
    data.populate(
        {"uuid": "a", "annotations": [{"label_name": "car", "box2d": {"x": 0, "y": 0, "w": 1, "h": 1}}]}
    )
    assert isinstance(data.api("label.del", label_id=ids(data)["car"]), str)
    (annotation,) = data.sample()["annotations"]
    assert "label_name" not in annotation
    assert annotation["box2d"] == {"x": 0, "y": 0, "w": 1, "h": 1}
    assert data.api("label.list", dataset_id=data.id) == []


def test_a_label_made_again_does_not_take_over_old_annotations(data) -> None:
    data.populate({"uuid": "a", "annotations": [{"label_name": "car"}]})
    data.api("label.del", label_id=ids(data)["car"])
    add(data, {"name": "car"})
    assert "label_name" not in data.sample()["annotations"][0]
