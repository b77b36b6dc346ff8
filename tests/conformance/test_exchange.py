"""What the official client wrote, ours reads identically, and the reverse."""

from __future__ import annotations

import uuid
from typing import Any

import edgefirst_client
import pytest

from groundwire import studio

FIELDS = ("image_name", "name", "uuid", "group", "width", "height", "sequence_name", "frame_number")


def described(module: Any, client: Any, dataset: str, annotation_set: str) -> dict[str, Any]:
    """Return everything a client reads of a dataset as plain values."""
    types = [module.AnnotationType.Box2d, module.AnnotationType.Polygon, module.AnnotationType.Box3d]
    samples = {}
    for sample in client.samples(dataset, annotation_set, types):
        annotations = [
            {
                "label": annotation.label,
                "index": annotation.label_index,
                "object": annotation.object_id,
                "box": annotation.box2d and rounded(annotation.box2d, "left", "top", "width", "height"),
                "cuboid": annotation.box3d
                and rounded(annotation.box3d, "cx", "cy", "cz", "width", "height", "length"),
                "rings": annotation.polygon
                and [[(f32(x), f32(y)) for x, y in ring] for ring in annotation.polygon.rings],
            }
            for annotation in sample.annotations
        ]
        plain = {field: getattr(sample, field) for field in FIELDS}
        place = sample.location and (f32(sample.location.lat), f32(sample.location.lon))
        samples[sample.image_name] = {
            **plain,
            "location": place,
            "annotations": annotations,
            "bytes": sample.download(),
        }
    labels = {label.name: label.index for label in client.labels(dataset)}
    groups = sorted(group.name for group in client.groups(dataset))
    return {
        "samples": samples,
        "labels": labels,
        "groups": groups,
        "count": client.samples_count(dataset).total,
    }


def f32(value: float) -> float:
    """Return a number at the official client's precision (it keeps single-precision numbers)."""
    import struct

    return struct.unpack("f", struct.pack("f", value))[0]


def rounded(box: Any, *names: str) -> tuple[float, ...]:
    return tuple(f32(getattr(box, name)) for name in names)


def written(module: Any, client: Any, project: str, pictures: list[Any]) -> tuple[str, str]:
    dataset = client.create_dataset(project, f"exchange {uuid.uuid4()}")
    annotation_set = client.create_annotation_set(dataset, "annotations")
    client.add_labels(dataset, ["car", "person"], [3, 7])
    samples = []
    for number, path in enumerate(pictures):
        sample = module.Sample()
        sample.set_image_name(path.name)
        sample.set_group("train" if number % 2 else "val")
        sample.set_location(module.GpsData(45.5 + number, -73.25))
        sample.add_file(module.SampleFile("image", str(path)))
        if number == 5:
            sample.set_sequence_name("drive")
            sample.set_frame_number(12)
        for copy in range(number):
            annotation = module.Annotation()
            annotation.set_label("car" if copy % 2 else "person")
            annotation.set_object_id(f"{number}-{copy}")
            annotation.set_box2d(module.Box2d(0.1 * copy, 0.2, 0.3, 1 / 3))
            annotation.set_polygon(
                module.Polygon([[(0.1, 0.2), (0.4, 0.2), (0.4, 0.55)], [(0.5, 0.5), (0.6, 0.5), (0.6, 0.7)]])
            )
            if copy == 2:
                annotation.set_box3d(module.Box3d(1.0, -2.5, 0.1, 1.8, 1.5, 4.2))
            sample.add_annotation(annotation)
        samples.append(sample)
    client.populate_samples(dataset, annotation_set, samples)
    return dataset, annotation_set


@pytest.mark.parametrize("writer", ["official", "ours"])
def test_both_clients_read_the_same(writer, official, ours, project, pictures) -> None:
    module, client = (edgefirst_client, official) if writer == "official" else (studio, ours)
    ids = written(module, client, project, pictures)
    theirs = described(edgefirst_client, official, *ids)
    assert described(studio, ours, *ids) == theirs
    assert theirs["count"] == 6
    assert sum(len(sample["annotations"]) for sample in theirs["samples"].values()) == 15


@pytest.mark.parametrize("writer", ["official", "ours"])
def test_both_clients_give_the_same_data_frame(writer, official, ours, project, pictures) -> None:
    module, client = (edgefirst_client, official) if writer == "official" else (studio, ours)
    dataset, annotation_set = written(module, client, project, pictures)
    theirs = official.samples_dataframe(dataset, annotation_set)
    mine = ours.samples_dataframe(dataset, annotation_set)
    assert mine.columns == theirs.columns
    assert mine.schema == theirs.schema
    key = ["name", "frame", "object_id"] if "frame" in theirs.columns else ["name", "object_id"]
    assert mine.sort(key).to_dicts() == theirs.sort(key).to_dicts()


@pytest.mark.parametrize("writer", ["official", "ours"])
def test_both_clients_download_the_same_files(writer, official, ours, project, pictures, tmp_path) -> None:
    module, client = (edgefirst_client, official) if writer == "official" else (studio, ours)
    dataset, _ = written(module, client, project, pictures)
    found = []
    for name, reader, kinds in (
        ("theirs", official, edgefirst_client.FileType),
        ("mine", ours, studio.FileType),
    ):
        target = tmp_path / name
        reader.download_dataset(dataset, [], [kinds.Image], str(target), False)
        found.append(
            {path.relative_to(target): path.read_bytes() for path in target.rglob("*") if path.is_file()}
        )
    assert found[0] == found[1]
    assert len(found[0]) == 6
