"""Deprecated spellings still work, and warn at the line that uses them."""

from __future__ import annotations

import base64
import json
import warnings

import pytest

from groundwire._core.errors import ConfigurationError
from groundwire.studio import (
    Annotation,
    AnnotationSet,
    AsyncClient,
    AsyncDataset,
    AsyncProject,
    AsyncSample,
    Client,
    Dataset,
    Experiment,
    Label,
    Project,
    Sample,
    Task,
    TaskInfo,
    TrainingSession,
    ValidationSession,
)
from groundwire.studio._deprecations import DEPRECATIONS
from groundwire.studio._sample import Listing, SampleRecord

DATASET = {
    "id": 3,
    "project_id": 1,
    "name": "d",
    "description": "",
    "cloud_key": "",
    "createdAt": "2024-01-01T00:00:00Z",
}


class Recorder:
    """Stands for a client; notes what is asked of it."""

    def __init__(self):
        self.asked = []
        self.answers = {"labels": [Label(id=9, index=0, name="a")], "_send": {}}

    def __getattr__(self, name):
        def ask(*arguments, **_):
            self.asked.append((name, *arguments))
            return self if name == "_transport" else self.answers.get(name)

        return ask


def warned(action):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        action()
    return [(warning.category, warning.filename, str(warning.message)) for warning in caught]


TASK = {
    "id": 7,
    "name": "",
    "type": "trainer",
    "status": "",
    "instance_type": "",
    "date": "2024-01-01T00:00:00Z",
}
TRAINING = {
    "id": 5,
    "trainer_id": 2,
    "model": "",
    "name": "",
    "description": "",
    "params": {},
    "docker_task": TASK,
}


def training():
    return TrainingSession.model_validate(TRAINING)


VALIDATION = {
    "id": 6,
    "experiment_id": 2,
    "training_session_id": 5,
    "dataset_id": 3,
    "gt_annotation_set_id": 4,
    "description": "",
    "params": {"model_params": {}, "validate_params": {"model": "m"}},
    "docker_task": TASK,
}


def validation():
    return ValidationSession.model_validate(VALIDATION)


def dataset():
    return Dataset.model_validate(DATASET)


def token():
    claims = base64.b64encode(json.dumps({"server": "local", "username": "ann", "exp": 1}).encode()).decode()
    return f"h.{claims.rstrip('=')}.s"


USES = {
    "Project.uid": lambda: Project(id=1, name="", description="").uid,
    "Dataset.uid": lambda: dataset().uid,
    "AnnotationSet.uid": lambda: AnnotationSet(id=1, name="", description="").uid,
    "Label.uid": lambda: Label(id=1, index=0, name="").uid,
    "Sample.uid": lambda: Sample.received(SampleRecord(id=1), Listing()).uid,
    "Project.datasets(client, ...)": lambda: Project(id=1, name="", description="").datasets(Recorder()),
    "Dataset.labels(client, ...)": lambda: dataset().labels(Recorder()),
    "Dataset.add_label(client, ...)": lambda: dataset().add_label(Recorder(), "a"),
    "Dataset.remove_label(client, ...)": lambda: dataset().remove_label(Recorder(), "a"),
    "Sample.download(client, ...)": lambda: Sample().download(Recorder()),
    "Project.experiments(client, ...)": lambda: Project(id=1, name="", description="").experiments(
        Recorder()
    ),
    "Experiment.uid": lambda: Experiment(id=1, project_id=1, name="", description="").uid,
    "Project.validation_sessions(client, ...)": lambda: Project(
        id=1, name="", description=""
    ).validation_sessions(Recorder()),
    "ValidationSession.uid": lambda: validation().uid,
    "ValidationSession.metrics(client, ...)": lambda: validation().metrics(Recorder()),
    "ValidationSession.set_metrics(client, ...)": lambda: validation().set_metrics(Recorder(), {}),
    "ValidationSession.artifacts(client, ...)": lambda: validation().artifacts(Recorder()),
    "TaskInfo.uid": lambda: TaskInfo(id=1, workflow="trainer").uid,
    "Task.uid": lambda: Task.model_validate(TASK).uid,
    "TrainingSession.uid": lambda: training().uid,
    "TrainingSession.metrics(client, ...)": lambda: training().metrics(Recorder()),
    "TrainingSession.set_metrics(client, ...)": lambda: training().set_metrics(Recorder(), {}),
    "TrainingSession.artifacts(client, ...)": lambda: training().artifacts(Recorder()),
    "TrainingSession.download(client, ...)": lambda: training().download(Recorder(), "a"),
    "TrainingSession.download_artifact(client, ...)": lambda: training().download_artifact(Recorder(), "a"),
    "TrainingSession.download_checkpoint(client, ...)": lambda: training().download_checkpoint(
        Recorder(), "a"
    ),
    "TrainingSession.upload(client, ...)": lambda: training().upload(Recorder(), []),
    "TrainingSession.upload_artifact(client, ...)": lambda: training().upload_artifact(
        Recorder(), "a", __file__
    ),
    "TrainingSession.upload_checkpoint(client, ...)": lambda: training().upload_checkpoint(
        Recorder(), "a", __file__
    ),
    "Client(token=...)": lambda: Client(token=token()),
    "Client(username=..., password=...)": lambda: Client(username="a", password="b"),
    "Client(server=...)": lambda: Client(use_token_file=True, server="test"),
    "Client(use_token_file=False)": lambda: Client(use_token_file=False),
    "Annotation.iscrowd": lambda: Annotation().iscrowd,
    "Annotation.set_iscrowd": lambda: Annotation().set_iscrowd(True),
}


