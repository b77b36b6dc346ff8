"""A dataset restored from its snapshot equals the one it came from."""

from __future__ import annotations

from tests.server.snapshots.conftest import content, fill, freeze, restore

EXACT = 0.1234567890123456789


def everything() -> list[dict]:
    """Samples with every member there is, in values that float32 or a plain name could not carry."""
    return [
        {
            "uuid": "u-1",
            "image_name": "a/b.camera.jpeg",
            "group": "train",
            "width": 4_000_000_000,
            "height": 3,
            "date": "2025-11-20T10:00:00.123456789Z",
            "source": "büro ∅",
            "degradation": "low",
            "neg_label_indices": [0, 7],
            "not_exhaustive_label_indices": [],
            "sensors": {
                "gps": {"lat": EXACT, "lon": -179.99999999999997},
                "imu": {"roll": 1e-300, "pitch": 5.0, "yaw": -0.0},
                "note": "kept",
            },
            "files": {"image": "b.camera.jpeg", "lidar.pcd": "points.pcd", "other": "x"},
            "extra": {"deep": [1, {"x": None}, 1e300]},
            "annotations": [
                {
                    "label_name": "car",
                    "label_index": 41,
                    "object_reference": "o-1",
                    "box2d": {"x": EXACT, "y": 1e-40, "w": 1 / 3, "h": 1e300},
                    "box3d": {"x": 1, "y": 2, "z": 3, "w": 4, "h": 5, "l": 6.000000000000001},
                    "mask": [[[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], [[0.7, 0.8], [0.9, 1], [EXACT, 0]]],
                    "ignore": False,
                    "exclude": True,
                    "category_frequency": "r",
                    "attributes": {"truncation": 1, "occlusion": None, "more": [1]},
                    "box2d_score": 0.9999999999999999,
                    "free": "text",
                },
                {"label_index": 5},
                {},
            ],
        },
        {
            "uuid": "u-2",
            "image_name": "odd",
            "sequence_name": "drive ☂ 1",
            "sequence_uuid": "11111111-2222-3333-4444-555555555555",
            "sequence_description": "in the rain",
            "frame_number": 12,
            "files": {"image": "odd", "radar.png": "r.png"},
            "annotations": [{"label_name": "person", "box2d": {"x": 0, "y": 0, "w": 1, "h": 1}}] * 2,
        },
        {"uuid": "u-3", "image_name": "odd", "sequence_name": "no frame", "frame_number": -1},
        {"uuid": "u-4", "image_name": "b.jpeg", "group": "val", "files": {"image": "b.jpeg"}},
        {"uuid": "u-5", "image_url": "https://example.com/x.jpg"},
        {"uuid": "../../u:6", "image_name": "..", "files": {"image": ".."}},
    ]


def test_everything_a_dataset_can_hold(data) -> None:
    data.api("label.add2", dataset_id=data.id, labels=[{"name": "unused", "index": 3}, {"name": "car"}])
    data.api("groups.create", dataset_id=data.id, group_names=["empty"], group_splits=[0])
    fill(data, *everything())
    before = content(data)
    assert before["samples"][0]["image_url"] == b"b.camera.jpeg"
    again = restore(data.api, freeze(data))
    assert again.id != data.id
    assert content(again) == before
    assert content(data) == before


def test_files_that_were_never_uploaded_are_not_found_among_those_of_others(data) -> None:
    same = {"image_name": "a.jpg", "files": {"image": "a.jpg"}}
    fill(data, {"uuid": "there", **same})
    data.populate({"uuid": "not there", **same})
    before = content(data)
    assert ["image_url" in sample for sample in before["samples"]] == [True, False]
    again = restore(data.api, freeze(data))
    assert content(again) == before
    (reply,) = again.populate({"uuid": "not there", **same}, presigned_urls=True)
    assert [url["filename"] for url in reply["urls"]] == ["a.jpg"]


def test_more_groups_than_the_format_has_room_for(data) -> None:
    fill(data, *[{"uuid": f"u{number}", "group": f"group {number}"} for number in range(300)])
    assert content(restore(data.api, freeze(data))) == content(data)


def test_an_empty_dataset(data) -> None:
    again = restore(data.api, freeze(data))
    assert content(again) == {"labels": [], "groups": [], "samples": []} == content(data)


def test_the_chosen_annotation_set_is_frozen_with_its_name(data) -> None:
    fill(data, {"uuid": "u", "annotations": [{"label_name": "first"}]})
    other = data.api("annset.add", dataset_id=data.id, name="second ü", operator="me", description="why")[
        "id"
    ]
    chosen = type(data)(data.api, data.id, other)
    fill(chosen, {"uuid": "u", "annotations": [{"label_name": "second"}]})
    again = restore(data.api, freeze(chosen))
    assert content(again) == content(chosen)
    (found,) = data.api("annset.list", dataset_id=again.id)
    assert (found["name"], found["description"]) == ("second ü", "why")


def test_a_snapshot_outlives_its_dataset(data) -> None:
    fill(data, *everything())
    before, snapshot = content(data), freeze(data)
    data.api("dataset.delete", id=data.id)
    assert content(restore(data.api, snapshot)) == before
