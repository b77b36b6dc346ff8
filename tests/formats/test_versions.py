"""Older versions of the format: written on request, migrated to the newest, with every loss told."""

from __future__ import annotations

import math
import shutil
from pathlib import Path
from typing import Any

import edgefirst_client
import pyarrow as pa
import pytest

from groundwire._core.errors import FormatError, InvalidArgumentError
from groundwire.formats import migrate_edf, read_dataset_metadata, read_edf, write_edf
from groundwire.formats._arrow import data_type
from groundwire.formats.edf_schema import VERSIONS, columns_of

DATA = Path(__file__).parent / "data"
NEWEST = DATA / "all_columns_2026_10.arrow"
OLDEST = DATA / "legacy_2025_10.arrow"


def stored(path: Path) -> Any:
    with pa.ipc.open_file(path) as reader:
        return reader.read_all()


def write(path: Path, version: str | None = None, **columns: Any) -> Path:
    table = pa.table({"name": [f"i{n}" for n in range(len(next(iter(columns.values()))))], **columns})
    if version is not None:
        table = table.replace_schema_metadata({"schema_version": version})
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return path


@pytest.mark.parametrize("version", VERSIONS)
def test_each_version_is_written_with_its_columns_and_types(version: str, tmp_path: Path) -> None:
    write_edf(read_edf(NEWEST), tmp_path / "a.arrow", version=version, on_issue=lambda _: None)
    table = stored(tmp_path / "a.arrow")
    known = {column.name: column for column in columns_of(version)}
    assert [field.name for field in table.schema] == [name for name in known if name in table.column_names]
    assert all(field.type == data_type(known[field.name].type) for field in table.schema)
    stamp = read_dataset_metadata(tmp_path / "a.arrow").schema_version
    assert stamp == (None if version == "2025.10" else version)
    assert edgefirst_client.arrow_to_coco(str(tmp_path / "a.arrow"), str(tmp_path / "a.json")) == 2


def test_what_an_older_version_cannot_hold_is_counted(tmp_path: Path) -> None:
    told: list[str] = []
    write_edf(
        read_edf(NEWEST), tmp_path / "a.arrow", version="2026.04", on_issue=lambda i: told.append(str(i))
    )
    assert told == [
        "column exclude: 1 values left out: not in 2026.04",
        "column truncation: 2 values left out: not in 2026.04",
        "column occlusion: 2 values left out: not in 2026.04",
    ]
    told.clear()
    write_edf(
        read_edf(NEWEST), tmp_path / "a.arrow", version="2025.10", on_issue=lambda i: told.append(str(i))
    )
    assert "column mask: 1 masks left out: 2025.10 has no PNG masks" in told
    assert "metadata labels: left out: not in 2025.10" in told


def test_polygons_and_flags_go_to_the_oldest_version_and_back(tmp_path: Path) -> None:
    polygons = [[[0.5, 0.25, 0.75, 0.25, 0.75, 0.5], [0.0, 0.0, 0.25, 0.0, 0.25, 0.5]], [], None]
    path = write(
        tmp_path / "a.arrow",
        "2026.10",
        polygon=pa.array(polygons, pa.list_(pa.list_(pa.float32()))),
        ignore=pa.array([True, False, None]),
    )
    migrate_edf(path, tmp_path / "old.arrow", version="2025.10")
    flat = stored(tmp_path / "old.arrow").column("mask").to_pylist()
    assert [number for number in flat[0] if not math.isnan(number)] == [
        n for ring in polygons[0] or [] for n in ring
    ]
    assert math.isnan(flat[0][6])
    assert stored(tmp_path / "old.arrow").column("iscrowd").to_pylist() == [1, 0, None]
    migrate_edf(tmp_path / "old.arrow", tmp_path / "new.arrow")
    back = read_edf(tmp_path / "new.arrow")
    assert back.column("polygon").to_pylist() == polygons
    assert back.column("ignore").to_pylist() == back.column("iscrowd").to_pylist() == [True, False, None]


@pytest.mark.parametrize("name", ["legacy_2025_10", "reader/iscrowd_only", "reader/mask_1bit"])
def test_migration_gives_the_values_of_the_released_tool(name: str, tmp_path: Path) -> None:
    source = DATA / f"{name}.arrow"
    migrate_edf(source, tmp_path / "ours.arrow")
    assert read_dataset_metadata(tmp_path / "ours.arrow").schema_version == "2026.10"
    ours, before = read_edf(tmp_path / "ours.arrow"), read_edf(source)
    for column in before.column_names:
        if column in ours.column_names:
            assert ours.column(column).to_pylist() == before.column(column).to_pylist()
        else:  # columns of nulls are not written
            assert before.column(column).null_count == before.num_rows
    assert edgefirst_client.arrow_to_coco(str(tmp_path / "ours.arrow"), str(tmp_path / "a.json")) > 0


def test_an_empty_mask_beside_a_full_one_is_migrated(tmp_path: Path) -> None:
    ring = [0.25, 0.25, 0.5, 0.25, 0.5, 0.5]
    path = write(tmp_path / "a.arrow", mask=pa.array([ring, [], [math.nan], None], pa.list_(pa.float32())))
    assert migrate_edf(path) == 4
    assert read_edf(path).column("polygon").to_pylist() == [[ring], [], [], None]


def test_pose_is_turned_only_when_asked(tmp_path: Path) -> None:
    pose = pa.array([[45.0, -1.0, 0.5], None], pa.list_(pa.float32(), 3))
    path = write(tmp_path / "a.arrow", "2026.04", pose=pose)
    migrate_edf(path, tmp_path / "kept.arrow")
    assert read_edf(tmp_path / "kept.arrow").column("pose").to_pylist() == [[45.0, -1.0, 0.5], None]
    told: list[str] = []
    migrate_edf(path, tmp_path / "turned.arrow", reorder_pose=True, on_issue=lambda i: told.append(str(i)))
    assert read_edf(tmp_path / "turned.arrow").column("pose").to_pylist() == [[0.5, -1.0, 45.0], None]
    assert told == ["column pose: turned around: yaw, pitch, roll up to 2026.04; roll, pitch, yaw since"]


def test_unknown_columns_and_metadata_survive(tmp_path: Path) -> None:
    table = read_edf(NEWEST)
    marked = table.append_column("mine", pa.array(range(table.num_rows), pa.int32()))  # type: ignore[attr-defined]  # a real table has it
    marked = marked.replace_schema_metadata({**table.schema.metadata, b"custom": b"keep"})
    for version in VERSIONS:
        write_edf(marked, tmp_path / "a.arrow", version=version, on_issue=lambda _: None)
        assert read_edf(tmp_path / "a.arrow").column("mine").to_pylist() == list(range(table.num_rows))
        assert read_dataset_metadata(tmp_path / "a.arrow").extra == {"custom": "keep"}


def test_a_failed_migration_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = write(tmp_path / "a.arrow", label_index=pa.array([-1]))
    before = path.read_bytes()
    with pytest.raises(FormatError, match="column 'label_index' of type int64 cannot be used"):
        migrate_edf(path)
    with pytest.raises(InvalidArgumentError, match=r"no version '2024\.01'"):
        migrate_edf(path, version="2024.01")
    shutil.copy(OLDEST, path)
    with pytest.raises(InvalidArgumentError, match=r"2025\.10 has no Parquet files"):
        migrate_edf(path, tmp_path / "a.parquet", version="2025.10")
    assert [item.name for item in tmp_path.iterdir()] == ["a.arrow"]
    assert path.read_bytes() != before
