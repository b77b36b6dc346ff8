"""Experiments and training sessions over the wire."""

from __future__ import annotations

import os

import pytest

from groundwire.server import admin
from groundwire.server.services import open_database
from groundwire.server.settings import Settings
from tests.server.sessions.conftest import new_run, start_params


def test_a_project_has_one_experiment_from_the_first_look_on(mine) -> None:
    first = mine("trainer.list2", project_id=mine.project_id)
    assert mine("trainer.list2", project_id=f"p-{mine.project_id:x}") == first
    assert [one["name"] for one in first][:1] == ["Experiments"]
    assert mine("trainer.get", trainer_id=first[0]["id"]) == first[0]
    assert first[0]["project_id"] == mine.project_id


def test_an_administrator_adds_experiments(mine, local_server) -> None:
    mine("trainer.list2", project_id=mine.project_id)
    db = open_database(Settings(data=local_server.data, database=os.environ.get("GROUNDWIRE_TEST_DATABASE")))
    try:
        added = admin.add_experiment(db, "Night driving", f"p-{mine.project_id:x}", "after dark")
    finally:
        db.close()
    assert mine("trainer.get", trainer_id=added) == {
        "id": added,
        "project_id": mine.project_id,
        "name": "Night driving",
        "description": "after dark",
    }


def test_a_started_session_has_every_key_of_its_type(mine, run) -> None:
    session = mine("trainer.session.get", trainer_session_id=f"t-{run.session:x}")
    created = session["docker_task"].pop("date")
    assert created.endswith("Z")
    assert session == {
        "id": run.session,
        "trainer_id": run.experiment,
        "model": "detection",
        "name": "baseline",
        "description": "first try",
        "params": {
            "model_params": {"epochs": 50, "rate": 0.001, "deep": {"list": [1, 2.5, "x", True]}},
            "dataset_params": {
                "dataset_id": run.dataset,
                "annotation_set_id": run.annotation_set,
                "train_group_name": "train",
                "val_group_name": "val",
            },
        },
        "docker_task": {
            "id": run.task,
            "name": "task of baseline",
            "type": "trainer",
            "status": "pending",
            "instance_type": "local",
            "manage_type": "user",
        },
    }
    assert run.session in [one["id"] for one in mine("trainer.session.list", trainer_id=run.experiment)]


def test_name_and_description_change_one_by_one(mine, run) -> None:
    mine("trainer.session.update", id=run.session, name="better")
    mine("trainer.session.update", id=run.session, description="")
    session = mine("trainer.session.get", trainer_session_id=run.session)
    assert (session["name"], session["description"]) == ("better", "")
    assert mine.fails("trainer.session.update", id=run.session).code == 3
    assert mine.fails("trainer.session.update", id=run.session, name="").code == 3


def test_metrics_are_empty_then_what_was_set_last(mine, run) -> None:
    which = {"trainer_session_id": run.session}
    assert mine("trainer.session.metrics", **which) == {}
    assert isinstance(mine("trainer.session.metrics", **which, metrics={"loss": 0.5, "map": [0.1]}), str)
    assert mine("trainer.session.metrics", **which) == {"loss": 0.5, "map": [0.1]}
    mine("trainer.session.metrics", **which, metrics={"loss": 0.25})
    assert mine("trainer.session.metrics", **which) == {"loss": 0.25}
    assert mine.fails("trainer.session.metrics", **which, metrics={"loss": {"deep": None}}).code == 3


def test_deleting_takes_validation_sessions_along_and_can_be_repeated(mine, run) -> None:
    other = new_run(mine)
    validation = run.validate()["val_session_id"]
    for _ in range(2):
        mine("trainer.session.delete", session_ids=[run.session, f"t-{other.session:x}"])
    for session in (run.session, other.session):
        assert mine.fails("trainer.session.get", trainer_session_id=session).code == 101
    listed = [one["id"] for one in mine("trainer.session.list", trainer_id=run.experiment)]
    assert not {run.session, other.session} & set(listed)
    assert mine.fails("validate.session.get", validate_session_id=validation).code == 101


def test_deleting_is_all_or_nothing(mine, run) -> None:
    assert mine.fails("trainer.session.delete", session_ids=[run.session, 2**40]).code == 101
    assert mine("trainer.session.get", trainer_session_id=run.session)["id"] == run.session


def test_a_session_can_start_from_the_weights_of_another(mine, run) -> None:
    params = start_params(mine, run.experiment, run.dataset, run.annotation_set)
    params["params"]["weights_session"] = run.session
    assert mine("cloud.server.start", **params)["train_session_id"] > run.session
    params["params"]["weights_session"] = 2**40
    assert mine.fails("cloud.server.start", **params).code == 101


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"trainer_id": 2**40}, 101),
        ({"dataset_id": 2**40}, 101),
        ({"annotation_set_id": 2**40}, 101),
        ({"trainer_id": "ds-1"}, 3),
        ({"trainer_type": ""}, 3),
        ({"params": {"epochs": None}}, 3),
        ({"params": []}, 3),
        ({"session_name": "x" * 300}, 3),
    ],
)
def test_what_cannot_be_started_leaves_no_task(mine, run, change, code) -> None:
    before = mine("task.list")
    params = start_params(mine, run.experiment, run.dataset, run.annotation_set)
    params["params"] |= change
    assert mine.fails("cloud.server.start", **params).code == code
    assert mine("task.list") == before


def test_a_missing_parameter_is_named(mine, run) -> None:
    params = start_params(mine, run.experiment, run.dataset, run.annotation_set)
    del params["params"]["trainer_id"]
    assert "'trainer_id'" in mine.fails("cloud.server.start", **params).message


def test_without_a_launcher_the_answer_says_what_to_do(mine, run) -> None:
    before = mine("task.list")
    params = start_params(mine, run.experiment, run.dataset, run.annotation_set) | {"is_local": False}
    failure = mine.fails("cloud.server.start", **params)
    assert failure.code == 1
    assert "'detection'" in failure.message
    assert "is_local=true" in failure.message
    assert mine("task.list") == before


def test_trainers_are_listed_and_described(mine) -> None:
    trainers = mine("trainer.server.schema")["schema_list"]
    assert {trainer["name"] for trainer in trainers} >= {"detection", "segmentation"}
    for trainer in trainers:
        fields = mine("trainer.server.schema", type=trainer["schema_type"])
        assert fields == mine("trainer.server.schema", type=trainer["name"])
        assert all("type" in field for field in fields)
    assert mine.fails("trainer.server.schema", type="nothing").code == 101
