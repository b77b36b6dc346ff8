"""Versions of a dataset: the official client, in Python and on the command line, against our server."""

from __future__ import annotations

import edgefirst_client
import pytest

from tests.conformance.conftest import picture


@pytest.fixture
def dataset(official, project, tmp_path):
    """A dataset with two boxed pictures: its id, that of its annotation set, and how to add pictures."""
    dataset_id = official.create_dataset(project, "versions by the official client")
    set_id = official.create_annotation_set(dataset_id, "boxes")

    def add(number: int, label: str = "car", group: str = "train") -> None:
        path = tmp_path / f"photo_{number}.jpg"
        path.write_bytes(picture(number))
        sample = edgefirst_client.Sample()
        sample.set_image_name(path.name)
        sample.set_group(group)
        sample.add_file(edgefirst_client.SampleFile("image", str(path)))
        annotation = edgefirst_client.Annotation()
        annotation.set_label(label)
        annotation.set_box2d(edgefirst_client.Box2d(0.1, 0.2, 0.3, 0.4))
        sample.add_annotation(annotation)
        official.populate_samples(dataset_id, set_id, [sample])

    add(0)
    add(1, "person", "val")
    return str(dataset_id), str(set_id), add


def names(samples) -> list[str]:
    return sorted(sample.name for sample in samples)


def test_tags(official, local_server, dataset) -> None:
    dataset_id, _, add = dataset
    tag = official.version_tag_create(dataset_id, "v1", "first")
    assert (tag.name, tag.description, tag.created_by) == ("v1", "first", local_server.username)
    assert (tag.image_count, tag.label_count, tag.annotation_set_count) == (2, 2, 1)
    assert tag.annotation_counts == {"box": 2}
    assert tag.is_current
    add(2)
    assert not official.version_tag_get(dataset_id, "v1").is_current
    official.version_tag_create(dataset_id, "v2")
    assert [tag.name for tag in official.version_tag_list(dataset_id)] == ["v1", "v2"]
    assert "v2" in official.version_tag_delete(dataset_id, "v2")
    assert [tag.name for tag in official.version_tag_list(dataset_id)] == ["v1"]
    with pytest.raises(RuntimeError, match="v1"):
        official.version_tag_create(dataset_id, "v1")
    with pytest.raises(RuntimeError, match="101"):
        official.version_tag_get(dataset_id, "nope")


def test_reading_at_a_tag(official, dataset, tmp_path) -> None:
    dataset_id, set_id, add = dataset
    official.version_tag_create(dataset_id, "v1")
    add(2, "dog")
    (gone,) = [sample for sample in official.samples(dataset_id) if sample.name == "photo_0"]
    official.delete_samples(dataset_id, [gone.id])
    (label,) = [label for label in official.labels(dataset_id) if label.name == "person"]
    label.set_name(official, "human")
    assert names(official.samples(dataset_id)) == ["photo_1", "photo_2"]
    assert names(official.samples(dataset_id, version="v1")) == ["photo_0", "photo_1"]
    assert names(official.samples(dataset_id, groups=["val"], version="v1")) == ["photo_1"]
    assert official.samples_count(dataset_id, version="v1").total == 2
    assert official.sample_names(dataset_id, version="v1") == {"photo_0", "photo_1"}
    assert {label.name for label in official.labels(dataset_id, version="v1")} == {"car", "person"}
    assert {label.name for label in official.labels(dataset_id)} == {"car", "human", "dog"}
    (annotation_set,) = official.annotation_sets(dataset_id, version="v1")
    assert (str(annotation_set.id), str(annotation_set.dataset_id)) == (set_id, dataset_id)
    boxes = [edgefirst_client.AnnotationType.Box2d]
    notes = official.annotations(set_id, annotation_types=boxes, version="v1")
    assert sorted((note.name, note.label) for note in notes) == [("photo_0", "car"), ("photo_1", "person")]
    frame = official.samples_dataframe(dataset_id, set_id, version="v1")
    assert sorted(frame["name"].to_list()) == ["photo_0", "photo_1"]
    official.download_dataset(dataset_id, output=str(tmp_path / "back"), version="v1")
    assert {path.read_bytes() for path in (tmp_path / "back").iterdir()} == {picture(0), picture(1)}


