"""Datasets checked before they become snapshots, by us and by the released program."""

from __future__ import annotations

import io
import shutil
import subprocess
import sysconfig
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from PIL import Image

from groundwire.formats import SnapshotFault, validate_snapshot

PROGRAM = Path(sysconfig.get_path("scripts")) / "edgefirst-client"
MAPS = {"schema_version": "2026.10", "labels": '["bg","x","y"]', "mask_interpretation": "class_index"}
PLAIN = {"schema_version": "2026.10"}


def put(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix.lower() in (".jpg", ".jpeg", ".png"):
        Image.new("L", (8, 4)).save(path, "PNG")
    else:
        path.write_bytes(b"x")


def annotations(path: Path, metadata: dict[str, str] | None = None, **columns: Any) -> None:
    table = pa.table(columns).replace_schema_metadata(metadata or PLAIN)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def dataset(root: Path, *files: str, metadata: dict[str, str] | None = None, **columns: Any) -> Path:
    home = root / "ds"
    home.mkdir()
    annotations(home / "ds.arrow", metadata, **columns)
    for name in files:
        put(home / "ds" / name)
    return home


def label_map(value: int, kind: str = "L") -> Any:
    stream = io.BytesIO()
    Image.new(kind, (8, 4), value).save(stream, "PNG")
    return pa.array([stream.getvalue()], pa.binary())


def frames(*numbers: int) -> Any:
    return pa.array(list(numbers), pa.uint32())


def kinds(path: Path) -> list[tuple[str, str]]:
    return [(fault.severity, fault.kind) for fault in validate_snapshot(path)]


CASES: dict[str, tuple[tuple[str, ...], dict[str, Any], list[tuple[str, str]]]] = {
    "whole": (("a.jpg", "b.camera.png"), {"name": ["a", "b"]}, []),
    "missing": (("a.jpg",), {"name": ["a", "b"]}, [("warning", "missing file")]),
    "more": (("a.jpg", "z.jpg", "z.bin", "readme.txt"), {"name": ["a"]}, [("note", "unreferenced file")] * 2),
    "nested": (("s1/s2/a.jpg",), {"name": ["a"]}, []),
    "frames": (
        ("s/s_001.camera.jpeg", "s_2.jpg"),
        {"name": ["s", "s"], "frame": frames(1, 2)},
        [],
    ),
    "case": (("abc.JPG",), {"name": ["Abc"]}, []),
    "extension": (("a.jpg",), {"name": ["a.jpg"]}, []),
    "other kinds": (("a.webp", "c.txt"), {"name": ["a", "c"]}, []),
    "lidar only": (
        ("a.lidar.pcd",),
        {"name": ["a"]},
        [("warning", "missing file"), ("note", "unreferenced file")],
    ),
    "two": (("a.jpg", "a.png"), {"name": ["a"]}, [("note", "unreferenced file")]),
    "map": (("a.jpg",), {"name": ["a"], "mask": label_map(2), "metadata": MAPS}, []),
    "map outside": (
        ("a.jpg",),
        {"name": ["a"], "mask": label_map(7), "metadata": MAPS},
        [("critical", "label map")],
    ),
    "map of one bit": (
        ("a.jpg",),
        {"name": ["a"], "mask": label_map(1, "1"), "metadata": MAPS},
        [("critical", "label map")],
    ),
    "map in colour": (
        ("a.jpg",),
        {"name": ["a"], "mask": label_map(1, "RGB"), "metadata": MAPS},
        [("critical", "label map")],
    ),
    "metadata": (
        ("a.jpg",),
        {"name": ["a"], "metadata": {**PLAIN, "labels": "{"}},
        [("critical", "annotations")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_verdicts_are_those_of_the_released_program(case: str, tmp_path: Path) -> None:
    files, columns, expected = CASES[case]
    home = dataset(tmp_path, *files, **columns)
    assert kinds(home) == expected
    done = subprocess.run(
        [str(PROGRAM), "validate-snapshot", str(home)], capture_output=True, text=True, check=False
    )
    assert bool(done.returncode) == any(severity == "critical" for severity, _ in expected)
    lists = {"missing file": "Missing file for", "unreferenced file": "Unreferenced file"}
    for kind, text in lists.items():
        assert done.stdout.count(text) == sum(found == kind for _, found in expected)


BETTER: dict[str, tuple[tuple[str, ...], dict[str, Any], list[tuple[str, str]]]] = {
    "any padding": (("s/s_0002.jpg",), {"name": ["s"], "frame": frames(2)}, []),
    "flattened": (("s_1_orig.jpg",), {"name": ["s"], "frame": frames(1)}, []),
    "sensors": (("a.jpg", "a.lidar.pcd", "a.radar.png"), {"name": ["a"]}, []),
    "folder in the name": (("x/a.jpg", "y/a.jpg"), {"name": ["x/a", "y/a"]}, []),
    "ambiguous": (
        ("x/a.jpg", "y/a.jpg"),
        {"name": ["a"]},
        [("warning", "ambiguous file"), ("note", "unreferenced file")],
    ),
    "groups": (("a.jpg",), {"name": ["a", "a"], "group": ["x", "y"]}, [("warning", "annotations")]),
    "size": (
        ("a.jpg",),
        {"name": ["a"], "size": pa.array([[9, 9]], pa.list_(pa.uint32(), 2))},
        [("warning", "image")],
    ),
    "no name": (("a.jpg",), {"foo": ["a"]}, [("critical", "annotations")]),
    "signed frames": (
        ("s_1.jpg",),
        {"name": ["s"], "frame": pa.array([1], pa.int64())},
        [("warning", "annotations")],
    ),
}


@pytest.mark.parametrize("case", BETTER)
def test_what_the_released_program_overlooks(case: str, tmp_path: Path) -> None:
    files, columns, expected = BETTER[case]
    assert kinds(dataset(tmp_path, *files, **columns)) == expected


def test_what_every_snapshot_has(tmp_path: Path) -> None:
    home = dataset(tmp_path, name=["a"])
    assert kinds(home) == [("critical", "layout")]  # no folder with the files
    put(home / "ds" / "a.jpg")
    shutil.copy(home / "ds.arrow", home / "ds.parquet")
    assert kinds(home) == [("warning", "layout")]
    (home / "ds.parquet").unlink()
    (home / "ds.arrow").write_bytes(b"ARROW1 and nothing more")
    assert kinds(home) == [("critical", "annotations")]
    (home / "ds.arrow").unlink()
    (fault,) = validate_snapshot(home)
    assert str(fault) == f"{home / 'ds.arrow'}: missing annotation file; .parquet is read as well"
    with pytest.raises(FileNotFoundError):
        validate_snapshot(tmp_path / "nothing")


def test_an_image_that_is_none_is_reported_unless_images_are_not_read(tmp_path: Path) -> None:
    home = dataset(tmp_path, "a.jpg", name=["a"])
    (home / "ds" / "a.jpg").write_bytes(b"no image")
    assert kinds(home) == [("warning", "image")]
    assert validate_snapshot(home, images=False) == []


def archive(path: Path, source: Path, folder: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for item in sorted(source.rglob("*")):
            if item.is_file():
                target.write(item, f"{folder}{item.relative_to(source)}")
    return path


@pytest.mark.parametrize("folder", ["", "ds/"])
def test_a_whole_archive(folder: str, tmp_path: Path) -> None:
    home = dataset(tmp_path, "a.jpg", "z.jpg", name=["a", "b"])
    found = kinds(archive(tmp_path / "any.zip", home, folder))
    assert found == kinds(home) == [("warning", "missing file"), ("note", "unreferenced file")]


def test_an_archive_beside_its_annotation_file(tmp_path: Path) -> None:
    home = dataset(tmp_path, "a.jpg", name=["a"])
    archive(home / "ds.zip", home / "ds", "")
    shutil.rmtree(home / "ds")
    assert [validate_snapshot(home / name) for name in ("", "ds.zip", "ds.arrow")] == [[], [], []]


def test_entries_no_reader_should_unpack(tmp_path: Path) -> None:
    home = dataset(tmp_path, "a.jpg", name=["a"])
    path = archive(tmp_path / "ds.zip", home, "")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as target:
        target.writestr("../ds/b.jpg", b"x")
        target.writestr("/ds/c.jpg", b"x")
        link = zipfile.ZipInfo("ds/d.jpg")
        link.external_attr = 0o120777 << 16
        target.writestr(link, "/etc/hostname")
        target.writestr("ds/e.bin", np.zeros(2**26 + 1, np.uint8).tobytes())
    faults = validate_snapshot(path)
    assert {fault.severity for fault in faults} == {"critical"}
    assert [fault.message.partition(" ")[0] for fault in faults] == ["leads", "leads", "a", "unpacks"]


def test_damaged_archives(tmp_path: Path) -> None:
    home = dataset(tmp_path, "a.jpg", name=["a"])
    whole = archive(tmp_path / "ds.zip", home, "").read_bytes()
    (tmp_path / "ds.zip").write_bytes(whole[:-30])
    assert kinds(tmp_path / "ds.zip") == [("critical", "layout")]
    at = whole.index(b"ARROW1") if b"ARROW1" in whole else whole.index(b"ds.arrow") + 20
    (tmp_path / "ds.zip").write_bytes(whole[:at] + bytes(8) + whole[at + 8 :])
    assert validate_snapshot(tmp_path / "ds.zip")[0].severity == "critical"
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    assert kinds(tmp_path / "empty.zip") == [("critical", "layout")]


def test_faults_read_like_sentences() -> None:
    fault = SnapshotFault("note", "unreferenced file", "a.jpg", "belongs to no sample")
    assert str(fault) == "a.jpg: belongs to no sample"
