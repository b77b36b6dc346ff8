"""Folders of COCO files: which layout is chosen, why, and where images are looked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from groundwire._core.errors import FormatError
from groundwire.formats import discover_coco, load_coco
from groundwire.formats.coco import CocoImage
from groundwire.formats.coco_images import ImageLookup, check_file_name

if TYPE_CHECKING:
    from pathlib import Path


def document(*names: str, categories: dict[int, str] | None = None, first: int = 1) -> dict[str, Any]:
    return {
        "images": [
            {"id": first + n, "file_name": name, "width": 4, "height": 4} for n, name in enumerate(names)
        ],
        "annotations": [],
        "categories": [{"id": n, "name": name} for n, name in (categories or {1: "x"}).items()],
    }


def put(root: Path, **files: Any) -> None:
    for name, value in files.items():
        path = root / name.replace("__", "/")
        path = path.with_name(path.name + ".json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x")


def test_the_usual_folder_is_one_dataset_with_groups(tmp_path: Path) -> None:
    put(
        tmp_path,
        annotations__instances_train2017=document("a.jpg"),
        annotations__instances_val2017=document("b.jpg"),
    )
    touch(tmp_path, "train2017/a.jpg", "val2017/b.jpg", "train2017/b.jpg")
    plan = discover_coco(tmp_path)
    (dataset,) = plan.datasets
    assert [(part.path.name, part.group) for part in dataset.parts] == [
        ("instances_train2017.json", "train"),
        ("instances_val2017.json", "val"),
    ]
    train, val = dataset.parts
    assert train.images.find(train.load().images[0]) == tmp_path / "train2017" / "a.jpg"
    assert val.images.find(val.load().images[0]) == tmp_path / "val2017" / "b.jpg"
    assert "groups train and val" in str(plan)


def test_other_kinds_of_annotation_for_the_same_images_are_left_out(tmp_path: Path) -> None:
    put(
        tmp_path,
        annotations__instances_val2017=document("a.jpg"),
        annotations__person_keypoints_val2017=document("a.jpg"),
    )
    plan = discover_coco(tmp_path)
    assert [part.path.name for part in plan.datasets[0].parts] == ["instances_val2017.json"]
    assert plan.notes == (
        (
            "left out person_keypoints_val2017.json: "
            "it describes the images of instances_val2017.json in another way."
        ),
    )


def test_split_folders_with_their_own_documents_are_groups(tmp_path: Path) -> None:
    for split in ("train", "valid"):
        (tmp_path / split).mkdir()
        (tmp_path / split / "_annotations.coco.json").write_text(json.dumps(document("a.jpg")))
        touch(tmp_path, f"{split}/a.jpg")
    (dataset,) = discover_coco(tmp_path).datasets
    assert [part.group for part in dataset.parts] == ["train", "valid"]
    for part in dataset.parts:
        assert part.images.find(part.load().images[0]) == part.path.parent / "a.jpg"


def test_unrelated_documents_are_a_dataset_each(tmp_path: Path) -> None:
    put(tmp_path, roads=document("a.jpg"), cells=document("b.jpg", categories={7: "cell"}))
    plan = discover_coco(tmp_path)
    assert [dataset.name for dataset in plan.datasets] == ["cells", "roads"]
    assert all(part.group is None for dataset in plan.datasets for part in dataset.parts)
    assert "one dataset per document" in plan.reason


def test_splits_that_disagree_on_categories_are_a_dataset_each(tmp_path: Path) -> None:
    put(tmp_path, train=document("a.jpg"), val=document("b.jpg", categories={1: "y"}))
    plan = discover_coco(tmp_path)
    assert len(plan.datasets) == 2
    assert "disagree on categories" in plan.reason
    assert "category 1 is called 'x' and 'y'" in plan.reason


def test_a_results_list_joins_the_document_it_fits(tmp_path: Path) -> None:
    put(
        tmp_path,
        boats_gt=document("a.jpg", "b.jpg", categories={1: "boat", 2: "ship"}),
        cars_gt=document("c.jpg", "d.jpg", categories={1: "car", 2: "bus"}),
        boats_result=[{"image_id": 2, "category_id": 2, "bbox": [0, 0, 1, 1], "score": 0.5}],
        lost_result=[{"image_id": 99, "category_id": 1, "bbox": [0, 0, 1, 1], "score": 0.5}],
        twin=[{"image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1], "score": 0.5}],
        notes={"hello": 1},
    )
    plan = discover_coco(tmp_path)
    attached = {
        dataset.name: [d.name for p in dataset.parts for d in p.detections] for dataset in plan.datasets
    }
    assert attached == {"boats_gt": ["boats_result"], "cars_gt": []}
    assert plan.datasets[0].parts[0].detections[0].load()[0].score == 0.5
    text = str(plan)
    assert "boats_result.json is a results list; its detections belong to boats_gt.json" in text
    assert "left out lost_result.json: a results list whose images and categories no document has" in text
    assert "left out twin.json: a results list that fits boats_gt.json and cars_gt.json equally well" in text
    assert "left out notes.json: JSON without the COCO keys 'images' and 'annotations'" in text


def test_a_folder_without_documents_says_what_is_there(tmp_path: Path) -> None:
    put(tmp_path, other={"a": 1})
    with pytest.raises(
        FormatError, match=r"found other\.json is JSON without the COCO keys 'images' and 'annotations'"
    ):
        discover_coco(tmp_path)
    with pytest.raises(FileNotFoundError, match="is not a folder"):
        discover_coco(tmp_path / "missing")


def test_a_file_is_one_dataset_and_finds_images_beside_its_folder(tmp_path: Path) -> None:
    put(tmp_path, annotations__instances_val2017=document("a.jpg"))
    touch(tmp_path, "val2017/a.jpg")
    plan = load_coco(tmp_path / "annotations" / "instances_val2017.json")
    (part,) = plan.datasets[0].parts
    assert part.group is None
    assert part.images.find(part.load().images[0]) == tmp_path / "val2017" / "a.jpg"


def test_a_results_list_alone_cannot_be_loaded(tmp_path: Path) -> None:
    put(tmp_path, r=[{"image_id": 1, "category_id": 1}])
    with pytest.raises(FormatError, match="expected a COCO document, found a COCO results list"):
        load_coco(tmp_path / "r.json")


def test_lookup_prefers_the_whole_name_and_falls_back_to_its_last_part(tmp_path: Path) -> None:
    touch(tmp_path, "one/a.jpg", "two/sub/a.jpg")
    lookup = ImageLookup((tmp_path / "one", tmp_path / "two"))
    assert lookup.find(CocoImage(id=1, file_name="sub/a.jpg")) == tmp_path / "two" / "sub" / "a.jpg"
    assert lookup.find(CocoImage(id=1, file_name="other/a.jpg")) == tmp_path / "one" / "a.jpg"
    assert lookup.find(CocoImage(id=1, file_name="b.jpg")) is None
    assert lookup.find(CocoImage(id=1)) is None


@pytest.mark.parametrize(
    "name",
    [
        "../a.jpg",
        "sub/../../a.jpg",
        "/etc/passwd",
        "C:\\a.jpg",
        "c:a.jpg",
        "..\\a.jpg",
        "\\\\host\\a",
        "a\0b",
        "",
    ],
)
def test_names_that_lead_outside_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="refused"):
        check_file_name(name)
    if name:
        with pytest.raises(FormatError, match="refused"):
            ImageLookup((tmp_path,)).find(CocoImage(id=1, file_name=name))


@pytest.mark.parametrize("name", ["a.jpg", "sub/dir/a.jpg", "..a.jpg", "a..b/c.png", "train 2017/ü.jpg"])
def test_names_that_stay_inside_are_kept(name: str) -> None:
    assert check_file_name(name) == name
