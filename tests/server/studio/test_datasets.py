"""Projects, datasets, the balance, annotation sets."""

from __future__ import annotations

from datetime import datetime

import pytest


def test_projects_are_listed_and_read(mine) -> None:
    (project,) = [one for one in mine("project.list") if one["id"] == mine.project_id]
    assert project == {"id": mine.project_id, "name": "Sandbox", "description": ""}
    assert mine("project.get", project_id=mine.project_id) == project


def test_the_balance_adds_up(mine) -> None:
    usage = mine("accounting.get_usage_summary")
    assert usage["total_funds_and_credits"] == usage["credits"] + usage["funds"]


def test_a_created_dataset_is_read_back(mine) -> None:
    name = "Été / ..\\ 日本 🚙 'quoted'"
    key = mine("dataset.create", project_id=f"p-{mine.project_id:x}", name=name, description="dusk")["id"]
    found = mine("dataset.get", dataset_id=key)
    assert found["name"] == name
    assert found["description"] == "dusk"
    assert found["project_id"] == mine.project_id
    assert found["cloud_key"].endswith(f"/ds-{key:x}")
    assert datetime.fromisoformat(found["createdAt"]).tzinfo is not None
    assert found in mine("dataset.list", project_id=mine.project_id)


def test_ids_are_taken_as_numbers_and_as_prefixed_text(mine, data) -> None:
    by_number = mine("dataset.get", dataset_id=data.id)
    assert mine("dataset.get", dataset_id=f"ds-{data.id:x}") == by_number
    assert mine("dataset.create", project_id=mine.project_id, name="by number")["id"] > data.id


def test_a_deleted_dataset_disappears_with_everything_in_it(mine, data) -> None:
    data.populate({"uuid": "a"})
    assert mine("dataset.delete", id=data.id) is not None
    assert mine("dataset.delete", id=data.id) is not None, "deleting again changes nothing"
    assert data.id not in [one["id"] for one in mine("dataset.list", project_id=mine.project_id)]
    for method in (
        "dataset.get",
        "label.list",
        "groups.list",
        "annset.list",
        "samples.count",
        "samples.list",
    ):
        assert mine.fails(method, dataset_id=data.id).code == 101
    assert mine.fails("annset.get", annotation_set_id=data.annotation_set).code == 101


def test_ids_are_never_given_again(mine, data) -> None:
    mine("dataset.delete", id=data.id)
    assert mine("dataset.create", project_id=mine.project_id, name="next")["id"] > data.id


@pytest.mark.parametrize(
    ("name", "told"), [("", "must not be empty"), ("x" * 256, "at most 255"), ("a\0b", "NUL")]
)
def test_unusable_names_are_refused(mine, data, name, told) -> None:
    for method, params in [
        ("dataset.create", {"project_id": mine.project_id, "name": name}),
        ("annset.add", {"dataset_id": data.id, "name": name, "operator": ""}),
    ]:
        failure = mine.fails(method, **params)
        assert failure.code == 3
        assert "'name'" in failure.message
        assert told in failure.message


def test_a_dataset_has_no_training_tags_at_first(mine, data) -> None:
    assert mine("tags.list_dataset", dataset_id=data.id) == []


def test_annotation_sets_are_created_listed_and_deleted(mine, data) -> None:
    key = mine("annset.add", dataset_id=data.id, name="second", operator="x", description="by hand")["id"]
    found = mine("annset.get", annotation_set_id=key)
    assert {name: found[name] for name in ("id", "dataset_id", "name", "description")} == {
        "id": key,
        "dataset_id": data.id,
        "name": "second",
        "description": "by hand",
    }
    assert datetime.fromisoformat(found["date"]).tzinfo is not None
    assert [one["id"] for one in mine("annset.list", dataset_id=data.id)] == [data.annotation_set, key]
    assert mine("annset.del", id=key) is not None
    assert mine("annset.del", id=key) is not None, "deleting again changes nothing"
    assert [one["id"] for one in mine("annset.list", dataset_id=data.id)] == [data.annotation_set]
    assert mine.fails("annset.get", annotation_set_id=key).code == 101


@pytest.mark.parametrize("method", ["label.list", "annset.list", "samples.count", "samples.list"])
def test_an_unknown_version_tag_is_not_found(mine, data, method) -> None:
    failure = mine.fails(method, dataset_id=data.id, tag="v1.0")
    assert failure.code == 101
    assert "'v1.0'" in failure.message


@pytest.mark.parametrize("value", [0, 2**63 - 1, 2**63, 2**64 - 1])
def test_ids_beyond_the_database_are_simply_not_found(mine, value) -> None:
    assert mine.fails("dataset.get", dataset_id=value).code == 101
    assert mine.fails("samples.list", dataset_id=value).code == 101
    assert mine.fails("label.add2", dataset_id=value, labels=[]).code == 101
    assert mine.fails("label.del", label_id=value).code == 101
