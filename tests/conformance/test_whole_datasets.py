"""A dataset uploaded by the official command line and by our `upload_dataset` is the same dataset."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import edgefirst_client as official_module
import pytest

from groundwire.formats import SampleRows, samples_to_table, write_edf

from .conftest import picture

if TYPE_CHECKING:
    from pathlib import Path


def dataset_file(path: Path) -> Path:
    """Write a dataset of a sequence and single pictures, with every geometry the server keeps."""
    rows = SampleRows()
    for frame in range(3):
        rows.append(
            "drive",
            frame=frame,
            group="train",
            label="car",
            label_index=7,
            box2d=(0.4, 0.5, 0.2, 0.3),
            size=(160, 120),
            location=(48.5, 9.25),
            pose=(1.5, -2.0, 3.0),
        )
        rows.append(
            "drive",
            frame=frame,
            group="train",
            label="bus",
            label_index=2,
            box3d=(1, 2, 3, 4, 5, 6),
            size=(160, 120),
            location=(48.5, 9.25),
            pose=(1.5, -2.0, 3.0),
        )
    ring = [0.1, 0.1, 0.7, 0.1, 0.7, 0.9]
    rows.append(
        "single",
        group="val",
        label="bus",
        label_index=2,
        object_id="one",
        polygon=[ring],
        category_frequency="r",
        truncation=1,
        occlusion=2,
        size=(160, 120),
    )
    rows.append("empty", group="val", degradation="fog", size=(160, 120))
    write_edf(samples_to_table(rows), path)
    return path


def media(folder: Path) -> Path:
    """Write the pictures and point clouds of that dataset."""
    (folder / "drive").mkdir(parents=True)
    for frame in range(3):
        (folder / "drive" / f"drive_{frame}.camera.jpeg").write_bytes(picture(frame))
    (folder / "drive" / "drive_1.lidar.pcd").write_bytes(b"# .PCD v.7\nlidar")
    (folder / "drive" / "drive_1.radar.png").write_bytes(picture(9, "PNG"))
    (folder / "single.png").write_bytes(picture(5, "PNG"))
    (folder / "empty.jpg").write_bytes(picture(6))
    return folder


def told(client: official_module.Client, dataset: str, annotation_set: Any) -> dict[str, Any]:
    """Return what the official client reads of a dataset, without identities."""
    samples = client.samples(dataset, annotation_set, types=[official_module.FileType.All])
    labels = {label.name: label.index for label in client.labels(dataset)}
    groups = sorted(group.name for group in client.groups(dataset))
    return {"labels": labels, "groups": groups} | {sample.image_name: described(sample) for sample in samples}


def described(sample: official_module.Sample) -> tuple[Any, ...]:
    place, pose = sample.location, sample.pose
    return (
        (sample.group, sample.sequence_name, sample.frame_number, sample.width, sample.height),
        place and (place.lat, place.lon),
        pose and (pose.roll, pose.pitch, pose.yaw),
        sorted(file.file_type for file in sample.files),
        sorted(map(geometry, sample.annotations), key=str),
    )


def geometry(one: official_module.Annotation) -> tuple[Any, ...]:
    flat, solid = one.box2d, one.box3d
    return (
        (one.label, one.label_index, one.object_id, one.category_frequency, one.truncation, one.occlusion),
        flat and (flat.left, flat.top, flat.width, flat.height),
        solid and (solid.cx, solid.cy, solid.cz, solid.width, solid.height, solid.length),
        one.polygon and one.polygon.rings,
    )


@pytest.mark.parametrize("annotated", [True, False])
def test_both_upload_the_same_dataset(annotated, cli, official, ours, project, tmp_path) -> None:
    images = media(tmp_path / "d")
    table = dataset_file(tmp_path / "d.arrow") if annotated else None
    read, files = {}, {}
    for who in ("official", "ours"):
        dataset = official.create_dataset(project, f"whole {uuid.uuid4()}", "")
        annotation_set = official.create_annotation_set(dataset, "annotations", "")
        if who == "ours":
            sent = ours.upload_dataset(dataset, table, images, annotation_set)
            assert len(sent) == 5
        else:
            if not annotated:  # the command line makes samples of their own of radar images, ours does not
                (images / "drive" / "drive_1.radar.png").rename(tmp_path / "kept.png")
            options = ["--annotations", table, "--annotation-set-id", annotation_set] if table else []
            cli("upload-dataset", dataset, "--images", images, *options)
            if not annotated:
                (tmp_path / "kept.png").rename(images / "drive" / "drive_1.radar.png")
        read[who] = told(official, dataset, annotation_set)
        target = tmp_path / who
        official.download_dataset(dataset, [], [official_module.FileType.All], str(target))
        files[who] = {path.name: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    if annotated:
        assert read["ours"] == read["official"]
        assert files["ours"] == files["official"]
        assert len(files["ours"]) == 7
    else:
        # without a table the command line takes pictures only
        assert read["ours"].keys() == read["official"].keys()
        extra = {"drive_1.lidar.pcd", "drive_1.radar.png"}
        assert files["ours"].keys() - files["official"].keys() == extra
