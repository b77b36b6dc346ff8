"""Snapshots by the official client: from a dataset, from a folder, as a pair; downloaded, restored, equal."""

from __future__ import annotations

import os
import re
import threading
import time
import uuid
import zipfile
from typing import TYPE_CHECKING, Any

import edgefirst_client
import pytest

from tests.conformance.conftest import picture

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_S = 120
KINDS = [edgefirst_client.AnnotationType.Box2d, edgefirst_client.AnnotationType.Polygon]


def wait(client: Any, task: Any) -> None:
    """Wait until a task is complete."""
    pause, deadline = threading.Event(), time.monotonic() + PATIENCE_S
    while (info := client.task_info(task)).status in {"pending", "running"}:
        assert time.monotonic() < deadline, info.status
        pause.wait(0.05)
    assert info.status == "complete", {name: stage.message for name, stage in info.stages.items()}


@pytest.fixture
def dataset(official, project, tmp_path) -> tuple[Any, Any]:
    """A sequence of three frames with LiDAR and two photos, labelled, in groups."""
    made = official.create_dataset(project, f"Forest {uuid.uuid4()}")
    annotation_set = official.create_annotation_set(made, "annotations")
    samples = []
    for number in range(5):
        path = tmp_path / (f"drive_{number}.camera.jpeg" if number < 3 else f"photo {number}.jpg")
        path.write_bytes(picture(number))
        sample = edgefirst_client.Sample()
        sample.set_image_name(path.name)
        sample.add_file(edgefirst_client.SampleFile("image", str(path)))
        sample.set_group("train" if number % 2 else "val")
        if number < 3:
            sample.set_sequence_name("drive")
            sample.set_sequence_uuid("11111111-2222-5333-8444-555555555555")
            sample.set_sequence_description("through the forest")
            sample.set_frame_number(number)
            sample.set_location(edgefirst_client.GpsData(45.123456789012, -100.1))
            points = tmp_path / f"drive_{number}.lidar.pcd"
            points.write_bytes(b"# .PCD" + bytes([number]) * 99)
            sample.add_file(edgefirst_client.SampleFile("lidar.pcd", str(points)))
        for label in range(number):
            annotation = edgefirst_client.Annotation()
            annotation.set_label(f"label {label}")
            annotation.set_label_index(10 + label)
            annotation.set_object_id(f"{number}-{label}")
            annotation.set_box2d(edgefirst_client.Box2d(0.1, 0.2, 1 / 3, 0.1 * label + 0.1))
            if label == 1:
                annotation.set_polygon(edgefirst_client.Polygon([[(0.1, 0.2), (0.3, 0.4), (0.5, 0.2)]]))
            sample.add_annotation(annotation)
        samples.append(sample)
    official.populate_samples(made, annotation_set, samples)
    return made, annotation_set


def content(client: Any, dataset: Any, annotation_set: Any, folder: Path) -> dict[str, Any]:
    """Everything the official client reads of a dataset."""
    client.download_dataset(dataset, [], [edgefirst_client.FileType.All], str(folder))
    frame = client.samples_dataframe(dataset, annotation_set, [], KINDS)
    samples = client.samples(dataset, annotation_set, KINDS, [], [edgefirst_client.FileType.All])
    return {
        "files": {
            str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
        },
        "labels": [(label.name, label.index) for label in client.labels(dataset)],
        "groups": [group.name for group in client.groups(dataset)],
        "annotations": frame.to_dicts(),
        "samples": [
            (
                sample.image_name,
                sample.group,
                sample.sequence_name,
                sample.sequence_uuid,
                sample.sequence_description,
                sample.frame_number,
                sample.width,
                sample.height,
                sample.location and (sample.location.lat, sample.location.lon),
            )
            for sample in samples
        ],
    }


def test_a_restored_dataset_equals_the_original(official, project, dataset, tmp_path) -> None:
    before = content(official, *dataset, tmp_path / "before")
    made = official.create_snapshot_from_dataset(dataset[0], "Before the cut", dataset[1])
    wait(official, made.task_id)
    snapshot = official.snapshot(made.id)
    assert (snapshot.description, snapshot.status) == ("Before the cut", "available")
    assert snapshot.id in [one.id for one in official.snapshots()]
    restored = official.restore_snapshot(project, made.id, [], [], False, "After", "the restored one")
    assert restored.dataset_name == "After"
    wait(official, restored.task_id)
    assert official.dataset(restored.dataset_id).description == "the restored one"
    assert content(official, restored.dataset_id, restored.annotation_set_id, tmp_path / "after") == before
    assert (len(before["files"]), len(before["samples"]), len(before["annotations"])) == (8, 5, 11)
    official.delete_snapshot(made.id)
    assert made.id not in [one.id for one in official.snapshots()]


