"""`samples.populate2`: what is stored, what a repeated call does, what is refused."""

from __future__ import annotations

import uuid

import pytest

BOX = {"x": 0.1, "y": 0.2, "w": 0.3, "h": 0.25}


def test_one_record_per_sample_each_with_its_own_group_and_sequence(data) -> None:
    data.populate(
        {"uuid": "a", "group": "train", "sequence_name": "one", "frame_number": 1},
        {"uuid": "b", "group": "val", "sequence_name": "two", "frame_number": 2},
        {"uuid": "c"},
    )
    a, b, c = data.samples()
    assert (a["group_name"], a["sequence_name"], a["frame_number"]) == ("train", "one", 1)
    assert (b["group_name"], b["sequence_name"], b["frame_number"]) == ("val", "two", 2)
    assert c.keys() == {"id", "uuid"}
    assert [group["name"] for group in data.api("groups.list", dataset_id=data.id)] == ["train", "val"]


def test_the_reply_answers_every_sample_in_order(data) -> None:
    names = ["c", "a", str(uuid.uuid4())]
    reply = data.populate(*[{"uuid": name} for name in names])
    assert reply == [{"uuid": name, "urls": []} for name in names]


def test_a_sample_without_a_uuid_is_given_one(data) -> None:
    (reply,) = data.populate({"image_name": "a.jpg"})
    assert uuid.UUID(reply["uuid"]).version == 4
    assert data.sample()["uuid"] == reply["uuid"]


def test_labels_named_by_annotations_are_created(data) -> None:
    data.populate(
        {"uuid": "a", "annotations": [{"label_name": "dog"}, {"label_name": "car", "label_index": 5}]},
        {"uuid": "b", "annotations": [{"label_name": "dog", "label_index": 2}]},
    )
    assert data.labels() == {"dog": 2, "car": 5}


def test_an_index_that_is_taken_gives_way_to_the_next_free_one(data) -> None:
    data.api("label.add2", dataset_id=data.id, labels=[{"name": "car", "index": 5}])
    data.populate({"uuid": "a", "annotations": [{"label_name": "dog", "label_index": 5}]})
    assert data.labels() == {"car": 5, "dog": 6}
    assert data.sample()["annotations"][0]["label_index"] == 6


def test_without_an_annotation_set_annotations_are_ignored(data) -> None:
    data.populate({"uuid": "a", "annotations": [{"label_name": "dog"}]}, annotation_set_id=None)
    assert "annotations" not in data.sample()
    assert data.labels() == {}


def test_annotation_sets_are_kept_apart(mine, data) -> None:
    other = mine("annset.add", dataset_id=data.id, name="other", operator="x")["id"]
    data.populate({"uuid": "a", "annotations": [{"label_name": "dog"}]})
    data.populate({"uuid": "a", "annotations": [{"label_name": "cat"}]}, annotation_set_id=other)
    assert [one["label_name"] for one in data.sample()["annotations"]] == ["dog"]
    assert [one["label_name"] for one in data.sample(annotation_set_id=other)["annotations"]] == ["cat"]


def test_a_repeated_call_changes_nothing(data) -> None:
    sample = {
        "uuid": "a",
        "group": "train",
        "image_name": "a.jpg",
        "width": 10,
        "height": 20,
        "sensors": {"gps": {"lat": 1.5, "lon": 2}},
        "annotations": [{"label_name": "dog", "box2d": BOX}, {"label_name": "dog", "box2d": BOX}],
    }
    data.populate(sample)
    first = data.samples()
    data.populate(sample)
    assert data.samples() == first
    assert len(first[0]["annotations"]) == 2


def test_a_uuid_sent_again_completes_the_sample(data) -> None:
    data.populate(
        {"uuid": "a", "group": "train", "source": "camera", "width": 10, "annotations": [{"box2d": BOX}]}
    )
    data.populate({"uuid": "a", "degradation": "fog", "source": "lidar"})
    sample = data.sample()
    assert (sample["group_name"], sample["source"], sample["degradation"], sample["width"]) == (
        "train",
        "lidar",
        "fog",
        10,
    )
    assert len(sample["annotations"]) == 1
    data.populate({"uuid": "a", "annotations": []})
    assert "annotations" not in data.sample()


