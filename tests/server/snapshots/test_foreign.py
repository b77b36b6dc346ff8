"""Snapshots that others have written: annotation files of any origin, with images in folders or ZIP files."""

from __future__ import annotations

import io
import uuid
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pytest

from groundwire.formats import SampleRows, encode_mask_png, samples_to_table, write_edf
from tests.server.snapshots.conftest import begin_restore, content, ended, reason, restore, upload

if TYPE_CHECKING:
    from pathlib import Path


def table(path: Path, *rows: dict[str, Any]) -> bytes:
    """Write an annotation file, row by row."""
    columns = SampleRows()
    for row in rows:
        columns.append(**row)
    write_edf(samples_to_table(columns), path)
    return path.read_bytes()


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return buffer.getvalue()


ROWS = (
    {
        "name": "drive",
        "frame": 1,
        "label": "car",
        "label_index": 7,
        "box2d": (0.5, 0.5, 0.25, 0.5),
        "group": "train",
        "size": (64, 32),
        "location": (1.5, 2.5),
        "pose": (1, 2, 3),
        "object_id": "o",
        "truncation": 1,
        "ignore": True,
        "box2d_score": 0.5,
    },
    {
        "name": "drive",
        "frame": 1,
        "label": "dog",
        "box3d": (1, 2, 3, 4, 5, 6),
        "group": "train",
        "size": (64, 32),
    },
    {"name": "photo", "label": "car", "label_index": 7, "polygon": [[0, 0, 0.5, 0, 0.5, 0.5]]},
    {"name": "nothing", "degradation": "low", "neg_label_indices": [3]},
)
IMAGES = {
    "drive/drive_001.camera.jpeg": b"\xff\xd8drive",
    "drive/drive_001.lidar.pcd": b"points",
    "photo.jpg": b"\xff\xd8photo",
    "nothing.PNG": b"nothing",
    "readme.txt": b"not a file of any sample",
}


def check(dataset) -> None:
    found = content(dataset)
    assert found["labels"] == [
        {"name": "car", "index": 7, "color": None},
        {"name": "dog", "index": 8, "color": None},
    ]
    assert found["groups"] == ["train"]
    drive, photo, nothing = found["samples"]
    assert drive["image_url"] == IMAGES["drive/drive_001.camera.jpeg"]
    assert (drive["sequence_name"], drive["frame_number"], drive["group_name"]) == ("drive", 1, "train")
    assert (drive["width"], drive["height"]) == (64, 32)
    gps, imu, points = drive["sensors"]
    assert gps == ("gps", {"lat": 1.5, "lon": 2.5})
    assert imu == ("imu", {"roll": 1, "pitch": 2, "yaw": 3})
    assert points == ("lidar.pcd", b"points")
    car, dog = drive["annotations"]
    assert car == {
        "label_name": "car",
        "label_index": 7,
        "object_reference": "o",
        "box2d": {"x": 0.375, "y": 0.25, "w": 0.25, "h": 0.5},
        "attributes": {"truncation": 1},
        "ignore": True,
        "box2d_score": 0.5,
    }
    assert dog["box3d"] == {"x": 1, "y": 2, "z": 3, "w": 4, "h": 5, "l": 6}
    assert photo["annotations"][0]["mask"] == [[[0, 0], [0.5, 0], [0.5, 0.5]]]
    assert (photo["image_name"], photo["image_url"]) == ("photo.jpg", IMAGES["photo.jpg"])
    assert (nothing["annotations"], nothing["degradation"], nothing["neg_label_indices"]) == ([], "low", [3])


def test_a_folder_with_images_in_a_folder_of_its_name(mine, tmp_path) -> None:
    arrow = table(tmp_path / "x.arrow", *ROWS)
    check(
        restore(mine, upload(mine, {"x.arrow": arrow} | {f"x/{name}": body for name, body in IMAGES.items()}))
    )


def test_an_annotation_file_and_a_zip_file(mine, tmp_path) -> None:
    files = {"x.arrow": table(tmp_path / "x.arrow", *ROWS), "x.zip": packed(IMAGES)}
    check(restore(mine, upload(mine, files, type="ziparrow"), dataset_name="other", dataset_description="d"))


def test_name_and_description_are_those_asked_for(mine, tmp_path) -> None:
    snapshot = upload(mine, {"x.arrow": table(tmp_path / "x.arrow", *ROWS)}, "the snapshot")
    made = begin_restore(mine, snapshot, dataset_name="the name", dataset_description="the text")
    assert (made["id"], made["description"], made["dataset_name"]) == (snapshot, "the snapshot", "the name")
    ended(mine, made["task_id"])
    shown = mine("dataset.get", dataset_id=made["dataset_id"])
    assert (shown["name"], shown["description"]) == ("the name", "the text")
    assert mine("annset.get", annotation_set_id=made["annotation_set_id"])["name"] == "annotations"
    assert restore(mine, snapshot).api("snapshots.get", snapshot_id=snapshot)["status"] == "available"


