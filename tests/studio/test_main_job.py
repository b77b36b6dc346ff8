"""The main job from login to download, against the local server."""

from __future__ import annotations

import numpy as np
import pytest

from groundwire._core.errors import (
    AuthenticationError,
    InvalidArgumentError,
    InvalidIdError,
    MissingResourceError,
    NotFoundError,
    RpcError,
)
from groundwire.formats.masks import encode_mask_png, rings_to_mask
from groundwire.studio import (
    Annotation,
    AnnotationType,
    Box2d,
    Box3d,
    FileType,
    GpsData,
    ImuData,
    Polygon,
    ServerAnnotation,
)

from .conftest import do, image_bytes, with_image

pytestmark = pytest.mark.anyio


async def test_session(studio):
    client = studio.client
    assert client.username == studio.server.username
    assert await do(client.version())
    organization = await do(client.organization())
    assert organization.name
    assert (await do(client.usage_summary())).total >= 0
    await do(client.verify_token())
    before = await do(client.token())
    await do(client.renew_token())
    assert await do(client.token()) != before
    assert client.url == studio.server.url


async def test_projects_and_datasets(studio):
    client = studio.client
    project, *_ = await do(client.projects("sandbox"))
    assert (await do(client.project(project.id))) == project
    for name in ("Deer", "reindeer", "elk"):
        await do(client.create_dataset(project.id, f"{name} {id(studio)}", "about"))
    found = await do(project.datasets(f"DEER {id(studio)}"))
    assert [dataset.name.split()[0] for dataset in found] == ["Deer", "reindeer"]
    dataset = await do(client.dataset(str(found[0].id)))
    assert dataset.description == "about"
    assert dataset.created.utcoffset() is not None
    set_id = await do(dataset.create_annotation_set("first", "text"))
    (annotation_set,) = await do(dataset.annotation_sets())
    assert (str(annotation_set.id), annotation_set.dataset_id) == (set_id, dataset.id)
    await do(annotation_set.delete())
    assert await do(dataset.annotation_sets()) == []
    await do(dataset.delete())
    assert dataset.id not in [item.id for item in await do(client.datasets(project.id))]


async def test_labels_are_created_pinned_and_swapped(studio):
    client = studio.client
    dataset_id, _ = await studio.dataset()
    await do(client.add_labels(dataset_id, ["a", "b"], [1, 3]))
    await do(client.add_label(dataset_id, "c"))
    await do(client.add_labels(dataset_id, ["a", "b"], [3, 1]))
    labels = {label.name: label for label in await do(client.labels(dataset_id))}
    assert (labels["a"].index, labels["b"].index) == (3, 1)
    assert str(labels["a"].dataset_id) == dataset_id
    with pytest.raises(InvalidArgumentError, match="holds index 3"):
        await do(client.add_label(dataset_id, "c", 3))
    await do(labels["c"].set_name(client, "d"))
    await do(labels["a"].set_index(index=17))
    dataset = await do(client.dataset(dataset_id))
    await do(dataset.remove_label("b"))
    assert {(label.name, label.index) for label in await do(dataset.labels())} >= {("a", 17)}
    assert {label.name for label in await do(dataset.labels())} == {"a", "d"}


async def test_groups(studio):
    client = studio.client
    dataset_id, set_id = await studio.dataset()
    train = await do(client.get_or_create_group(dataset_id, "train"))
    assert await do(client.get_or_create_group(dataset_id, "train")) == train
    val = await do(client.get_or_create_group(dataset_id, "val"))
    samples = [studio.boxed(f"{n}.jpg", group="train") for n in range(3)]
    await do(client.populate_samples(dataset_id, set_id, samples))
    first, second, _ = await do(client.samples(dataset_id))
    await do(first.assign_group(val))
    await do(client.set_sample_group_id(second.id, val))
    assert [sample.name for sample in await do(client.samples(dataset_id, groups=["val"]))] == ["0", "1"]
    groups = await do(client.groups(dataset_id))
    assert {str(group): group.id for group in groups} == {"train": train, "val": val}
    assert (await do(client.samples_count(dataset_id, groups=["train"]))).total == 1


