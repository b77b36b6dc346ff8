"""Tasks: pages and filters, status, stages, files and charts."""

from __future__ import annotations

import pytest

from tests.server.sessions.conftest import new_run, post_form, raw, start_params

TASK_KEYS = {"id", "name", "type", "status", "instance_type", "date", "manage_type"}


def listed(api, **params) -> list[dict]:
    """Every task, page by page."""
    found: list[dict] = []
    token = None
    while True:
        page = api("task.list", **params, **({"continue_token": token} if token else {}))
        found += page["tasks"]
        token = page["continue_token"]
        if not token:
            return found
        assert len(page["tasks"]) == 100


def test_tasks_are_listed_newest_first_and_filtered(mine, run) -> None:
    validation = run.validate()["id"]
    mine("docker.update.status", docker_task_id=run.task, status="running")
    every = listed(mine)
    assert [task["id"] for task in every] == sorted((task["id"] for task in every), reverse=True)
    assert every[0]["id"] == validation
    assert set(every[0]) == TASK_KEYS
    assert {task["type"] for task in listed(mine, types=["trainer"])} == {"trainer"}
    running = [task["id"] for task in listed(mine, status=["running"])]
    assert (run.task in running, validation in running) == (True, False)
    assert listed(mine, manage_types=["user"]) == every
    assert listed(mine, manage_types=["aws"]) == listed(mine, types=["export"]) == []


def test_many_tasks_come_in_pages_without_gap_or_repetition(mine, run) -> None:
    params = start_params(mine, run.experiment, run.dataset, run.annotation_set)
    started = [mine("cloud.server.start", **params)["id"] for _ in range(205)]
    seen = [task["id"] for task in listed(mine)]
    assert seen[:205] == started[::-1]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("token", ["x", "s5", "t", "t" + "f" * 20, "5"])
def test_a_token_of_somebody_else_is_refused(mine, token) -> None:
    assert mine.fails("task.list", continue_token=token).code == 3


@pytest.mark.parametrize("field", ["types", "manage_types", "status"])
@pytest.mark.parametrize("words", [["a\0"], ["x"] * 101, ["x" * 300]])
def test_filters_that_cannot_match_are_refused(mine, field, words) -> None:
    assert mine.fails("task.list", **{field: words}).code == 3


def test_a_task_ends_once(mine, run) -> None:
    before = mine("task.get", id=f"task-{run.task:x}")
    assert before["status"] == "pending"
    assert "end_date" not in before
    assert before["project_id"] == mine.project_id
    for status in ("RUNNING", "training", "complete"):
        task = mine("docker.update.status", docker_task_id=run.task, status=status)
        assert (set(task), task["status"]) == (TASK_KEYS, status.lower())
    ended = mine("task.get", id=run.task)["end_date"]
    mine("docker.update.status", docker_task_id=run.task, status="completed")
    after = mine("task.get", id=run.task)
    assert (after["status"], after["end_date"]) == ("completed", ended)
    session = mine("trainer.session.get", trainer_session_id=run.session)
    assert session["docker_task"]["status"] == "completed"


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        (["running"], "pending"),
        (["running", "complete"], "running"),
        (["complete"], "failed"),
        (["error"], "complete"),
        (["cancelled"], "running"),
        (["cancelled"], "pending"),
    ],
)
def test_changes_of_status_that_make_no_sense_are_refused(mine, run, path, refused) -> None:
    for status in path:
        mine("docker.update.status", docker_task_id=run.task, status=status)
    failure = mine.fails("docker.update.status", docker_task_id=run.task, status=refused)
    assert failure.code == 1
    assert path[-1] in failure.message
    assert run.status == path[-1]


@pytest.mark.parametrize("status", ["", "sleeping", "run ning", "x" * 5000])
def test_a_status_that_is_none_is_refused(mine, run, status) -> None:
    failure = mine.fails("docker.update.status", docker_task_id=run.task, status=status)
    assert (failure.code, "pending" in failure.message) == (3, True)
    assert run.status == "pending"


def test_stages_are_declared_reported_and_declared_again(mine, run) -> None:
    which = {"docker_task_id": run.task}
    stages = [{"load": "Load data"}, {"train": "Train"}, {"export": ""}]
    assert set(mine("status.stages", **which, stages=stages)) == TASK_KEYS
    reported = mine(
        "status.update", **which, stage="train", status="running", message="epoch 3", percentage=30
    )
    assert set(reported) == TASK_KEYS
    shown = mine("task.get", id=run.task)["progress"]["stages"]
    assert list(shown) == ["load", "train", "export"]
    assert shown["train"] == {
        "docker_task_id": run.task,
        "stage": "train",
        "status": "running",
        "description": "Train",
        "message": "epoch 3",
        "percentage": 30,
    }
    mine("status.stages", **which, stages=[{"train": "Train longer"}, {"test": "Test"}])
    shown = mine("task.get", id=run.task)["progress"]["stages"]
    assert [(name, stage["percentage"]) for name, stage in shown.items()] == [("train", 30), ("test", 0)]
    mine("status.update", **which, stage="extra", status="running", message="", percentage=100)
    assert list(mine("task.get", id=run.task)["progress"]["stages"]) == ["train", "test", "extra"]
    mine("status.stages", **which)
    assert mine("task.get", id=run.task)["progress"]["stages"] == {}


