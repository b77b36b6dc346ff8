"""Sequences with five sensor files per frame: what one client uploads, both download and read alike."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

import edgefirst_client
import pytest

from groundwire import studio

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {
    "lidar.pcd": ("lidar.pcd", b"# .PCD v.7\n"),
    "radar.pcd": ("radar.pcd", b"# .PCD v.7 radar\n"),
    "lidar.depth": ("lidar.png", b"\x89PNG\r\n\x1a\n depth"),
    "lidar.reflect": ("lidar.jpg", b"\xff\xd8\xff\xe0 reflect"),
    "radar.png": ("radar.png", b"\x89PNG\r\n\x1a\n cube"),
}
MODULES = {"official": edgefirst_client, "ours": studio}


@pytest.fixture
def clients(official, ours) -> dict[str, Any]:
    return {"official": official, "ours": ours}


@pytest.fixture(params=["official", "ours"])
def drive(request, clients, project, pictures, tmp_path) -> tuple[str, str, str]:
    """Ids of a dataset of four frames and a single picture, of its annotation set and of an empty one."""
    module, client = MODULES[request.param], clients[request.param]
    dataset = client.create_dataset(project, f"drive {uuid.uuid4()}")
    sets = [client.create_annotation_set(dataset, name) for name in ("objects", "empty")]
    sequence = str(uuid.uuid4())
    samples = []
    for number, picture in enumerate(pictures[:4]):
        stem = f"drive_{number:03d}"
        image = tmp_path / f"{stem}.camera.jpeg"
        image.write_bytes(picture.read_bytes())
        sample = module.Sample()
        sample.set_image_name(image.name)
        sample.set_group("val" if number == 3 else "train")
        sample.set_sequence_name("drive")
        sample.set_sequence_uuid(sequence)
        sample.set_sequence_description("über den Hof")
        sample.set_frame_number(number)
        sample.set_location(module.GpsData(-45.123456789, 180.0))
        if number:
            sample.set_pose(module.ImuData(180.0, -90.0, 0.5))
        sample.add_file(module.SampleFile("image", str(image)))
        for kind, (suffix, start) in KINDS.items():
            path = tmp_path / f"{stem}.{suffix}"
            path.write_bytes(start + bytes([number]) * 50)
            sample.add_file(module.SampleFile(kind, str(path)))
        for label, index, geometry in (
            ("zéro", 0, "box2d"),
            ("huge", 2**50, "box3d"),
            ("middle", 17, "polygon"),
        ):
            sample.add_annotation(annotation(module, label, index, geometry))
        samples.append(sample)
    single = module.Sample()
    single.set_image_name(pictures[4].name)
    single.add_file(module.SampleFile("image", str(pictures[4])))
    results = client.populate_samples(dataset, sets[0], [*samples, single])
    assert [len(result.urls) for result in results] == [6, 6, 6, 6, 1]
    return dataset, *sets


def annotation(module: Any, label: str, index: int, geometry: str) -> Any:
    made = module.Annotation()
    made.set_label(label)
    made.set_label_index(index)
    made.set_object_id(f"track of {label}")
    if geometry == "box2d":
        made.set_box2d(module.Box2d(0.0, 0.0, 1.0, 1.0))
    elif geometry == "box3d":
        made.set_box3d(module.Box3d(0.5, -250.5, 3.25, 1.5, 1.625, 4.75))
    else:
        made.set_polygon(
            module.Polygon([[(0.0, 0.0), (1.0, 0.0), (0.25, 0.5)], [(0, 0.5), (0.5, 1), (0, 1)]])
        )
        made.set_category_frequency("r")
    return made


def described(sample: Any) -> dict[str, Any]:
    """Return what both clients say of a sample."""
    fields = ("image_name", "name", "uuid", "group", "width", "height", "date", "frame_number")
    sequence = ("sequence_name", "sequence_uuid", "sequence_description")
    place, pose = sample.location, sample.pose
    return {
        **{name: getattr(sample, name) for name in (*fields, *sequence)},
        "id": str(sample.id),
        "place": place and (round(place.lat, 4), round(place.lon, 4)),
        "pose": pose and (pose.roll, pose.pitch, pose.yaw),
        "files": sorted((file.file_type, file.filename, bool(file.url)) for file in sample.files),
        "annotations": [marked(one) for one in sample.annotations],
    }


def marked(one: Any) -> tuple[Any, ...]:
    flat, solid = one.box2d, one.box3d
    return (
        one.label,
        one.label_index,
        one.object_id,
        one.category_frequency,
        (one.name, one.group, one.sequence_name, one.frame_number),
        flat and (flat.left, flat.top, flat.width, flat.height),
        solid and (solid.cx, solid.cy, solid.cz, solid.width, solid.height, solid.length),
        one.polygon and one.polygon.rings,
    )


def test_both_clients_read_frames_alike(clients, drive) -> None:
    dataset, annotated, empty = drive
    for annotation_set, groups, frames, objects in (
        (annotated, [], 5, 12),
        (annotated, ["val"], 1, 3),
        (empty, [], 5, 0),
    ):
        read = {}
        for name, client in clients.items():
            module = MODULES[name]
            types = [module.AnnotationType.Box2d, module.AnnotationType.Box3d, module.AnnotationType.Polygon]
            found = client.samples(dataset, annotation_set, types, groups, [module.FileType.All])
            read[name] = [described(sample) for sample in found]
        assert read["ours"] == read["official"]
        assert len(read["ours"]) == frames
        assert sum(len(sample["annotations"]) for sample in read["ours"]) == objects


def test_annotation_types_are_filtered_alike(clients, drive) -> None:
    for kind, count in (("Box2d", 4), ("Box3d", 4), ("Polygon", 4), ("Mask", 4), (None, 12)):
        read = {}
        for name, client in clients.items():
            types = [getattr(MODULES[name].AnnotationType, kind)] if kind else []
            read[name] = [marked(one) for one in client.annotations(drive[1], [], types)]
        assert read["ours"] == read["official"]
        # an empty annotation stands for a sample without any: the single picture
        assert len(read["ours"]) == count + 1


def test_all_files_of_all_types_are_downloaded_alike(clients, drive, tmp_path) -> None:
    for flatten in (False, True):
        trees = {}
        for name, client in clients.items():
            target = tmp_path / f"{name} {flatten}"
            client.download_dataset(drive[0], [], [MODULES[name].FileType.All], str(target), flatten)
            trees[name] = contents(target)
        assert trees["ours"] == trees["official"]
        folder = "" if flatten else "drive/"
        uploaded = {f"{folder}{path.name}": path.read_bytes() for path in tmp_path.glob("drive_*")}
        assert len(uploaded) == 24
        assert {name: trees["ours"][name] for name in uploaded} == uploaded


def test_a_renamed_and_a_removed_label_reach_the_annotations(clients, drive) -> None:
    official, ours = clients["official"], clients["ours"]
    labels = {label.name: label for label in official.labels(drive[0])}
    assert {name: label.index for name, label in labels.items()} == {"zéro": 0, "huge": 2**50, "middle": 17}
    labels["middle"].set_name(official, "mitte")
    labels["zéro"].set_index(official, 5)
    ours.remove_label(labels["huge"].id)
    for client in (official, ours):
        seen = {(one.label, one.label_index) for one in client.annotations(drive[1])}
        assert seen == {("mitte", 17), ("zéro", 5), (None, None)}


def test_the_command_line_takes_the_dataset_to_another_one(cli, drive, project, tmp_path) -> None:
    folder, table = tmp_path / "files", tmp_path / "table.arrow"
    cli("download-dataset", drive[0], "--types", "all", "--output", folder)
    cli("download-annotations", drive[1], table)
    copy = cli.found("ds", "create-dataset", project, f"copy {uuid.uuid4()}")
    cli("upload-dataset", copy, "--annotations", table, "--images", folder)
    cli("download-dataset", copy, "--types", "all", "--output", tmp_path / "again")
    assert contents(tmp_path / "again") == contents(folder)
    counted = {}
    for dataset in (drive[0], copy):
        cli("download-dataset", dataset, "--groups", "val", "--types", "cube", "--output", tmp_path / dataset)
        counted[dataset] = contents(tmp_path / dataset)
    assert counted[copy] == counted[drive[0]]
    assert [re.sub(r".*/", "", name) for name in counted[copy]] == ["drive_003.radar.png"]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
