"""Aliases and the names around the client, as users write them; both type checkers accept them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_type

import groundwire.studio as edgefirst_client
from groundwire.studio import (
    Annotation,
    AnnotationSetUID,
    AnnotationType,
    AppUID,
    AsyncClient,
    Client,
    DatasetMetadata,
    DatasetUID,
    Error,
    ExperimentUID,
    FileType,
    ImageUID,
    OrganizationUID,
    Parameter,
    ParameterDict,
    ParameterValue,
    Progress,
    ProjectID,
    ProjectUID,
    SampleFile,
    SamplesPopulateResult,
    SampleUID,
    SequenceUID,
    Snapshot,
    SnapshotUID,
    TaskInfo,
    TaskUID,
    TrainingSessionUID,
    ValidationSessionUID,
)

if TYPE_CHECKING:
    from pathlib import Path

ANY_OF_THEM: list[
    OrganizationUID | ExperimentUID | SampleUID | ImageUID | SequenceUID | AppUID | TrainingSessionUID
] = ["org-1", 2]


def identifiers(project: ProjectUID, dataset: DatasetUID, annotation_set: AnnotationSetUID) -> None:
    client = Client()
    client.datasets(project)
    client.labels(dataset)
    client.annotations(annotation_set)


identifiers("p-1", 2, "as-3")
identifiers(ProjectID("p-1"), "ds-2", 3)


def sessions(client: Client, validation: ValidationSessionUID, task: TaskUID, snapshot: SnapshotUID) -> None:
    client.validation_session(validation)
    assert_type(client.task(task, monitor=True), TaskInfo)
    assert_type(client.snapshot(snapshot), Snapshot)


def parameters(value: ParameterValue) -> ParameterDict:
    return {"one": value, "two": Parameter.integer(2), "many": [1.5, "x"], "named": {"deep": True}}


def two(done: int, total: int) -> None:
    print(done, total)


def three(done: int, total: int, status: str | None) -> None:
    print(done, total, status)


CALLBACKS: list[Progress] = [two, three]


def by_type(client: Client) -> None:
    dataset = client.dataset("ds-1")
    assert_type(dataset.get_annotations_by_type(AnnotationType.Box2d), list[Annotation])
    assert_type(dataset.get_files_by_type(FileType.All), list[SampleFile])


def files(client: Client, folder: Path) -> None:
    for callback in CALLBACKS:
        sent = client.upload_dataset("ds-1", folder / "a.arrow", "images.zip", "as-1", callback)
        assert_type(sent, list[SamplesPopulateResult])
    assert_type(edgefirst_client.coco_to_arrow("a.json", folder / "a.arrow"), int)
    assert_type(edgefirst_client.arrow_to_coco("a.arrow", "a.json", groups=["train"]), int)
    assert_type(edgefirst_client.read_dataset_metadata(folder / "a.arrow"), DatasetMetadata)
    assert_type(edgefirst_client.parse_token_server("h.c.s"), str)


async def async_files(client: AsyncClient) -> None:
    assert_type(await client.upload_dataset("ds-1", images="images"), list[SamplesPopulateResult])


def errors(client: Client) -> str:
    try:
        return client.version()
    except Error as error:
        return error.message
