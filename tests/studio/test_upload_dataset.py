"""A dataset on the server from a folder, an archive or a dataset file; and going on after an interruption."""

from __future__ import annotations

import json
import zipfile

import edgefirst_client
import pytest

from groundwire._core.errors import InvalidArgumentError, MissingResourceError
from groundwire.formats import SampleRows, encode_mask_png, rings_to_mask, samples_to_table, write_edf
from groundwire.studio import AnnotationType, FileType

from .conftest import do, image_bytes

pytestmark = pytest.mark.anyio

TYPES = [AnnotationType.Box2d, AnnotationType.Box3d, AnnotationType.Polygon]


class StopError(Exception):
    """Stands for whatever ends an upload."""


def pictures(folder, *names):
    for shade, name in enumerate(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(image_bytes("PNG", shade=shade))
    return folder


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def table(path, *rows):
    made = SampleRows()
    for name, values in rows:
        made.append(name, **values)
    write_edf(samples_to_table(made), path)
    return path


async def everything(studio, dataset_id, annotation_set_id=None):
    """Return what the server has: samples by image name."""
    samples = await do(studio.client.samples(dataset_id, annotation_set_id, types=[FileType.All]))
    return {sample.image_name: sample for sample in samples}


async def downloaded(studio, dataset_id, folder):
    await do(studio.client.download_dataset(dataset_id, types=[FileType.All], output=str(folder)))
    return contents(folder)


async def test_a_folder_becomes_a_dataset(studio, tmp_path):
    images = pictures(tmp_path / "in", "plain.png", "drive/drive_1.png", "drive/drive_2.png")
    (images / "drive" / "drive_2.radar.pcd").write_bytes(b"points")
    dataset_id, _ = await studio.dataset()
    events = []
    results = await do(
        studio.client.upload_dataset(dataset_id, images=images, progress=lambda *event: events.append(event))
    )
    assert len(results) == 3
    assert [event for event in events if event[0] == 3] == [(3, 3, None)]
    assert events == sorted(events)
    samples = await everything(studio, dataset_id)
    assert {name: (one.sequence_name, one.frame_number, one.width) for name, one in samples.items()} == {
        "plain.png": (None, None, 16),
        "drive_1.png": ("drive", 1, 16),
        "drive_2.png": ("drive", 2, 16),
    }
    assert len({one.sequence_uuid for one in samples.values()}) == 2
    assert await downloaded(studio, dataset_id, tmp_path / "out") == contents(images)


@pytest.mark.parametrize("kind", ["folder", "zip"])
async def test_a_dataset_file_becomes_a_dataset(studio, tmp_path, kind):
    pictures(tmp_path / "d", "a.png", "seq/seq_003.png", "empty.png", "mask.png")
    if kind == "zip":
        with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
            for path in sorted((tmp_path / "d").rglob("*.png")):
                archive.write(path, path.relative_to(tmp_path / "d"))
                path.unlink()
        (tmp_path / "d" / "seq").rmdir()
        (tmp_path / "d").rmdir()
    pixels = rings_to_mask([[(2, 1), (6, 1), (6, 5), (2, 5)]], 16, 8)
    annotations = table(
        tmp_path / "d.arrow",
        (
            "a",
            {
                "label": "car",
                "label_index": 7,
                "group": "train",
                "box2d": (0.5, 0.5, 0.2, 0.1),
                "ignore": True,
            },
        ),
        (
            "a",
            {"label": "bus", "label_index": 2, "group": "train", "polygon": [[0.1, 0.1, 0.5, 0.1, 0.5, 0.6]]},
        ),
        (
            "seq",
            {
                "frame": 3,
                "group": "val",
                "label": "car",
                "label_index": 7,
                "box3d": (1, 2, 3, 4, 5, 6),
                "location": (48.5, 9.25),
                "pose": (1, 2, 3),
            },
        ),
        ("empty", {"group": "val", "degradation": "fog"}),
        ("mask", {"label": "bus", "label_index": 2, "mask": encode_mask_png(pixels)}),
    )
    dataset_id = await do(studio.client.create_dataset(studio.server.project_id, "made of a file"))
    await do(studio.client.upload_dataset(dataset_id, annotations))
    (annotation_set,) = await do(studio.client.annotation_sets(dataset_id))
    assert annotation_set.name == "annotations"
    assert {label.name: label.index for label in await do(studio.client.labels(dataset_id))} == {
        "car": 7,
        "bus": 2,
    }
    samples = await everything(studio, dataset_id, annotation_set.id)
    assert {name: (one.group, one.sequence_name, one.frame_number) for name, one in samples.items()} == {
        "a.png": ("train", None, None),
        "seq_003.png": ("val", "seq", 3),
        "empty.png": ("val", None, None),
        "mask.png": (None, None, None),
    }
    car, bus = sorted(samples["a.png"].annotations, key=lambda one: one.label == "bus")
    assert (car.box2d.left, car.box2d.top, car.box2d.width, car.box2d.height) == (0.4, 0.45, 0.2, 0.1)
    assert (car.ignore, car.label_index) == (True, 7)
    assert bus.polygon.rings == [[(0.1, 0.1), (0.5, 0.1), (0.5, 0.6)]]
    (solid,) = samples["seq_003.png"].annotations
    assert (solid.box3d.cx, solid.box3d.length) == (1, 6)
    assert (samples["seq_003.png"].location.lat, samples["seq_003.png"].pose.yaw) == (48.5, 3)
    assert samples["empty.png"].annotations == []
    assert samples["empty.png"].degradation == "fog"
    (outline,) = samples["mask.png"].annotations
    rings = [[(x * 16, y * 8) for x, y in ring] for ring in outline.polygon.rings]
    assert (rings_to_mask(rings, 16, 8) == pixels).all()


@pytest.fixture
def one_by_one(monkeypatch):
    """Let clients made after this move one file at a time."""
    monkeypatch.setenv("MAX_TASKS", "1")


async def test_an_interrupted_upload_goes_on_where_it_stopped(one_by_one, studio, tmp_path):
    names = [f"{number:03}.png" for number in range(30)]
    images = pictures(tmp_path / "in", *names)
    annotations = table(
        tmp_path / "in.arrow", *((name[:3], {"label": "x", "box2d": (0.5, 0.5, 0.2, 0.2)}) for name in names)
    )
    dataset_id, set_id = await studio.dataset()

    def stop(done, _total):
        if done >= 4:
            raise StopError

    with pytest.raises(StopError):
        await do(studio.client.upload_dataset(dataset_id, annotations, progress=stop))
    there = {name for name, one in (await everything(studio, dataset_id)).items() if one.image_url}
    assert len(there) >= 4
    events = []
    results = await do(
        studio.client.upload_dataset(dataset_id, annotations, progress=lambda *event: events.append(event))
    )
    assert len(results) == 30 - len(there)
    assert events[0] == (len(there), 30, None)
    assert events[-1] == (30, 30, None)
    samples = await everything(studio, dataset_id, set_id)
    assert [len(one.annotations) for one in samples.values()] == [1] * 30
    assert (await do(studio.client.samples_count(dataset_id))).total == 30
    assert await downloaded(studio, dataset_id, tmp_path / "out") == contents(images)
    assert await do(studio.client.upload_dataset(dataset_id, annotations)) == []


async def test_what_came_later_is_added_and_nothing_else_is_touched(studio, tmp_path):
    images = pictures(tmp_path / "in", "a.png", "b.png")
    dataset_id, set_id = await studio.dataset()
    await do(studio.client.upload_dataset(dataset_id, images=images))
    identities = {name: one.uuid for name, one in (await everything(studio, dataset_id)).items()}
    (images / "a.lidar.pcd").write_bytes(b"points")
    box = {"label": "x", "box2d": (0.5, 0.5, 0.2, 0.2)}
    annotations = table(tmp_path / "in.arrow", ("a", box), ("b", box))
    events = []
    sent = await do(
        studio.client.upload_dataset(dataset_id, annotations, progress=lambda *event: events.append(event))
    )
    assert [[url.filename for url in result.urls] for result in sent] == [["a.lidar.pcd"], []]
    assert events[-1] == (2, 2, None)
    samples = await everything(studio, dataset_id, set_id)
    assert {name: one.uuid for name, one in samples.items()} == identities
    assert [len(one.annotations) for one in samples.values()] == [1, 1]
    assert await downloaded(studio, dataset_id, tmp_path / "out") == contents(images)
    (images / "b.png").write_bytes(image_bytes("PNG", size=(40, 20)))
    (again,) = await do(studio.client.upload_dataset(dataset_id, annotations))
    assert again.uuid == identities["b.png"]
    assert await downloaded(studio, dataset_id, tmp_path / "again") == contents(images)


async def test_a_set_is_made_only_for_annotations_and_only_when_there_is_none(studio, tmp_path):
    images = pictures(tmp_path / "in", "a.png")
    dataset_id = await do(studio.client.create_dataset(studio.server.project_id, "no set"))
    await do(studio.client.upload_dataset(dataset_id, images=images))
    assert await do(studio.client.annotation_sets(dataset_id)) == []
    first = await do(studio.client.create_annotation_set(dataset_id, "first"))
    second = await do(studio.client.create_annotation_set(dataset_id, "second"))
    annotations = table(tmp_path / "in.arrow", ("a", {"label": "x"}))
    await do(studio.client.upload_dataset(dataset_id, annotations))
    assert len((await everything(studio, dataset_id, first))["a.png"].annotations) == 1
    assert (await everything(studio, dataset_id, second))["a.png"].annotations == []
    await do(studio.client.upload_dataset(dataset_id, annotations, images, second))
    assert len((await everything(studio, dataset_id, second))["a.png"].annotations) == 1


async def test_what_cannot_be_uploaded_leaves_the_dataset_as_it_was(studio, tmp_path):
    dataset_id, _ = await studio.dataset()
    pictures(tmp_path / "in", "a.png")
    with pytest.raises(InvalidArgumentError, match="nothing to upload"):
        await do(studio.client.upload_dataset(dataset_id))
    lost = table(tmp_path / "in.arrow", ("a", {"group": "g", "label": "x"}), ("gone", {"label": "y"}))
    with pytest.raises(MissingResourceError, match="no image found for 1 samples; the first is 'gone'"):
        await do(studio.client.upload_dataset(dataset_id, lost))
    assert await do(studio.client.labels(dataset_id)) == []
    assert await do(studio.client.groups(dataset_id)) == []
    assert (await do(studio.client.samples_count(dataset_id))).total == 0


async def test_a_dataset_that_was_exported_and_uploaded_again_is_the_same(studio, tmp_path):
    pictures(tmp_path / "d", "a.png", "seq/seq_3.png")
    ring = [0.1, 0.1, 0.5, 0.1, 0.5, 0.6]
    annotations = table(
        tmp_path / "d.arrow",
        ("a", {"label": "car", "label_index": 7, "group": "train", "box2d": (0.5, 0.5, 0.2, 0.1)}),
        ("a", {"label": "bus", "label_index": 2, "group": "train", "polygon": [ring], "ignore": True}),
        (
            "seq",
            {"frame": 3, "label": "car", "label_index": 7, "box3d": (1, 2, 3, 4, 5, 6), "pose": (1, 2, 3)},
        ),
    )
    first, first_set = await studio.dataset("first")
    await do(studio.client.upload_dataset(first, annotations))
    exported = await do(studio.client.samples_table(first, first_set))
    write_edf(exported, tmp_path / "out.arrow")
    await do(studio.client.download_dataset(first, output=str(tmp_path / "out")))
    second, second_set = await studio.dataset("second")
    await do(studio.client.upload_dataset(second, tmp_path / "out.arrow"))
    again = await do(studio.client.samples_table(second, second_set))
    assert again.to_pylist() == exported.to_pylist()
    assert again.num_rows == 3
    assert exported.schema.metadata[b"schema_version"]
    assert await downloaded(studio, second, tmp_path / "again") == contents(tmp_path / "d")
    # with the version in its metadata, the platform's own converter finds the polygon too
    edgefirst_client.arrow_to_coco(str(tmp_path / "out.arrow"), str(tmp_path / "coco.json"))
    document = json.loads((tmp_path / "coco.json").read_text())
    assert any(one.get("segmentation") for one in document["annotations"])
