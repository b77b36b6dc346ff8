"""Groups, and which group a sample is in."""

from __future__ import annotations


def test_groups_are_created_once(data) -> None:
    create = {"dataset_id": data.id, "group_names": ["train"], "group_splits": [0]}
    (train,) = data.api("groups.create", **create)
    assert train["name"] == "train"
    assert data.api("groups.create", **create) == [train]
    assert data.api("groups.list", dataset_id=data.id) == [train]


def test_several_groups_come_back_in_the_order_asked_for(data) -> None:
    data.api("groups.create", dataset_id=data.id, group_names=["b"], group_splits=[0])
    found = data.api("groups.create", dataset_id=data.id, group_names=["a", "b", "a"], group_splits=[0, 0, 0])
    assert [group["name"] for group in found] == ["a", "b"]


def test_splits_that_would_move_samples_are_refused(data) -> None:
    failure = data.api.fails("groups.create", dataset_id=data.id, group_names=["a"], group_splits=[80])
    assert failure.code == 3
    assert "group_splits[0]" in failure.message
    assert data.api("groups.list", dataset_id=data.id) == []


def test_every_name_needs_a_split(data) -> None:
    assert data.api.fails("groups.create", dataset_id=data.id, group_names=["a"], group_splits=[]).code == 3
    assert data.api.fails("groups.create", dataset_id=data.id, group_names=[""], group_splits=[0]).code == 3


def test_a_sample_moves_to_another_group(data) -> None:
    data.populate({"uuid": "a", "group": "train"})
    (val,) = data.api("groups.create", dataset_id=data.id, group_names=["val"], group_splits=[0])
    assert isinstance(data.api("image.set_group_id", image_id=data.sample()["id"], group_id=val["id"]), str)
    assert data.sample()["group_name"] == "val"
    assert data.api("samples.count", dataset_id=data.id, group_names=["train"]) == {"total": 0}


def test_a_group_of_another_dataset_is_not_found(mine, data) -> None:
    data.populate({"uuid": "a"})
    other = mine("dataset.create", project_id=mine.project_id, name="other")["id"]
    (group,) = mine("groups.create", dataset_id=other, group_names=["train"], group_splits=[0])
    assert mine.fails("image.set_group_id", image_id=data.sample()["id"], group_id=group["id"]).code == 101
    assert "group_name" not in data.sample()
