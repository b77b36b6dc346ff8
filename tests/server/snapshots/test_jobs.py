"""Jobs survive restarts, run once, and end with their task, whichever way."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from groundwire.server import LocalServer
from tests.server.snapshots.conftest import (
    Api,
    Data,
    begin_restore,
    content,
    download,
    ended,
    fill,
    freeze,
    new_dataset,
    upload,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = 600


@contextmanager
def api_of(server: LocalServer) -> Iterator[Api]:
    api = Api(server.url)
    with api.http:
        api.login(server.username, server.password)
        yield api


def many(count: int = SAMPLES) -> list[dict]:
    box = {"x": 0.1, "y": 0.2, "w": 0.3, "h": 0.4}
    return [
        {
            "uuid": f"u{number}",
            "image_name": f"{number}.jpg",
            "group": f"group {number % 3}",
            "files": {"image": f"{number}.jpg"} if number < 5 else {},
            "annotations": [{"label_name": f"label {n}", "box2d": box} for n in range(3)],
        }
        for number in range(count)
    ]


def large(api: Api) -> Data:
    data = new_dataset(api)
    fill(data, *many())
    return data


def wait_for(api: Api, task: int, stage: str) -> bool:
    """Wait until a stage is under way; false when it was over before that was seen."""
    pause = threading.Event()
    while True:
        info = api("task.get", id=task)
        if info["status"] == "complete":
            return False
        assert info["status"] in {"pending", "running"}, info
        found = info["progress"]["stages"].get(stage)
        if found and found["percentage"] > 0:
            return True
        pause.wait(0.002)


def unseen(api: Api, dataset: int) -> None:
    shown = api("dataset.list", project_id=api.project_id)
    assert dataset not in [one["id"] for one in shown]
    for method, name in (
        ("dataset.get", "dataset_id"),
        ("label.list", "dataset_id"),
        ("samples.list", "dataset_id"),
    ):
        assert api.fails(method, **{name: dataset}).code == 101


def test_a_restore_that_is_killed_half_way_completes_after_the_restart(tmp_path) -> None:
    with LocalServer(tmp_path) as server, api_of(server) as api:
        data = large(api)
        snapshot, before = freeze(data), content(data)
        for _ in range(10):  # a fast machine may be done before it is caught
            made = begin_restore(api, snapshot)
            if caught := wait_for(api, made["task_id"], "samples"):
                break
        assert caught
        unseen(api, made["dataset_id"])
        server.kill()
        server.restart()
        assert ended(api, made["task_id"])["status"] == "complete"
        assert content(Data(api, made["dataset_id"], made["annotation_set_id"])) == before
        attempts = re.findall(
            rf"job kind=snapshots.restore task={made['task_id']} attempt=(\d)", server.read_log()
        )
        assert attempts == ["1", "2"]
        assert len(list((tmp_path / "workers").glob("*.lock"))) == 1
        assert len([path for path in (tmp_path / "workers").iterdir() if path.is_dir()]) == 1


@pytest.mark.parametrize("stop", ["kill", "stop"])
def test_jobs_that_wait_or_run_when_the_server_ends_are_done_by_the_next(tmp_path, stop) -> None:
    with LocalServer(tmp_path) as server, api_of(server) as api:
        data = large(api)
        call = {"description": "s", "dataset_id": data.id, "annotation_set_id": data.annotation_set}
        made = [api("snapshots.create", **call) for _ in range(3)]
        getattr(server, stop)()
        server.restart()
        for one in made:
            assert ended(api, one["task_id"])["status"] == "complete"
            assert sorted(download(api, one["id"])) == sorted(download(api, made[0]["id"]))
        again = begin_restore(api, made[-1]["id"])
        ended(api, again["task_id"])
        assert content(Data(api, again["dataset_id"], again["annotation_set_id"])) == content(data)


def test_an_unfinished_restore_ends_cleanly_when_it_cannot_be_done_any_more(tmp_path) -> None:
    """The server dies in the middle, and the files of the snapshot are damaged when it is back."""
    with LocalServer(tmp_path) as server, api_of(server) as api:
        snapshot = freeze(large(api))
        made = begin_restore(api, snapshot)
        server.kill()
        for path in (tmp_path / "objects" / "org-1" / "snapshots").rglob("*.arrow"):
            path.write_bytes(b"damaged")
        server.restart()
        task = ended(api, made["task_id"])
        if task["status"] == "failed":  # else it was done before it was killed
            unseen(api, made["dataset_id"])
            assert [one["id"] for one in api("dataset.list", project_id=api.project_id)] == [1]


def test_a_task_that_its_user_ends_takes_its_job_along(mine) -> None:
    snapshot = freeze(large(mine))
    made = begin_restore(mine, snapshot)
    mine("docker.update.status", docker_task_id=made["task_id"], status="cancelled")
    unseen(mine, made["dataset_id"])
    after = begin_restore(mine, snapshot)  # jobs are done in order: when this one is done, that one has ended
    assert ended(mine, after["task_id"])["status"] == "complete"
    unseen(mine, made["dataset_id"])
    assert mine("task.get", id=made["task_id"])["status"] == "cancelled"


def test_two_servers_on_one_database_never_do_the_same_job(tmp_path) -> None:
    with LocalServer(tmp_path) as first, LocalServer(tmp_path, password=first.password) as second:
        with api_of(first) as api, api_of(second) as other:
            data = new_dataset(api)
            fill(data, *many(50))
            call = {"description": "s", "dataset_id": data.id, "annotation_set_id": data.annotation_set}
            made = [one("snapshots.create", **call) for one in (api, other) * 5]
            for one in made:
                assert ended(api, one["task_id"])["status"] == "complete"
        done = re.findall(r" job kind=snapshots.create task=(\d+) attempt=(\d+)", first.read_log())
        assert sorted((int(task), attempt) for task, attempt in done) == sorted(
            (one["task_id"], "1") for one in made
        )


def test_a_snapshot_holds_the_dataset_as_it_was_at_the_call(data) -> None:
    """The call is answered while others write; what comes after it is not in the snapshot."""
    fill(data, *many(300))
    before = content(data)
    call = {"description": "s", "dataset_id": data.id, "annotation_set_id": data.annotation_set}
    made = data.api("snapshots.create", **call)
    data.populate({"uuid": "u1", "degradation": "high", "annotations": []}, {"uuid": "new"})
    data.api("label.add2", dataset_id=data.id, labels=[{"name": "late"}])
    data.api("label.del", label_id=data.api("label.list", dataset_id=data.id)[0]["id"])
    data.api("annset.del", id=data.annotation_set)
    assert ended(data.api, made["task_id"])["status"] == "complete"
    again = begin_restore(data.api, made["id"])
    assert ended(data.api, again["task_id"])["status"] == "complete"
    assert content(Data(data.api, again["dataset_id"], again["annotation_set_id"])) == before


def test_a_snapshot_deleted_while_it_is_restored_keeps_its_files_until_then(mine) -> None:
    data = large(mine)
    snapshot = freeze(data)
    addresses = mine("snapshots.create_download_url", snapshot_id=snapshot)
    made = begin_restore(mine, snapshot)
    mine("snapshots.delete", snapshot_id=snapshot)
    assert ended(mine, made["task_id"])["status"] == "complete"
    assert content(Data(mine, made["dataset_id"], made["annotation_set_id"])) == content(data)
    assert mine.fails("snapshots.create_download_url", snapshot_id=snapshot).code == 101
    freeze(new_dataset(mine))  # a later job: what follows the end of the restore has happened by now
    assert {httpx.get(url).status_code for url in addresses.values()} == {404}


def test_stages_tell_how_far_a_job_is(mine) -> None:
    made = begin_restore(mine, upload(mine, download(mine, freeze(large(mine)))))
    task = ended(mine, made["task_id"])
    stages = task["progress"]["stages"]
    assert (task["type"], task["project_id"]) == ("snapshot-restore", mine.project_id)
    assert {name: (one["status"], one["percentage"]) for name, one in stages.items()} == {
        "annotations": ("complete", 100),
        "samples": ("complete", 100),
    }
    assert stages["samples"]["message"] == f"{SAMPLES} samples"