async def test_samples_of_a_group_by_its_number(studio):
    client = studio.client
    dataset_id, set_id = await studio.dataset()
    samples = [studio.boxed(f"{group}.jpg", group=group) for group in ("train", "val", "test")]
    await do(client.populate_samples(dataset_id, set_id, samples))
    dataset = await do(client.dataset(dataset_id))
    train = next(group for group in await do(dataset.groups()) if group.name == "train")
    assert [found.name for found in await do(client.samples(dataset_id, group_id=train.id))] == ["train"]
    both = await do(dataset.samples(groups=["val"], group_id=train.id))
    assert [found.name for found in both] == ["train", "val"]
    with pytest.raises(MissingResourceError, match=f"Dataset {dataset_id} has no group 999999"):
        await do(client.samples(dataset_id, group_id=999999))


async def test_everything_about_an_annotation_comes_back(studio):
    client = studio.client
    dataset_id, set_id = await studio.dataset()
    annotation = Annotation()
    annotation.set_label("car")
    annotation.set_label_index(7)
    annotation.set_object_id("track-1")
    annotation.set_box2d(Box2d(1 / 3, 0.1, 0.2, 0.3))
    annotation.set_box3d(Box3d(1, 2, 3, 4, 5, 6))
    annotation.set_polygon(Polygon([[(0.1, 0.1), (0.9, 0.1), (1 / 7, 0.9)]]))
    annotation.set_ignore(True)
    annotation.set_exclude(True)
    annotation.truncation, annotation.occlusion = 1, 2
    annotation.set_category_frequency("r")
    annotation.set_box2d_score(1 / 3)
    annotation.set_box3d_score(0.25)
    annotation.set_polygon_score(0.5)
    sample = studio.sample()
    sample.set_image_name("seq_3.camera.jpg")
    sample.set_sequence_name("seq")
    sample.set_frame_number(3)
    sample.set_location(GpsData(45.5, -73.6))
    sample.set_pose(ImuData(1, 2, 3))
    sample.add_annotation(annotation)
    await do(client.populate_samples(dataset_id, set_id, [sample]))
    (received,) = await do(client.samples(dataset_id, set_id))
    (back,) = received.annotations
    for name in ("label", "label_index", "object_id", "box2d", "box3d", "polygon", "ignore", "exclude"):
        assert getattr(back, name) == getattr(annotation, name), name
    for name in (
        "truncation",
        "occlusion",
        "category_frequency",
        "box2d_score",
        "box3d_score",
        "polygon_score",
    ):
        assert getattr(back, name) == getattr(annotation, name), name
    assert (back.name, back.sequence_name, back.frame_number) == ("seq_3", "seq", 3)
    assert received.location == GpsData(45.5, -73.6)
    assert received.pose == ImuData(1, 2, 3)
    (listed,) = await do(client.annotations(set_id))
    assert listed.sample_id == received.id
    assert listed.box2d == annotation.box2d


async def test_mask_with_hole_is_stored_as_rings_that_restore_it(studio):
    client = studio.client
    dataset_id, set_id = await studio.dataset()
    mask = np.zeros((20, 30), dtype=bool)
    mask[2:15, 3:25] = True
    mask[6:9, 7:12] = False
    mask[18, 28] = True
    annotation = Annotation()
    annotation.set_label("lake")
    annotation.set_mask(encode_mask_png(mask))
    sample = studio.sample()
    sample.set_image_name("lake.png")
    sample.add_annotation(annotation)
    await do(client.populate_samples(dataset_id, set_id, [sample]))
    assert annotation.mask is not None
    (received,) = await do(client.samples(dataset_id, set_id, [AnnotationType.Mask]))
    rings = received.annotations[0].polygon.rings
    pixels = [[(x * 30, y * 20) for x, y in ring] for ring in rings]
    assert np.array_equal(rings_to_mask(pixels, 30, 20), mask)


async def test_pages_are_joined_and_samples_keep_their_group(studio):
    client = studio.client
    dataset_id, set_id = await studio.dataset()
    samples = [studio.boxed(f"{n:04}.jpg", group="train" if n % 3 else "val") for n in range(1203)]
    seen, fetched = [], []
    results = await do(
        client.populate_samples(dataset_id, set_id, samples, lambda *event: seen.append(event))
    )
    assert [result.uuid for result in results] == [sample.uuid for sample in samples]
    assert seen == []
    received = await do(
        client.samples(dataset_id, set_id, progress=lambda done, total: fetched.append((done, total)))
    )
    assert fetched == [(1000, 1203), (1203, 1203)]
    groups = {sample.name: sample.group for sample in received}
    assert groups == {f"{n:04}": "train" if n % 3 else "val" for n in range(1203)}
    assert await do(client.sample_names(dataset_id)) == set(groups)
    assert len(await do(client.annotations(set_id, groups=["val"]))) == 401


