"""A user of another organisation can neither see nor change sessions, tasks and their files by their ids."""

from __future__ import annotations

import json
from typing import Any

import pytest

from groundwire.server.registry import load_handlers
from tests.server.sessions.conftest import new_run, post_form, start_params

UNKNOWN = 2**40


def chart(ids) -> dict[str, Any]:
    return {"task_id": ids["task"], "group_name": "g", "chart_name": "c"}


# Parameters of each call, made from the ids of everything a run consists of.
CALLS: dict[str, Any] = {
    "trainer.list2": lambda i: {"project_id": i["project"]},
    "trainer.get": lambda i: {"trainer_id": i["experiment"]},
    "trainer.session.list": lambda i: {"trainer_id": i["experiment"]},
    "trainer.session.get": lambda i: {"trainer_session_id": i["training"]},
    "trainer.session.update": lambda i: {"id": i["training"], "name": "x"},
    "trainer.session.delete": lambda i: {"session_ids": [i["training"]]},
    "trainer.session.metrics": lambda i: {"trainer_session_id": i["training"], "metrics": {"a": 1}},
    "trainer.get_artifacts": lambda i: {"training_session_id": i["training"]},
    "trainer.download.file": lambda i: {"session_id": i["training"], "file_path": "artifacts/a.txt"},
    "validate.session.list": lambda i: {"project_id": i["project"]},
    "validate.session.get": lambda i: {"validate_session_id": i["validation"]},
    "validate.session.update": lambda i: {"validate_session_id": i["validation"], "name": "x"},
    "validate.session.delete": lambda i: {"session_ids": [i["validation"]]},
    "validate.session.metrics": lambda i: {"validate_session_id": i["validation"], "metrics": {"a": 1}},
    "validate.session.set_platform": lambda i: {"validate_session_id": i["validation"], "platform": {}},
    "val.data.list": lambda i: {"session_id": i["validation"]},
    "val.data.download": lambda i: {"session_id": i["validation"], "filename": "a.txt"},
    "cloud.server.start": lambda i: {
        "type": "validation",
        "name": "x",
        "project_id": i["project"],
        "training_session_id": i["training"],
        "model_file": "m",
        "val_type": "x",
        "is_local": True,
        "is_kubernetes": False,
        "params": {"params": {}},
    },
    "task.get": lambda i: {"id": i["task"]},
    "docker.update.status": lambda i: {"docker_task_id": i["task"], "status": "running"},
    "status.stages": lambda i: {"docker_task_id": i["task"], "stages": [{"a": "b"}]},
    "status.update": lambda i: {
        "docker_task_id": i["task"],
        "stage": "a",
        "status": "running",
        "message": "",
        "percentage": 1,
    },
    "task.data.list": lambda i: {"task_id": i["task"]},
    "task.data.download": lambda i: {"task_id": i["task"], "folder": "", "file": "a.txt"},
    "task.chart.add": lambda i: {**chart(i), "params": None, "data": 1},
    "task.chart.list": lambda i: {"task_id": i["task"], "group_name": ""},
    "task.chart.get": chart,
    "job.stop": lambda i: {"task_id": i["task"]},
}
# These take no id: they answer about the caller's own organisation, or the same to everybody.
WITHOUT_ID = {"task.list", "job.list", "trainer.server.schema", "validate.schema"}
# This refuses its app before it looks at anything.
BY_NAME = {"job.run"}
FORMS: dict[str, Any] = {
    "trainer.upload.files": lambda i: {"params": json.dumps({"session_id": i["training"]})},
    "val.data.upload": lambda i: {"session_id": str(i["validation"])},
    "task.data.upload": lambda i: {"task_id": str(i["task"])},
}
PAGES = {
    "/download_model": {"file": "a.txt"},
    "/download_checkpoint": {"file": "a.txt", "folder": "checkpoints"},
}


def filled(api) -> dict[str, int]:
    """Make something of everything; return the ids."""
    run = new_run(api)
    run.upload(("artifacts/a.txt", b"secret"), ("checkpoints/a.txt", b"secret"))
    validation = run.validate()["val_session_id"]
    post_form(api, "val.data.upload", {"session_id": str(validation)}, [("a.txt", b"secret")])
    post_form(api, "task.data.upload", {"task_id": str(run.task)}, [("a.txt", b"secret")])
    ids = {
        "project": api.project_id,
        "experiment": run.experiment,
        "training": run.session,
        "validation": validation,
        "task": run.task,
        "dataset": run.dataset,
        "set": run.annotation_set,
    }
    api("task.chart.add", **chart(ids), params=None, data=1)
    return ids


def everything(api, ids) -> list[Any]:
    """All that can be read of a run."""
    training, validation = ids["training"], ids["validation"]
    return [
        api("trainer.session.get", trainer_session_id=training),
        api("trainer.session.metrics", trainer_session_id=training),
        api("trainer.get_artifacts", training_session_id=training),
        api("trainer.download.file", session_id=training, file_path="artifacts/a.txt"),
        api("validate.session.list", project_id=ids["project"]),
        api("validate.session.metrics", validate_session_id=validation),
        api("val.data.list", session_id=validation),
        api("task.get", id=ids["task"]),
        api("task.data.list", task_id=ids["task"]),
        api("task.chart.list", task_id=ids["task"], group_name=""),
        api("task.list"),
    ]


