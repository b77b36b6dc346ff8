"""Tasks, stages, charts and jobs."""

from __future__ import annotations

from groundwire.errors import JobFailed, NotFoundError, PermissionDeniedError, RpcError, TaskNotFoundError
from groundwire.studio import Parameter, TaskID
from tests.server.sessions.conftest import post_form
from tests.studio.every.table import case
from tests.studio.every.world import UNKNOWN

STAGES = [("load", "Load data"), ("train", "Train")]
CHART = {"x": [1, 2.5], "label": "é"}


def stages(w):
    return w.api("task.get", id=w.run.task)["progress"]["stages"]


def ended(w, status):
    w.api("docker.update.status", docker_task_id=w.run.task, status="running")
    w.api("docker.update.status", docker_task_id=w.run.task, status=status)
    return w.run.task


def staged(w):
    w.api("status.stages", docker_task_id=w.run.task, stages=[{"train": "Train"}])
    return TaskID(w.run.task)


def with_chart(w):
    w.api("task.chart.add", task_id=w.run.task, group_name="g", chart_name="c", params=None, data=CHART)
    return w.task


@case("Client.tasks", PermissionDeniedError, lambda w: w.stranger.tasks())
def _(w):
    w.api("docker.update.status", docker_task_id=w.run.task, status="running")
    found = w.client.tasks(name="baseline", workflow="trainer", status="running", manager="user")
    assert w.run.task in {int(one.id) for one in found}
    assert {one.status for one in found} == {"running"}


@case("Client.task_info", NotFoundError, lambda w: w.client.task_info(UNKNOWN))
def _(w):
    found = w.client.task_info(w.run.task)
    assert (int(found.id), int(found.project_id)) == (w.run.task, w.project)


@case("Client.task", JobFailed, lambda w: w.client.task(ended(w, "failed"), monitor=True, interval=0.01))
def _(w):
    assert w.client.task(ended(w, "complete"), monitor=True, interval=0.01).status == "complete"


@case("Client.task_status", NotFoundError, lambda w: w.client.task_status(TaskID(UNKNOWN), "running"))
def _(w):
    assert w.client.task_status(TaskID(w.run.task), "running").status == "running"
    assert w.run.status == "running"


@case("TaskInfo.set_status", NotFoundError, lambda w: w.gone_task.set_status(None, "running"))
def _(w):
    task = w.task
    task.set_status(None, "running")
    assert task.status == w.run.status == "running"


@case("Client.set_stages", NotFoundError, lambda w: w.client.set_stages(TaskID(UNKNOWN), STAGES))
def _(w):
    w.client.set_stages(TaskID(w.run.task), STAGES)
    assert [(name, one["description"]) for name, one in stages(w).items()] == STAGES


@case("TaskInfo.set_stages", NotFoundError, lambda w: w.gone_task.set_stages(None, STAGES))
def _(w):
    task = w.task
    task.set_stages(None, STAGES)
    assert set(task.stages) == set(stages(w)) == {"load", "train"}


@case(
    "Client.update_stage",
    NotFoundError,
    lambda w: w.client.update_stage(TaskID(UNKNOWN), "x", "running", "", 5),
)
def _(w):
    w.client.update_stage(staged(w), "train", "running", "half", 50)
    assert (stages(w)["train"]["message"], stages(w)["train"]["percentage"]) == ("half", 50)


@case("TaskInfo.update_stage", NotFoundError, lambda w: w.gone_task.update_stage(None, "x", "running", "", 5))
def _(w):
    staged(w)
    task = w.task
    task.update_stage(None, "train", "running", "half", 50)
    assert task.stages["train"].percentage == stages(w)["train"]["percentage"] == 50


@case("TaskInfo.data_list", TaskNotFoundError, lambda w: w.gone_task.data_list(None))
def _(w):
    post_form(w.api, "task.data.upload", {"task_id": str(w.run.task), "folder": "deep"}, [("x", b"x")])
    assert w.task.data_list(None).data == {"deep": ["x"]}


@case("TaskInfo.upload_data", TaskNotFoundError, lambda w: w.gone_task.upload_data(None, w.file("x")))
def _(w):
    w.task.upload_data(None, w.file("x.bin"), "deep")
    assert w.api("task.data.list", task_id=w.run.task)["data"] == {"deep": ["x.bin"]}


@case(
    "TaskInfo.download_data",
    TaskNotFoundError,
    lambda w: w.gone_task.download_data(None, "none", w.tmp / "x"),
)
def _(w):
    post_form(w.api, "task.data.upload", {"task_id": str(w.run.task), "folder": "deep"}, [("x", b"bytes")])
    w.task.download_data(None, "x", w.tmp / "got", "deep")
    assert (w.tmp / "got").read_bytes() == b"bytes"


@case(
    "TaskInfo.add_chart",
    TaskNotFoundError,
    lambda w: w.gone_task.add_chart(None, "g", "c", Parameter.integer(1)),
)
def _(w):
    w.task.add_chart(None, "g", "c", Parameter.object(CHART))
    assert w.api("task.chart.get", task_id=w.run.task, group_name="g", chart_name="c") == CHART


@case("TaskInfo.list_charts", TaskNotFoundError, lambda w: w.gone_task.list_charts(None))
def _(w):
    assert with_chart(w).list_charts(None, "g").data == {"g": ["c"]}


@case("TaskInfo.get_chart", TaskNotFoundError, lambda w: w.gone_task.get_chart(None, "g", "c"))
def _(w):
    assert with_chart(w).get_chart(None, "g", "c").as_object() == CHART


def job(w):
    return w.client.job_run("blur", f"faces {w.data.id}", env={"A": "b"}, data={"n": Parameter.integer(1)})


@case("Client.job_run", RpcError, lambda w: w.client.job_run("nothing like it", "x"))
def _(w):
    started = job(w)
    (listed,) = [one for one in w.api("job.list") if one["task_id"] == int(started.task_id())]
    assert (listed["job_name"], listed["code"]) == (f"faces {w.data.id}", "blur")


@case("Client.jobs", PermissionDeniedError, lambda w: w.stranger.jobs())
def _(w):
    started = job(w)
    assert [one.task_id() for one in w.client.jobs(f"FACES {w.data.id}")] == [started.task_id()]


@case("Client.job_stop", TaskNotFoundError, lambda w: w.client.job_stop(UNKNOWN))
def _(w):
    started = job(w)
    w.client.job_stop(started.task_id())
    assert w.api("task.get", id=int(started.task_id()))["status"] == "cancelled"
