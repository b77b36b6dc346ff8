"""`annotation.add_bulk` and `annotation.bulk.del`."""

from __future__ import annotations

import pytest

BOX = {"x": 0.1, "y": 0.2, "w": 0.3, "h": 0.25}
RINGS = "[[[0.5, 0.5], [0.70, 5e-1], [0.6, 0.7]]]"


@pytest.fixture
def two(data):
    """A dataset with two bare samples, and their ids."""
    data.populate({"uuid": "a"}, {"uuid": "b"})
    return data, [sample["id"] for sample in data.samples()]


def add(data, *annotations):
    return data.api(
        "annotation.add_bulk", annotation_set_id=data.annotation_set, annotations=list(annotations)
    )


def entry(data, image: int, kind: str = "box", **more):
    return {"type": kind, **BOX, "image_id": image, "annotation_set_id": data.annotation_set, **more}


def delete(data, types, **more):
    return data.api(
        "annotation.bulk.del", annotation_set_id=data.annotation_set, annotation_types=types, **more
    )


def shown(data):
    """Geometry of every annotation, sample by sample."""
    return [
        [sorted(one.keys() & {"box2d", "box3d", "mask"}) for one in sample.get("annotations", [])]
        for sample in data.samples()
    ]


def test_boxes_and_outlines_are_added_in_order(two) -> None:
    data, (a, b) = two
    added = add(
        data,
        entry(data, b),
        entry(data, a, "seg", polygon=RINGS, label_name="deer", score=0.5),
        entry(data, a),
    )
    assert [one["image_id"] for one in added] == [b, a, a]
    assert len({one["id"] for one in added}) == 3
    first, second = data.samples()
    assert first["annotations"] == [
        {
            "sample_id": a,
            "label_name": "deer",
            "label_index": 0,
            "box2d_score": 0.5,
            "polygon_score": 0.5,
            "box2d": BOX,
            "mask": [[[0.5, 0.5], [0.7, 0.5], [0.6, 0.7]]],
        },
        {"sample_id": a, "box2d": BOX},
    ]
    assert second["annotations"] == [{"sample_id": b, "box2d": BOX}]


def test_the_samples_may_be_named_by_prefixed_text(two) -> None:
    data, (a, _) = two
    add(data, {**entry(data, a), "image_id": f"s-{a:x}", "annotation_set_id": f"as-{data.annotation_set:x}"})
    assert shown(data) == [[["box2d"]], []]


@pytest.mark.parametrize("polygon", ["[]", "", None])
def test_an_outline_without_rings_is_only_its_box(two, polygon) -> None:
    data, (a, _) = two
    add(data, entry(data, a, "seg", polygon=polygon))
    assert shown(data) == [[["box2d"]], []]


def test_an_outline_with_an_empty_box_has_no_box(two) -> None:
    data, (a, _) = two
    add(data, entry(data, a, "seg", polygon=RINGS, w=0, h=0))
    assert shown(data) == [[["mask"]], []]


def test_labels_are_found_by_id_name_or_index(two) -> None:
    data, (a, _) = two
    data.api("label.add2", dataset_id=data.id, labels=[{"name": "deer", "index": 4}])
    (label,) = data.api("label.list", dataset_id=data.id)
    add(
        data,
        entry(data, a, label_id=label["id"]),
        entry(data, a, label_index=4),
        entry(data, a, label_name="deer", label_index=9),
        entry(data, a, label_name="new", label_index=9),
        entry(data, a),
    )
    names = [one.get("label_name") for one in data.samples()[0]["annotations"]]
    assert names == ["deer", "deer", "deer", "new", None]
    assert data.labels() == {"deer": 4, "new": 9}


@pytest.mark.parametrize(
    ("wrong", "code", "told"),
    [
        ({"type": "circle"}, 3, "annotations[1].type"),
        ({"x": None}, 3, "annotations[1].x"),
        ({"w": "1"}, 3, "annotations[1].w"),
        ({"polygon": "[[["}, 3, "annotations[1].polygon"),
        ({"polygon": "[[[1, 1e999]]]"}, 3, "annotations[1].polygon[0][0][1]"),
        ({"polygon": [[]]}, 3, "annotations[1].polygon"),
        ({"annotation_set_id": 2**40}, 3, "annotations[1].annotation_set_id"),
        ({"image_id": 2**40}, 101, "s-10000000000"),
        ({"image_id": 2**64 - 1}, 101, "s-ffffffffffffffff"),
        ({"label_id": 2**40}, 101, "label"),
        ({"label_index": 2**40}, 101, "label"),
        ({"label_name": ""}, 3, "annotations[1].label_name"),
    ],
)
def test_one_fault_and_nothing_is_added(two, wrong, code, told) -> None:
    data, (a, _) = two
    annotations = [entry(data, a), {**entry(data, a), **wrong}]
    failure = data.api.fails(
        "annotation.add_bulk", annotation_set_id=data.annotation_set, annotations=annotations
    )
    assert failure.code == code
    assert told in failure.message
    assert shown(data) == [[], []]