@pytest.fixture(scope="module")
def secret(mine):
    return filled(mine)


@pytest.fixture(scope="module")
def own(theirs):
    return filled(theirs)


def test_every_method_of_these_modules_is_covered() -> None:
    here = "groundwire.server.handlers.studio.runs."
    handlers = load_handlers("studio")
    calls = {name for name, entry in handlers.calls.items() if entry.function.__module__.startswith(here)}
    assert calls == CALLS.keys() | WITHOUT_ID | BY_NAME
    forms = {name for name, form in handlers.forms.items() if form.__module__.startswith(here)}
    assert forms == FORMS.keys()
    pages = {path for path, page in handlers.queries.items() if page.__module__.startswith(here)}
    assert pages == PAGES.keys()


def same(foreign: str, unknown: str) -> bool:
    """Whether two messages differ in nothing but the id."""
    return foreign.rsplit("-", 1)[0] == unknown.rsplit("-", 1)[0]


@pytest.mark.parametrize("method", CALLS)
def test_ids_of_others_are_not_found_exactly_as_unknown_ones(mine, theirs, secret, method) -> None:
    before = everything(mine, secret)
    foreign = theirs.fails(method, **CALLS[method](secret))
    unknown = theirs.fails(method, **CALLS[method](dict.fromkeys(secret, UNKNOWN)))
    assert foreign.code == unknown.code == 101
    assert same(foreign.message, unknown.message)
    assert everything(mine, secret) == before


@pytest.mark.parametrize("method", FORMS)
def test_nothing_is_stored_with_others(mine, theirs, secret, method) -> None:
    before = everything(mine, secret)
    files = [("a.txt", b"planted")]
    foreign = post_form(theirs, method, FORMS[method](secret), files, check=False)
    unknown = post_form(theirs, method, FORMS[method](dict.fromkeys(secret, UNKNOWN)), files, check=False)
    assert foreign["code"] == unknown["code"] == 101
    assert same(foreign["message"], unknown["message"])
    assert everything(mine, secret) == before


@pytest.mark.parametrize("path", PAGES)
def test_files_of_others_are_not_found(mine, theirs, secret, path) -> None:
    def get(api, session: int):
        params = {**PAGES[path], "training_session_id": session}
        return api.http.get(f"{api.url}{path}", params=params)

    assert get(mine, secret["training"]).content == b"secret"
    foreign, unknown = get(theirs, secret["training"]), get(theirs, UNKNOWN)
    assert foreign.status_code == unknown.status_code == 404
    assert same(foreign.text, unknown.text)


@pytest.mark.parametrize(
    ("key", "name"),
    [("experiment", "trainer_id"), ("dataset", "dataset_id"), ("training", "weights_session")],
)
def test_nothing_of_others_can_be_named_in_a_start(mine, theirs, secret, own, key, name) -> None:
    params = start_params(theirs, own["experiment"], own["dataset"], own["set"])
    params["params"][name] = secret[key]
    assert theirs.fails("cloud.server.start", **params).code == 101
    for change in ({"dataset_id": secret["dataset"]}, {"annotation_set_id": secret["set"]}):
        params = CALLS["cloud.server.start"](own) | change
        assert theirs.fails("cloud.server.start", **params).code == 101


@pytest.mark.parametrize("method", ["trainer.session.delete", "validate.session.delete"])
def test_a_list_with_one_foreign_id_deletes_nothing(mine, theirs, secret, own, method) -> None:
    key = "training" if method.startswith("trainer") else "validation"
    before, own_before = everything(mine, secret), everything(theirs, own)
    assert theirs.fails(method, session_ids=[own[key], secret[key]]).code == 101
    assert everything(mine, secret) == before
    assert everything(theirs, own) == own_before


def test_lists_hold_only_what_is_ones_own(theirs, secret, own) -> None:
    tasks = {task["id"] for task in theirs("task.list")["tasks"]}
    assert (own["task"] in tasks, secret["task"] in tasks) == (True, False)


@pytest.mark.parametrize("method", sorted(CALLS.keys() | WITHOUT_ID))
def test_nothing_is_answered_without_a_token(mine, secret, method) -> None:
    params = CALLS[method](secret) if method in CALLS else {}
    body = {"id": 0, "jsonrpc": "2.0", "method": method, "params": params}
    stranger = mine.http.post(f"{mine.url}/api", json=body, headers={"authorization": "Bearer x.y.z"})
    assert stranger.json()["error"]["code"] == 401


@pytest.mark.parametrize("path", PAGES)
def test_no_file_is_sent_without_a_token(mine, secret, path) -> None:
    params = {**PAGES[path], "training_session_id": secret["training"]}
    reply = mine.http.get(f"{mine.url}{path}", params=params, headers={"authorization": "Bearer x.y.z"})
    assert reply.status_code == 401