def test_samples_without_an_image_are_kept_and_told_of(mine, tmp_path) -> None:
    made = begin_restore(mine, upload(mine, {"x.arrow": table(tmp_path / "x.arrow", *ROWS)}))
    stages = ended(mine, made["task_id"])["progress"]["stages"]
    assert stages["samples"]["message"] == "3 samples, 3 without an image in the snapshot"
    assert mine("samples.count", dataset_id=made["dataset_id"]) == {"total": 3}


def test_a_labelled_mask_of_one_bit_becomes_an_outline(mine, tmp_path) -> None:
    mask = np.zeros((4, 8), dtype=bool)
    mask[1:3, 2:6] = True
    rows = [{"name": "m", "label": "blob", "mask": encode_mask_png(mask), "size": (8, 4)}]
    dataset = restore(mine, upload(mine, {"x.arrow": table(tmp_path / "x.arrow", *rows)}))
    (annotation,) = dataset.sample()["annotations"]
    assert annotation["mask"] == [[[0.25, 0.25], [0.75, 0.25], [0.75, 0.75], [0.25, 0.75]]]


def test_columns_changed_since_the_server_wrote_them_win(mine, data, tmp_path) -> None:
    """Somebody downloads a snapshot, edits it with other tools, and uploads it again."""
    from tests.server.snapshots.conftest import download, fill, freeze

    box = {"x": 0.1, "y": 0.2, "w": 0.3, "h": 0.4}
    fill(
        data,
        {
            "uuid": str(uuid.uuid4()),
            "image_name": "a.jpg",
            "files": {"image": "a.jpg"},
            "group": "train",
            "annotations": [
                {"label_name": "car", "box2d": box},
                {"label_name": "car", "box2d": box, "free": 1},
            ],
        },
    )
    files = download(mine, freeze(data))
    name = next(name for name in files if name.endswith(".arrow"))
    stored = pa.ipc.open_file(files[name]).read_all()
    position = stored.column_names.index("label")
    edited = stored.set_column(position, "label", pa.array(["bus", "car"]).dictionary_encode())
    edited = edited.set_column(edited.column_names.index("group"), "group", pa.array(["val", "val"]))
    with pa.ipc.new_file(tmp_path / name, edited.schema) as writer:
        writer.write_table(edited)
    files[name] = (tmp_path / name).read_bytes()
    (sample,) = content(restore(mine, upload(mine, files)))["samples"]
    bus, car = sample["annotations"]
    assert (sample["group_name"], sample["image_url"], bus["label_name"]) == ("val", b"a.jpg", "bus")
    assert bus["box2d"]["w"] == pytest.approx(0.3)
    assert car == {"label_name": "car", "label_index": 0, "box2d": box, "free": 1}