def test_deleted_samples_take_no_annotations(two) -> None:
    data, (a, _) = two
    gone = {"dataset_id": data.id, "image_ids": [a], "sequence_ids": [], "delete_all": False}
    data.api("image.delete_from_dataset", **gone)
    params = {"annotation_set_id": data.annotation_set, "annotations": [entry(data, a)]}
    assert data.api.fails("annotation.add_bulk", **params).code == 101


@pytest.fixture
def full(data):
    """Two samples, each with a box, an outline, both, a cuboid with a box, and a bare label."""
    cuboid = {"x": 0, "y": 0, "z": 0, "w": 1, "h": 1, "l": 1}
    rings = [[[0, 0], [1, 0], [1, 1]]]
    kinds = [
        {"box2d": BOX},
        {"mask": rings},
        {"box2d": BOX, "mask": rings},
        {"box2d": BOX, "box3d": cuboid},
        {"label_name": "x"},
    ]
    data.populate({"uuid": "a", "annotations": kinds}, {"uuid": "b", "annotations": kinds})
    return data, [sample["id"] for sample in data.samples()]


ALL = [["box2d"], ["mask"], ["box2d", "mask"], ["box2d", "box3d"], []]


@pytest.mark.parametrize(
    ("types", "left"),
    [
        (["box"], [["mask"], ["mask"], ["box3d"], []]),
        (["seg"], [["box2d"], ["box2d"], ["box2d", "box3d"], []]),
        (["box", "seg"], [["box3d"], []]),
        ([], ALL),
    ],
)
def test_geometry_of_the_samples_named_goes(full, types, left) -> None:
    data, (a, _) = full
    assert isinstance(delete(data, types, image_ids=[a]), str)
    assert shown(data) == [left, ALL]
    delete(data, types, image_ids=[a])
    assert shown(data) == [left, ALL], "deleting again changes nothing"


def test_delete_all_empties_the_whole_set(full) -> None:
    data, _ = full
    delete(data, ["box", "seg"], delete_all=True)
    assert shown(data) == [[["box3d"], []], [["box3d"], []]]


@pytest.mark.parametrize("more", [{}, {"image_ids": []}, {"image_ids": [], "delete_all": False}])
def test_without_samples_nothing_goes(full, more) -> None:
    data, _ = full
    delete(data, ["box", "seg"], **more)
    assert shown(data) == [ALL, ALL]


def test_other_sets_are_left_alone(full) -> None:
    data, _ = full
    other = data.api("annset.add", dataset_id=data.id, name="other", operator="x")["id"]
    data.api("annotation.bulk.del", annotation_set_id=other, annotation_types=["box", "seg"], delete_all=True)
    assert shown(data) == [ALL, ALL]


def test_unknown_types_and_samples_are_refused(full) -> None:
    data, (a, _) = full
    params = {"annotation_set_id": data.annotation_set}
    failure = data.api.fails(
        "annotation.bulk.del", **params, annotation_types=["box", "circle"], image_ids=[a]
    )
    assert failure.code == 3
    assert "annotation_types[1]" in failure.message
    assert (
        data.api.fails("annotation.bulk.del", **params, annotation_types=["box"], image_ids=[2**40]).code
        == 101
    )
    assert shown(data) == [ALL, ALL]


def test_numbers_keep_their_text(two) -> None:
    data, (a, _) = two
    params = (
        b'{"annotation_set_id": %d, "annotations": [{"type": "box", "image_id": %d, '
        b'"x": 0.1000000000000000055511151231257827, "y": 1e-320, "w": 1, "h": 123456789012345678901}]}'
    )
    data.api.send("annotation.add_bulk", params % (data.annotation_set, a))
    body = (
        b'{"id":0,"jsonrpc":"2.0","method":"samples.list","params":{"dataset_id":%d,"annotation_set_id":%d}}'
    )
    text = data.api.http.post(f"{data.api.url}/api", content=body % (data.id, data.annotation_set)).text
    assert '{"x":0.1000000000000000055511151231257827,"y":1e-320,"w":1,"h":123456789012345678901}' in text
