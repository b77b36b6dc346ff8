"""Experiments and training sessions: what is asked, and what comes of the answers."""

from __future__ import annotations

import warnings

import httpx
import pytest

from groundwire._core.errors import (
    InvalidArgumentError,
    NotFoundError,
    ProtocolError,
    StatusError,
    StorageError,
    UnboundError,
)
from groundwire.studio import (
    DatasetID,
    ExperimentID,
    Parameter,
    Project,
    Task,
    TaskID,
    TrainingSession,
    TrainingSessionID,
)

from .conftest import Failure, do, example

pytestmark = pytest.mark.anyio


@pytest.fixture
async def session(client, server):
    found = await do(client.training_session(5))
    server.calls.clear()
    return found


async def test_experiments_are_filtered_by_name(client, server):
    one = example("trainer.list2")[0]
    server.answers["trainer.list2"] = [{**one, "name": name} for name in ("reindeer", "Deer", "cat", "deer")]
    found = await do(client.experiments("p-3", "deer"))
    assert [experiment.name for experiment in found] == ["deer", "Deer", "reindeer"]
    assert [experiment.name for experiment in await do(client.experiments(3))][:2] == ["reindeer", "Deer"]
    assert server.calls == [("trainer.list2", {"project_id": 3})] * 2


async def test_experiment_leads_to_its_training_sessions(client, server):
    experiment = await do(client.experiment("exp-7"))
    sessions = await do(experiment.training_sessions())
    assert server.calls == [
        ("trainer.get", {"trainer_id": 7}),
        ("trainer.session.list", {"trainer_id": int(experiment.id)}),
    ]
    assert isinstance(experiment.id, ExperimentID)
    assert [str(one.id) for one in sessions] == [
        str(TrainingSessionID(one["id"])) for one in example("trainer.session.list")
    ]
    names = [one["name"] for one in example("trainer.session.list")]
    assert (await do(experiment.training_sessions(names[0])))[0].name == names[0]


async def test_project_leads_to_its_experiments(client, server):
    project = await do(client.project(1))
    server.calls.clear()
    await do(project.experiments())
    assert await do(project.experiments("no such name")) == []
    assert await do(project.experiments(name="no such name")) == []
    with pytest.warns(DeprecationWarning, match=r"Project\.experiments\(client"):
        await do(project.experiments(client, "no such name"))
    assert server.calls == [("trainer.list2", {"project_id": int(project.id)})] * 4


async def test_missing_experiment(client, server):
    server.answers["trainer.get"] = Failure(101)
    with pytest.raises(NotFoundError):
        await do(client.experiment(1))


async def test_training_session_has_the_documented_attributes(client, server):
    told = example("trainer.session.get")
    told["params"] = {
        "model_params": {"epochs": 3, "rate": 0.5},
        "dataset_params": {"dataset_id": 9, "annotation_set_id": 8, "train_group_name": "train"},
    }
    server.answers["trainer.session.get"] = told
    session = await do(client.training_session("t-5"))
    assert server.calls == [("trainer.session.get", {"trainer_session_id": 5})]
    assert session.id == TrainingSessionID(told["id"])
    assert session.experiment_id == ExperimentID(told["trainer_id"])
    assert (session.name, session.model) == (told["name"], told["model"])
    assert session.model_params["epochs"].as_integer() == 3
    assert session.model_params["rate"] == 0.5
    params = session.dataset_params
    assert (params.dataset_id, params.train_group, params.val_group) == (DatasetID(9), "train", "")
    assert type(session.task) is Task
    assert session.task.id == TaskID(told["docker_task"]["id"])


async def test_nothing_configured(client, server):
    server.answers["trainer.session.get"] = {**example("trainer.session.get"), "params": {}}
    session = await do(client.training_session(5))
    assert session.model_params == {}
    assert session.dataset_params.dataset_id == DatasetID(0)


async def test_update_asks_for_the_session_again(client, server):
    updated = await do(client.update_training_session(5, description="new"))
    assert server.calls == [
        ("trainer.session.update", {"id": 5, "description": "new"}),
        ("trainer.session.get", {"trainer_session_id": 5}),
    ]
    assert updated.name == example("trainer.session.get")["name"]
    server.calls.clear()
    with pytest.raises(InvalidArgumentError, match="new name or a new description"):
        await do(client.update_training_session(5))
    assert server.calls == []


