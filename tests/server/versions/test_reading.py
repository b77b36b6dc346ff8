"""Reading at a tag: what was there then, whatever has happened since."""

from __future__ import annotations

import pytest

from tests.server.versions.conftest import BOX, RINGS, annotation


def ids(data) -> dict[str, int]:
    return {sample["uuid"]: sample["id"] for sample in data.samples()}


def populate_again(data) -> None:
    data.populate({"uuid": "a", "group": "test", "source": "new", "annotations": [annotation("cat")]})


def move(data) -> None:
    group = data("groups.create", group_names=["val"], group_splits=[0])[0]["id"]
    data.api("image.set_group_id", image_id=ids(data)["a"], group_id=group)


def resize(data) -> None:
    data(
        "samples.update_dimensions",
        samples=[{"id": key, "width": 9, "height": 9} for key in ids(data).values()],
    )


def delete_some(data) -> None:
    data("image.delete_from_dataset", image_ids=[ids(data)["b"]], sequence_ids=[], delete_all=False)


def delete_all(data) -> None:
    data("image.delete_from_dataset", image_ids=[], sequence_ids=[], delete_all=True)


def delete_and_send_again(data) -> None:
    delete_all(data)
    data.populate({"uuid": "a", "group": "fresh", "annotations": [annotation("bird")]})


def rename_label(data) -> None:
    label = data("label.list")[0]
    data.api("label.update", label_id=label["id"], label_name="vehicle", label_index=77)


def delete_label(data) -> None:
    data.api("label.del", label_id=data("label.list")[0]["id"])


def label_with_the_old_name(data) -> None:
    delete_label(data)
    data("label.add2", labels=[{"name": "car", "index": 5}])


def delete_set(data) -> None:
    data.api("annset.del", id=data.annotation_set)
    data.annotation_set = data("annset.add", name="other", operator="x")["id"]
    data.populate({"uuid": "a", "annotations": [annotation()]})


def add_boxes(data) -> None:
    box = {"type": "box", **BOX, "label_name": "elk", "image_id": ids(data)["c"]}
    data.api(
        "annotation.add_bulk",
        annotation_set_id=data.annotation_set,
        annotations=[{**box, "annotation_set_id": data.annotation_set}] * 3,
    )


def delete_outlines(data) -> None:
    data.api(
        "annotation.bulk.del",
        annotation_set_id=data.annotation_set,
        annotation_types=["seg"],
        delete_all=True,
    )


def delete_boxes(data) -> None:
    data.api(
        "annotation.bulk.del",
        annotation_set_id=data.annotation_set,
        annotation_types=["box"],
        image_ids=[ids(data)["a"]],
    )


def upload_again(data) -> None:
    data.upload("a", "a.jpg", b"second a")


def upload_another(data) -> None:
    data.upload("a", "other.jpg", b"other a")
    data.upload("b", "b2.pcd", b"other b", "radar.pcd")


EDITS = [
    populate_again,
    move,
    resize,
    delete_some,
    delete_all,
    delete_and_send_again,
    rename_label,
    delete_label,
    label_with_the_old_name,
    delete_set,
    add_boxes,
    delete_outlines,
    delete_boxes,
    upload_again,
    upload_another,
]


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes_no_tag_and_restoring_undoes_it_and_can_be_undone(filled, edit) -> None:
    filled.tag("v1")
    before, groups = filled.state(), filled("groups.list")
    edit(filled)
    after, groups_after = filled.state(), filled("groups.list")
    assert after != before
    assert filled.state("v1") == before
    filled.tag("v2")
    filled.restore("v1")
    assert (filled.state(), filled("groups.list")) == (before, groups)
    assert filled.state("v2") == after
    filled.restore("v2")
    assert (filled.state(), filled("groups.list")) == (after, groups_after)
    assert filled.state("v1") == before


def test_tag_scoped_reads_leave_out_what_the_protocol_leaves_out(filled) -> None:
    filled.tag("v1")
    (annotation_set,) = filled("annset.list", tag="v1")
    assert annotation_set.keys() == {"id", "name", "description"}
    assert all(label.keys() == {"id", "index", "name", "color"} for label in filled("label.list", tag="v1"))


@pytest.mark.parametrize("limit", [1, 3, 10, 1000])
def test_pages_at_a_tag_hold_every_sample_once_in_order(data, limit) -> None:
    data.populate(*[{"uuid": str(n), "group": "even" if n % 2 == 0 else "odd"} for n in range(30)])
    data.tag("v1")
    by_uuid = ids(data)
    gone = [by_uuid[str(n)] for n in range(4, 22)]
    data("image.delete_from_dataset", image_ids=gone, sequence_ids=[], delete_all=False)
    data(
        "samples.update_dimensions",
        samples=[{"id": by_uuid[str(n)], "width": 1, "height": 1} for n in (1, 2, 29)],
    )
    data.populate(*[{"uuid": f"new {n}", "group": "even"} for n in range(5)])
    expected = [str(n) for n in range(30)]
    assert [one["uuid"] for one in data.samples(tag="v1", limit=limit)] == expected
    even = [one["uuid"] for one in data.samples(tag="v1", limit=limit, group_names=["even"])]
    assert even == expected[::2]
    assert data("samples.count", tag="v1", group_names=["even"]) == {"total": 15}
    assert data("samples.count", tag="v1") == {"total": 30}


def test_a_page_of_exactly_the_rest_ends_the_listing_at_a_tag(data) -> None:
    data.populate(*[{"uuid": str(n)} for n in range(4)])
    data.tag("v1")
    data.populate(*[{"uuid": f"new {n}"} for n in range(4)])
    page = data("samples.list", tag="v1", limit=4)
    assert len(page["samples"]) == 4
    assert page["continue_token"] is None


def test_annotations_at_a_tag_need_a_set_of_that_time(filled) -> None:
    filled.tag("v1")
    late = filled("annset.add", name="late", operator="x")["id"]
    assert filled.fails("samples.list", tag="v1", annotation_set_id=late).code == 101
    assert filled.fails("samples.count", tag="v1", annotation_set_id=late).code == 101
    filled.api("annset.del", id=filled.annotation_set)
    assert filled.fails("samples.list", annotation_set_id=filled.annotation_set).code == 101
    found = filled.samples(tag="v1", types=["mask"])
    (outlined,) = found[0]["annotations"]
    assert outlined["mask"] == RINGS
    assert "box2d" not in outlined


def test_groups_at_a_tag_go_by_the_names_of_that_time(filled) -> None:
    filled.tag("v1")
    move(filled)
    assert [one["uuid"] for one in filled.samples(tag="v1", group_names=["train"])] == ["a"]
    assert filled.samples(group_names=["train"]) == []
    assert filled.samples(tag="v1", group_names=["test"]) == []


def test_a_repeated_call_leaves_no_trace(filled) -> None:
    filled.tag("v1")
    again = {"uuid": "b", "group": "val", "width": 4, "height": 3}
    filled.populate(again)
    assert filled.entries(from_version="v1") == []
    assert filled.state("v1") == filled.state()
