"""Jobs against a server with a launcher plugged in: the official client runs, lists and stops them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import edgefirst_client
import pytest

from groundwire import studio
from groundwire.server import admin
from groundwire.server.services import close_services, open_services
from groundwire.server.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = Path(__file__).with_name("with_launcher.py")
PASSWORD = "correct horse battery"
ENV = {"A": "b", "ÜMLAUT": "größe 日本", "EMPTY": ""}
DATA = {"strength": 3, "ratio": 0.1, "deep": {"list": [1, [], {"x": True}]}, "text": "🚗", "none": []}
SEEN = ("code", "title", "job_name", "job_id", "state")


@dataclass
class Plugged:
    """A server that has a launcher for the app ``blur``, and what was told to the launcher."""

    url: str
    notes: Path

    def told(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.notes.read_text().splitlines()]

    def login(self, module: Any) -> Any:
        client = module.Client().with_memory_storage().with_url(self.url)
        return client.with_login("admin", PASSWORD)


@pytest.fixture
def plugged(tmp_path: Path) -> Iterator[Plugged]:
    data, notes = tmp_path / "data", tmp_path / "notes"
    services = open_services(Settings(data=data))
    assert admin.initialise(services.db, password=PASSWORD)
    close_services(services)
    notes.touch()
    command = [sys.executable, PROGRAM, notes, "serve", "--data", data, "--port", "0", "--embedded"]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
        )
    assert process.stdout is not None
    ready = process.stdout.readline()
    assert ready, (tmp_path / "log").read_text()
    yield Plugged(json.loads(ready)["url"], notes)
    process.terminate()
    process.communicate(timeout=60)


def described(jobs: list[Any]) -> list[dict[str, str]]:
    return [{"task": str(job.task_id()), **{name: getattr(job, name) for name in SEEN}} for job in jobs]


@pytest.mark.parametrize("writer", [edgefirst_client, studio])
def test_a_job_is_run_listed_and_stopped_by_either_client(plugged, writer) -> None:
    reader = edgefirst_client if writer is studio else studio
    client, other = plugged.login(writer), plugged.login(reader)
    data = {name: writer.Parameter.object({"x": value}) for name, value in DATA.items()}
    jobs = [client.job_run("blur", name, env=ENV, data=data) for name in ("faces", "plates", "Faces again")]
    number = int(jobs[0].task_id())
    task = f"task-{number:x}"
    params = {name: {"x": value} for name, value in DATA.items()}
    assert plugged.told()[0] == {"kind": "app", "type": "blur", "task": number, "env": ENV, "params": params}
    assert described(client.jobs()) == described(other.jobs())
    assert {int(job.task_id()) for job in client.jobs()} == {int(job.task_id()) for job in jobs}
    assert described(client.jobs("face")) == described(other.jobs("face"))
    assert len(client.jobs("face")) == 2
    assert other.task_info(task).status == "pending"
    client.job_stop(task)
    other.job_stop(task)
    assert [note for note in plugged.told() if "stopped" in note] == [{"stopped": number}]
    assert other.task_info(task).status == "cancelled"
    assert described(client.jobs()) == described(other.jobs())
    assert {int(job.task_id()): job.state for job in client.jobs()}[number] == "FAILED"


def test_what_cannot_be_run_is_refused(plugged) -> None:
    client = plugged.login(edgefirst_client)
    with pytest.raises(RuntimeError, match="no launcher for the app 'sharpen'"):
        client.job_run("sharpen", "faces")
    with pytest.raises(RuntimeError, match="TaskNotFound"):
        client.job_stop("task-ffffff")
    assert client.jobs() == plugged.login(studio).jobs() == []
    assert plugged.told() == []