async def test_sessions_are_deleted_at_once(client, server):
    assert await do(client.delete_training_sessions(["t-5", 6, TrainingSessionID(7)])) is None
    assert server.calls == [("trainer.session.delete", {"session_ids": [5, 6, 7]})]


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ({"loss": 0.5, "epochs": 3}, {"loss": 0.5, "epochs": 3}),
        ('{"loss": 0.5, "best": "a"}', {"loss": 0.5, "best": "a"}),
        ({}, {}),
        ("", {}),
    ],
)
async def test_metrics_are_parameters(session, server, told, read):
    server.answers["trainer.session.metrics"] = told
    found = await do(session.metrics())
    assert {name: value.to_pyobject() for name, value in found.items()} == read
    assert all(type(value) is Parameter for value in found.values())
    assert server.calls == [("trainer.session.metrics", {"trainer_session_id": int(session.id)})]


@pytest.mark.parametrize("told", ["[1]", "loss", [1], {"loss": None}, '{"loss": null}', 3])
async def test_metrics_of_another_shape(session, server, told):
    server.answers["trainer.session.metrics"] = told
    with pytest.raises(ProtocolError, match=r"trainer\.session\.metrics answered"):
        await do(session.metrics())


async def test_metrics_are_written_as_plain_values(session, server):
    server.answers["trainer.session.metrics"] = "ok"
    await do(session.set_metrics({"loss": Parameter.real(0.5), "sizes": [1, 2]}))
    assert server.calls == [
        (
            "trainer.session.metrics",
            {"trainer_session_id": int(session.id), "metrics": {"loss": 0.5, "sizes": [1, 2]}},
        )
    ]


async def test_artifacts_of_client_and_session(client, session, server):
    found = await do(session.artifacts())
    assert found == await do(client.artifacts(session.id))
    assert [one.model_type for one in found] == [one["modelType"] for one in example("trainer.get_artifacts")]
    assert server.calls == [("trainer.get_artifacts", {"training_session_id": int(session.id)})] * 2


async def test_text_file(session, server):
    server.answers["trainer.download.file"] = "a,b\n"
    assert await do(session.download("metrics/a.csv")) == "a,b\n"
    assert server.calls == [
        ("trainer.download.file", {"session_id": int(session.id), "file_path": "metrics/a.csv"})
    ]


NAME = "m p&q/ü#1+.onnx"


@pytest.mark.parametrize(
    ("method", "path", "folder"),
    [
        ("download_artifact", "download_model", ""),
        ("download_checkpoint", "download_checkpoint", "folder=checkpoints&"),
    ],
)
async def test_names_of_files_are_percent_encoded(client, session, server, tmp_path, method, path, folder):
    server.answers[path] = httpx.Response(200, content=b"weights")
    assert await do(getattr(session, method)(NAME)) == b"weights"
    await do(getattr(client, method)(session.id, NAME, tmp_path / "new" / "m.onnx"))
    assert (tmp_path / "new" / "m.onnx").read_bytes() == b"weights"
    query = f"{folder}training_session_id={int(session.id)}&file=m%20p%26q%2F%C3%BC%231%2B.onnx"
    for request in server.requests[-2:]:
        assert str(request.url) == f"http://localhost:1/{path}?{query}"
        assert request.headers["authorization"].startswith("Bearer h.")


async def test_download_reports_bytes(client, server, tmp_path):
    server.answers["download_model"] = httpx.Response(200, content=b"x" * 1000)
    seen = []
    await do(client.download_artifact(5, "m.onnx", tmp_path / "m", lambda *told: seen.append(told)))
    assert seen[0] == (0, 1000, None)
    assert seen[-1] == (1000, 1000, None)
    assert seen.count(seen[-1]) == 1


