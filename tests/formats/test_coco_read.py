"""Reading COCO: leniently where the meaning is clear, with file, path and expectation where it is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import UNSET

from groundwire._core.errors import FormatError
from groundwire.formats import read_coco, read_results, write_coco
from groundwire.formats.coco import Rle
from groundwire.formats.coco_write import document_to_json

if TYPE_CHECKING:
    from pathlib import Path

FULL = {
    "info": {"year": 2024, "made by": ["a", None]},
    "licenses": [{"id": 1, "name": "CC", "url": ""}],
    "images": [
        {"id": 10, "file_name": "sub/a.jpg", "width": 640, "height": 480, "license": 1, "flickr_url": None},
        {"id": 2**64 - 1, "file_name": "b.png", "width": 5, "height": 4, "neg_category_ids": []},
    ],
    "annotations": [
        {"id": 7, "image_id": 10, "category_id": 3, "bbox": [1, 2.5, 3, 4], "area": 12, "iscrowd": 0,
         "segmentation": [[1, 2, 3, 4, 5, 6.25]], "attributes": {"occluded": True}},
        {"id": 8, "image_id": 10, "category_id": 0, "bbox": [0, 0, 2, 2], "area": 4.0, "iscrowd": 1,
         "segmentation": {"size": [2, 5], "counts": [5, 3, 2]}, "keypoints": [1, 2, 2], "num_keypoints": 1},
        {"id": 9, "image_id": 10, "category_id": 0, "segmentation": {"size": [5, 7], "counts": ";320004NN"}},
        {"id": 11, "image_id": 10, "category_id": 0, "bbox": None, "segmentation": [], "score": 0.1},
    ],
    "categories": [
        {"id": 3, "name": "car", "supercategory": None, "skeleton": [[1, 2]]}, {"id": 0, "name": "x"},
    ],
    "videos": [{"id": 1}],
}  # fmt: skip

Written = "Callable[[Any], Path]"


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(value: Any) -> Path:
        path = tmp_path / "in.json"
        path.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
        return path

    return write


def minimal(**annotation: Any) -> dict[str, Any]:
    record = {"id": 1, "image_id": 1, "category_id": 1, "bbox": [1, 2, 3, 4], **annotation}
    return {
        "images": [{"id": 1, "file_name": "a.jpg", "width": 10, "height": 10}],
        "annotations": [record],
        "categories": [{"id": 1, "name": "x"}],
    }


def test_a_document_is_written_as_it_was_read(written: Written, tmp_path: Path) -> None:
    document = read_coco(written(FULL))
    assert document.issues == []
    assert document_to_json(document) == FULL
    assert write_coco(document, tmp_path / "deep" / "out.json", pretty=True) == 4
    assert json.loads((tmp_path / "deep" / "out.json").read_text()) == FULL
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out.json"]


def test_typed_access(written: Written) -> None:
    polygon, crowd, compressed, bare = read_coco(written(FULL)).annotations
    assert polygon.box == (1, 2.5, 3, 4)
    assert polygon.polygons == [[1, 2, 3, 4, 5, 6.25]]
    assert not polygon.crowd
    assert crowd.crowd
    assert crowd.rle == Rle((2, 5), [5, 3, 2])
    assert crowd.rle.mask().sum() == 3
    assert compressed.rle is not None
    assert compressed.rle.mask().shape == (5, 7)
    assert compressed.bbox is UNSET
    assert bare.box is None
    assert bare.polygons == []


def test_what_is_meant_clearly_is_understood(written: Written) -> None:
    value = minimal(area=None, iscrowd=True, segmentation=[1, 2, 3, 4, 5, 6])
    value["images"][0] |= {"width": 10.0, "height": None}
    document = read_coco(written(b"\xef\xbb\xbf" + json.dumps(value).encode()))
    annotation, image = document.annotations[0], document.images[0]
    assert (image.width, image.height) == (10, None)
    assert annotation.area is None
    assert annotation.iscrowd == 1
    assert annotation.polygons == [[1, 2, 3, 4, 5, 6]]
    assert [issue.where for issue in document.issues] == [
        "$.images[0].height",
        "$.annotations[0].segmentation",
    ]


def test_a_missing_file_name_is_taken_from_the_url(written: Written) -> None:
    value = minimal()
    del value["images"][0]["file_name"]
    value["images"][0]["coco_url"] = "http://host.invalid/train2017/a.jpg"
    document = read_coco(written(value))
    assert document.images[0].file_name == "train2017/a.jpg"
    assert "taken from coco_url" in document.issues[0].message


def test_orphans_and_bad_run_lengths_are_kept_and_reported(written: Written) -> None:
    value = minimal(segmentation={"size": [5, 7], "counts": [1, 2, 3]})
    value["annotations"].append({"id": 2, "image_id": 5, "category_id": 9})
    document = read_coco(written(value))
    assert [annotation.id for annotation in document.orphans()] == [2]
    assert [str(issue) for issue in document.issues] == [
        "$.annotations[0].segmentation: Run lengths add up to 6 pixels, expected 35 for 5 rows of 7.",
        "$.annotations[1].image_id: there is no image 5",
        "$.annotations[1].category_id: there is no category 9",
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (b"", "expected JSON"),
        (b'{"images": [NaN]}', "expected JSON"),
        (b"\xff\xfe\x00", "expected JSON"),
        ([], r"expected a COCO document \(an object\), found a list"),
        (3, r"\$: expected an object, found 3"),
        ({}, r"\$\.images: expected an array of images, found null or nothing"),
        ({"images": {}}, r"\$\.images: expected an array, found an object"),
        ({"images": [7]}, r"\$\.images\[0\]: expected an object, found 7"),
        ({"images": [{"id": "1"}]}, r"\$\.images\[0\]\.id: expected a whole number, found '1'"),
        ({"images": [{"id": 1, "file_name": 4}]}, r"\$\.images\[0\]\.file_name: expected text, found 4"),
        (minimal(id=True), r"\$\.annotations\[0\]\.id: expected a whole number, found True"),
        (minimal(image_id=1.5), r"\.image_id: expected a whole number, found 1\.5"),
        (minimal(category_id=None), r"\.category_id: expected a whole number, found null or nothing"),
        (minimal(bbox=[1, 2, 3]), r"\.bbox: expected 4 numbers, found \[1, 2, 3\]"),
        (minimal(bbox=[1, 2, 3, "4"]), r"\.bbox\[3\]: expected a number, found '4'"),
        (minimal(area="big"), r"\.area: expected a number, found 'big'"),
        (minimal(iscrowd="no"), r"\.iscrowd: expected a whole number, found 'no'"),
        (
            minimal(segmentation="text"),
            r"\.segmentation: expected polygons, run lengths or null, found 'text'",
        ),
        (minimal(segmentation=[[1, None]]), r"\.segmentation\[0\]\[1\]: expected a number"),
        (minimal(segmentation={"counts": [1]}), r"\.segmentation\.size: expected 2 numbers"),
        (minimal(segmentation={"size": [1, 1], "counts": [0.5]}), r"\.counts\[0\]: expected a whole number"),
        (minimal(attributes=[1]), r"\.attributes: expected an object"),
    ],
)
def test_what_cannot_be_read_is_named(written: Written, value: Any, message: str) -> None:
    path = written(value)
    with pytest.raises(FormatError, match=message) as caught:
        read_coco(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("categories", "message"),
    [
        ([{"id": 1, "name": "a"}, {"id": 1, "name": "b"}], "category 1 is called 'a' and 'b'"),
        ([{"id": 1, "name": "a"}, {"id": 2, "name": "a"}], "category 'a' has the ids 1 and 2"),
    ],
)
def test_contradicting_categories_are_refused(written: Written, categories: list[Any], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_coco(written({**minimal(), "categories": categories}))


def test_results_are_numbered_when_they_have_no_ids(written: Written) -> None:
    path = written(
        [{"image_id": 1, "category_id": 2, "bbox": [1, 2, 3, 4], "score": 0.5, "category_name": "car"}] * 2
    )
    first, second = read_results(path)
    assert (first.id, second.id) == (1, 2)
    assert first.score == 0.5
    assert first.extra == {"category_name": "car"}


def test_a_document_is_no_results_list(written: Written) -> None:
    with pytest.raises(FormatError, match="expected a list of detections, found an object"):
        read_results(written(FULL))
