"""The runner and what plugs into it, in this process."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from sqlalchemy import select, update

from groundwire._core.codec import dec_hook
from groundwire.server import admin
from groundwire.server.context import Context
from groundwire.server.errors import RpcFailure
from groundwire.server.jobs import queue, runner
from groundwire.server.jobs.kinds import job, kinds
from groundwire.server.jobs.work import MAX_ATTEMPTS, JobFailure, StoppedError, Work
from groundwire.server.methods import MethodTable, load_routes
from groundwire.server.registry import load_handlers
from groundwire.server.services import close_services, open_services
from groundwire.server.settings import Settings
from groundwire.server.store.snapshot_tables import server_jobs
from groundwire.server.studio.runs import tasks
from groundwire.server.studio.snapshots.extractors import Extraction, Extractors, extractors
from tests.server.snapshots.conftest import PATIENCE_S

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Desk:
    """A server without a socket."""

    def __init__(self, folder: Path) -> None:
        self.services = open_services(Settings(data=folder))
        admin.initialise(self.services.db, password="correct horse battery")
        s = self.services
        self.context = Context(1, "admin", 1, s.db, s.objects, "http://x", s.settings, s.auth)
        self._table = MethodTable(load_routes("studio"), load_handlers("studio"))

    def __call__(self, name: str, /, **params: Any) -> Any:
        method, function = self._table.find(name)
        read = msgspec.json.decode(msgspec.json.encode(params), type=method.params(), dec_hook=dec_hook)
        return msgspec.json.decode(msgspec.json.encode(function(self.context, read)))

    def submit(self, kind: str) -> int:
        with self.services.db.write() as connection:
            task = tasks.create(
                connection, self.context, project_id=None, name="t", type="x", manager="m", instance="i"
            )
            queue.submit(connection, kind, task, Payload())
        queue.added.set()
        return task

    def ended(self, task: int) -> dict[str, Any]:
        pause, deadline = threading.Event(), time.monotonic() + PATIENCE_S
        while (info := self("task.get", id=task))["status"] in {"pending", "running"}:
            assert time.monotonic() < deadline
            pause.wait(0.01)
        return info

    def messages(self, task: int) -> str:
        return " ".join(stage["message"] for stage in self.ended(task)["progress"]["stages"].values())


class Payload(msgspec.Struct):
    word: str = "x"


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    close_services(desk.services)


@pytest.fixture
def abandoned() -> Iterator[list[bytes]]:
    """Kinds of jobs for these tests; yields the payloads of those that were cleaned up after."""
    seen: list[bytes] = []

    def clean(_services: Any, payload: bytes) -> None:
        seen.append(payload)

    @job("test.good", abandon=clean)
    def good(work: Work) -> None:
        with work.finishing():
            pass

    @job("test.refused", abandon=clean)
    def refused(work: Work) -> None:
        work.stages({"first": "", "second": ""})
        work.report("first", 1, 1)
        raise JobFailure("it cannot be done")

    @job("test.broken", abandon=clean)
    def broken(_work: Work) -> None:
        raise ZeroDivisionError

    yield seen
    for name in ("test.good", "test.refused", "test.broken"):
        del kinds[name]


def test_jobs_end_with_their_tasks_and_one_that_fails_stops_nobody(desk, abandoned, caplog) -> None:
    submitted = [desk.submit(kind) for kind in ("test.refused", "test.broken", "test.unknown", "test.good")]
    with runner.running(desk.services):
        assert [desk.ended(task)["status"] for task in submitted] == ["failed"] * 3 + ["complete"]
    stages = desk.ended(submitted[0])["progress"]["stages"]
    assert [stage["status"] for stage in stages.values()] == ["complete", "failed"]
    assert stages["second"]["message"] == "it cannot be done"
    assert "Internal error" in desk.messages(submitted[1])
    assert "ZeroDivisionError" not in desk.messages(submitted[1])
    assert "ZeroDivisionError" in caplog.text
    assert "does not know" in desk.messages(submitted[2])
    assert abandoned == [b'{"word":"x"}'] * 2


def test_a_job_that_brings_the_server_down_is_not_begun_for_ever(desk, abandoned) -> None:
    task = desk.submit("test.good")
    with desk.services.db.write() as connection:
        connection.execute(update(server_jobs).values(attempts=MAX_ATTEMPTS))
    with runner.running(desk.services):
        assert desk.ended(task)["status"] == "failed"
    assert f"stopped {MAX_ATTEMPTS} times" in desk.messages(task)
    assert len(abandoned) == 1


def test_a_job_stopped_with_the_server_is_done_by_the_next_one(desk) -> None:
    begun, attempts = threading.Event(), []

    def patient(work: Work) -> None:
        begun.set()
        attempts.append(work)
        if len(attempts) > 1:
            with work.finishing():
                return
        pause = threading.Event()
        while True:
            pause.wait(0.005)
            work.check()

    job("test.patient", abandon=lambda _services, _payload: None)(patient)
    try:
        task = desk.submit("test.patient")
        with runner.running(desk.services):
            assert begun.wait(PATIENCE_S)
        assert desk("task.get", id=task)["status"] == "running"
        with desk.services.db.read() as connection:
            row = connection.execute(select(server_jobs)).one()
        assert (row.state, row.attempts, row.worker) == ("queued", 0, None)
        with pytest.raises(StoppedError):
            attempts[0].check()
        with runner.running(desk.services):
            assert desk.ended(task)["status"] == "complete"
    finally:
        del kinds["test.patient"]


def test_what_belongs_to_a_server_that_is_gone_is_taken_over(desk, abandoned) -> None:
    task = desk.submit("test.good")
    with desk.services.db.write() as connection:
        connection.execute(update(server_jobs).values(state="running", worker="1-gone", attempts=1))
    with runner.running(desk.services):
        assert desk.ended(task)["status"] == "complete"
    assert abandoned == []


class Recorder:
    """An extractor that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[Extraction] = []

    def extract(self, _work: Work, extraction: Extraction) -> None:
        self.asked.append(extraction)


