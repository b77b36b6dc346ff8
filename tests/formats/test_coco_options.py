"""What `coco_to_arrow` takes and offers: plain tables, archives, several documents, images, outlines."""

from __future__ import annotations

import inspect
import json
import zipfile
from typing import TYPE_CHECKING, Any

import edgefirst_client
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.coco_data import coco_document
from groundwire._core.errors import FormatError
from groundwire.formats import (
    arrow_to_coco,
    coco_to_arrow,
    decode_mask_png,
    read_dataset_metadata,
    read_edf,
    rings_to_mask,
)
from groundwire.formats.edf_schema import COLUMN
from groundwire.formats.masks import counts_to_text, mask_to_counts

if TYPE_CHECKING:
    from pathlib import Path

CATEGORIES = [{"id": 3, "name": "car", "supercategory": "vehicle"}, {"id": 90, "name": "cup"}]


def document(*file_names: str, first: int = 1) -> dict[str, Any]:
    """Return a document of images of 20 x 10 pixels with one box each."""
    images = [
        {"id": first + n, "file_name": name, "width": 20, "height": 10} for n, name in enumerate(file_names)
    ]
    annotations = [
        {
            "id": 10 + n,
            "image_id": image["id"],
            "category_id": 3,
            "bbox": [1, 2, 3, 4 + n],
            "area": 12,
            "iscrowd": 0,
        }
        for n, image in enumerate(images)
    ]
    return {"info": {"year": 1}, "images": images, "annotations": annotations, "categories": CATEGORIES}


def save(path: Path, value: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value))
    return path


def stored(path: Path) -> Any:
    with pa.ipc.open_file(path) as reader:
        return reader.read_all()


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows with masks as pixels: PNG bytes differ between writers."""
    found = read_edf(path).to_pylist()
    for row in found:
        if row.get("mask") is not None:
            row["mask"] = decode_mask_png(row["mask"]).pixels.tolist()
    return found


def test_the_signatures_are_the_documented_ones() -> None:
    names = ["coco_path", "output_path", "include_masks", "group", "progress", "images_dir", "link_images",
             "rle_to_polygon"]  # fmt: skip
    assert list(inspect.signature(coco_to_arrow).parameters)[: len(names)] == names
    names = ["arrow_path", "output_path", "include_masks", "groups", "progress"]
    assert list(inspect.signature(arrow_to_coco).parameters)[: len(names)] == names


numbers = st.one_of(st.integers(-50, 3000), st.floats(-50, 3000).map(lambda value: round(value, 2)))
rings = st.lists(numbers, min_size=0, max_size=9)
image_ids = st.lists(st.integers(0, 2**63), min_size=1, max_size=4, unique=True)


@st.composite
def run_lengths(draw: st.DrawFn) -> dict[str, Any]:
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    bits = draw(st.lists(st.booleans(), min_size=height * width, max_size=height * width))
    counts = mask_to_counts(np.array(bits).reshape(height, width))
    return {"size": [height, width], "counts": counts_to_text(counts) if draw(st.booleans()) else counts}


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Return documents that the released converter understands, in any order of annotations."""
    images: list[dict[str, Any]] = [
        {"id": number, "file_name": f"sub/{index}.jpg", "width": draw(st.integers(1, 5000)),
         "height": draw(st.integers(1, 5000))}
        for index, number in enumerate(draw(image_ids))
    ]  # fmt: skip
    for image in images:
        if draw(st.booleans()):
            image["neg_category_ids"] = draw(st.lists(st.sampled_from([3, 90, 7]), max_size=2))
    annotation = st.fixed_dictionaries(
        {
            "id": st.integers(0, 2**64 - 1),
            "image_id": st.sampled_from([*(image["id"] for image in images), 5]),
            "category_id": st.sampled_from([3, 90, 91]),
            "bbox": st.lists(numbers, min_size=4, max_size=4),
        },
        optional={
            "area": numbers,
            "iscrowd": st.integers(0, 3),
            "score": st.none() | st.floats(0, 1),
            "segmentation": st.none() | st.lists(rings, max_size=3) | run_lengths(),
            "custom": st.text(max_size=3),
        },
    )
    found = draw(st.lists(annotation, max_size=6, unique_by=lambda item: item["id"]))
    return {"images": images, "annotations": found, "categories": CATEGORIES}


