"""The official Python module does the main job against our server, unchanged."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import edgefirst_client as official_module
import pytest

if TYPE_CHECKING:
    from pathlib import Path


def fresh(client: official_module.Client, project: str) -> tuple[str, str]:
    dataset = client.create_dataset(project, f"main job {uuid.uuid4()}", "made by a test")
    return dataset, client.create_annotation_set(dataset, "annotations", "boxes and polygons")


def samples_of(pictures: list[Path]) -> list[official_module.Sample]:
    samples = []
    for number, path in enumerate(pictures):
        sample = official_module.Sample()
        sample.set_image_name(path.name)
        sample.set_group("train" if number < 4 else "val")
        sample.add_file(official_module.SampleFile("image", str(path)))
        if number:
            annotation = official_module.Annotation()
            annotation.set_label("car" if number % 2 else "person")
            annotation.set_object_id(f"object-{number}")
            annotation.set_box2d(official_module.Box2d(0.125, 0.25, 0.5, 0.0625 * number))
            annotation.set_polygon(official_module.Polygon([[(0.125, 0.25), (0.625, 0.25), (0.625, 0.5)]]))
            sample.add_annotation(annotation)
        samples.append(sample)
    return samples


def test_login_gives_organization_projects_and_a_token_that_renews(official, local_server, project) -> None:
    assert official.username == local_server.username
    assert official.organization().name
    assert project in [str(found.id) for found in official.projects()]
    assert official.project(project).name
    official.verify_token()
    before = official.token_expiration
    official.renew_token()
    assert official.token_expiration >= before
    assert official.version()
    assert official.usage_summary().total >= 0


def test_wrong_password_is_refused(local_server) -> None:
    client = official_module.Client().with_memory_storage().with_url(local_server.url)
    with pytest.raises(RuntimeError, match="PermissionDenied"):
        client.with_login(local_server.username, "not the password")


def test_populated_samples_come_back_with_groups_labels_boxes_and_polygons(
    official, project, pictures
) -> None:
    dataset, annotation_set = fresh(official, project)
    results = official.populate_samples(dataset, annotation_set, samples_of(pictures))
    assert [len(result.urls) for result in results] == [1] * 6
    assert {group.name for group in official.groups(dataset)} == {"train", "val"}
    assert {label.name for label in official.labels(dataset)} == {"car", "person"}
    assert official.samples_count(dataset).total == 6
    assert official.sample_names(dataset, ["val"]) == {"photo_4", "photo_5"}
    types = [official_module.AnnotationType.Box2d, official_module.AnnotationType.Polygon]
    samples = {sample.image_name: sample for sample in official.samples(dataset, annotation_set, types)}
    assert set(samples) == {path.name for path in pictures}
    assert samples["photo_0.jpg"].annotations == []
    third = samples["photo_3.jpg"]
    assert (third.width, third.height, third.group) == (160, 120, "train")
    (annotation,) = third.annotations
    box = annotation.box2d
    assert (box.left, box.top, box.width, box.height) == (0.125, 0.25, 0.5, 0.1875)
    assert annotation.polygon.rings == [[(0.125, 0.25), (0.625, 0.25), (0.625, 0.5)]]
    assert (annotation.label, annotation.object_id) == ("car", "object-3")


def test_downloads_are_byte_identical(official, project, pictures, tmp_path) -> None:
    dataset, annotation_set = fresh(official, project)
    official.populate_samples(dataset, annotation_set, samples_of(pictures))
    target = tmp_path / "back"
    official.download_dataset(dataset, [], [official_module.FileType.Image], str(target), False)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == {
        path.name: path.read_bytes() for path in pictures
    }
    assert official.samples(dataset)[0].download() in [path.read_bytes() for path in pictures]


def test_annotations_and_data_frame_hold_every_row(official, project, pictures) -> None:
    dataset, annotation_set = fresh(official, project)
    official.populate_samples(dataset, annotation_set, samples_of(pictures))
    types = [official_module.AnnotationType.Box2d]
    assert (
        sum(annotation.box2d is not None for annotation in official.annotations(annotation_set, [], types))
        == 5
    )
    frame = official.samples_dataframe(dataset, annotation_set)
    assert frame.height == 6
    assert set(frame["group"].cast(str).to_list()) == {"train", "val"}


def test_labels_are_pinned_swapped_renamed_and_removed(official, project) -> None:
    dataset, _ = fresh(official, project)
    official.add_labels(dataset, ["car", "person"], [3, 7])
    official.add_labels(dataset, ["car", "person"], [7, 3])
    assert {label.name: label.index for label in official.labels(dataset)} == {"car": 7, "person": 3}
    label = next(label for label in official.labels(dataset) if label.name == "car")
    label.set_name(official, "vehicle")
    official.dataset(dataset).remove_label("person")
    assert [label.name for label in official.labels(dataset)] == ["vehicle"]


def test_groups_are_reassigned_and_samples_deleted(official, project, pictures) -> None:
    dataset, annotation_set = fresh(official, project)
    official.populate_samples(dataset, annotation_set, samples_of(pictures))
    sample = official.samples(dataset, None, [], ["val"])[0]
    official.set_sample_group_id(sample.id, official.get_or_create_group(dataset, "test"))
    assert official.samples_count(dataset, None, [], ["test"]).total == 1
    official.delete_samples(dataset, [sample.id])
    assert official.samples_count(dataset).total == 5


def test_bulk_annotations_are_added_and_deleted(official, project, pictures) -> None:
    dataset, annotation_set = fresh(official, project)
    official.populate_samples(dataset, annotation_set, samples_of(pictures))
    sample = official.samples(dataset)[0]
    label = official.labels(dataset)[0]
    added = official_module.ServerAnnotation(
        "box",
        0.1,
        0.2,
        0.3,
        0.4,
        None,
        int(sample.id),
        int(official_module.AnnotationSetID(annotation_set)),
        label_id=label.id,
    )
    assert len(official.add_annotations_bulk(annotation_set, [added])) == 1
    official.delete_annotations_bulk(annotation_set, ["box", "seg"], [sample.id])
    by_id = {
        s.id: s for s in official.samples(dataset, annotation_set, [official_module.AnnotationType.Box2d])
    }
    assert by_id[sample.id].annotations == []


def test_datasets_and_annotation_sets_are_listed_filtered_and_deleted(official, project) -> None:
    dataset, annotation_set = fresh(official, project)
    name = official.dataset(dataset).name
    assert [str(found.id) for found in official.datasets(project, name)] == [dataset]
    assert [str(found.id) for found in official.annotation_sets(dataset)] == [annotation_set]
    official.delete_annotation_set(annotation_set)
    assert official.annotation_sets(dataset) == []
    official.delete_dataset(dataset)
    assert official.datasets(project, name) == []
    with pytest.raises(RuntimeError, match="101"):
        official.dataset(dataset)


def test_dimensions_are_updated(official, project, pictures) -> None:
    dataset, annotation_set = fresh(official, project)
    official.populate_samples(dataset, annotation_set, samples_of(pictures))
    sample = official.samples(dataset)[0]
    assert official.update_sample_dimensions(dataset, [(sample.id, 1600, 1200)]) == 1
    again = next(found for found in official.samples(dataset) if found.id == sample.id)
    assert (again.width, again.height) == (1600, 1200)


def test_what_is_not_there_is_refused_with_the_reason(official) -> None:
    with pytest.raises(RuntimeError, match=r"RpcError\(101, .*ds-ffff"):
        official.purge_recycle_bin(["ds-ffff"])
