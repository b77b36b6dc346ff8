"""Samples, their files and their annotations."""

from __future__ import annotations

from groundwire.errors import (
    NotFoundError,
    StatusError,
)
from groundwire.studio import Annotation, AnnotationType, Box2d, FileType, SampleFile, ServerAnnotation
from tests.studio.every.table import case
from tests.studio.every.world import IMAGE, RADAR, UNKNOWN


def sample(w, name="a"):
    (found,) = [one for one in w.client.samples(w.data.id, types=[FileType.All]) if one.name == name]
    return found


def lost(w):
    """A sample whose files are no longer stored."""
    found = sample(w)
    w.lose(f"org-1/ds-{w.data.id:x}")
    return found


def new_sample(w, name="c.png", label="hare"):
    path = w.file(name, IMAGE)
    made = w.driver.kind("Sample")()
    made.add_file(SampleFile("image", str(path)))
    made.set_image_name(name)
    annotation = Annotation()
    annotation.set_label(label)
    annotation.set_box2d(Box2d(0.25, 0.25, 0.5, 0.5))
    made.add_annotation(annotation)
    return made


def uploaded(w, results) -> None:
    """The new sample is there: its file, its size, its annotation."""
    assert len(results) == 1
    (seen,) = [one for one in w.data.samples() if one.get("image_name") == "c.png"]
    assert w.api.http.get(seen["image_url"]).content == IMAGE
    assert (seen["width"], seen["height"]) == (16, 8)
    assert seen["annotations"][0]["label_name"] == "hare"


def blind(w):
    """A dataset with an image whose size the server does not know."""
    data = w.empty
    data.populate({"uuid": "x", "image_url": w.data.samples()[0]["image_url"], "image_name": "x.png"})
    return data


def boxes(w, sample_id):
    return [
        ServerAnnotation(
            "box", 0.5, 0.25, 0.25, 0.5, None, sample_id, w.data.annotation_set, label_name="hare"
        )
    ]


@case("Client.samples", NotFoundError, lambda w: w.client.samples(UNKNOWN))
def _(w):
    found = w.client.samples(w.data.id, w.data.annotation_set, types=[FileType.RadarPcd], groups=["train"])
    assert [one.name for one in found] == ["a"]
    assert found[0].annotations[0].label_index == 3
    assert [file.file_type for file in found[0].files] == ["radar.pcd"]


@case("Dataset.samples", NotFoundError, lambda w: w.gone_dataset.samples())
def _(w):
    assert [one.name for one in w.dataset.samples()] == ["a", "b"]


@case("Client.samples_count", NotFoundError, lambda w: w.client.samples_count(UNKNOWN))
def _(w):
    assert w.client.samples_count(w.data.id, groups=["val"]).total == 1


@case("Dataset.samples_count", NotFoundError, lambda w: w.gone_dataset.samples_count())
def _(w):
    count = w.dataset.samples_count(w.data.annotation_set, [AnnotationType.Box2d], groups=["train"])
    assert count.total == 1


@case("Client.sample_names", NotFoundError, lambda w: w.client.sample_names(UNKNOWN))
def _(w):
    assert w.client.sample_names(w.data.id) == {"a", "b"}


@case("Client.annotations", NotFoundError, lambda w: w.client.annotations(UNKNOWN))
def _(w):
    found = w.client.annotations(w.data.annotation_set, annotation_types=[AnnotationType.Box2d])
    assert [(one.name, one.label, one.box2d.width) for one in found if one.box2d] == [("a", "deer", 0.5)]


@case("Client.samples_table", NotFoundError, lambda w: w.client.samples_table(UNKNOWN))
def _(w):
    import pyarrow as pa

    table = pa.table(w.client.samples_table(w.data.id, w.data.annotation_set))
    assert sorted(table.column("name").to_pylist()) == ["a", "b"]


@case("Client.samples_dataframe", NotFoundError, lambda w: w.client.samples_dataframe(UNKNOWN))
def _(w):
    frame = w.client.samples_dataframe(w.data.id, w.data.annotation_set)
    assert sorted(frame["name"].to_list()) == ["a", "b"]


@case(
    "Client.populate_samples",
    NotFoundError,
    lambda w: w.client.populate_samples(UNKNOWN, UNKNOWN, [new_sample(w)]),
)
def _(w):
    uploaded(w, w.client.populate_samples(w.data.id, w.data.annotation_set, [new_sample(w)]))


@case(
    "Client.populate_samples_with_concurrency",
    NotFoundError,
    lambda w: w.client.populate_samples_with_concurrency(w.data.id, [new_sample(w)], UNKNOWN),
)
def _(w):
    made = [new_sample(w)]
    uploaded(
        w, w.client.populate_samples_with_concurrency(w.data.id, made, w.data.annotation_set, concurrency=2)
    )


@case("Client.upload_dataset", NotFoundError, lambda w: w.client.upload_dataset(UNKNOWN, images=folder(w)))
def _(w):
    assert len(w.client.upload_dataset(w.data.id, images=folder(w))) == 1
    (seen,) = [one for one in w.data.samples() if one.get("image_name") == "c.png"]
    assert w.api.http.get(seen["image_url"]).content == IMAGE