@given(documents(), st.booleans(), st.sampled_from([None, "g"]))
@settings(max_examples=80)
def test_plain_tables_equal_those_of_the_released_converter(
    tmp_path_factory: pytest.TempPathFactory, value: dict[str, Any], masks: bool, group: str | None
) -> None:
    folder = tmp_path_factory.mktemp("any")
    source = str(save(folder / "in.json", value))
    ours = coco_to_arrow(source, folder / "ours.arrow", masks, group, plain=True, on_issue=lambda _: None)
    theirs = edgefirst_client.coco_to_arrow(source, str(folder / "theirs.arrow"), masks, group)
    assert ours == theirs
    assert stored(folder / "ours.arrow").schema.equals(stored(folder / "theirs.arrow").schema)
    assert rows(folder / "ours.arrow") == rows(folder / "theirs.arrow")
    assert read_dataset_metadata(folder / "ours.arrow") == read_dataset_metadata(folder / "theirs.arrow")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document of several chunks."""
    path = tmp_path_factory.mktemp("large") / "in.json"
    path.write_bytes(coco_document(1500, 22_000))
    return path


@pytest.mark.parametrize("name", ["out.arrow", "out.parquet"])
def test_a_document_of_many_chunks_comes_back(name: str, large: Path, tmp_path: Path) -> None:
    calls: list[tuple[int, int]] = []
    coco_to_arrow(large, tmp_path / name, progress=lambda *state: calls.append(state[:2]))
    assert (calls[0], calls[-1]) == ((0, 1500), (1500, 1500))
    assert calls == sorted(calls)
    arrow_to_coco(tmp_path / name, tmp_path / "back.json")
    assert json.loads((tmp_path / "back.json").read_text()) == json.loads(large.read_text())


def test_plain_tables_of_many_chunks_equal_those_of_the_released_converter(
    large: Path, tmp_path: Path
) -> None:
    coco_to_arrow(large, tmp_path / "ours.arrow", plain=True)
    edgefirst_client.coco_to_arrow(str(large), str(tmp_path / "theirs.arrow"))
    ours, theirs = read_edf(tmp_path / "ours.arrow"), read_edf(tmp_path / "theirs.arrow")
    assert ours.column_names == theirs.column_names
    for name in set(ours.column_names) - {"mask"}:
        assert ours.column(name).equals(theirs.column(name))
    assert set(stored(tmp_path / "ours.arrow").column_names) <= COLUMN.keys()


@pytest.mark.parametrize("prefix", ["", "coco/annotations/", "a\\b\\", "../../"])
def test_an_archive_counts_as_the_folder_it_was_made_of(prefix: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for split, first in (("train2017", 1), ("val2017", 1)):
            text = json.dumps(document(f"{split}.jpg", first=first))
            archive.writestr(f"{prefix}instances_{split}.json", text)
            archive.writestr(f"{prefix}captions_{split}.json", text)
        archive.writestr("__MACOSX/._instances_x.json", b"\0")
    assert coco_to_arrow(tmp_path / "in.zip", tmp_path / "a.arrow") == 2
    found = read_edf(tmp_path / "a.arrow")
    assert found.column("group").to_pylist() == ["train", "val"]
    assert found.column("name").to_pylist() == ["train2017", "val2017"]
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.arrow", "in.zip"]


def test_archives_that_are_broken_or_suspicious_are_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\3\4 nothing")
    with pytest.raises(FormatError, match="the ZIP archive cannot be read"):
        coco_to_arrow(tmp_path / "broken.zip", tmp_path / "a.arrow")
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("instances.json", b" " * (80 * 2**20))
    with pytest.raises(FormatError, match=r"unpacks from .* bytes; refused"):
        coco_to_arrow(tmp_path / "bomb.zip", tmp_path / "a.arrow")
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        for folder in "ab":
            archive.writestr(f"{folder}/instances_val.json", "{}")
    with pytest.raises(FormatError, match=r"two files called instances_val\.json"):
        coco_to_arrow(tmp_path / "twice.zip", tmp_path / "a.arrow")
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(FormatError, match="no JSON files"):
        coco_to_arrow(tmp_path / "none.zip", tmp_path / "a.arrow")
    assert not (tmp_path / "a.arrow").exists()


def pictures(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


def staged(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("link", [False, True])
def test_images_are_staged_beside_the_output(link: bool, tmp_path: Path) -> None:
    source = save(tmp_path / "in.json", document("sub/a.jpg", "b.jpg", "gone.jpg"))
    images = pictures(tmp_path / "images", "sub/a.jpg", "b.jpg", "c.jpg")
    told: list[str] = []
    coco_to_arrow(
        source, tmp_path / "out.arrow", images_dir=images, link_images=link,
        on_issue=lambda issue: told.append(str(issue)),
    )  # fmt: skip
    edgefirst_client.coco_to_arrow(
        str(source), str(tmp_path / "theirs.arrow"), images_dir=str(images), link_images=link
    )
    assert staged(tmp_path / "out") == staged(tmp_path / "theirs") == {"a.jpg": "sub/a.jpg", "b.jpg": "b.jpg"}
    assert (tmp_path / "out" / "a.jpg").is_symlink() == link
    assert told == [f"{images}: 1 images not found: gone.jpg"]


def test_images_of_one_base_name_keep_their_folders(tmp_path: Path) -> None:
    source = save(tmp_path / "in.json", document("train/a.jpg", "val/a.jpg", "b.jpg"))
    images = pictures(tmp_path / "images", "train/a.jpg", "val/a.jpg", "b.jpg")
    coco_to_arrow(source, tmp_path / "out.arrow", images_dir=images)
    assert staged(tmp_path / "out") == {
        "train/a.jpg": "train/a.jpg",
        "val/a.jpg": "val/a.jpg",
        "b.jpg": "b.jpg",
    }
    assert read_edf(tmp_path / "out.arrow").column("name").to_pylist() == ["train/a", "val/a", "b"]


def test_images_of_a_dataset_folder_are_found_in_its_splits(tmp_path: Path) -> None:
    for split in ("train2017", "val2017"):
        save(tmp_path / "coco" / "annotations" / f"instances_{split}.json", document(f"{split}.jpg"))
        pictures(tmp_path / "coco", f"{split}/{split}.jpg")
    coco_to_arrow(tmp_path / "coco", tmp_path / "out.arrow", images_dir=tmp_path / "coco")
    assert sorted(staged(tmp_path / "out")) == ["train2017.jpg", "val2017.jpg"]


def test_images_of_one_name_in_several_splits_stay_apart(tmp_path: Path) -> None:
    for split in ("train", "val"):
        save(tmp_path / "coco" / "annotations" / f"instances_{split}.json", document("a.jpg", f"{split}.jpg"))
        pictures(tmp_path / "coco", f"{split}/a.jpg", f"{split}/{split}.jpg")
    coco_to_arrow(tmp_path / "coco", tmp_path / "out.arrow", images_dir=tmp_path / "coco")
    found = read_edf(tmp_path / "out.arrow")
    assert found.column("name").to_pylist() == ["train/a", "train", "val/a", "val"]
    assert {name: text for name, text in staged(tmp_path / "out").items() if "a.jpg" in name} == {
        "train/a.jpg": "train/a.jpg",
        "val/a.jpg": "val/a.jpg",
    }


@pytest.mark.parametrize("name", ["/etc/hostname", "../secret.jpg", "sub/../../secret.jpg", "C:\\secret.jpg"])
def test_file_names_that_lead_outside_are_refused(name: str, tmp_path: Path) -> None:
    pictures(tmp_path, "secret.jpg")
    images = pictures(tmp_path / "images", "a.jpg")
    with pytest.raises(FormatError, match="refused"):
        coco_to_arrow(
            save(tmp_path / "in.json", document("a.jpg", name)), tmp_path / "out.arrow", images_dir=images
        )
    assert not (tmp_path / "out.arrow").exists()
    assert not (tmp_path / "out").exists()


def test_another_file_in_the_image_folder_is_never_replaced(tmp_path: Path) -> None:
    source = save(tmp_path / "in.json", document("a.jpg", "b.jpg"))
    images = pictures(tmp_path / "images", "a.jpg", "b.jpg")
    (pictures(tmp_path / "out", "b.jpg") / "b.jpg").write_text("mine")
    with pytest.raises(FormatError, match="with other content"):
        coco_to_arrow(source, tmp_path / "out.arrow", images_dir=images)
    assert staged(tmp_path / "out") == {"b.jpg": "mine"}


def test_run_lengths_become_outlines_that_fill_to_the_same_pixels(tmp_path: Path) -> None:
    mask = np.zeros((10, 20), np.bool_)
    mask[2:8, 3:15] = True
    mask[4:6, 6:9] = False
    mask[0, 0] = True
    value = document("a.jpg", "b.jpg")
    value["annotations"][0]["segmentation"] = {"size": [10, 20], "counts": mask_to_counts(mask)}
    value["annotations"][1]["segmentation"] = [[1, 1, 5, 1, 5, 5]]
    coco_to_arrow(save(tmp_path / "in.json", value), tmp_path / "a.arrow", rle_to_polygon=True)
    found = read_edf(tmp_path / "a.arrow")
    assert "mask" not in found.column_names
    outline, triangle = found.column("polygon").to_pylist()
    points = [np.round(np.array(ring).reshape(-1, 2) * (20, 10)).astype(int).tolist() for ring in outline]
    assert np.array_equal(rings_to_mask(points, 20, 10), mask)
    assert len(triangle) == 1
    arrow_to_coco(tmp_path / "a.arrow", tmp_path / "back.json")
    assert json.loads((tmp_path / "back.json").read_text()) == value


@pytest.mark.parametrize("others", [None, [[1, 1, 5, 1, 5, 5, 9]], []])
def test_outlines_go_to_their_own_rows(others: Any, tmp_path: Path) -> None:
    value = document("a.jpg", "b.jpg", "c.jpg")
    for annotation, segmentation in zip(
        value["annotations"],
        [others, {"size": [10, 20], "counts": [0, 200]}, {"size": [10, 20], "counts": [200]}],
        strict=True,
    ):
        annotation["segmentation"] = segmentation
    coco_to_arrow(save(tmp_path / "in.json", value), tmp_path / "a.arrow", rle_to_polygon=True)
    assert read_edf(tmp_path / "a.arrow").column("polygon").to_pylist()[1:] == [
        [[0, 0, 1, 0, 1, 1, 0, 1]],
        [],
    ]
    arrow_to_coco(tmp_path / "a.arrow", tmp_path / "back.json")
    assert json.loads((tmp_path / "back.json").read_text()) == value


@pytest.mark.parametrize(("plain", "fate"), [(True, "left out"), (False, "kept aside for the way back")])
def test_what_no_row_can_hold_is_counted(plain: bool, fate: str, tmp_path: Path) -> None:
    value = document("a.jpg")
    value["annotations"] += [
        {"id": 1, "image_id": 99, "category_id": 3, "bbox": [1, 2, 3, 4]},
        {"id": 2, "image_id": 1, "category_id": 3, "bbox": [1, 2, 3, 4],
         "segmentation": {"size": [10, 20], "counts": [5]}},
    ]  # fmt: skip
    source, told = save(tmp_path / "in.json", value), list[str]()
    coco_to_arrow(
        source, tmp_path / "a.arrow", plain=plain, on_issue=lambda issue: told.append(issue.message)
    )
    assert told == [
        f"1 annotations name an unknown image or category; {fate}",
        f"1 damaged run lengths give no mask; {fate}",
    ]


@pytest.mark.parametrize(
    "odd",
    [
        {"keypoints": [1, 2, 2], "num_keypoints": 1},
        {"iscrowd": True},
        {"area": None},
        {"bbox": None},
        {"segmentation": {"size": [2, 2], "counts": [0, 4], "note": "x"}},
        {"segmentation": {"size": [2, 2], "counts": [1, 0, 3]}},
        {"bbox": [-0.0, 0.1 + 0.2, 1e-9, 12345.678901234567]},
        {"score": 0.1},
        {"score": 0.1234567890123},
        {"iscrowd": 7},
        {"id": -5},
    ],
)
def test_odd_records_among_ordinary_ones_come_back(odd: dict[str, Any], tmp_path: Path) -> None:
    value = document("a.jpg", "b.jpg", "c.jpg")
    value["annotations"][1] |= odd
    coco_to_arrow(save(tmp_path / "in.json", value), tmp_path / "a.arrow")
    arrow_to_coco(tmp_path / "a.arrow", tmp_path / "back.json", pretty=True)
    back = json.loads((tmp_path / "back.json").read_text())
    assert back == value
    if odd.get("bbox"):
        assert [f"{n!r}" for n in back["annotations"][1]["bbox"]] == [f"{n!r}" for n in odd["bbox"]]


@pytest.mark.parametrize(
    ("part", "broken", "message"),
    [
        (
            "annotations",
            {"id": 1, "image_id": 1, "category_id": 3, "bbox": [1, 2, 3]},
            r"annotations\[1\]\.bbox",
        ),
        (
            "annotations",
            {"id": "x", "image_id": 1, "category_id": 3},
            r"annotations\[1\]\.id: expected a whole",
        ),
        ("images", {"id": 9, "file_name": "x.jpg", "width": -1, "height": 2}, r"images\[1\]\.width"),
        ("images", {"id": 9, "file_name": "x.jpg", "width": 2**32, "height": 2}, "4294967296 x 2 pixels"),
        ("categories", {"id": 3, "name": "bus"}, "category 3 is called 'car' and 'bus'"),
        ("categories", {"id": -1, "name": "bus"}, "Category 'bus': id -1, expected 0 to"),
    ],
)
def test_values_that_cannot_be_used_are_named_and_nothing_is_written(
    part: str, broken: dict[str, Any], message: str, tmp_path: Path
) -> None:
    value = document("a.jpg")
    value[part] = [*value[part][:1], broken]
    (tmp_path / "out.arrow").write_text("old")
    with pytest.raises(FormatError, match=message):
        coco_to_arrow(save(tmp_path / "in.json", value), tmp_path / "out.arrow")
    assert (tmp_path / "out.arrow").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.json", "out.arrow"]


@pytest.mark.parametrize("cut", [1, 60, 300])
def test_a_cut_document_is_refused(cut: int, tmp_path: Path) -> None:
    path = save(tmp_path / "in.json", document("a.jpg"))
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(FormatError):
        coco_to_arrow(path, tmp_path / "a.arrow")


def test_an_exception_of_the_callback_ends_the_conversion(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyError(total)

    source = save(tmp_path / "in.json", document("a.jpg"))
    with pytest.raises(KeyError):
        coco_to_arrow(source, tmp_path / "a.arrow", progress=stop)
    assert not (tmp_path / "a.arrow").exists()