def test_changelog_and_summary(official, local_server, dataset) -> None:
    dataset_id, _, add = dataset
    official.version_tag_create(dataset_id, "v1")
    add(2, "dog")
    page = official.version_changelog(dataset_id, from_version="v1", entity_types=["image", "label"])
    assert sorted((entry.entity_type, entry.operation) for entry in page.entries) == [
        ("image", "create"),
        ("label", "create"),
    ]
    assert {entry.username for entry in page.entries} == {local_server.username}
    assert page.count == official.version_changelog_count(dataset_id, "v1", None, ["image", "label"]) == 2
    seen, token = [], None
    while token != "":
        page = official.version_changelog(dataset_id, limit=3, continue_token=token)
        seen += [entry.id for entry in page.entries]
        token = page.continue_token
    assert len(seen) == len(set(seen)) == official.version_changelog_count(dataset_id)
    current = official.version_current(dataset_id)
    assert current.latest_tag.name == "v1"
    assert current.current_serial > current.latest_tag.serial
    assert current.summary.image_count == official.version_summary(dataset_id).image_count == 3
    assert official.version_summary_recalculate(dataset_id).annotation_counts == {"box": 3}


def test_restore(official, dataset) -> None:
    dataset_id, _, add = dataset
    tag = official.version_tag_create(dataset_id, "v1")
    ids = {str(sample.id) for sample in official.samples(dataset_id)}
    add(2, "dog")
    official.delete_samples(dataset_id, sorted(ids))
    result = official.version_tag_restore(dataset_id, "v1")
    assert result.success
    assert (result.restored_from_tag, result.restored_from_serial) == ("v1", tag.serial)
    assert (result.restored_counts_images, result.restored_counts_labels) == (2, 2)
    assert result.restored_counts_annotation_sets == 1
    assert result.new_serial == official.version_current(dataset_id).current_serial > tag.serial
    assert {str(sample.id) for sample in official.samples(dataset_id)} == ids
    assert {label.name for label in official.labels(dataset_id)} == {"car", "person"}
    with pytest.raises(RuntimeError, match="101"):
        official.version_tag_restore(dataset_id, "nope")


def test_every_command(cli, official, dataset) -> None:
    dataset_id, _, add = dataset
    assert "No version tags found." in cli("version", "tag", "list", dataset_id)
    made = cli("version", "tag", "create", dataset_id, "v1", "-d", "first")
    assert "Created tag 'v1' at serial" in made
    assert "Images:          2" in made
    add(2, "dog")
    listed = cli("version", "tag", "list", dataset_id)
    assert "v1" in listed
    shown = cli("version", "tag", "get", dataset_id, "v1")
    assert "first" in shown
    changes = cli("version", "changelog", dataset_id, "--from", "v1", "--types", "image,label")
    assert "Total entries: 2" in changes
    assert "create" in changes
    assert "No changelog entries found." in cli(
        "version", "changelog", dataset_id, "--from", "v1", "--to", "v1"
    )
    current = cli("version", "current", dataset_id)
    assert "v1" in current
    assert dataset_id in cli("version", "summary", dataset_id)
    restored = cli("version", "tag", "restore", dataset_id, "v1")
    assert "Restored from tag 'v1'" in restored
    assert "2 images, 2 labels, 1 annotation sets" in restored
    assert len(official.samples(dataset_id)) == 2
    assert "v1" in cli("version", "tag", "delete", dataset_id, "v1")
    cli("version", "tag", "get", dataset_id, "v1", fails=True)