@pytest.mark.parametrize(
    "stages", [[{}], [{"a": "", "b": ""}], [{"a": ""}, {"a": ""}], [{"": "x"}], [{"a": 5}], "a"]
)
def test_stages_that_are_none_are_refused_whole(mine, run, stages) -> None:
    mine("status.stages", docker_task_id=run.task, stages=[{"kept": ""}])
    assert mine.fails("status.stages", docker_task_id=run.task, stages=stages).code == 3
    assert list(mine("task.get", id=run.task)["progress"]["stages"]) == ["kept"]


@pytest.mark.parametrize("percentage", [-1, 101, 2**70, 1.5])
def test_a_percentage_is_0_to_100(mine, run, percentage) -> None:
    report = {"stage": "a", "status": "running", "message": "", "percentage": percentage}
    assert mine.fails("status.update", docker_task_id=run.task, **report).code == 3


def test_task_files_are_kept_by_folder(mine, run) -> None:
    body = bytes(range(256)) * 3000
    which = {"task_id": str(run.task)}
    answer = post_form(mine, "task.data.upload", {**which, "folder": "logs/day"}, [("a é.bin", body)])
    assert (answer["path"], answer["size"]) == ("logs/day/a é.bin", len(body))
    post_form(mine, "task.data.upload", which, [("b.json", b'{"a":1}')])
    found = mine("task.data.list", task_id=run.task)
    assert found["data"] == {"": ["b.json"], "logs/day": ["a é.bin"]}
    assert found["organization_uid"].startswith("org-")
    assert isinstance(found["server"], str)
    reply = raw(mine, "task.data.download", task_id=run.task, folder="logs/day", file="a é.bin")
    assert reply.content == body
    assert raw(mine, "task.data.download", task_id=run.task, folder="", file="b.json").content == b'{"a":1}'
    missing = raw(mine, "task.data.download", task_id=run.task, folder="x", file="b.json")
    assert missing.json()["error"]["code"] == 101


@pytest.mark.parametrize(("folder", "name"), [("..", "x"), ("a/..", "x"), ("/a", "x"), ("a\\b", "x")])
def test_folders_that_lead_elsewhere_are_refused(mine, run, folder, name) -> None:
    fields = {"task_id": str(run.task), "folder": folder}
    assert post_form(mine, "task.data.upload", fields, [(name, b"x")], check=False)["code"] == 3


@pytest.mark.parametrize("count", [0, 2])
def test_a_task_upload_has_one_file(mine, run, count) -> None:
    fields = {"task_id": str(run.task)}
    files = [(f"{number}", b"x") for number in range(count)]
    assert post_form(mine, "task.data.upload", fields, files, check=False)["code"] == 3


def test_charts_are_added_replaced_listed_and_read(mine, run) -> None:
    which = {"task_id": run.task}
    add = {**which, "group_name": "loss", "chart_name": "train", "params": None}
    mine("task.chart.add", **add, data={"x": [1, 2], "y": [0.5, 1e-9]})
    mine("task.chart.add", **add, data=[1, "two"])
    mine("task.chart.add", **{**add, "chart_name": "é / &"}, data=5)
    mine("task.chart.add", **{**add, "group_name": "speed", "params": {"unit": "s"}}, data="text")
    groups = mine("task.chart.list", **which, group_name="")["data"]
    assert groups == {"loss": ["train", "é / &"], "speed": ["train"]}
    assert mine("task.chart.list", **which, group_name="speed")["data"] == {"speed": ["train"]}
    assert mine("task.chart.list", **which, group_name="none")["data"] == {}
    get = {**which, "group_name": "loss", "chart_name": "train"}
    assert mine("task.chart.get", **get) == [1, "two"]
    assert mine("task.chart.get", **{**get, "group_name": "speed"}) == "text"
    assert mine.fails("task.chart.get", **{**get, "chart_name": "none"}).code == 101


@pytest.mark.parametrize(
    "change",
    [{"data": None}, {"data": [None]}, {"group_name": ""}, {"chart_name": ""}, {"params": {"a": None}}],
)
def test_charts_that_could_not_be_read_back_are_refused(mine, run, change) -> None:
    chart = {"task_id": run.task, "group_name": "g", "chart_name": "c", "params": None, "data": 1}
    assert mine.fails("task.chart.add", **{**chart, **change}).code == 3


def test_tasks_of_deleted_sessions_stay_as_a_record(mine) -> None:
    run = new_run(mine)
    mine("trainer.session.delete", session_ids=[run.session])
    assert mine("task.get", id=run.task)["id"] == run.task
