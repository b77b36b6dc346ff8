"""Launchers plugged into a server in this process: what they are given, and what becomes of their tasks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
import pytest

from groundwire._core.codec import dec_hook
from groundwire.server import admin
from groundwire.server.context import Context
from groundwire.server.errors import RpcFailure
from groundwire.server.methods import MethodTable, load_routes
from groundwire.server.registry import load_handlers
from groundwire.server.services import close_services, open_services
from groundwire.server.settings import Settings
from groundwire.server.studio.launchers import Launch, Launchers, launchers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Recorder:
    """A launcher that starts nothing and remembers everything."""

    manager: str = "kubernetes"
    instance: str = "recorder"
    problem: Exception | None = None
    started: list[Launch] = field(default_factory=list)
    stopped: list[int] = field(default_factory=list)

    def start(self, _ctx, launch: Launch) -> None:
        if self.problem:
            raise self.problem
        self.started.append(launch)

    def stop(self, _ctx, task_id: int) -> None:
        self.stopped.append(task_id)


@pytest.fixture
def call(tmp_path: Path) -> Iterator:
    """Answers calls without a socket."""
    services = open_services(Settings(data=tmp_path))
    admin.initialise(services.db, password="correct horse battery")
    context = Context(
        1, "admin", 1, services.db, services.objects, "http://x", services.settings, services.auth
    )
    table = MethodTable(load_routes("studio"), load_handlers("studio"))

    def answer(name: str, /, **params):
        method, function = table.find(name)
        read = msgspec.json.decode(msgspec.json.encode(params), type=method.params(), dec_hook=dec_hook)
        return msgspec.json.decode(msgspec.json.encode(function(context, read)))

    yield answer
    close_services(services)


@pytest.fixture
def launcher() -> Iterator[Recorder]:
    recorder = Recorder()
    named = [("app", "blur"), ("trainer", "detection"), ("validation", "detection")]
    for kind, name in named:
        launchers.register(kind, name, recorder)
    yield recorder
    for kind, name in named:
        launchers.unregister(kind, name)


def run_job(call) -> dict:
    return call("job.run", name="blur", job_name="faces", env={"A": "b"}, data={"strength": 3})


def test_an_app_without_launcher_is_refused_by_name(call) -> None:
    with pytest.raises(RpcFailure, match="no launcher for the app 'blur'") as caught:
        run_job(call)
    assert caught.value.code == 1
    assert call("job.list") == call("task.list")["tasks"] == []


def test_a_job_is_started_listed_and_stopped(call, launcher) -> None:
    job = run_job(call)
    (launch,) = launcher.started
    assert (launch.kind, launch.type, launch.task_id, launch.session_id) == (
        "app",
        "blur",
        job["task_id"],
        None,
    )
    assert (launch.params, launch.env) == ({"strength": 3}, {"A": "b"})
    assert (job["code"], job["job_name"], job["state"]) == ("blur", "faces", "SUBMITTED")
    assert call("job.list") == [job]
    task = call("task.get", id=job["task_id"])
    assert (task["type"], task["status"], task["project_id"]) == ("blur", "pending", None)
    call("docker.update.status", docker_task_id=job["task_id"], status="running")
    assert call("job.list")[0]["state"] == "RUNNING"
    for _ in range(2):
        assert isinstance(call("job.stop", task_id=job["task_id"]), str)
    assert launcher.stopped == [job["task_id"]]
    assert call("job.list")[0]["state"] == "FAILED"
    assert call("task.get", id=job["task_id"])["status"] == "cancelled"


@pytest.mark.parametrize(("status", "state"), [("complete", "SUCCEEDED"), ("error", "FAILED")])
def test_the_state_of_a_job_is_that_of_its_task(call, launcher, status, state) -> None:
    job = run_job(call)
    call("docker.update.status", docker_task_id=job["task_id"], status=status)
    assert call("job.list")[0]["state"] == state
    call("job.stop", task_id=job["task_id"])
    assert call("task.get", id=job["task_id"])["status"] == status
    assert launcher.stopped == []


@pytest.mark.parametrize("problem", [RpcFailure(1, "no room"), OSError("broken")])
def test_a_launch_that_fails_leaves_a_failed_task(call, launcher, problem) -> None:
    launcher.problem = problem
    with pytest.raises(type(problem)):
        run_job(call)
    (job,) = call("job.list")
    assert job["state"] == "FAILED"
    assert call("task.get", id=job["task_id"])["end_date"]


def test_training_and_validation_go_to_their_launchers(call, launcher) -> None:
    project = call("project.list")[0]["id"]
    experiment = call("trainer.list2", project_id=project)[0]["id"]
    dataset = call("dataset.create", project_id=f"p-{project:x}", name="x")["id"]
    annotation_set = call("annset.add", dataset_id=dataset, name="x", operator="x")["id"]
    common = {"name": "n", "project_id": project, "is_local": False, "is_kubernetes": True}
    trained = call(
        "cloud.server.start",
        **common,
        type="trainer",
        params={
            "trainer_id": experiment,
            "trainer_type": "detection",
            "dataset_id": dataset,
            "annotation_set_id": annotation_set,
            "params": {"epochs": 2},
        },
    )
    validated = call(
        "cloud.server.start",
        **common,
        type="validation",
        training_session_id=trained["train_session_id"],
        model_file="m.onnx",
        val_type="detection",
        params={"params": {"iou": 0.5}},
    )
    first, second = launcher.started
    assert (first.kind, first.session_id, first.params) == (
        "trainer",
        trained["train_session_id"],
        {"epochs": 2},
    )
    assert (second.kind, second.session_id) == ("validation", validated["val_session_id"])
    assert first.kubernetes
    tasks = call("task.list")["tasks"]
    assert {(task["manage_type"], task["instance_type"]) for task in tasks} == {("kubernetes", "recorder")}


def test_a_second_launcher_for_the_same_is_refused() -> None:
    registry = Launchers()
    registry.register("app", "blur", Recorder())
    with pytest.raises(ValueError, match="'blur' already"):
        registry.register("app", "blur", Recorder())
