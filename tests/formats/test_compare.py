"""The comparison finds every kind of difference and nothing else."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from groundwire.formats import compare_coco
from groundwire.formats.coco import CocoAnnotation, CocoCategory, CocoDocument, CocoImage, Rle
from groundwire.formats.compare import compare_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def document() -> CocoDocument:
    return CocoDocument(
        info={"a": 1},
        images=[CocoImage(id=1, file_name="a.jpg", width=10, height=10), CocoImage(id=2, file_name="b.jpg")],
        annotations=[
            CocoAnnotation(id=1, image_id=1, category_id=1, bbox=[1, 2, 3, 4], area=5, iscrowd=0,
                           segmentation=[[1.0, 1.0, 5.0, 1.0, 5.0, 5.0]]),
            CocoAnnotation(id=2, image_id=1, category_id=1, segmentation=Rle((2, 2), [1, 2, 1]), iscrowd=1),
        ],
        categories=[CocoCategory(id=1, name="x", supercategory="y")],
    )  # fmt: skip


def change(path: str, value: Any) -> Callable[[CocoDocument], None]:
    def apply(target: CocoDocument) -> None:
        *steps, last = path.split(".")
        at: Any = target
        for step in steps:
            at = at[int(step)] if step.isdigit() else getattr(at, step)
        if last.isdigit():
            at[int(last)] = value
        else:
            setattr(at, last, value)

    return apply


def test_equal_documents_are_equal() -> None:
    result = compare_coco(document(), document())
    assert result.ok
    assert "FAIL" not in str(result)
    assert {check.what for check in result.checks if check.compared} >= {
        "boxes",
        "polygons",
        "masks",
        "categories",
    }


def test_differences_within_the_tolerance_pass_and_are_measured() -> None:
    other = document()
    other.annotations[0].bbox = [1.0005, 2, 3, 4]
    result = compare_coco(document(), other)
    assert result.ok
    assert result.check("boxes").largest == pytest.approx(0.0005)
    assert "largest difference 0.0005 px" in str(result)


@pytest.mark.parametrize(
    ("apply", "check"),
    [
        (change("info", {"a": 2}), "top-level records: info, licences, others"),
        (change("extra", {"new": 1}), "top-level records: info, licences, others"),
        (change("categories.0.name", "z"), "categories"),
        (change("categories.0.supercategory", None), "categories"),
        (change("images.0.file_name", "c.jpg"), "images by name"),
        (change("images.0.width", 11), "image records"),
        (change("annotations.0.id", 9), "annotations by id"),
        (change("annotations.1.image_id", 2), "annotations by id"),
        (change("annotations.0.category_id", 2), "category of each annotation"),
        (change("annotations.0.iscrowd", 1), "crowd flag of each annotation"),
        (change("annotations.0.bbox", [1.01, 2, 3, 4]), "boxes"),
        (change("annotations.0.bbox", None), "boxes"),
        (change("annotations.0.segmentation", [[1.0, 1.0, 5.0, 1.0, 5.0, 5.1]]), "polygons"),
        (change("annotations.0.segmentation", [[1.0, 1.0, 5.0, 1.0]]), "polygons"),
        (change("annotations.0.segmentation", None), "polygons"),
        (change("annotations.1.segmentation", Rle((2, 2), [2, 1, 1])), "masks"),
        (change("annotations.1.segmentation", Rle((1, 4), [1, 2, 1])), "masks"),
        (change("annotations.1.segmentation", []), "masks"),
        (change("annotations.1.segmentation", Rle((2, 2), "121")), "other keys of each annotation"),
        (change("annotations.0.area", 6), "other keys of each annotation"),
        (change("annotations.0.score", 0.5), "other keys of each annotation"),
        (change("annotations.0.attributes", {"a": 1}), "other keys of each annotation"),
        (lambda d: d.annotations.append(copy.copy(d.annotations[0])), "annotations by id"),
        (lambda d: d.images.append(CocoImage(id=3, file_name="d.jpg")), "images by name"),
        (lambda d: d.images.pop(), "counts of images, annotations, categories"),
    ],
)
def test_each_difference_is_found(apply: Callable[[CocoDocument], None], check: str) -> None:
    other = document()
    apply(other)
    result = compare_coco(document(), other)
    assert not result.ok
    assert check in [item.what for item in result.checks if item.differences]
    assert "FAIL" in str(result)


def test_damaged_run_lengths_are_compared_as_written() -> None:
    one, other = document(), document()
    for target in (one, other):
        target.annotations[1].segmentation = Rle((9, 9), [1])
    assert compare_coco(one, other).ok
    other.annotations[1].segmentation = Rle((9, 9), [2])
    assert not compare_coco(one, other).ok


def test_a_long_list_of_differences_is_cut_and_counted() -> None:
    one = document()
    one.annotations = [CocoAnnotation(id=n, image_id=1, category_id=1, area=n) for n in range(9)]
    other = copy.deepcopy(one)
    for annotation in other.annotations:
        annotation.area = -1
    assert "… and 4 more" in str(compare_coco(one, other))


def test_files_are_compared_by_content(tmp_path: Path) -> None:
    for name, content in (("a", b"1"), ("b", b"1"), ("c", b"2")):
        (tmp_path / name).write_bytes(content)
    a, b, c = (tmp_path / name for name in "abc")
    assert compare_files({"a": (a, b)}).ok
    result = compare_files({"a": (a, b), "c": (a, c), "none": (a, None), "gone": (a, tmp_path / "d")})
    assert result.checks[0].compared == 4
    assert result.checks[0].differences == [
        "c: the bytes differ",
        "none: no file came back",
        "gone: no file came back",
    ]
