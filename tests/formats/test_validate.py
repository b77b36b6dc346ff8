"""Every fault of a dataset file is named with its column and row."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from PIL import Image

from groundwire._core.errors import FormatError
from groundwire.formats import encode_mask_png, validate_edf

DATA = Path(__file__).parent / "data"
NAN = float("nan")


def write(path: Path, metadata: dict[str, str] | None = None, **columns: Any) -> Path:
    table = pa.table(columns).replace_schema_metadata(metadata or {"schema_version": "2026.10"})
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return path


def png(depth: str, value: int = 0, size: tuple[int, int] = (4, 3)) -> bytes:
    stream = BytesIO()
    Image.new(depth, size, value).save(stream, "PNG")
    return stream.getvalue()


def array(kind: Any, *values: Any) -> Any:
    return pa.array(list(values), kind)


BOX, POSE, SIZE = pa.list_(pa.float32(), 4), pa.list_(pa.float32(), 3), pa.list_(pa.uint32(), 2)
RINGS = pa.list_(pa.list_(pa.float32()))


@pytest.mark.parametrize("name", ["all_columns_2026_10", "legacy_2025_10", "reader/flags", "reader/tile"])
def test_files_in_order_have_no_faults(name: str) -> None:
    assert validate_edf(DATA / f"{name}.arrow") == []


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        ({"name": ["a", None]}, "column 'name', row 1: null; every row names its sample"),
        ({"name": ["a", "a"], "group": ["x", "y"]},
         "column 'group', row 1: 'y', but row 0 of the same sample 'x'"),
        ({"name": ["a", "b"], "label": ["x", "x"], "label_index": array(pa.uint64(), 1, 2)},
         "column 'label_index', row 1: 2 for 'x', which has 1 above"),
        ({"name": ["a", "b"], "label": ["x", "y"], "label_index": array(pa.uint64(), 1, 1)},
         "column 'label_index', row 1: 1 for 'y', which 'x' has above"),
        ({"name": ["a", "b"], "box2d": array(BOX, None, [0.5, NAN, 1, 1])},
         "column 'box2d', row 1: a value is not a finite number"),
        ({"name": ["a", "b"], "box2d": array(BOX, [2, 2, 0, 0], [0.5, 0.5, -1, 1])},
         "column 'box2d', row 1: a side is negative"),
        ({"name": ["a"], "size": array(SIZE, [0, 5])}, "column 'size', row 0: a side of 0 pixels"),
        ({"name": ["a"], "pose": array(POSE, [180, 91, 0])},
         "column 'pose', row 0: outside its range of ±(180, 90, 180) degrees"),
        ({"name": ["a"], "polygon": array(RINGS, [[0, 0, 1, 1, 1, 0, 1]])},
         "column 'polygon', row 0: a ring has an x without its y"),
        ({"name": ["a", "b"], "polygon": array(RINGS, None, [[0, 0, 1, 1]])},
         "column 'polygon', row 1: a ring has fewer than three points"),
        ({"name": ["a", "b"], "polygon": array(RINGS, [], [[0, 0, 1, 1, NAN, 1]])},
         "column 'polygon', row 1: a coordinate is not a finite number"),
        ({"name": ["a"], "mask_score": array(pa.float32(), 1.5)}, "column 'mask_score', row 0: outside 0..1"),
        ({"name": ["a"], "ignore": [True], "iscrowd": [False]},
         "column 'iscrowd', row 0: False, but ignore, of which it is a copy, True"),
        ({"name": ["a"], "category_frequency": ["z"]},
         "column 'category_frequency', row 0: 'z'; expected f, c or r"),
        ({"name": ["a"], "mask": [b"GIF"]},
         "column 'mask', row 0: the mask: expected a PNG; it does not start like one."),
        ({"name": ["a"], "mask": [png("RGB")]},
         "column 'mask', row 0: Expected a grayscale PNG mask (colour type 0), found colour type 2."),
        ({"name": ["a"], "frame": array(pa.uint8(), 1)},
         "column 'frame': of type uint8: the released reader cannot open the file"),
        ({"name": ["a"], "box2d": array(pa.list_(pa.float64(), 4), [0, 0, 0, 0])},
         ("column 'box2d': of type fixed_size_list<item: double>[4]; version 2026.10 has "
         "fixed_size_list<float>[4]")),
        ({"name": ["a"], "box2d": [[1.0, 2.0]]},
         "column 'box2d': of type list<item: double>; version 2026.10 has fixed_size_list<float>[4]"),
        ({"label": ["x"]}, "column 'name': the column is missing; it identifies the sample of each row"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_column_and_row(columns: dict[str, Any], fault: str, tmp_path: Path) -> None:
    found = validate_edf(write(tmp_path / "a.arrow", **columns))
    assert str(found[0]) == fault


@pytest.mark.parametrize(
    ("mask", "message"),
    [
        (png("L", 2), "pixel value 2, but there are 2 labels"),
        (encode_mask_png(np.ones((3, 4), np.bool_)), "a label map of 1 bits per pixel; expected 8 or 16"),
        (png("L", 1, (5, 3)), "a label map of 5 x 3 pixels, but size says 4 x 3"),
    ],
)  # fmt: skip
def test_label_maps_are_checked_against_labels_and_size(mask: bytes, message: str, tmp_path: Path) -> None:
    metadata = {"schema_version": "2026.10", "labels": '["a","b"]', "mask_interpretation": "class_index"}
    path = write(tmp_path / "a.arrow", metadata, name=["i"], mask=[mask], size=array(SIZE, [4, 3]))
    assert [(fault.column, fault.row, fault.message) for fault in validate_edf(path)] == [
        ("mask", 0, message)
    ]


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"schema_version": "banana"}, "schema_version is 'banana'; expected one of"),
        ({"labels": "1"}, "labels must be a JSON array of strings"),
        ({"schema_version": "2026.10", "labels": '["y"]'}, "'x' is not among the labels of the metadata"),
        (
            {"schema_version": "2026.10", "category_metadata": '{"x":{"id":9}}'},
            "1 for 'x', but the metadata says 9",
        ),
    ],
)
def test_metadata_is_checked(metadata: dict[str, str], message: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.arrow", metadata, name=["i"], label=["x"], label_index=array(pa.uint64(), 1))
    assert any(message in str(fault) for fault in validate_edf(path))


def test_a_missing_version_is_a_fault_unless_the_file_is_of_2025_10(tmp_path: Path) -> None:
    (fault,) = validate_edf(DATA / "reader" / "unversioned_polygon.arrow")
    assert "schema_version is missing" in str(fault)


def test_many_faults_of_a_kind_are_cut_with_their_number(tmp_path: Path) -> None:
    path = write(tmp_path / "a.arrow", name=["a"] * 50, mask_score=array(pa.float32(), *[2.0] * 50))
    faults = validate_edf(path, limit=3)
    assert [fault.row for fault in faults] == [0, 1, 2]
    assert str(faults[-1]).endswith("(and 47 more rows)")


def test_what_is_no_dataset_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.arrow").write_bytes(b"ARROW1")
    with pytest.raises(FormatError, match="cannot be read"):
        validate_edf(tmp_path / "a.arrow")