def test_a_downloaded_snapshot_is_uploaded_again_as_a_pair_and_as_a_folder(
    official, project, dataset, tmp_path
) -> None:
    before = content(official, *dataset, tmp_path / "before")
    made = official.create_snapshot_from_dataset(dataset[0], "first", None)
    wait(official, made.task_id)
    progress: list[tuple[int, int]] = []
    target = tmp_path / "down"
    official.download_snapshot(made.id, str(target), lambda done, total: progress.append((done, total)))
    arrow, archive = sorted(target.iterdir())
    assert (arrow.suffix, archive.suffix) == (".arrow", ".zip")
    assert progress[-1][0] == arrow.stat().st_size + archive.stat().st_size

    folder = tmp_path / arrow.stem
    folder.mkdir()
    os.link(arrow, folder / arrow.name)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder / arrow.stem)
    again = [
        official.create_snapshot_edgefirst_format(str(arrow), str(archive), "the pair"),
        official.create_snapshot(str(folder)),
    ]
    assert [one.description for one in again] == ["the pair", folder.name]
    for number, one in enumerate(again):
        assert one.status == "available"
        restored = official.restore_snapshot(project, one.id, [], [], False, None, None)
        wait(official, restored.task_id)
        found = content(
            official, restored.dataset_id, restored.annotation_set_id, tmp_path / f"after{number}"
        )
        assert found == before


def test_what_a_restore_needs_and_is_not_here_is_named(official, project, tmp_path) -> None:
    (tmp_path / "drive.mcap").write_bytes(b"recording")
    snapshot = official.create_snapshot(str(tmp_path / "drive.mcap"))
    with pytest.raises(RuntimeError, match="MCAP"):
        official.restore_snapshot(project, snapshot.id, ["/camera"], [], False, None, None)


def test_a_folder_written_by_the_official_converter(official, cli, project, coco, pictures, tmp_path) -> None:
    """COCO to Arrow, checked, uploaded, listed, restored and monitored by the command line."""
    folder = tmp_path / "forest"
    (folder / "forest").mkdir(parents=True)
    for path in pictures:
        (folder / "forest" / path.name).write_bytes(path.read_bytes())
    cli("coco-to-arrow", coco, "--output", folder / "forest.arrow")
    assert "valid" in cli("validate-snapshot", folder)
    snapshot = cli.found("ss", "create-snapshot", folder)
    assert f"[{snapshot}] forest: " in cli("snapshots")
    assert "Status: available" in cli("snapshot", snapshot)
    printed = cli("restore-snapshot", project, snapshot, "--dataset-name", "restored", "--monitor")
    assert "Task completed with status: complete" in printed
    (restored,) = re.findall(r"\bds-[0-9a-f]+", printed)
    (annotation_set,) = official.annotation_sets(restored)
    found = content(official, restored, annotation_set.id, tmp_path / "found")
    assert found["files"] == {path.name: path.read_bytes() for path in pictures}
    assert found["labels"] == [("car", 3), ("person", 7)]
    assert found["groups"] == ["train", "val"]
    written = edgefirst_rows(folder / "forest.arrow")
    assert sorted(row_of(row) for row in found["annotations"]) == written
    cli("delete-snapshot", snapshot)
    assert snapshot not in cli("snapshots")


def test_the_command_line_makes_and_monitors_a_snapshot_of_a_dataset(cli, dataset, tmp_path) -> None:
    printed = cli("create-snapshot", dataset[0], "--description", "from the command line", "--monitor")
    assert "Task completed with status: complete" in printed
    (snapshot,) = re.findall(r"\bss-[0-9a-f]+", printed)
    cli("download-snapshot", snapshot, "--output", tmp_path / "down")
    arrow = next((tmp_path / "down").glob("*.arrow"))
    pair = cli.found("ss", "create-snapshot", arrow)
    assert pair != snapshot


def row_of(row: dict[str, Any]) -> tuple[Any, ...]:
    box, rings = row.get("box2d"), row.get("polygon")
    return (
        row["name"],
        row.get("label") or "",
        tuple(round(number, 5) for number in box) if box is not None else (),
        tuple(round(number, 5) for ring in rings for number in ring) if rings is not None else (),
        row.get("group") or "",
    )


def edgefirst_rows(path: Path) -> list[tuple[Any, ...]]:
    """Rows of an annotation file."""
    import pyarrow as pa

    with pa.ipc.open_file(path) as reader:
        return sorted(row_of(row) for row in reader.read_all().to_pylist())
