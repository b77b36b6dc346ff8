"""`samples.update_dimensions` and `image.delete_from_dataset`."""

from __future__ import annotations

import pytest


@pytest.fixture
def three(data):
    """A dataset with three samples, and their ids."""
    data.populate({"uuid": "a", "width": 1}, {"uuid": "b"}, {"uuid": "c"})
    return data, [sample["id"] for sample in data.samples()]


def delete(data, *ids, delete_all=False, sequences=()):
    return data.api(
        "image.delete_from_dataset",
        dataset_id=data.id,
        image_ids=list(ids),
        sequence_ids=list(sequences),
        delete_all=delete_all,
    )


def uuids(data) -> list[str]:
    return [sample["uuid"] for sample in data.samples()]


def test_sizes_are_set_and_counted(three) -> None:
    data, (a, b, _) = three
    sizes = [{"id": a, "width": 1920, "height": 1080}, {"id": f"s-{b:x}", "width": 640, "height": 480}]
    assert data.api("samples.update_dimensions", dataset_id=data.id, samples=sizes) == {"updated": 2}
    assert [(one.get("width"), one.get("height")) for one in data.samples()] == [
        (1920, 1080),
        (640, 480),
        (None, None),
    ]
    assert data.api("samples.update_dimensions", dataset_id=data.id, samples=[]) == {"updated": 0}


@pytest.mark.parametrize(
    "size", [{"width": 0, "height": 5}, {"width": 5, "height": -1}, {"width": 2**32, "height": 1}]
)
def test_impossible_sizes_are_refused(three, size) -> None:
    data, (a, b, _) = three
    sizes = [{"id": a, "width": 9, "height": 9}, {"id": b, **size}]
    failure = data.api.fails("samples.update_dimensions", dataset_id=data.id, samples=sizes)
    assert failure.code == 3
    assert "samples[1]" in failure.message
    assert data.samples()[0]["width"] == 1


def test_a_sample_of_another_dataset_is_not_found_and_nothing_changes(mine, three) -> None:
    data, (a, b, _) = three
    other = mine("dataset.create", project_id=mine.project_id, name="other")["id"]
    sizes = [{"id": a, "width": 9, "height": 9}, {"id": b, "width": 9, "height": 9}]
    assert mine.fails("samples.update_dimensions", dataset_id=other, samples=sizes).code == 101
    assert (
        mine.fails(
            "samples.update_dimensions", dataset_id=data.id, samples=[*sizes, {**sizes[0], "id": 2**40}]
        ).code
        == 101
    )
    assert data.samples()[0]["width"] == 1


def test_deleted_samples_disappear(three) -> None:
    data, (a, b, _) = three
    assert isinstance(delete(data, a, b), str)
    assert uuids(data) == ["c"]
    assert data.api("samples.count", dataset_id=data.id) == {"total": 1}
    delete(data, a, b)
    assert uuids(data) == ["c"], "deleting again changes nothing"


def test_delete_all_empties_the_dataset(three) -> None:
    data, _ = three
    delete(data, delete_all=True)
    assert uuids(data) == []


def test_nothing_named_nothing_deleted(three) -> None:
    data, _ = three
    delete(data)
    assert uuids(data) == ["a", "b", "c"]


def test_unknown_samples_and_sequences_are_not_found_and_nothing_is_deleted(mine, three) -> None:
    data, (a, _, _) = three
    other = mine("dataset.create", project_id=mine.project_id, name="other")["id"]
    params = {"sequence_ids": [], "delete_all": False}
    assert (
        mine.fails("image.delete_from_dataset", dataset_id=data.id, image_ids=[a, 2**40], **params).code
        == 101
    )
    assert mine.fails("image.delete_from_dataset", dataset_id=other, image_ids=[a], **params).code == 101
    params = {"sequence_ids": [1], "delete_all": False}
    assert mine.fails("image.delete_from_dataset", dataset_id=data.id, image_ids=[a], **params).code == 101
    assert uuids(data) == ["a", "b", "c"]
