"""Deprecated spellings still work, and warn at the line that uses them."""

from __future__ import annotations

import base64
import json
import warnings

import pytest

import groundwire.studio as studio
from groundwire._core.errors import ConfigurationError
from groundwire.studio import Annotation, AsyncClient, Client, Label, Parameter, Sample, Task, TaskInfo
from groundwire.studio._deprecations import DEPRECATIONS

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
        self.answers = {
            "labels": [Label(id=9, index=0, name="a")],
            "_send": {},
            "task_status": Task.model_validate(TASK),
            "task_info": TaskInfo(id=1, workflow="trainer"),
        }

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


RECORDS = {
    "Project": {"id": 1, "name": "", "description": ""},
    "Dataset": DATASET,
    "AnnotationSet": {"id": 1, "name": "", "description": ""},
    "Label": {"id": 9, "index": 0, "name": "a"},
    "Experiment": {"id": 1, "project_id": 1, "name": "", "description": ""},
    "TrainingSession": TRAINING,
    "ValidationSession": VALIDATION,
    "Task": TASK,
    "TaskInfo": {"id": 1, "type": "trainer"},
    "Snapshot": {"id": 1, "description": "", "status": "", "path": "", "date": "2024-01-01T00:00:00Z"},
}


def token():
    claims = base64.b64encode(json.dumps({"server": "local", "username": "ann", "exp": 1}).encode()).decode()
    return f"h.{claims.rstrip('=')}.s"


# the documented list: which classes have a deprecated `uid`, and which methods took a client first
UIDS = (
    "AnnotationSet",
    "Dataset",
    "Experiment",
    "Label",
    "Project",
    "Sample",
    "Snapshot",
    "Task",
    "TaskInfo",
)
UIDS = (*UIDS, "TrainingSession", "ValidationSession")
CLIENT_FIRST = {
    "Project.datasets": (),
    "Project.experiments": (),
    "Project.validation_sessions": (),
    "Dataset.labels": (),
    "Dataset.add_label": ("a",),
    "Dataset.remove_label": ("a",),
    "TrainingSession.metrics": (),
    "TrainingSession.set_metrics": ({},),
    "TrainingSession.artifacts": (),
    "TrainingSession.download": ("a",),
    "TrainingSession.download_artifact": ("a",),
    "TrainingSession.download_checkpoint": ("a",),
    "TrainingSession.upload": ([],),
    "TrainingSession.upload_artifact": ("a", __file__),
    "TrainingSession.upload_checkpoint": ("a", __file__),
    "ValidationSession.metrics": (),
    "ValidationSession.set_metrics": ({},),
    "ValidationSession.artifacts": (),
    "Snapshot.download": ("out",),
    "Sample.download": (),
}
# these always take the client, and warn of nothing
CLIENT_GIVEN = {
    "Label.remove": (),
    "Label.set_name": ("b",),
    "Label.set_index": (4,),
    "TaskInfo.set_status": ("running",),
    "TaskInfo.set_stages": ([("one", "first")],),
    "TaskInfo.update_stage": ("one", "running", "", 5),
    "TaskInfo.data_list": (),
    "TaskInfo.upload_data": (__file__,),
    "TaskInfo.list_charts": (),
    "TaskInfo.get_chart": ("group", "name"),
    "TaskInfo.add_chart": ("group", "name", Parameter.integer(1)),
    "ValidationSession.data_list": (),
    "ValidationSession.upload_data": ([("a", __file__)],),
}


def made(name, prefix=""):
    """Return an object as a client would."""
    kind = getattr(studio, prefix + name)
    return kind() if name == "Sample" else kind.model_validate(RECORDS[name])


OTHERS = {
    "Client(token=...)": lambda: Client(token=token()),
    "Client(username=..., password=...)": lambda: Client(username="a", password="b"),
    "Client(server=...)": lambda: Client(use_token_file=True, server="test"),
    "Client(use_token_file=False)": lambda: Client(use_token_file=False),
    "Annotation.iscrowd": lambda: Annotation().iscrowd,
    "Annotation.set_iscrowd": lambda: Annotation().set_iscrowd(True),
}


def use_uid(name):
    return lambda: made(name).uid


def use_client_first(path):
    name, method = path.split(".")
    return lambda: getattr(made(name), method)(Recorder(), *CLIENT_FIRST[path])


USES = {f"{name}.uid": use_uid(name) for name in UIDS}
USES |= {f"{path}(client, ...)": use_client_first(path) for path in CLIENT_FIRST}
USES |= OTHERS


def test_every_documented_deprecation_is_there_and_no_other():
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

        async def wait(*arguments, **_):
            return ask(*arguments)

        return ask if name in {"_transport", "_ref"} else wait


@pytest.mark.anyio
@pytest.mark.parametrize("path", CLIENT_FIRST)
async def test_async_method_given_a_client_warns_where_it_is_awaited(path):
    name, method = path.split(".")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(3):
            await getattr(made(name, "Async"), method)(AsyncRecorder(), *CLIENT_FIRST[path])
    (warning,) = caught
    assert warning.category is DeprecationWarning
    assert warning.filename == __file__
    assert str(warning.message).startswith(f"{path}(client, ...) is deprecated")


@pytest.mark.parametrize("name", [name for name in UIDS if hasattr(studio, f"Async{name}")])
def test_objects_of_async_clients_have_the_deprecated_uid_too(name):
    ((category, filename, text),) = warned(lambda: made(name, "Async").uid)
    assert (category, filename) == (DeprecationWarning, __file__)
    assert text.startswith(f"{name}.uid is deprecated")


@pytest.mark.parametrize("path", [path for path, rest in CLIENT_FIRST.items() if rest])
def test_what_has_to_follow_a_client_is_named(path):
    name, method = path.split(".")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(ConfigurationError, match="requires"):
            getattr(made(name), method)(Recorder())


@pytest.mark.anyio
@pytest.mark.parametrize("path", CLIENT_GIVEN)
async def test_methods_that_always_take_their_client_warn_of_nothing(path):
    name, method = path.split(".")
    client, waiting = Recorder(), AsyncRecorder()
    getattr(made(name), method)(client, *CLIENT_GIVEN[path])
    await getattr(made(name, "Async"), method)(waiting, *CLIENT_GIVEN[path])
    assert [asked for asked, *_ in client.asked] == [asked for asked, *_ in waiting.asked] != []


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
        made("Dataset").labels(client, "v1")
        made("Dataset").add_label(client, "a", 3)
        made("Project").datasets(client, "x")
    assert [(name, *map(str, rest)) for name, *rest in client.asked] == [
        ("labels", "ds-3", "v1"),
        ("add_label", "ds-3", "a", "3"),
        ("datasets", "p-1", "x"),
    ]


def test_deprecated_values_are_still_right():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert made("Dataset").uid == "ds-3"
        assert Sample().uid is None
        annotation = Annotation()
        annotation.set_iscrowd(True)
        assert annotation.iscrowd is True
        client = Client(username="ann", password="secret", use_token_file=False)
    assert client.username == "ann"
    assert "secret" not in repr(vars(client))
