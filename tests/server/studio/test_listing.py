"""`samples.list` and `samples.count`: pages, groups, types."""

from __future__ import annotations

import pytest

BOX = {"x": 0.1, "y": 0.2, "w": 0.3, "h": 0.25}
CUBOID = {"x": 12.5, "y": -1, "z": 0.5, "w": 0.75, "h": 1.5, "l": 2}
RINGS = [[[0.1, 0.2], [0.4, 0.2], [0.25, 0.45]]]


@pytest.fixture
def many(data):
    """25 samples: every third in val, every fifth in no group, the others in train."""
    groups = ["val" if number % 3 == 0 else None if number % 5 == 0 else "train" for number in range(25)]
    data.populate(*[{"uuid": str(number), "group": group} for number, group in enumerate(groups)])
    return data, groups


@pytest.mark.parametrize("limit", [1, 4, 5, 24, 25, 26, 1000, 5000])
def test_pages_of_any_size_hold_every_sample_once_in_order(many, limit) -> None:
    data, _ = many
    assert [sample["uuid"] for sample in data.samples(limit=limit)] == [str(number) for number in range(25)]


@pytest.mark.parametrize(
    "names", [["train"], ["val"], ["train", "val"], ["val", "val"], ["train", "nobody"], ["nobody"]]
)
@pytest.mark.parametrize("limit", [3, 1000])
def test_groups_select_samples_and_the_count_agrees(many, names, limit) -> None:
    data, groups = many
    wanted = [str(number) for number, group in enumerate(groups) if group in names]
    assert [sample["uuid"] for sample in data.samples(group_names=names, limit=limit)] == wanted
    assert data.api("samples.count", dataset_id=data.id, group_names=names) == {"total": len(wanted)}


def test_a_page_of_exactly_the_rest_ends_the_listing(many) -> None:
    data, _ = many
    page = data.api("samples.list", dataset_id=data.id, limit=25)
    assert len(page["samples"]) == 25
    assert page["continue_token"] is None


def test_samples_that_arrive_between_pages_are_not_lost(many) -> None:
    data, _ = many
    page = data.api("samples.list", dataset_id=data.id, limit=20)
    data.populate({"uuid": "late"})
    rest = data.api("samples.list", dataset_id=data.id, continue_token=page["continue_token"])
    assert [sample["uuid"] for sample in rest["samples"]] == ["20", "21", "22", "23", "24", "late"]


def test_an_empty_dataset_has_one_empty_page(data) -> None:
    assert data.api("samples.list", dataset_id=data.id) == {"samples": [], "continue_token": None}
    assert data.api("samples.count", dataset_id=data.id) == {"total": 0}


@pytest.mark.parametrize("token", ["x", "s", "s-1", "s1 OR 1=1", "s" + "f" * 16, "é"])
def test_a_made_up_token_is_refused(data, token) -> None:
    failure = data.api.fails("samples.list", dataset_id=data.id, continue_token=token)
    assert failure.code == 3
    assert "continue_token" in failure.message


def test_an_empty_token_is_the_beginning(data) -> None:
    data.populate({"uuid": "a"})
    assert len(data.api("samples.list", dataset_id=data.id, continue_token="")["samples"]) == 1


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_is_refused(data, limit) -> None:
    assert data.api.fails("samples.list", dataset_id=data.id, limit=limit).code == 3


@pytest.fixture
def annotated(data):
    """One sample with every kind of annotation, one with none."""
    kinds = [
        {"object_reference": "box", "box2d": BOX},
        {"object_reference": "cuboid", "box3d": CUBOID},
        {"object_reference": "rings", "mask": RINGS},
        {"object_reference": "both", "box2d": BOX, "mask": RINGS},
        {"object_reference": "class"},
    ]
    data.populate({"uuid": "a", "annotations": kinds}, {"uuid": "b"})
    return data


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (None, ["box", "cuboid", "rings", "both", "class"]),
        ([], ["box", "cuboid", "rings", "both", "class"]),
        (["image", "gps", "imu"], ["box", "cuboid", "rings", "both", "class"]),
        (["box2d"], ["box", "both"]),
        (["box3d", "image"], ["cuboid"]),
        (["mask", "mask"], ["rings", "both"]),
        (["box2d", "box3d", "mask"], ["box", "cuboid", "rings", "both"]),
    ],
)
def test_types_select_annotations_and_never_leave_samples_out(annotated, types, expected) -> None:
    first, second = annotated.samples(types=types)
    assert [annotation["object_reference"] for annotation in first["annotations"]] == expected
    assert "annotations" not in second
    count = {"dataset_id": annotated.id, "annotation_set_id": annotated.annotation_set, "types": types}
    assert annotated.api("samples.count", **count) == {"total": 2}


def test_geometries_nobody_asked_for_stay_behind(annotated) -> None:
    both = annotated.samples(types=["box2d"])[0]["annotations"][1]
    assert both["object_reference"] == "both"
    assert both["box2d"] == BOX
    assert "mask" not in both


def test_without_an_annotation_set_samples_come_bare(annotated) -> None:
    assert all("annotations" not in sample for sample in annotated.samples(annotation_set_id=None))


def test_every_label_in_use_is_listed(annotated) -> None:
    annotated.populate({"uuid": "c", "annotations": [{"label_name": "deer"}]})
    used = {one.get("label_name") for sample in annotated.samples() for one in sample.get("annotations", [])}
    assert used - {None} <= annotated.labels().keys()


@pytest.mark.parametrize(
    ("types", "expected"),
    [(None, ["gps", "imu"]), (["box2d"], []), (["image", "gps"], ["gps"]), (["imu", "gps"], ["gps", "imu"])],
)
def test_types_select_sensor_entries(data, types, expected) -> None:
    sensors = {"gps": {"lat": 45.5, "lon": -73.6}, "imu": {"roll": 0.5, "pitch": -1.25, "yaw": 90}}
    data.populate({"uuid": "a", "sensors": sensors})
    assert data.sample(types=types).get("sensors", []) == [{name: sensors[name]} for name in expected]


def test_inline_sensor_data_comes_back_entry_by_entry(data) -> None:
    sensors = [
        {"radar.pcd": "inline", "gps": {"lat": 1, "lon": 2}},
        {"type": "lidar.pcd", "url": "http://h/a"},
    ]
    data.populate({"uuid": "a", "sensors": sensors})
    assert data.sample()["sensors"] == [
        {"radar.pcd": "inline"},
        {"gps": {"lat": 1, "lon": 2}},
        {"type": "lidar.pcd", "url": "http://h/a"},
    ]
    assert data.sample(types=["lidar.pcd"])["sensors"] == [{"type": "lidar.pcd", "url": "http://h/a"}]


def test_no_alias_is_sent_in_both_spellings(annotated) -> None:
    pairs = [("group", "group_name"), ("object_id", "object_reference"), ("polygon", "mask")]
    for sample in annotated.samples():
        for one in [sample, *sample.get("annotations", [])]:
            assert not any(a in one and b in one for a, b in pairs)
