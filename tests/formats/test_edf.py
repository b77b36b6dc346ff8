"""Writing and reading dataset files."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import edgefirst_client
import pyarrow as pa
import pytest

from groundwire._core.errors import FormatError, InvalidArgumentError
from groundwire.formats import (
    DatasetMetadata,
    DatasetMetadataError,
    arrow_to_coco,
    coco_to_arrow,
    read_dataset_metadata,
    read_edf,
    validate_edf,
    write_edf,
)
from groundwire.formats._files import replacing
from groundwire.formats.edf_metadata import decode_metadata
from groundwire.formats.edf_read import split_legacy_polygons
from groundwire.formats.edf_table import build_table

DATA = Path(__file__).parent / "data"
NAN = float("nan")


def write(path: Path, **columns: Any) -> Path:
    """Write a file as some other program might."""
    table = pa.table(columns)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return path


def test_every_column_survives_reading_and_writing_in_reference_form(tmp_path: Path) -> None:
    with pa.ipc.open_file(DATA / "all_columns_2026_10.arrow") as reader:
        original = reader.read_all()
    read = read_edf(DATA / "all_columns_2026_10.arrow")
    metadata = decode_metadata(read.schema.metadata)
    rebuilt = build_table({name: read.column(name).to_pylist() for name in read.column_names}, metadata)
    write_edf(rebuilt, tmp_path / "out.arrow")
    with pa.ipc.open_file(tmp_path / "out.arrow") as reader:
        assert reader.num_record_batches == 1
        written = reader.read_all()
    assert written.schema.equals(original.schema, check_metadata=False)
    assert [field.metadata for field in written.schema] == [field.metadata for field in original.schema]
    assert written.to_pylist() == original.to_pylist()
    assert read_dataset_metadata(tmp_path / "out.arrow") == metadata


def test_columns_of_nulls_are_left_out_and_name_stays() -> None:
    table = build_table({"name": [], "frame": []})
    assert table.column_names == ["name"]
    timing = {"load": None, "preprocess": None, "inference": None, "decode": None}
    table = build_table(
        {"name": ["a", "b"], "frame": [None, None], "polygon": [None, []], "timing": [timing, None]}
    )
    assert table.column_names == ["name", "polygon"]
    assert table.column("polygon").to_pylist() == [None, []]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"name": ["a"], "frame": [1, 2]}, "Column 'frame' has 2 values, expected 1"),
        ({"name": ["a", None]}, "Column 'name', row 1: expected text, found null"),
        ({"name": ["a", "b"], "frame": [1, -1]}, "Column 'frame', row 1: -1 does not fit uint32"),
        ({"name": ["a"], "box2d": [[1.0, 2.0]]}, "Column 'box2d', row 0"),
        ({"name": ["a"], "colour": ["red"]}, r"Unknown columns \['colour'\]"),
        ({"name": ["a"] * 256, "group": [str(n) for n in range(256)]}, "'group' has 256 distinct values"),
    ],
)
def test_values_that_do_not_fit_are_named(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        build_table(columns)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.arrow"
    target.write_bytes(b"old")

    def fail_half_way() -> None:
        with replacing(target) as temporary:
            temporary.write_bytes(b"half")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fail_half_way()
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.arrow"]


def test_only_tables_are_written(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgumentError, match=r"Expected a pyarrow\.Table to write, found dict"):
        write_edf({"name": ["a"]}, tmp_path / "a.arrow")  # type: ignore[arg-type]  # not a table on purpose
    assert not list(tmp_path.iterdir())


def test_columns_of_other_types_are_understood(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.arrow",
        name=pa.array(["a"]).dictionary_encode(),
        frame=pa.array(["7"], pa.string()),
        object_reference=pa.array([12], pa.uint64()),
        label=pa.array(["x"], pa.large_string()),
        label_index=pa.array([3], pa.int32()),
        box2d=pa.array([[0.5, 0.5, 0.25, 0.25]], pa.list_(pa.float64())),
        size=pa.array([[4, 4]], pa.list_(pa.int64(), 2)),
        box2d_score=pa.array([0.5], pa.float64()),
        iscrowd=pa.array([1], pa.uint8()),
        custom=pa.array([1], pa.int16()),
    )
    (row,) = read_edf(path).to_pylist()
    assert row == {
        "name": "a",
        "frame": 7,
        "object_id": "12",
        "label": "x",
        "label_index": 3,
        "box2d": [0.5, 0.5, 0.25, 0.25],
        "size": [4, 4],
        "box2d_score": 0.5,
        "iscrowd": True,
        "ignore": True,
        "custom": 1,
    }


def test_flat_polygons_of_2025_10_become_rings(tmp_path: Path) -> None:
    rows = read_edf(DATA / "legacy_2025_10.arrow")
    assert "mask" not in rows.column_names
    assert any(polygon for polygon in rows.column("polygon").to_pylist())
    assert split_legacy_polygons([[NAN, 1, 2, 3, 4, 5, 6, NAN, NAN, 7, 8, 9], None, [], [NAN]]) == [
        [[1, 2, 3, 4, 5, 6], [7, 8]],
        None,
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"label": ["x"]}, "required column 'name' not found; it has label"),
        ({"name": ["a"], "box2d": [[0.5, 0.5]]}, "column 'box2d' .*expected 4 values in row 0, found 2"),
        (
            {"name": ["a"], "size": pa.array([[1, 2, 3]], pa.list_(pa.int64(), 3))},
            "expected 2 values per row, found 3",
        ),
        ({"name": ["a"], "label_index": pa.array([-1])}, "column 'label_index' of type int64 cannot be used"),
        ({"name": ["a"], "frame": ["x"]}, "column 'frame' of type string cannot be used"),
    ],
)
def test_columns_that_cannot_be_used_are_named(columns: dict[str, Any], message: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.arrow", **columns)
    with pytest.raises(FormatError, match=message) as caught:
        read_edf(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected an Arrow IPC file .*, found an empty file"),
        (b"name,label", "expected an Arrow IPC file .*, found something else"),
        (b"PAR1....", "the Parquet file cannot be read"),
        (b"\xff\xff\xff\xff....", "the Arrow file cannot be read"),
        (b"ARROW1\0\0garbage", "the Arrow file cannot be read"),
    ],
)
def test_other_files_are_refused(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.arrow"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=message):
        read_edf(path)


@pytest.mark.parametrize("container", ["file", "compressed", "stream", "parquet"])
def test_every_container_gives_the_same_table(container: str, tmp_path: Path) -> None:
    expected = read_edf(DATA / "all_columns_2026_10.arrow")
    with pa.ipc.open_file(DATA / "all_columns_2026_10.arrow") as reader:
        original = reader.read_all()
    path = tmp_path / "a.bin"
    if container == "parquet":
        write_edf(original, tmp_path / "a.parquet")
        path = tmp_path / "a.parquet"
    else:
        options = pa.ipc.IpcWriteOptions(compression="zstd" if container == "compressed" else None)
        new = pa.ipc.new_stream if container == "stream" else pa.ipc.new_file
        with pa.OSFile(str(path), "wb") as sink, new(sink, original.schema, options=options) as writer:
            writer.write_table(original, max_chunksize=1)
    read = read_edf(path)
    assert read.to_pylist() == expected.to_pylist()
    assert {f.name: f.type for f in read.schema} == {f.name: f.type for f in expected.schema}
    assert read_dataset_metadata(path) == read_dataset_metadata(DATA / "all_columns_2026_10.arrow")


def test_parquet_files_of_both_sides_are_read_by_the_other(tmp_path: Path) -> None:
    source = tmp_path / "in.json"
    source.write_text(
        '{"images":[{"id":1,"file_name":"a.jpg","width":100,"height":50}],"categories":[{"id":3,"name":"x"}],'
        '"annotations":[{"id":7,"image_id":1,"category_id":3,"bbox":[1,2,3,4],'
        '"segmentation":[[1,2,4,2,4,6]]}]}'
    )
    coco_to_arrow(source, tmp_path / "ours.parquet", plain=True)
    edgefirst_client.coco_to_arrow(str(source), str(tmp_path / "theirs.parquet"))
    ours, theirs = read_edf(tmp_path / "ours.parquet"), read_edf(tmp_path / "theirs.parquet")
    assert ours.to_pylist() == theirs.to_pylist()
    assert read_dataset_metadata(tmp_path / "ours.parquet") == read_dataset_metadata(
        tmp_path / "theirs.parquet"
    )
    assert edgefirst_client.arrow_to_coco(str(tmp_path / "ours.parquet"), str(tmp_path / "back.json")) == 1


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.arrow"
    path.write_bytes((DATA / "all_columns_2026_10.arrow").read_bytes()[:3000])
    with pytest.raises(FormatError, match="cannot be read"):
        read_edf(path)
    with pytest.raises(FormatError, match="cannot be read"):
        read_dataset_metadata(path)


@pytest.mark.parametrize("name", ["a.arrow", "a.parquet"])
def test_damaged_bytes_give_an_error_or_a_table_but_nothing_else(name: str, tmp_path: Path) -> None:
    write_edf(read_edf(DATA / "all_columns_2026_10.arrow"), tmp_path / name)
    sound = (tmp_path / name).read_bytes()
    random = Random(3)
    for _ in range(80):
        damaged = bytearray(sound)
        for _ in range(random.choice([1, 4])):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        (tmp_path / name).write_bytes(damaged)
        with suppress(FormatError):
            validate_edf(tmp_path / name)
        with suppress(FormatError):
            arrow_to_coco(tmp_path / name, tmp_path / "back.json", on_issue=lambda _: None)


def test_metadata_survives() -> None:
    metadata = DatasetMetadata(
        labels=["a", "b"],
        category_metadata={"a": {"id": 1}},
        ignore_index=1,
        mask_interpretation="class_index",
        extra={"mine": "1"},
    )
    stored = {key.encode(): value.encode() for key, value in metadata.encode().items()}
    assert decode_metadata(stored) == metadata
    assert decode_metadata(None) == DatasetMetadata(schema_version=None)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("meta_labels_ints", "labels must be a JSON array of strings"),
        ("meta_labels_not_json", "labels must be a JSON array of strings"),
        ("meta_category_metadata_list", "category_metadata must be a JSON object"),
        ("meta_ignore_index_text", "ignore_index must be a non-negative integer, found 'x'"),
        ("meta_ignore_index_no_labels", "ignore_index must be accompanied by 'labels'"),
        ("meta_ignore_index_outside", r"ignore_index must be less than the number of labels \(2\)"),
        ("meta_interpretation_unknown", "mask_interpretation must be one of binary"),
        ("meta_class_index_no_labels", "mask_interpretation class_index needs 'labels'"),
    ],
)
def test_invalid_metadata_is_named(name: str, message: str) -> None:
    path = DATA / "reader" / f"{name}.arrow"
    with pytest.raises(DatasetMetadataError, match=message) as caught:
        read_dataset_metadata(path)
    assert str(path) in str(caught.value)
    assert isinstance(caught.value, ValueError)
