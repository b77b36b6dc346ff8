"""ADE20K, converted by us and by the released converter."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import edgefirst_client
import numpy as np
import pyarrow as pa
import pytest
from PIL import Image

from groundwire._core.errors import FormatError, InvalidArgumentError
from groundwire.formats import ade20k_to_arrow, read_dataset_metadata

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = (
    "Idx\tRatio\tTrain\tVal\tName\n1\t0.1\t1\t1\twall\n2\t0.1\t1\t1\tbuilding, edifice\n3\t0.1\t1\t1\tsky\n"
)


def dataset(root: Path, *, classes: str = CLASSES) -> Path:
    base = root / "ADEChallengeData2016"
    for folder, names in (("training", ("t2", "t1")), ("validation", ("v1",))):
        for kind in ("images", "annotations"):
            (base / kind / folder).mkdir(parents=True)
        for index, name in enumerate(names):
            Image.new("RGB", (7, 5), (index, 2, 3)).save(base / "images" / folder / f"{name}.jpg")
            values = (np.arange(35).reshape(5, 7) % 4).astype(np.uint8)
            Image.fromarray(values).save(base / "annotations" / folder / f"{name}.png")
    (base / "objectInfo150.txt").write_text(classes)
    return base


def stored(path: Path) -> Any:
    with pa.ipc.open_file(path) as reader:
        return reader.read_all()


def test_the_signature_is_the_documented_one() -> None:
    names = ["root", "output_path", "group", "progress", "stage_images", "link_images"]
    assert list(inspect.signature(ade20k_to_arrow).parameters)[: len(names)] == names


@pytest.mark.parametrize("group", [None, "train", "val"])
def test_table_equals_that_of_the_released_converter(group: str | None, tmp_path: Path) -> None:
    base = dataset(tmp_path)
    rows = ade20k_to_arrow(base, tmp_path / "ours.arrow", group, stage_images=True)
    expected = edgefirst_client.ade20k_to_arrow(
        str(base), str(tmp_path / "theirs.arrow"), group, stage_images=True
    )
    ours, theirs = stored(tmp_path / "ours.arrow"), stored(tmp_path / "theirs.arrow")
    assert rows == expected == ours.num_rows
    assert ours.schema.equals(theirs.schema)
    assert ours.to_pylist() == theirs.to_pylist()
    assert read_dataset_metadata(tmp_path / "ours.arrow") == read_dataset_metadata(tmp_path / "theirs.arrow")
    staged = [sorted(path.name for path in (tmp_path / name).iterdir()) for name in ("ours", "theirs")]
    assert staged[0] == staged[1]


def test_two_classes_of_one_name_both_keep_their_facts(tmp_path: Path) -> None:
    classes = CLASSES + "4\t0.1\t1\t1\twall, partition\n5\t0.1\t1\t1\tsky\n"
    told: list[str] = []
    ade20k_to_arrow(
        dataset(tmp_path, classes=classes),
        tmp_path / "a.arrow",
        on_issue=lambda issue: told.append(issue.message),
    )
    metadata = read_dataset_metadata(tmp_path / "a.arrow")
    assert metadata.labels == ["unlabeled", "wall", "building", "sky", "partition", "sky 5"]
    assert metadata.category_metadata is not None
    assert {name: entry["id"] for name, entry in metadata.category_metadata.items()} == {
        "building": 2, "partition": 4, "sky": 3, "sky 5": 5, "wall": 1
    }  # fmt: skip
    assert told == [
        "class 4 is called 'partition': 'wall' is taken",
        "class 5 is called 'sky 5': 'sky' is taken",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("9\t0.1\t1\t1\tx", "line 5: expected class id 4, found '9'"),
        ("4\t0.1\t1\tx", "line 5: expected 5 columns parted by tabs .*, found 4"),
        ("4\t0.1\t1\t1\t ", "line 5: expected a name"),
    ],
)
def test_a_bad_class_is_named(line: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=message):
        ade20k_to_arrow(dataset(tmp_path, classes=CLASSES + line), tmp_path / "out" / "a.arrow")
    assert not (tmp_path / "out").exists()


def test_label_maps_that_do_not_fit_are_named(tmp_path: Path) -> None:
    base = dataset(tmp_path)
    label = base / "annotations" / "validation" / "v1.png"
    original = label.read_bytes()
    Image.new("L", (6, 5)).save(label)
    with pytest.raises(FormatError, match=r"v1\.png: is 6 x 5 pixels, but its image 7 x 5"):
        ade20k_to_arrow(base, tmp_path / "a.arrow")
    Image.new("RGB", (7, 5)).save(label)
    with pytest.raises(FormatError, match="grayscale PNG of 8 bits, found colour type 2"):
        ade20k_to_arrow(base, tmp_path / "a.arrow")
    label.write_bytes(b"GIF89a" + original)
    with pytest.raises(FormatError, match=r"v1\.png: expected a PNG"):
        ade20k_to_arrow(base, tmp_path / "a.arrow")
    label.unlink()
    with pytest.raises(FormatError, match=r"v1\.jpg: there is no label map of that name"):
        ade20k_to_arrow(base, tmp_path / "a.arrow")
    (base / "images" / "validation" / "v1.jpg").unlink()
    label.write_bytes(original)
    with pytest.raises(FormatError, match=r"v1\.png: there is no image of that name"):
        ade20k_to_arrow(base, tmp_path / "a.arrow")


def test_missing_parts_and_unknown_groups_are_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgumentError, match="no ADE20K group 'test'"):
        ade20k_to_arrow(dataset(tmp_path), tmp_path / "a.arrow", "test")
    with pytest.raises(FormatError, match=r"objectInfo150\.txt: there is no such file"):
        ade20k_to_arrow(tmp_path, tmp_path / "a.arrow")
