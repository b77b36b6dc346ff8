"""Tasks, stages, charts and jobs: what is asked, and what comes of the answers."""

from __future__ import annotations

import httpx
import pytest

from groundwire._core.errors import (
    InvalidArgumentError,
    JobFailed,
    JobTimedOut,
    NotFoundError,
    ProtocolError,
    StorageError,
    TaskNotFoundError,
    UnboundError,
)
from groundwire.studio import Job, Parameter, Stage, Task, TaskID, TaskInfo

from .conftest import Failure, Turns, do, example

pytestmark = pytest.mark.anyio


def task(**changes):
    return {
        "id": 1,
        "name": "n",
        "type": "trainer",
        "status": "running",
        "instance_type": "i",
        "date": "2024-01-01T00:00:00Z",
        **changes,
    }


def info(status="running", **stages):
    return {"id": 7, "type": "trainer", "status": status, "progress": {"stages": stages}}


@pytest.fixture
async def found(client, server):
    server.answers["task.get"] = info()
    told = await do(client.task_info("task-7"))
    server.calls.clear()
    return told


async def test_tasks_are_read_page_by_page(client, server):
    server.answers["task.list"] = Turns(
        [
            {"tasks": [task(id=1)], "continue_token": "a"},
            {"tasks": [], "continue_token": "b"},
            {"tasks": [task(id=2, manage_type="aws")], "continue_token": ""},
        ]
    )
    tasks = await do(client.tasks())
    assert [one.id for one in tasks] == [TaskID(1), TaskID(2)]
    assert [one.manager for one in tasks] == [None, "aws"]
    assert all(type(one) is Task for one in tasks)
    assert (tasks[0].workflow, tasks[0].instance, tasks[0].created.year) == ("trainer", "i", 2024)
    assert server.calls == [
        ("task.list", {}),
        ("task.list", {"continue_token": "a"}),
        ("task.list", {"continue_token": "b"}),
    ]


async def test_tasks_are_filtered(client, server):
    names = ("redeer", "Deer", "cat", "deer")
    server.answers["task.list"] = {"tasks": [task(name=name) for name in names]}
    tasks = await do(client.tasks("deer", "trainer", "running", "aws"))
    assert [one.name for one in tasks] == ["deer", "Deer", "redeer"]
    assert server.calls == [
        ("task.list", {"types": ["trainer"], "manage_types": ["aws"], "status": ["running"]})
    ]


async def test_repeated_page_token_is_an_error(client, server):
    server.answers["task.list"] = {"tasks": [], "continue_token": "a"}
    with pytest.raises(ProtocolError, match="same continue_token twice"):
        await do(client.tasks())
    assert len(server.calls) == 2


async def test_task_info_has_the_documented_attributes(client, server):
    stage = {"stage": "fit", "percentage": 40, "docker_task_id": 7, "status": "running", "message": "m"}
    server.answers["task.get"] = {
        **info(fit=stage),
        "project_id": 3,
        "task_description": "d",
        "created_date": "2024-01-01T00:00:00Z",
    }
    told = await do(client.task_info(7))
    assert server.calls == [("task.get", {"id": 7})]
    assert (str(told.id), str(told.project_id), told.description, told.status) == (
        "task-7",
        "p-3",
        "d",
        "running",
    )
    assert (told.created.year, told.completed) == (2024, None)
    fit = told.stages["fit"]
    assert type(fit) is Stage
    assert (fit.stage, fit.stage_id, fit.percentage, fit.task_id) == ("fit", "fit", 40, TaskID(7))
    assert (fit.status, fit.message, fit.description) == ("running", "m", None)


@pytest.mark.parametrize("progress", [{}, {"stages": None}])
async def test_task_without_stages(progress):
    assert TaskInfo.model_validate({**info(), "progress": progress}).stages == {}
    assert TaskInfo(id=1, workflow="trainer").stages == {}


async def test_missing_task(client, server):
    server.answers["task.get"] = Failure(101)
    with pytest.raises(NotFoundError):
        await do(client.task_info(1))


async def test_task_without_waiting_is_asked_for_once(client, server):
    server.answers["task.get"] = info("running")
    assert (await do(client.task(7))).status == "running"
    assert server.calls == [("task.get", {"id": 7})]