async def test_download_goes_to_the_working_directory_by_default(client, server, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    server.answers["download_model"] = httpx.Response(200, content=b"x")
    await do(client.download_artifact(5, "../out/m.onnx"))
    files = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("m.onnx")]
    assert len(files) == 1
    assert files[0].endswith("out/m.onnx")


async def test_failed_download_leaves_nothing(client, server, tmp_path):
    server.answers["download_model"] = httpx.Response(404, content=b"no such file")
    target = tmp_path / "there"
    target.write_bytes(b"before")
    with pytest.raises((StatusError, NotFoundError)):
        await do(client.download_artifact(5, "m", target))
    assert target.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir() if path.name != "config"] == ["there"]


async def test_listener_that_fails_ends_the_download(client, server, tmp_path, mode):
    server.answers["download_model"] = httpx.Response(200, content=b"x")

    def listen(done, total):
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        await do(client.download_artifact(5, "m", tmp_path / "m", listen))
    assert not (tmp_path / "m").exists()


@pytest.fixture
def local(tmp_path):
    path = tmp_path / "loss.json"
    path.write_text("{}")
    return path


async def test_files_are_uploaded_under_the_given_names(session, server, local):
    await do(session.upload([("metrics/a.json", local), ("notes", str(local))]))
    ((method, parts),) = server.calls
    assert method == "trainer.upload.files"
    assert parts[0][0] == "params"
    assert parts[0][3].replace(" ", "") == f'{{"session_id":{int(session.id)}}}'
    assert parts[1:] == [
        ("file", "metrics/a.json", "application/json", "{}"),
        ("file", "notes", "application/json", "{}"),
    ]


@pytest.mark.parametrize(("kind", "folder"), [("artifact", "artifacts"), ("checkpoint", "checkpoints")])
async def test_uploads_have_their_folders(session, server, local, kind, folder, monkeypatch):
    upload = getattr(session, f"upload_{kind}")
    await do(upload("m.bin", local))
    await do(upload("m.bin", path=local))
    monkeypatch.chdir(local.parent)
    await do(upload("loss.json"))
    assert [parts[1][1] for _, parts in server.calls] == [f"{folder}/m.bin"] * 2 + [f"{folder}/loss.json"]


async def test_upload_of_a_missing_file_sends_nothing(session, server, tmp_path):
    with pytest.raises(StorageError, match="not an existing file"):
        await do(session.upload([("a", tmp_path / "none")]))
    assert server.calls == []


async def test_client_first_forms_are_deprecated(client, session, server, local):
    server.answers["trainer.session.metrics"] = {}
    for path in ("download_model", "download_checkpoint"):
        server.answers[path] = httpx.Response(200, content=b"x")
    server.answers["trainer.download.file"] = "text"
    uses = {
        "metrics": (),
        "set_metrics": ({"a": 1},),
        "artifacts": (),
        "download": ("a",),
        "download_artifact": ("a",),
        "download_checkpoint": ("a",),
        "upload": ([("a", local)],),
        "upload_artifact": ("a", local),
        "upload_checkpoint": ("a", local),
    }
    for method, arguments in uses.items():
        with pytest.warns(DeprecationWarning, match=rf"TrainingSession\.{method}\(client, \.\.\.\)"):
            await do(getattr(session, method)(client, *arguments))
    assert len(server.calls) == len(uses)


@pytest.mark.parametrize(
    "method",
    [
        "set_metrics",
        "download",
        "download_artifact",
        "download_checkpoint",
        "upload",
        "upload_artifact",
        "upload_checkpoint",
    ],
)
async def test_client_alone_is_not_enough(client, session, server, method):
    with (
        pytest.warns(DeprecationWarning, match=method),
        pytest.raises(TypeError, match=r"requires .* after the"),
    ):
        await do(getattr(session, method)(client))
    assert server.calls == []


def test_sessions_of_no_client_cannot_act():
    session = TrainingSession.model_validate(example("trainer.session.get"))
    with pytest.raises(UnboundError, match="TrainingSession"):
        session.metrics()
    with pytest.raises(UnboundError, match="Project"):
        Project(id=1, name="", description="").experiments()


def test_reading_attributes_warns_of_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert TrainingSession.model_validate(example("trainer.session.get")).model
