"""A dataset file for a folder of images, ours and the released program's."""

from __future__ import annotations

import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from PIL import Image

from groundwire._core.errors import FormatError
from groundwire.formats import generate_arrow, read_dataset_metadata, read_edf, validate_edf

PROGRAM = Path(sysconfig.get_path("scripts")) / "edgefirst-client"


def folder(root: Path, *names: str) -> Path:
    for name in names:
        path = root / "images" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (8, 4)).save(path, "PNG")
    return root / "images"


def rows(path: Path) -> list[tuple[str, Any]]:
    return [(row["name"], row.get("frame")) for row in read_edf(path).to_pylist()]


def test_rows_are_those_of_the_released_program_in_a_fixed_order(tmp_path: Path) -> None:
    images = folder(
        tmp_path,
        *("a.jpg", "b.JPEG", "c.png", "d.camera.jpeg", "sub/e.jpg", "seq/seq_001.camera.jpeg"),
        *("seq/seq_2.jpg", "x_12.jpg", "y_.jpg", "z_1_2.png", "n_-3.png", "p_0007_.jpg", "m.v1.jpg"),
        *("q.bmp", "r.webp", "w.txt"),
    )
    command = [str(PROGRAM), "generate-arrow", str(images), "-o", str(tmp_path / "theirs.arrow")]
    subprocess.run(command, check=True, capture_output=True)
    assert generate_arrow(images, tmp_path / "ours.arrow", detect_sequences=True) == 13

    found = rows(tmp_path / "ours.arrow")
    assert sorted(found, key=str) == sorted(rows(tmp_path / "theirs.arrow"), key=str)
    assert [name for name, _ in found] == sorted(name for name, _ in found)
    with pa.ipc.open_file(tmp_path / "ours.arrow") as reader:
        assert reader.schema.field("frame").type == pa.uint32()
    assert read_dataset_metadata(tmp_path / "ours.arrow").schema_version == "2026.10"
    assert validate_edf(tmp_path / "ours.arrow") == []


def test_sequences_are_detected_only_when_asked(tmp_path: Path) -> None:
    images = folder(tmp_path, "x_12.jpg", "seq/seq_001.jpg")
    generate_arrow(images, tmp_path / "out.arrow")
    assert rows(tmp_path / "out.arrow") == [("seq_001", None), ("x_12", None)]


def test_what_is_no_frame_stays_in_the_name(tmp_path: Path) -> None:
    images = folder(tmp_path, "_5.jpg", "big_99999999999.jpg", "s_4294967295.jpg")
    generate_arrow(images, tmp_path / "out.arrow", detect_sequences=True)
    assert rows(tmp_path / "out.arrow") == [("_5", None), ("big_99999999999", None), ("s", 4294967295)]


def test_files_of_other_sensors_get_no_rows(tmp_path: Path) -> None:
    images = folder(tmp_path, "a.jpg", "a.radar.png", "a.lidar.jpg", "a.depth.png", "._a.jpg")
    (images / "a.lidar.pcd").write_bytes(b"x")
    generate_arrow(images, tmp_path / "out.arrow")
    assert rows(tmp_path / "out.arrow") == [("a", None)]


def test_images_that_would_share_a_name_stay_apart(tmp_path: Path) -> None:
    images = folder(tmp_path, "a.jpg", "x/a.jpg", "x/b.jpg", "x/s_1.jpg", "y/s_01.jpg")
    generate_arrow(images, tmp_path / "out.arrow", detect_sequences=True)
    assert rows(tmp_path / "out.arrow") == [
        *(("a", None), ("b", None), ("x/a", None), ("x/s_1", None), ("y/s_01", None)),
    ]


def test_the_better_image_of_a_sample_counts_and_the_other_is_reported(tmp_path: Path) -> None:
    images = folder(tmp_path, "a.png", "a.camera.jpeg")
    issues: list[Any] = []
    assert generate_arrow(images, tmp_path / "out.arrow", on_issue=issues.append) == 1
    assert [str(issue) for issue in issues] == [
        "a.png: left out: a.camera.jpeg is the image of that sample",
    ]


def test_group_sizes_and_progress(tmp_path: Path) -> None:
    images = folder(tmp_path, "a.png", "b.png")
    seen: list[tuple[int, int]] = []
    generate_arrow(
        *(images, tmp_path / "out.parquet"),
        group="val",
        sizes=True,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert (tmp_path / "out.parquet").read_bytes().startswith(b"PAR1")
    assert read_edf(tmp_path / "out.parquet").to_pylist() == [
        {"name": "a", "group": "val", "size": [8, 4]},
        {"name": "b", "group": "val", "size": [8, 4]},
    ]
    assert seen[-1] == (2, 2)


def test_no_images_no_folder_no_image(tmp_path: Path) -> None:
    target = tmp_path / "out.arrow"
    with pytest.raises(FileNotFoundError, match="no such folder"):
        generate_arrow(tmp_path / "nothing", target)
    with pytest.raises(FormatError, match=r"no images \(\.jpg"):
        generate_arrow(folder(tmp_path, "q.bmp"), target)
    (tmp_path / "images" / "a.jpg").write_text("no image")
    with pytest.raises(FormatError, match=r"a\.jpg: expected an image"):
        generate_arrow(tmp_path / "images", target, sizes=True)
    assert not target.exists()