def test_the_same_uuid_in_two_datasets_is_two_samples(mine, data) -> None:
    other = mine("dataset.create", project_id=mine.project_id, name="other")["id"]
    data.populate({"uuid": "a", "source": "one"})
    data.populate({"uuid": "a", "source": "two"}, dataset_id=other, annotation_set_id=None)
    assert data.sample()["source"] == "one"


def test_a_deleted_uuid_may_be_used_again(data) -> None:
    data.populate({"uuid": "a", "annotations": [{"box2d": BOX}]})
    old = data.sample()["id"]
    delete = {"dataset_id": data.id, "image_ids": [old], "sequence_ids": [], "delete_all": False}
    data.api("image.delete_from_dataset", **delete)
    data.populate({"uuid": "a"})
    assert data.sample()["id"] > old
    assert "annotations" not in data.sample()


def test_one_uuid_twice_in_a_call_is_refused(data) -> None:
    failure = data.api.fails(
        "samples.populate2", dataset_id=data.id, presigned_urls=False, samples=[{"uuid": "a"}, {"uuid": "a"}]
    )
    assert failure.code == 3
    assert "samples[1].uuid" in failure.message
    assert "samples[0].uuid" in failure.message


def test_a_flat_box_is_read_back_nested(data) -> None:
    data.populate({"uuid": "a", "annotations": [{**BOX}, {**BOX, "w": 0}]})
    whole, empty = data.sample()["annotations"]
    assert whole["box2d"] == BOX
    assert "x" not in whole
    assert "box2d" not in empty, "readers do not take an empty flat box"


def test_other_spellings_are_read_back_in_the_first_one(data) -> None:
    rings = [[[0, 0], [1, 0.5], [0.5, 1]]]
    data.populate(
        {"uuid": "a", "group_name": "train", "annotations": [{"polygon": rings, "object_id": "o1"}]}
    )
    sample = data.sample()
    (annotation,) = sample["annotations"]
    assert sample["group_name"] == "train"
    assert annotation == {"sample_id": sample["id"], "mask": rings, "object_reference": "o1"}


@pytest.mark.parametrize(
    "annotation", [{"mask": [], "polygon": []}, {"object_reference": "a", "object_id": "a"}]
)
def test_two_spellings_at_once_are_refused(data, annotation) -> None:
    sample = {"uuid": "a", "annotations": [annotation]}
    params = {"dataset_id": data.id, "annotation_set_id": data.annotation_set, "presigned_urls": False}
    failure = data.api.fails("samples.populate2", **params, samples=[sample])
    assert failure.code == 3
    assert "samples[0].annotations[0]." in failure.message


def test_null_means_absent(data) -> None:
    null = dict.fromkeys(["label_name", "label_index", "box2d", "box3d", "mask", "ignore", "attributes"])
    data.populate({"uuid": "a", "group": None, "width": None, "sensors": None, "annotations": [null]})
    sample = data.sample()
    assert sample == {"id": sample["id"], "uuid": "a", "annotations": [{"sample_id": sample["id"]}]}