def broken_arrow(tmp_path: Path) -> dict[str, bytes]:
    whole = table(tmp_path / "x.arrow", *ROWS)
    return {"x.arrow": whole[: len(whole) // 2]}


def garbage(_: Path) -> dict[str, bytes]:
    return {"x.arrow": b"ARROW1\0\0" + b"\xff" * 1000}


def no_arrow(_: Path) -> dict[str, bytes]:
    return {"x.arrow": b"hello"}


def wrong_type(tmp_path: Path) -> dict[str, bytes]:
    sink = tmp_path / "x.arrow"
    columns = pa.table({"name": ["a"], "box2d": pa.array([["text"]])})
    with pa.ipc.new_file(sink, columns.schema) as writer:
        writer.write_table(columns)
    return {"x.arrow": sink.read_bytes()}


def infinite(tmp_path: Path) -> dict[str, bytes]:
    rows = [{"name": "a"}, {"name": "b", "label": "x", "box2d": (0.5, float("inf"), 1, 1)}]
    return {"x.arrow": table(tmp_path / "x.arrow", *rows)}


def unusable_label(tmp_path: Path) -> dict[str, bytes]:
    return {"x.arrow": table(tmp_path / "x.arrow", {"name": "photo"}, {"name": "b", "label": "x" * 300})}


def unusable_group(tmp_path: Path) -> dict[str, bytes]:
    return {"x.arrow": table(tmp_path / "x.arrow", {"name": "photo"}, {"name": "b", "group": "g\0"})}


def bad_zip(tmp_path: Path) -> dict[str, bytes]:
    return {"x.arrow": table(tmp_path / "x.arrow", *ROWS), "x.zip": b"PK\x03\x04 no"}


def damaged_zip(tmp_path: Path) -> dict[str, bytes]:
    body = packed(IMAGES, zipfile.ZIP_STORED).replace(b"\xff\xd8photo", b"\xff\xd8phot0")
    return {"x.arrow": table(tmp_path / "x.arrow", *ROWS), "x.zip": body}


def bomb(tmp_path: Path) -> dict[str, bytes]:
    return {"x.arrow": table(tmp_path / "x.arrow", *ROWS), "x.zip": packed({"photo.jpg": bytes(400 << 20)})}


def ambiguous(tmp_path: Path) -> dict[str, bytes]:
    return {"x.arrow": table(tmp_path / "x.arrow", *ROWS), "a/photo.jpg": b"1", "b/photo.jpg": b"2"}


def malformed_text(tmp_path: Path) -> dict[str, bytes]:
    sink = tmp_path / "x.arrow"
    columns = pa.table({"name": ["a"], "groundwire_sample": ['{"sample":{"uuid":1},"files":{}}']})
    with pa.ipc.new_file(sink, columns.schema) as writer:
        writer.write_table(columns)
    return {"x.arrow": sink.read_bytes()}


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (broken_arrow, ["x.arrow", "cannot be read"]),
        (garbage, ["x.arrow", "cannot be read"]),
        (no_arrow, ["x.arrow", "expected an Arrow"]),
        (wrong_type, ["x.arrow", "'box2d'"]),
        (infinite, ["x.arrow", "Row 1", "'box2d'"]),
        (unusable_label, ["x.arrow", "label", "255"]),
        (unusable_group, ["x.arrow", "Sample 'b'", "group"]),
        (bad_zip, ["x.zip", "cannot be read"]),
        (damaged_zip, ["x.zip", "photo.jpg"]),
        (bomb, ["x.zip", "photo.jpg", "would unpack"]),
        (ambiguous, ["a/photo.jpg", "b/photo.jpg"]),
        (malformed_text, ["x.arrow", "Row 0", "groundwire_sample"]),
    ],
)
def test_a_snapshot_that_cannot_be_read_fails_the_task_with_the_reason(
    mine, tmp_path, make, told, local_server
) -> None:
    before = mine("dataset.list", project_id=mine.project_id)
    made = begin_restore(mine, upload(mine, make(tmp_path)))
    text = reason(ended(mine, made["task_id"]))
    assert all(part in text for part in told), text
    assert str(local_server.data) not in text
    assert mine.fails("dataset.get", dataset_id=made["dataset_id"]).code == 101
    assert mine("dataset.list", project_id=mine.project_id) == before
    left = local_server.data / "objects" / "org-1" / f"ds-{made['dataset_id']:x}"
    assert not [path for path in left.rglob("*") if path.is_file()]


def test_names_in_a_zip_file_lead_nowhere(mine, tmp_path, local_server) -> None:
    evil = {"../../../escaped.jpg": b"1", "/tmp/escaped.jpg": b"2", "../photo.jpg": b"3"}
    files = {"x.arrow": table(tmp_path / "x.arrow", {"name": "photo"}), "x.zip": packed(evil)}
    dataset = restore(mine, upload(mine, files))
    assert content(dataset)["samples"][0]["image_url"] == b"3"
    assert not list(local_server.data.parent.rglob("escaped.jpg"))


@pytest.mark.parametrize(
    ("files", "params", "told"),
    [
        ({"x.mcap": b"1"}, {}, "MCAP"),
        ({"x.arrow": b"1"}, {"enabled_topics": ["/camera"]}, "recordings"),
        ({"x.arrow": b"1"}, {"label_names": ["deer"], "agtg_pipeline": True}, "labels automatically"),
        ({"x.arrow": b"1"}, {"depth_gen": True}, "depth maps"),
        ({"x.jpg": b"1"}, {}, "no annotation file"),
        ({"x.arrow": b"1", "y.arrow": b"2"}, {}, "2 annotation files"),
    ],
)
def test_what_this_server_cannot_do_is_refused_at_once_and_named(mine, files, params, told) -> None:
    snapshot = upload(mine, files)
    plain = {"project_id": mine.project_id, "fps": 1, "depth_gen": False, "agtg_pipeline": False}
    tasks = mine("task.list")["tasks"]
    failure = mine.fails("snapshots.restore", snapshot_id=snapshot, **{**plain, **params})
    assert failure.code == 1
    assert told in failure.message
    assert mine("task.list")["tasks"] == tasks