def folder(w):
    made = w.tmp / "images"
    made.mkdir(exist_ok=True)
    (made / "c.png").write_bytes(IMAGE)
    return made


@case("Client.delete_samples", NotFoundError, lambda w: w.client.delete_samples(w.data.id, [UNKNOWN]))
def _(w):
    w.client.delete_samples(w.data.id, w.sample_ids[:1])
    assert [one["id"] for one in w.data.samples()] == w.sample_ids[1:]


@case("Dataset.delete_samples", NotFoundError, lambda w: w.gone_dataset.delete_samples(w.sample_ids))
def _(w):
    w.dataset.delete_samples(w.sample_ids)
    assert w.data.samples() == []


@case(
    "Client.update_sample_dimensions",
    NotFoundError,
    lambda w: w.client.update_sample_dimensions(w.data.id, [(UNKNOWN, 3, 4)]),
)
def _(w):
    assert w.client.update_sample_dimensions(w.data.id, [(w.sample_ids[1], 30, 40)]) == 1
    seen = w.data.samples()[1]
    assert (seen["width"], seen["height"]) == (30, 40)


@case(
    "Client.backfill_sample_dimensions", NotFoundError, lambda w: w.client.backfill_sample_dimensions(UNKNOWN)
)
def _(w):
    data = blind(w)
    assert w.client.backfill_sample_dimensions(data.id) == 1
    assert (data.sample()["width"], data.sample()["height"]) == (16, 8)


@case(
    "Client.set_sample_group_id",
    NotFoundError,
    lambda w: w.client.set_sample_group_id(w.sample_ids[0], UNKNOWN),
)
def _(w):
    groups = {one["name"]: one["id"] for one in w.api("groups.list", dataset_id=w.data.id)}
    w.client.set_sample_group_id(w.sample_ids[0], groups["val"])
    assert w.api("samples.count", dataset_id=w.data.id, group_names=["val"])["total"] == 2


@case("Sample.assign_group", NotFoundError, lambda w: sample(w).assign_group(UNKNOWN))
def _(w):
    groups = {one["name"]: one["id"] for one in w.api("groups.list", dataset_id=w.data.id)}
    sample(w).assign_group(groups["val"])
    assert w.api("samples.count", dataset_id=w.data.id, group_names=["val"])["total"] == 2


@case("Sample.download", StatusError, lambda w: lost(w).download())
def _(w):
    assert sample(w).download() == IMAGE
    assert sample(w).download(FileType.RadarPcd) == RADAR


@case("Client.download_sample", StatusError, lambda w: w.client.download_sample(lost(w)))
def _(w):
    assert w.client.download_sample(sample(w)) == IMAGE
    assert w.client.download_sample(sample(w), FileType.RadarPcd) == RADAR


@case(
    "Client.download_dataset",
    NotFoundError,
    lambda w: w.client.download_dataset(UNKNOWN, output=str(w.tmp / "out")),
)
def _(w):
    w.client.download_dataset(w.data.id, output=str(w.tmp / "out"))
    assert sorted(path.name for path in (w.tmp / "out").iterdir()) == ["a.png", "b.png"]
    assert (w.tmp / "out" / "a.png").read_bytes() == IMAGE


@case("Dataset.download", NotFoundError, lambda w: w.gone_dataset.download(str(w.tmp / "out")))
def _(w):
    w.dataset.download(str(w.tmp / "out"), groups=["train"], types=[FileType.All])
    assert sorted(path.name for path in (w.tmp / "out").iterdir()) == ["a.png", "a.radar.pcd"]


@case(
    "Dataset.get_annotations_by_type",
    NotFoundError,
    lambda w: w.dataset.get_annotations_by_type(AnnotationType.Box2d, UNKNOWN),
)
def _(w):
    found = w.dataset.get_annotations_by_type(AnnotationType.Polygon)
    assert [one.label for one in found] == ["fox"]


@case("Dataset.get_files_by_type", NotFoundError, lambda w: w.gone_dataset.get_files_by_type(FileType.All))
def _(w):
    (file,) = w.dataset.get_files_by_type(FileType.RadarPcd)
    assert w.client.download(file.url) == RADAR


@case(
    "Client.add_annotations_bulk",
    NotFoundError,
    lambda w: w.client.add_annotations_bulk(w.data.annotation_set, boxes(w, UNKNOWN)),
)
def _(w):
    w.client.add_annotations_bulk(w.data.annotation_set, boxes(w, w.sample_ids[1]))
    assert {one["label_name"] for one in w.data.samples()[1]["annotations"]} == {"fox", "hare"}


@case(
    "Client.delete_annotations_bulk",
    NotFoundError,
    lambda w: w.client.delete_annotations_bulk(UNKNOWN, ["box"], [1]),
)
def _(w):
    w.client.delete_annotations_bulk(w.data.annotation_set, ["box", "seg"], w.sample_ids[:1])
    assert [len(one.get("annotations", [])) for one in w.data.samples()] == [0, 1]