REFUSED = [
    (b'{"uuid": 1}', "samples[1].uuid", "expected text"),
    (b'{"uuid": ""}', "samples[1].uuid", "must not be empty"),
    (b'{"width": -1}', "samples[1].width", ">= 0"),
    (b'{"width": 1.5}', "samples[1].width", "whole number"),
    (b'{"frame_number": 3000000000}', "samples[1].frame_number", "2147483647"),
    (b'{"date": "yesterday"}', "samples[1].date", "RFC3339"),
    (b'{"date": "2025-01-01T00:00:00"}', "samples[1].date", "timezone"),
    (b'{"files": {"image": 1}}', "samples[1].files", "expected text"),
    (b'{"group": ""}', "samples[1].group", "must not be empty"),
    (b'{"group": "a", "group_name": "b"}', "samples[1].group_name", "differs"),
    (b'{"sensors": {"gps": {"lat": 1}}}', "samples[1].sensors.gps.lon", "required"),
    (b'{"sensors": {"imu": {"roll": 1e999, "pitch": 0, "yaw": 0}}}', "samples[1].sensors.imu.roll", "finite"),
    (b'{"anything": [1, 1e999]}', "samples[1].anything[1]", "finite"),
    (b'{"annotations": {}}', "samples[1].annotations", "expected a list"),
    (
        b'{"annotations": [{}, {"box2d": {"x": 0, "y": 0, "h": 1, "w": "1"}}]}',
        "annotations[1].box2d.w",
        "finite number",
    ),
    (
        b'{"annotations": [{"box2d": {"x": 0, "y": 0, "h": 1, "w": 1e400}}]}',
        "annotations[0].box2d.w",
        "finite number",
    ),
    (b'{"annotations": [{"box3d": {"x": 0}}]}', "annotations[0].box3d.", "required"),
    (
        b'{"annotations": [{"mask": [[[0, 0], [1, -1e400]]]}]}',
        "annotations[0].mask[0][1][1]",
        "finite number",
    ),
    (b'{"annotations": [{"mask": "[]"}]}', "annotations[0].mask", "expected a list"),
    (b'{"annotations": [{"ignore": 1}]}', "annotations[0].ignore", "true or false"),
    (b'{"annotations": [{"label_name": ""}]}', "annotations[0].label_name", "must not be empty"),
    (b'{"annotations": [{"label_index": -1}]}', "annotations[0].label_index", ">= 0"),
    (
        b'{"annotations": [{"attributes": {"occlusion": "much"}}]}',
        "annotations[0].attributes.occlusion",
        "whole number",
    ),
    (b'{"annotations": [{"score": 1e999}]}', "annotations[0].score", "finite number"),
]


@pytest.mark.parametrize(("sample", "path", "told"), REFUSED, ids=[case[0].decode() for case in REFUSED])
def test_a_fault_is_named_and_nothing_is_stored(data, sample, path, told) -> None:
    params = (
        b'{"dataset_id": %d, "annotation_set_id": %d, "presigned_urls": false, '
        b'"samples": [{"uuid": "ok"}, %s]}'
    )
    with pytest.raises(Exception, match="3") as caught:
        data.api.send("samples.populate2", params % (data.id, data.annotation_set, sample))
    assert caught.value.code == 3
    assert path in caught.value.message
    assert told in caught.value.message
    assert data.samples() == []


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity"])
def test_what_is_not_json_is_refused(data, number) -> None:
    params = (
        b'{"dataset_id": %d, "presigned_urls": false, "samples": [{"annotations": [{"box2d": {"x": %s}}]}]}'
    )
    with pytest.raises(Exception, match="not valid JSON") as caught:
        data.api.send("samples.populate2", params % (data.id, number))
    assert caught.value.code in (3, -32700)


def test_an_annotation_set_of_another_dataset_is_not_found(mine, data) -> None:
    other = mine("dataset.create", project_id=mine.project_id, name="other")["id"]
    failure = mine.fails(
        "samples.populate2",
        dataset_id=other,
        annotation_set_id=data.annotation_set,
        presigned_urls=False,
        samples=[{"uuid": "a"}],
    )
    assert failure.code == 101
    assert mine("samples.count", dataset_id=other) == {"total": 0}


def test_an_index_without_a_label_is_kept(data) -> None:
    data.populate({"uuid": "a", "annotations": [{"label_index": 7}]})
    assert data.sample()["annotations"][0]["label_index"] == 7
    assert data.labels() == {}


def test_a_thousand_samples_and_more_go_in_one_call(data) -> None:
    data.populate(*[{"uuid": f"{n}", "annotations": [{"label_name": "x"}] * 3} for n in range(6000)])
    found = data.samples()
    assert [sample["uuid"] for sample in found] == [f"{n}" for n in range(6000)]
    data.populate(*[{"uuid": f"{n}", "annotations": [{"label_name": "y"}]} for n in range(6000)])
    assert all([one["label_name"] for one in sample["annotations"]] == ["y"] for sample in data.samples())