@pytest.mark.parametrize("status", ["complete", "Completed", "DONE", "cancelled", "canceled"])
async def test_waiting_ends_with_the_task(client, server, status):
    server.answers["task.get"] = Turns([info("pending"), info("running"), info(status)])
    seen = []
    told = await do(client.task("task-7", monitor=True, interval=0.001, progress=seen.append))
    assert told.status == status
    assert [one.status for one in seen] == ["pending", "running", status]
    assert len(server.calls) == 3


@pytest.mark.parametrize("status", ["failed", "Error"])
async def test_failed_task_is_an_error_with_the_messages_of_its_stages(client, server, status):
    stage = {"stage": "fit", "percentage": 40, "message": "out of memory"}
    server.answers["task.get"] = info(status, fit=stage)
    with pytest.raises(JobFailed, match=r"Task task-7 failed: out of memory\.") as caught:
        await do(client.task(7, monitor=True))
    assert caught.value.data.status == status


async def test_waiting_has_a_deadline(client, server):
    server.answers["task.get"] = info("running")
    with pytest.raises(JobTimedOut, match="Task task-7 did not end within 0 s") as caught:
        await do(client.task(7, monitor=True, timeout=0))
    assert caught.value.data.status == "running"
    assert len(server.calls) == 1


async def test_status_of_a_task(client, server, found):
    server.answers["docker.update.status"] = task(id=7, status="complete")
    assert (await do(client.task_status(TaskID(7), "complete"))).status == "complete"
    await do(found.set_status(client, "complete"))
    assert found.status == "complete"
    assert server.calls == [("docker.update.status", {"docker_task_id": 7, "status": "complete"})] * 2


STAGES = [("fetch", "Fetch the data"), ("fit", "")]


async def test_stages_are_declared_in_order(client, server, found):
    server.answers["status.stages"] = task()
    sent = {"docker_task_id": 7, "stages": [{"fetch": "Fetch the data"}, {"fit": ""}]}
    await do(client.set_stages(TaskID(7), STAGES))
    await do(client.set_stages(7, []))
    assert server.calls == [("status.stages", sent), ("status.stages", {"docker_task_id": 7})]
    server.calls.clear()
    server.answers["task.get"] = info(fetch={"stage": "fetch", "percentage": 0})
    await do(found.set_stages(client, STAGES))
    assert server.calls == [("status.stages", sent), ("task.get", {"id": 7})]
    assert [*found.stages] == ["fetch"]


async def test_stage_is_updated(client, server, found):
    server.answers["status.update"] = task()
    sent = {"docker_task_id": 7, "stage": "fit", "status": "running", "message": "m", "percentage": 40}
    await do(client.update_stage(TaskID(7), "fit", "running", "m", 40))
    server.answers["task.get"] = info("complete", fit={"stage": "fit", "percentage": 40})
    await do(found.update_stage(client, "fit", "running", "m", 40))
    assert server.calls == [("status.update", sent), ("status.update", sent), ("task.get", {"id": 7})]
    assert (found.status, found.stages["fit"].percentage) == ("complete", 40)


async def test_data_of_a_task(client, server, found, tmp_path):
    assert (await do(found.data_list(client))).model_dump(exclude_unset=True) == example("task.data.list")
    (tmp_path / "a b.txt").write_bytes(b"abc")
    seen = []
    await do(found.upload_data(client, tmp_path / "a b.txt", "logs", lambda *told: seen.append(told)))
    await do(found.upload_data(None, str(tmp_path / "a b.txt")))
    assert (seen[0], seen[-1]) == ((0, 3, None), (3, 3, None))
    assert server.calls == [
        ("task.data.list", {"task_id": 7}),
        (
            "task.data.upload",
            [
                ("task_id", "", None, "7"),
                ("folder", "", None, "logs"),
                ("file", "a b.txt", None, "abc"),
            ],
        ),
        ("task.data.upload", [("task_id", "", None, "7"), ("file", "a b.txt", None, "abc")]),
    ]
    with pytest.raises(StorageError, match="not an existing file"):
        await do(found.upload_data(client, tmp_path / "none"))


async def test_data_of_a_task_is_downloaded(client, server, found, tmp_path):
    server.answers["task.data.download"] = httpx.Response(200, content=b"abc")
    seen = []
    await do(found.download_data(client, "a", tmp_path / "x" / "a", "logs", lambda *told: seen.append(told)))
    await do(found.download_data(client, "a", str(tmp_path / "b")))
    assert (tmp_path / "x" / "a").read_bytes() == (tmp_path / "b").read_bytes() == b"abc"
    assert (seen[0], seen[-1]) == ((0, 3, None), (3, 3, None))
    assert server.calls == [
        ("task.data.download", {"task_id": 7, "folder": folder, "file": "a"}) for folder in ("logs", "")
    ]


