"""The changelog: what is in it, ranges, pages."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.server.versions.conftest import BOX, RINGS, annotation


def brief(entries: list[dict]) -> list[tuple]:
    return [(one["entity_type"], one["operation"], one["entity_id"]) for one in entries]


@pytest.fixture
def busy(data):
    """A dataset with one change of every kind."""
    data.populate(
        {"uuid": "a", "group": "train", "annotations": [annotation("car")], "files": {"radar.pcd": "a.pcd"}},
        {"uuid": "b", "annotations": [annotation("car")]},
    )
    data.tag("first")
    ids = {one["uuid"]: one["id"] for one in data.samples()}
    (label,) = data("label.list")
    data.api("label.update", label_id=label["id"], label_name="van", label_index=4)
    data("samples.update_dimensions", samples=[{"id": ids["a"], "width": 5, "height": 4}])
    data.api(
        "annotation.bulk.del",
        annotation_set_id=data.annotation_set,
        annotation_types=["box"],
        delete_all=True,
    )
    data("image.delete_from_dataset", image_ids=[ids["b"]], sequence_ids=[], delete_all=False)
    data.api("label.del", label_id=label["id"])
    return data, ids, label["id"]


def test_every_change_has_its_entry_in_order(busy, local_server) -> None:
    data, ids, label = busy
    entries = data.entries()
    assert brief(entries) == [
        ("dataset", "create", data.id),
        ("annotation_set", "create", data.annotation_set),
        ("dataset", "update", None),
        ("label", "create", label),
        ("image", "create", ids["a"]),
        ("image", "create", ids["b"]),
        ("sensor_data", "create", None),
        ("annotation", "create", None),
        ("label", "update", label),
        ("image", "update", ids["a"]),
        ("annotation", "delete", None),
        ("image", "delete", ids["b"]),
        ("label", "delete", label),
    ]
    assert {one["username"] for one in entries} == {local_server.username}
    assert {one["dataset_id"] for one in entries} == {data.id}
    assert all(datetime.fromisoformat(one["created_at"]).tzinfo for one in entries)
    assert all(one["message"] and one["organization_id"] > 0 for one in entries)
    assert len({one["id"] for one in entries}) == len(entries)
    assert [one["serial"] for one in entries] == sorted(one["serial"] for one in entries)
    data_of = {(one["entity_type"], one["operation"]): one["change_data"] for one in entries}
    assert data_of["label", "update"] == {"name": "van", "index": 4}
    assert data_of["sensor_data", "create"] == {"files": {"radar.pcd": 1}}
    assert data_of["annotation", "create"] == {
        "annotation_set_id": data.annotation_set,
        "created": 2,
        "deleted": 0,
    }
    assert data_of["dataset", "update"] == {"groups": ["train"]}


@pytest.mark.parametrize(
    ("kinds", "number"),
    [(["image"], 4), (["label"], 3), (["label", "image", "label"], 7), (["annotation_set"], 1), ([], 13)],
)
def test_kinds_select_entries(busy, kinds, number) -> None:
    data, _, _ = busy
    entries = data.entries(entity_types=kinds)
    assert {one["entity_type"] for one in entries} == set(kinds or [one["entity_type"] for one in entries])
    assert len(entries) == number
    assert data("version.changelog.count", entity_types=kinds) == {"count": number}
    assert data("version.changelog", entity_types=kinds, limit=1)["count"] == number


@pytest.mark.parametrize("limit", [1, 2, 5, 13, 100])
def test_pages_hold_every_entry_once(busy, limit) -> None:
    data, _, _ = busy
    assert data.entries(limit=limit) == data.entries(limit=1000)


def test_a_range_begins_after_a_version_and_ends_with_another(busy) -> None:
    data, _, _ = busy
    whole = data.entries()
    serial = data("version.tag.get", name="first")["serial"]
    late = [one for one in whole if one["serial"] > serial]
    assert data.entries(from_version="first") == data.entries(from_version=str(serial)) == late
    assert data.entries(to_version="first") == [one for one in whole if one["serial"] <= serial]
    assert data.entries(from_version="first", to_version="first") == []
    page = data("version.changelog", from_version="first", to_version=str(serial + 1))
    assert (page["from_serial"], page["to_serial"], page["count"]) == (serial, serial + 1, 1)
    assert data("version.changelog")["from_serial"] is None
    assert data("version.changelog.count", from_version="first") == {"count": len(late)}


def test_a_tag_named_like_a_number_wins_over_the_serial(data) -> None:
    data.populate({"uuid": "a"})
    data.tag("1")
    data.populate({"uuid": "b"})
    late = data.entries(from_version="1")
    assert [one["entity_type"] for one in late] == ["image"]
    assert data("version.changelog", from_version="1")["from_serial"] == 2
    data("version.tag.delete", name="1")
    assert data("version.changelog", from_version="1")["from_serial"] == 1


@pytest.mark.parametrize("version", ["nope", "-1", "1.5", "٣", "99999999999999999999", "1000"])
@pytest.mark.parametrize("end", ["from_version", "to_version"])
def test_unknown_versions_are_not_found(data, version, end) -> None:
    for method in ("version.changelog", "version.changelog.count"):
        assert data.fails(method, **{end: version}).code == 101


def test_unusable_parameters_are_refused(data) -> None:
    data.populate({"uuid": "a"})
    wrong = [
        {"from_version": "2", "to_version": "1"},
        {"entity_types": ["image", "nonsense"]},
        {"limit": 0},
        {"limit": -1},
        {"continue_token": "x"},
        {"continue_token": "c1-2"},
        {"continue_token": "s1"},
    ]
    for params in wrong:
        failure = data.fails("version.changelog", **params)
        assert failure.code == 3
        assert next(iter(params)) in failure.message


def test_what_is_written_between_pages_is_on_none_of_them(data) -> None:
    data.populate(*[{"uuid": str(n)} for n in range(10)])
    first = data("version.changelog", limit=4)
    data.populate({"uuid": "late"})
    token, seen = first["continue_token"], first["entries"]
    while token:
        page = data("version.changelog", limit=4, continue_token=token)
        assert (page["count"], page["to_serial"]) == (first["count"], first["to_serial"])
        token = page["continue_token"]
        seen += page["entries"]
    assert len(seen) == first["count"] == 12
    assert len({one["id"] for one in seen}) == 12
    assert data("version.changelog.count") == {"count": 13}


def test_more_images_than_one_row_stands_for(data) -> None:
    data.populate(*[{"uuid": str(n)} for n in range(2500)])
    data("image.delete_from_dataset", image_ids=[], sequence_ids=[], delete_all=True)
    entries = data.entries(entity_types=["image"], limit=777)
    ids = [one["entity_id"] for one in entries]
    assert len(ids) == 5000
    assert ids[:2500] == ids[2500:] == sorted(ids[:2500])
    assert len({one["id"] for one in entries}) == 5000


def test_calls_that_change_nothing_leave_no_entries(busy) -> None:
    data, ids, label = busy
    before = data.entries()
    data.populate({"uuid": "a", "group": "train"})
    data("image.delete_from_dataset", image_ids=[ids["b"]], sequence_ids=[], delete_all=False)
    data("groups.create", group_names=["train"], group_splits=[0])
    data.api("annotation.add_bulk", annotation_set_id=data.annotation_set, annotations=[])
    data.api(
        "annotation.bulk.del",
        annotation_set_id=data.annotation_set,
        annotation_types=["seg"],
        delete_all=True,
    )
    assert data.api.fails("label.del", label_id=label).code == 101
    assert data.entries() == before


def test_a_restore_tells_what_it_changed(data) -> None:
    data.populate({"uuid": "a", "annotations": [annotation("car", mask=RINGS)]}, {"uuid": "b"}, {"uuid": "c"})
    ids = {one["uuid"]: one["id"] for one in data.samples()}
    data.tag("v1")
    data("image.delete_from_dataset", image_ids=[ids["a"]], sequence_ids=[], delete_all=False)
    data("samples.update_dimensions", samples=[{"id": ids["b"], "width": 1, "height": 1}])
    data.populate({"uuid": "d"})
    (added,) = [one["id"] for one in data.samples() if one["uuid"] == "d"]
    data("label.add2", labels=[{"name": "late"}])
    tag = data("version.tag.get", name="v1")
    late = next(label["id"] for label in data("label.list") if label["name"] == "late")
    result = data.restore("v1")
    assert result == {
        "success": True,
        "new_serial": data("version.current")["current_serial"],
        "restored_from": {"tag": "v1", "serial": tag["serial"]},
        "restored_counts": {"images": 3, "labels": 1, "annotation_sets": 1},
        "message": "Restored v1",
    }
    entries = [one for one in data.entries() if one["serial"] == result["new_serial"]]
    assert brief(entries) == [
        ("dataset", "restore", data.id),
        ("label", "delete", late),
        ("image", "create", ids["a"]),
        ("image", "update", ids["b"]),
        ("image", "delete", added),
    ]
    assert entries[0]["change_data"] == {"tag": "v1", "serial": tag["serial"]}
    assert "v1" in entries[0]["message"]
    assert data("version.summary.recalculate")["annotation_counts"] == tag["annotation_counts"]


def test_a_stripped_annotation_is_an_update(data) -> None:
    data.populate({"uuid": "a", "annotations": [annotation("car", mask=RINGS, box2d=BOX)]})
    data.tag("v1")
    data.api(
        "annotation.bulk.del",
        annotation_set_id=data.annotation_set,
        annotation_types=["seg"],
        delete_all=True,
    )
    (entry,) = data.entries(from_version="v1")
    assert (entry["entity_type"], entry["operation"]) == ("annotation", "update")
    assert entry["change_data"] == {"annotation_set_id": data.annotation_set, "deleted": 0, "updated": 1}