def test_every_deprecation_is_used_here():
    assert set(USES) == {entry.what for entry in DEPRECATIONS}


@pytest.mark.parametrize("entry", DEPRECATIONS, ids=lambda entry: entry.what)
def test_warning_comes_once_per_line_and_points_at_the_caller(entry):
    def use():
        for _ in range(3):
            USES[entry.what]()

    ((category, filename, text),) = warned(use)
    assert category is DeprecationWarning
    assert filename == __file__
    assert text.startswith(f"{entry.what} is deprecated")
    assert "removed in 3.0.0" in text
    assert text.endswith(f"use {entry.replacement} instead.")


def test_each_line_warns():
    def use():
        Annotation().set_iscrowd(True)
        Annotation().set_iscrowd(False)

    assert len(warned(use)) == 2


class AsyncRecorder(Recorder):
    """The same for an async client."""

    def __getattr__(self, name):
        ask = super().__getattr__(name)

        async def wait(*arguments):
            return ask(*arguments)

        return wait


ASYNC_USES = {
    "Project.datasets": lambda client: AsyncProject(id=1, name="", description="").datasets(client),
    "Dataset.labels": lambda client: AsyncDataset.model_validate(DATASET).labels(client),
    "Dataset.add_label": lambda client: AsyncDataset.model_validate(DATASET).add_label(client, "a"),
    "Dataset.remove_label": lambda client: AsyncDataset.model_validate(DATASET).remove_label(client, "a"),
    "Sample.download": lambda client: AsyncSample().download(client),
}


@pytest.mark.anyio
@pytest.mark.parametrize("what", ASYNC_USES)
async def test_async_method_given_a_client_warns_where_it_is_awaited(what):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(3):
            await ASYNC_USES[what](AsyncRecorder())
    (warning,) = caught
    assert warning.category is DeprecationWarning
    assert warning.filename == __file__
    assert str(warning.message).startswith(f"{what}(client, ...) is deprecated")


def test_async_constructor_warns_at_the_caller():
    ((category, filename, text),) = warned(lambda: AsyncClient(use_token_file=False))
    assert (category, filename) == (DeprecationWarning, __file__)
    assert "with_memory_storage" in text


def test_label_methods_take_their_client_without_a_warning():
    client = Recorder()

    def use():
        label = Label(id=9, index=0, name="a")
        label.set_name(client, "b")
        label.set_index(client, 4)
        label.remove(client)

    assert warned(use) == []
    assert [name for name, *_ in client.asked] == ["update_label", "update_label", "remove_label"]
    assert [(label.name, label.index) for _, label in client.asked[:2]] == [("b", 0), ("a", 4)]


def test_client_first_forms_act_through_that_client():
    client = Recorder()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset().labels(client, "v1")
        dataset().add_label(client, "a", 3)
        Project(id=1, name="", description="").datasets(client, "x")
    assert [(name, *map(str, rest)) for name, *rest in client.asked] == [
        ("labels", "ds-3", "v1"),
        ("add_label", "ds-3", "a", "3"),
        ("datasets", "p-1", "x"),
    ]


def test_missing_second_argument_is_named():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(ConfigurationError, match="add_label requires the name"):
            dataset().add_label(Recorder())


def test_deprecated_values_are_still_right():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert dataset().uid == "ds-3"
        assert Sample().uid is None
        annotation = Annotation()
        annotation.set_iscrowd(True)
        assert annotation.iscrowd is True
        client = Client(username="ann", password="secret", use_token_file=False)
    assert client.username == "ann"
    assert "secret" not in repr(vars(client))