async def test_charts(client, server, found):
    server.answers["task.chart.get"] = {"x": [1, 2]}
    await do(found.add_chart(client, "g", "c", Parameter.object({"x": [1, 2]}), Parameter.string("line")))
    await do(found.add_chart(client, "g", "c", Parameter.array([1])))
    await do(found.list_charts(client))
    await do(found.list_charts(client, "g"))
    chart = await do(found.get_chart(client, "g", "c"))
    assert chart.as_object() == {"x": [1, 2]}
    ident = {"task_id": 7, "group_name": "g"}
    assert server.calls == [
        ("task.chart.add", {**ident, "chart_name": "c", "params": "line", "data": {"x": [1, 2]}}),
        ("task.chart.add", {**ident, "chart_name": "c", "params": None, "data": [1]}),
        ("task.chart.list", {"task_id": 7, "group_name": ""}),
        ("task.chart.list", ident),
        ("task.chart.get", {**ident, "chart_name": "c"}),
    ]


@pytest.mark.parametrize(("group", "name", "what"), [("", "c", "group"), ("g", "", "name")])
async def test_charts_have_a_group_and_a_name(client, server, found, group, name, what):
    with pytest.raises(InvalidArgumentError, match=f"add_chart requires the {what}"):
        await do(found.add_chart(client, group, name, Parameter.integer(1)))
    with pytest.raises(InvalidArgumentError, match=f"get_chart requires the {what}"):
        await do(found.get_chart(client, group, name))
    assert server.calls == []


async def test_null_is_no_chart(client, server, found):
    server.answers["task.chart.get"] = {"x": None}
    with pytest.raises(ProtocolError, match=r"task\.chart\.get answered"):
        await do(found.get_chart(client, "g", "c"))


@pytest.mark.parametrize("method", ["task.data.list", "task.chart.list", "task.chart.get", "task.chart.add"])
async def test_missing_task_of_data_and_charts(client, server, found, method):
    server.answers[method] = Failure(101)
    uses = {
        "task.data.list": lambda: found.data_list(client),
        "task.chart.list": lambda: found.list_charts(client),
        "task.chart.get": lambda: found.get_chart(client, "g", "c"),
        "task.chart.add": lambda: found.add_chart(client, "g", "c", Parameter.integer(1)),
    }
    with pytest.raises(TaskNotFoundError):
        await do(uses[method]())


def test_task_of_no_client_needs_one():
    with pytest.raises(UnboundError, match="TaskInfo"):
        TaskInfo(id=1, workflow="trainer").data_list(None)


async def test_jobs_are_filtered_by_their_own_rule(client, server):
    names = ("b-run", "Run", "a-RUN", "other")
    server.answers["job.list"] = [{"task_id": n, "job_name": name} for n, name in enumerate(names)]
    assert [job.job_name for job in await do(client.jobs("run"))] == ["Run", "a-RUN", "b-run"]
    assert [job.job_name for job in await do(client.jobs())] == list(names)
    assert server.calls == [("job.list", {})] * 2


async def test_job_is_run_and_stopped(client, server):
    server.answers["job.run"] = {"task_id": 7, "job_name": "j", "state": "SUBMITTED"}
    job = await do(client.job_run("app", "j"))
    await do(client.job_run("app", "j", {"A": "1"}, {"n": Parameter.integer(3)}))
    await do(client.job_stop(job.task_id()))
    assert type(job) is Job
    assert repr(job) == "Job(task_id=task-7, job_name='j', state='SUBMITTED')"
    assert server.calls == [
        ("job.run", {"name": "app", "job_name": "j", "env": {}, "data": {}}),
        ("job.run", {"name": "app", "job_name": "j", "env": {"A": "1"}, "data": {"n": 3}}),
        ("job.stop", {"task_id": 7}),
    ]


async def test_job_to_stop_does_not_exist(client, server):
    server.answers["job.stop"] = Failure(101)
    with pytest.raises(TaskNotFoundError):
        await do(client.job_stop(1))


def test_negative_task_of_a_job_is_none():
    assert Job.model_validate({"task_id": -1}).task_id() == TaskID(0)