def test_an_extractor_that_is_plugged_in_fills_the_dataset(desk) -> None:
    recorder = Recorder()
    extractors.register("recording", recorder)
    try:
        plan = desk(
            "snapshots.create_upload_url_multipart", snapshot_name="drive", keys=["a.mcap"], file_sizes=[0]
        )
        snapshot = plan.pop("snapshot_id")
        ((key, part),) = plan.items()
        desk("snapshots.complete_multipart_upload", key=key, upload_id=part["upload_id"], etag_list=[])
        desk("snapshots.update", snapshot_id=snapshot, status="available")
        params = {"project_id": 1, "snapshot_id": snapshot, "depth_gen": False, "agtg_pipeline": False}
        made = desk("snapshots.restore", fps=2, enabled_topics=["/camera"], **params)
        with runner.running(desk.services):
            assert desk.ended(made["task_id"])["status"] == "complete"
        (asked,) = recorder.asked
        assert (asked.dataset_id, asked.fps, asked.topics) == (made["dataset_id"], 2, ["/camera"])
        assert list(asked.files) == ["a.mcap"]
        assert desk("dataset.get", dataset_id=made["dataset_id"])["name"] == "drive"
        with pytest.raises(RpcFailure, match="depth maps"):
            desk("snapshots.restore", fps=1, **{**params, "depth_gen": True})
    finally:
        extractors.unregister("recording")


def test_there_is_one_extractor_for_each_need() -> None:
    registry, first = Extractors(), Recorder()
    registry.register("depth", first)
    with pytest.raises(ValueError, match="already"):
        registry.register("depth", Recorder())
    assert registry.find("depth") is first
    registry.unregister("depth")
    with pytest.raises(RpcFailure, match="no model that computes depth maps"):
        registry.find("depth")
