"""Version tags: what they hold, their names, who may not touch them."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.server.versions.conftest import annotation, versioned


def test_a_tag_tells_what_the_dataset_held(filled, local_server) -> None:
    tag = filled.tag("v1", description="first")
    assert tag["dataset_id"] == filled.id
    assert tag["created_by"] == local_server.username
    assert datetime.fromisoformat(tag["created_at"]).tzinfo is not None
    assert (tag["name"], tag["description"], tag["snapshot_id"]) == ("v1", "first", None)
    assert (tag["image_count"], tag["label_count"], tag["annotation_set_count"]) == (3, 2, 1)
    assert tag["annotation_counts"] == {"box": 3, "seg": 1}
    assert tag["sensor_counts"] == {"radar.pcd": 1}
    assert filled("version.tag.get", name="v1") == tag


def test_deleted_samples_and_sets_are_not_counted(filled) -> None:
    other = filled("annset.add", name="other", operator="x")["id"]
    filled.populate({"uuid": "a", "annotations": [annotation()] * 4}, annotation_set_id=other)
    filled.api("annset.del", id=other)
    ids = [sample["id"] for sample in filled.samples() if sample["uuid"] == "b"]
    filled("image.delete_from_dataset", image_ids=ids, sequence_ids=[], delete_all=False)
    tag = filled.tag("v1")
    assert (tag["image_count"], tag["annotation_set_count"]) == (2, 1)
    assert tag["annotation_counts"] == {"box": 2, "seg": 1}
    assert tag["sensor_counts"] == {}


def test_an_empty_dataset_can_be_tagged(mine) -> None:
    dataset = mine("dataset.create", project_id=mine.project_id, name="empty")["id"]
    tag = mine("version.tag.create", dataset_id=dataset, name="nothing")
    assert (tag["serial"], tag["image_count"], tag["annotation_counts"]) == (0, 0, {})
    assert mine("samples.list", dataset_id=dataset, tag="nothing")["samples"] == []
    assert mine("version.tag.restore", dataset_id=dataset, name="nothing")["success"] is True


def test_a_tag_is_current_until_something_changes(data) -> None:
    assert data.tag("v1")["is_current"] is True
    assert data.tag("same state")["serial"] == data("version.tag.get", name="v1")["serial"]
    data.populate({"uuid": "a"})
    assert [tag["is_current"] for tag in data("version.tag.list")] == [False, False]
    assert data.tag("v2")["is_current"] is True
    assert [tag["name"] for tag in data("version.tag.list")] == ["v1", "same state", "v2"]


def test_a_name_belongs_to_one_tag_of_a_dataset(data, mine) -> None:
    first = data.tag("v1")
    failure = data.fails("version.tag.create", name="v1")
    assert failure.code == 1
    assert "'v1'" in failure.message
    assert data("version.tag.list") == [first]
    versioned(mine).tag("v1")
    assert data("version.tag.delete", name="v1") == "Tag v1 deleted"
    assert data.tag("v1")["id"] != first["id"]


@pytest.mark.parametrize("name", ["", "x" * 256, "a\0b"])
def test_unusable_names_are_refused(data, name) -> None:
    failure = data.fails("version.tag.create", name=name)
    assert failure.code == 3
    assert "name" in failure.message
    assert data("version.tag.list") == []


@pytest.mark.parametrize("name", ["日本 🚙", "a/b", "'; DROP TABLE samples; --", "x" * 255, " "])
def test_other_names_are_kept_as_they_are(data, name) -> None:
    data.populate({"uuid": "a"})
    assert data.tag(name)["name"] == name
    data.populate({"uuid": "b"})
    assert data("samples.count", tag=name) == {"total": 1}
    data("version.tag.delete", name=name)
    assert data("version.tag.list") == []


@pytest.mark.parametrize("method", ["version.tag.get", "version.tag.delete", "version.tag.restore"])
def test_unknown_tags_are_not_found(data, method) -> None:
    before = data("version.current")
    failure = data.fails(method, name="nope")
    assert failure.code == 101
    assert "'nope'" in failure.message
    assert data.fails(method, name="a\0b").code == data.fails(method, name="").code == 101
    huge = data.api.fails(method, dataset_id=2**64 - 1, name="nope")
    assert (huge.code, "ds-ffffffffffffffff" in huge.message) == (101, True)
    assert data("version.current") == before


@pytest.mark.parametrize("method", ["label.list", "annset.list", "samples.count", "samples.list"])
def test_reading_at_an_unknown_tag_is_not_found(data, method) -> None:
    assert data.fails(method, tag="nope").code == 101
    assert data(method, tag="") == data(method)


def test_a_deleted_tag_is_unreadable_and_the_others_stay_what_they_are(filled) -> None:
    filled.tag("v1")
    filled.tag("v2")
    before = filled.state()
    filled("image.delete_from_dataset", image_ids=[], sequence_ids=[], delete_all=True)
    filled("version.tag.delete", name="v1")
    assert filled.fails("samples.list", tag="v1").code == 101
    assert filled.state("v2") == before


def test_a_deleted_dataset_takes_its_versions_with_it(data) -> None:
    data.tag("v1")
    data.api("dataset.delete", id=data.id)
    for method in ("version.tag.list", "version.current", "version.summary", "version.changelog"):
        assert data.fails(method).code == 101
    assert data.fails("version.tag.get", name="v1").code == 101
    assert data.fails("version.tag.create", name="v2").code == 101
