"""Validation sessions over the wire."""

from __future__ import annotations

import pytest

from tests.server.studio.conftest import new_dataset


def test_a_started_session_has_every_key_of_its_type(mine, run) -> None:
    started = run.validate(description="held out")
    session = mine("validate.session.get", validate_session_id=f"v-{started['val_session_id']:x}")
    assert session["docker_task"].pop("date").endswith("Z")
    assert session == {
        "id": started["val_session_id"],
        "experiment_id": run.experiment,
        "training_session_id": run.session,
        "dataset_id": run.dataset,
        "gt_annotation_set_id": run.annotation_set,
        "description": "held out",
        "params": {
            "model_params": {"validation": {"iou": 0.5}},
            "validate_params": {"model": "model.onnx"},
        },
        "docker_task": {
            "id": started["id"],
            "name": "check",
            "type": "validation",
            "status": "pending",
            "instance_type": "local",
            "manage_type": "user",
        },
    }
    listed = mine("validate.session.list", project_id=mine.project_id)
    assert started["val_session_id"] in [one["id"] for one in listed]


def test_another_dataset_comes_without_the_annotation_set_of_the_training(mine, run) -> None:
    other = new_dataset(mine)
    session = run.validate(dataset_id=other.id)["val_session_id"]
    shown = mine("validate.session.get", validate_session_id=session)
    assert (shown["dataset_id"], shown["gt_annotation_set_id"]) == (other.id, 0)
    session = run.validate(dataset_id=other.id, annotation_set_id=other.annotation_set)["val_session_id"]
    shown = mine("validate.session.get", validate_session_id=session)
    assert shown["gt_annotation_set_id"] == other.annotation_set


def test_an_annotation_set_of_another_dataset_is_not_found(mine, run) -> None:
    other = new_dataset(mine)
    params = {"type": "validation", "name": "x", "project_id": mine.project_id, "is_local": True}
    params |= {"is_kubernetes": False, "params": {"params": {}}, "training_session_id": run.session}
    params |= {"model_file": "m", "val_type": "detection"}
    failure = mine.fails("cloud.server.start", **params, annotation_set_id=other.annotation_set)
    assert failure.code == 101
    assert mine.fails("cloud.server.start", **params, snapshot_id=1).code == 101
    del params["model_file"]
    assert "'model_file'" in mine.fails("cloud.server.start", **params).message
    params |= {"model_file": "m", "is_local": False}
    assert "validator" in mine.fails("cloud.server.start", **params).message


def test_a_new_name_is_also_that_of_the_task(mine, run) -> None:
    started = run.validate()
    which = {"validate_session_id": started["val_session_id"]}
    mine("validate.session.update", **which, name="renamed")
    mine("validate.session.update", **which, description="said")
    session = mine("validate.session.get", **which)
    assert (session["docker_task"]["name"], session["description"]) == ("renamed", "said")
    assert mine.fails("validate.session.update", **which).code == 3


def test_metrics_are_empty_then_what_was_set_last(mine, run) -> None:
    which = {"validate_session_id": run.validate()["val_session_id"]}
    assert mine("validate.session.metrics", **which) == {}
    assert isinstance(mine("validate.session.metrics", **which, metrics={"map": 0.5}), str)
    assert mine("validate.session.metrics", **which) == {"map": 0.5}


def test_deleting_can_be_repeated(mine, run) -> None:
    session = run.validate()["val_session_id"]
    for _ in range(2):
        mine("validate.session.delete", session_ids=[session])
    assert mine.fails("validate.session.get", validate_session_id=session).code == 101
    listed = mine("validate.session.list", project_id=mine.project_id)
    assert session not in [one["id"] for one in listed]


@pytest.mark.parametrize(
    "platform",
    [
        {"schema_version": 1, "board": "imx8mp"},
        "schema_version: 1\nboard: x\n",
        '{"schema_version": "1.2"}',
        {},
    ],
)
def test_a_platform_of_the_known_form_is_accepted(mine, run, platform) -> None:
    session = run.validate()["val_session_id"]
    assert mine("validate.session.set_platform", validate_session_id=session, platform=platform)


@pytest.mark.parametrize(
    "platform",
    [{"schema_version": 2}, "schema_version: '7'  # new\n", '{"schema_version": 3}', "", 5, [], None, True],
)
def test_any_other_platform_is_refused(mine, run, platform) -> None:
    session = run.validate()["val_session_id"]
    which = {"validate_session_id": session, "platform": platform}
    assert mine.fails("validate.session.set_platform", **which).code == 3


def test_validators_are_listed_with_their_options(mine) -> None:
    validators = mine("validate.schema")
    assert {one["type"] for one in validators} >= {"detection", "segmentation"}
    assert all(one["name"] and one["schema"] for one in validators)
