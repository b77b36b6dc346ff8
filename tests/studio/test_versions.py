"""Versions of a dataset, with the sync and the async client against the local server."""

from __future__ import annotations

import pytest

from groundwire._core.errors import InvalidArgumentError, NotFoundError, RpcError
from groundwire.studio import AnnotationType, FileType

from .conftest import do, image_bytes, with_image

pytestmark = pytest.mark.anyio


@pytest.fixture
async def versioned(studio, tmp_path):
    """A dataset with two samples, tagged, then changed in every way."""
    client = studio.client
    dataset_id, set_id = await studio.dataset("versions")
    samples = [
        with_image(studio.boxed(f"{n}.png", group="train"), tmp_path / "in", f"{n}.png", image_bytes(shade=n))
        for n in range(2)
    ]
    await do(client.populate_samples(dataset_id, set_id, samples))
    dataset = await do(client.dataset(dataset_id))
    await do(dataset.version_tag_create("v1", "first"))
    found = await do(client.samples(dataset_id))
    await do(client.delete_samples(dataset_id, [found[0].id]))
    (label,) = await do(dataset.labels())
    await do(label.set_name(name="somebody"))
    late = with_image(
        studio.boxed("2.png", "dog", group="val"), tmp_path / "in", "2.png", image_bytes(shade=9)
    )
    await do(client.populate_samples(dataset_id, set_id, [late]))
    await do(dataset.create_annotation_set("late"))
    return dataset, set_id


async def names(samples):
    return [sample.name for sample in await do(samples)]


async def test_tags_are_made_listed_and_deleted(studio, versioned):
    dataset, _ = versioned
    client = studio.client
    tag = await do(dataset.version_tag_get("v1"))
    assert (tag.description, tag.created_by, tag.dataset_id) == ("first", studio.server.username, dataset.id)
    assert (tag.image_count, tag.label_count, tag.annotation_set_count) == (2, 1, 1)
    assert (tag.annotation_counts, tag.sensor_counts, tag.is_current) == ({"box": 2}, {}, False)
    second = await do(client.version_tag_create(dataset.id, "v2"))
    assert second.is_current
    assert second.serial > tag.serial
    assert [one.name for one in await do(client.version_tag_list(dataset.id))] == ["v1", "v2"]
    assert "v2" in await do(client.version_tag_delete(dataset.id, "v2"))
    assert [one.name for one in await do(dataset.version_tag_list())] == ["v1"]


async def test_everything_can_be_read_at_a_tag(studio, versioned, tmp_path):
    dataset, set_id = versioned
    client = studio.client
    assert await names(client.samples(dataset.id)) == ["1", "2"]
    assert await names(client.samples(dataset.id, version="v1")) == ["0", "1"]
    assert await names(dataset.samples(groups=["train"], version="v1")) == ["0", "1"]
    assert await names(dataset.samples(groups=["val"], version="v1")) == []
    assert (await do(client.samples_count(dataset.id, version="v1"))).total == 2
    assert await do(client.sample_names(dataset.id, version="v1")) == {"0", "1"}
    (label,) = await do(dataset.labels(version="v1"))
    assert (label.name, label.dataset_id) == ("person", dataset.id)
    assert {label.name for label in await do(dataset.labels())} == {"somebody", "dog"}
    (annotation_set,) = await do(dataset.annotation_sets("v1"))
    assert (str(annotation_set.id), annotation_set.dataset_id) == (set_id, dataset.id)
    boxes = await do(annotation_set.annotations(annotation_types=[AnnotationType.Box2d], version="v1"))
    assert [(box.name, box.label, box.label_index) for box in boxes] == [
        ("0", "person", 0),
        ("1", "person", 0),
    ]
    frame = await do(client.samples_dataframe(dataset.id, set_id, version="v1"))
    assert frame["name"].to_list() == ["0", "1"]
    assert frame["label"].to_list() == ["person", "person"]
    await do(dataset.download(str(tmp_path / "out"), [], [FileType.Image], version="v1"))
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == {
        f"{n}.png": image_bytes(shade=n) for n in range(2)
    }


async def test_the_changelog_tells_what_happened_since(studio, versioned):
    dataset, _ = versioned
    client = studio.client
    page = await do(dataset.version_changelog("v1"))
    assert [(one.entity_type, one.operation) for one in page.entries] == [
        ("image", "delete"),
        ("label", "update"),
        ("label", "create"),
        ("dataset", "update"),
        ("image", "create"),
        ("annotation", "create"),
        ("annotation_set", "create"),
    ]
    assert (page.count, page.continue_token) == (7, "")
    assert {one.username for one in page.entries} == {studio.server.username}
    assert page.entries[1].change_data == {"name": "somebody", "index": 0}
    seen, token = [], None
    while token != "":
        part = await do(client.version_changelog(dataset.id, "v1", None, ["image", "label"], 1, token))
        seen += [one.id for one in part.entries]
        token = part.continue_token
    assert len(seen) == 4 == await do(dataset.version_changelog_count("v1", None, ["image", "label"]))


async def test_where_the_dataset_stands(studio, versioned):
    dataset, _ = versioned
    current = await do(dataset.version_current())
    assert current.latest_tag.name == "v1"
    assert [tag.name for tag in current.tags] == ["v1"]
    summary = await do(dataset.version_summary())
    assert summary == current.summary
    assert (summary.image_count, summary.label_count, summary.annotation_set_count) == (2, 2, 2)
    anew = await do(studio.client.version_summary_recalculate(dataset.id))
    assert (anew.image_count, anew.annotation_counts) == (2, {"box": 2})


async def test_a_tag_is_restored_and_so_is_what_was_before(studio, versioned):
    dataset, _ = versioned
    await do(dataset.version_tag_create("v2"))
    result = await do(dataset.version_tag_restore("v1"))
    assert (result.success, result.restored_from_tag) == (True, "v1")
    assert (result.restored_counts_images, result.restored_counts_labels) == (2, 1)
    assert await names(dataset.samples()) == ["0", "1"]
    assert [label.name for label in await do(dataset.labels())] == ["person"]
    assert len(await do(dataset.annotation_sets())) == 1
    assert (await do(dataset.version_current())).current_serial == result.new_serial
    await do(studio.client.version_tag_restore(dataset.id, "v2"))
    assert await names(dataset.samples()) == ["1", "2"]
    assert {label.name for label in await do(dataset.labels())} == {"somebody", "dog"}


async def test_failures_say_what_is_wrong(studio, versioned):
    dataset, set_id = versioned
    client = studio.client
    with pytest.raises(RpcError, match="version tag named 'v1' already"):
        await do(dataset.version_tag_create("v1"))
    with pytest.raises(RpcError, match="'name': must not be empty"):
        await do(dataset.version_tag_create(""))
    for call in (dataset.version_tag_get, dataset.version_tag_delete, dataset.version_tag_restore):
        with pytest.raises(NotFoundError, match="'nope'"):
            await do(call("nope"))
    with pytest.raises(NotFoundError, match="'nope'"):
        await do(client.samples(dataset.id, version="nope"))
    with pytest.raises(NotFoundError, match="'nope'"):
        await do(client.annotations(set_id, version="nope"))
    with pytest.raises(NotFoundError, match="at serial"):
        await do(dataset.version_changelog("9999"))
    with pytest.raises(RpcError, match="entity_types"):
        await do(dataset.version_changelog(entity_types=["nonsense"]))
    with pytest.raises((RpcError, InvalidArgumentError), match="limit"):
        await do(dataset.version_changelog(limit=0))
    with pytest.raises(NotFoundError):
        await do(client.version_tag_list("ds-ffffffff"))