async def test_tables_have_one_row_per_annotation(studio):
    client = studio.client
    dataset_id, set_id = await studio.dataset()
    bare = studio.sample()
    bare.set_image_name("bare.camera.jpg")
    await do(client.populate_samples(dataset_id, set_id, [studio.boxed("a.camera.jpg", group="train"), bare]))
    frame = await do(client.samples_dataframe(dataset_id, set_id))
    assert frame.columns == ["name", "label", "label_index", "group", "box2d"]
    assert frame["name"].to_list() == ["a", "bare"]
    assert frame["box2d"][0].to_list() == pytest.approx([0.25, 0.4, 0.3, 0.4])
    table = await do(client.samples_table(dataset_id, set_id))
    assert table.num_rows == 2
    dataset = await do(client.dataset(dataset_id))
    assert (await do(dataset.samples_count())).total == 2


async def test_bulk_edits(studio):
    client = studio.client
    dataset_id, set_id = await studio.dataset()
    samples = [studio.boxed(f"{n}.jpg") for n in range(3)]
    await do(client.populate_samples(dataset_id, set_id, samples))
    first, second, third = await do(client.samples(dataset_id, set_id))
    assert (
        await do(client.update_sample_dimensions(dataset_id, [(first.id, 64, 48), (int(second.id), 10, 20)]))
        == 2
    )
    added = ServerAnnotation(
        "box", 0.1, 0.1, 0.2, 0.2, None, int(first.id), int(set_id[3:], 16), label_name="person"
    )
    assert len(await do(client.add_annotations_bulk(set_id, [added]))) == 1
    await do(client.delete_annotations_bulk(set_id, ["box"], [second.id]))
    counts = [len(sample.annotations) for sample in await do(client.samples(dataset_id, set_id))]
    assert counts == [2, 0, 1]
    sizes = [(sample.width, sample.height) for sample in await do(client.samples(dataset_id))]
    assert sizes == [(64, 48), (10, 20), (None, None)]
    await do(client.delete_samples(dataset_id, [third.id]))
    assert (await do(client.samples_count(dataset_id))).total == 2


async def test_missing_sizes_are_found_out(studio, tmp_path):
    client = studio.client
    dataset_id, set_id = await studio.dataset()
    samples = [
        with_image(studio.boxed(f"{n}.png"), tmp_path / "in", f"{n}.png", image_bytes(size=(9 + n, 5)))
        for n in range(2)
    ]
    samples.append(studio.boxed("none.png"))
    await do(client.populate_samples(dataset_id, set_id, samples))
    stored = await do(client.samples(dataset_id))
    assert [(sample.width, sample.height) for sample in stored] == [(9, 5), (10, 5), (None, None)]
    events = []
    assert await do(client.backfill_sample_dimensions(dataset_id, lambda *event: events.append(event))) == 0
    assert events == [(1, 1, "Computing dimensions")]


async def test_errors_say_what_was_wrong(studio, server):
    client = studio.client
    with pytest.raises(NotFoundError) as caught:
        await do(client.dataset(0xFFFF))
    assert caught.value.method == "dataset.get"
    assert caught.value.code == 101
    with pytest.raises(InvalidIdError, match="Invalid dataset ID"):
        await do(client.dataset("p-1"))
    with pytest.raises(RpcError):
        await do(client.with_login(server.username, "wrong"))
    client.logout()
    with pytest.raises(AuthenticationError, match=r"project\.list needs a login"):
        await do(client.projects())
    assert await do(client.version())


async def test_low_level_methods_use_the_same_session(studio):
    projects = await do(studio.client.rpc.project.list())
    assert "Sandbox" in [project.name for project in projects]


async def test_empty_dataset(studio, tmp_path):
    client = studio.client
    dataset_id, set_id = await studio.dataset()
    events = []
    assert await do(client.samples(dataset_id, set_id, progress=lambda *event: events.append(event))) == []
    assert await do(client.annotations(set_id)) == []
    assert await do(client.sample_names(dataset_id)) == set()
    await do(
        client.download_dataset(
            dataset_id,
            [],
            [FileType.Image],
            str(tmp_path / "out"),
            progress=lambda *event: events.append(event),
        )
    )
    assert events == [(0, 0, "Downloading")]
    assert list((tmp_path / "out").iterdir()) == []
    assert await do(client.populate_samples(dataset_id, set_id, [])) == []
    assert (await do(client.samples_table(dataset_id))).num_rows == 0
