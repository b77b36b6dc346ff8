"""What users write with the sync client; both type checkers accept every line."""

from __future__ import annotations

from datetime import datetime
from typing import assert_type

from groundwire.errors import RpcError
from groundwire.progress import terminal_bar
from groundwire.studio import (
    Annotation,
    AnnotationSet,
    AnnotationType,
    Box2d,
    Client,
    Dataset,
    DatasetID,
    FileType,
    Label,
    Project,
    Sample,
    SampleFile,
    SamplesPopulateResult,
)


def main_job(client: Client) -> None:
    assert_type(client.projects("deer"), list[Project])
    project = client.project("p-1")
    datasets = project.datasets()
    assert_type(datasets, list[Dataset])
    dataset = client.dataset(DatasetID(7))
    assert_type(dataset.id, DatasetID)
    assert_type(dataset.created, datetime)
    assert_type(client.labels(dataset.id), list[Label])
    assert_type(client.annotation_sets(7), list[AnnotationSet])
    samples = client.samples(
        dataset.id, "as-3", [AnnotationType.Box2d], ["train"], [FileType.Image], progress=terminal_bar()
    )
    assert_type(samples, list[Sample])
    box = samples[0].annotations[0].box2d
    if box is not None:
        assert_type(box.left + box.cx, float)
    assert_type(client.sample_names(dataset.id), set[str])
    assert_type(samples[0].download(), bytes | None)
    client.add_labels(dataset.id, ["car", "person"], [3, None])
    client.download_dataset(dataset.id, output="here", flatten=True)


def upload(client: Client) -> list[SamplesPopulateResult]:
    annotation = Annotation()
    annotation.set_label("car")
    annotation.set_box2d(Box2d(0.1, 0.2, 0.3, 0.4))
    sample = Sample()
    sample.add_annotation(annotation)
    sample.add_file(SampleFile("image", "a.jpg"))
    return client.populate_samples("ds-1", "as-1", [sample], lambda done, total: print(total - done))


def progress_with_status(client: Client) -> None:
    def show(current: int, total: int, status: str | None) -> None:
        print(current, total, status)

    client.download_dataset(1, progress=show)


def errors(client: Client) -> int | str | None:
    try:
        client.dataset("ds-1")
    except RpcError as error:
        return error.code
    return None


def low_level(client: Client) -> None:
    for project in client.rpc.project.list():
        print(project.name.upper(), project.id.value + 1)
