"""The official module and command line train, validate and report against our server, unchanged."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import dataclass

import edgefirst_client as official_module
import pytest

BODY = bytes(range(256)) * 3000


@dataclass
class Work:
    """Where sessions of a test are started."""

    client: official_module.Client
    project: str
    experiment: official_module.Experiment
    dataset: str
    annotation_set: str

    def train(self, **params) -> official_module.NewTrainingSession:
        fixed = {"tag_name": "first", "is_local": True, "params": {"epochs": 5, "rate": 0.25, "name": "x"}}
        return self.client.start_training_session(
            self.project,
            "baseline",
            self.experiment.id,
            "detection",
            self.dataset,
            self.annotation_set,
            **{**fixed, **params},
        )

    def validate(self, training_session, **params) -> official_module.NewValidationSession:
        fixed = {"is_local": True, "params": {"iou": 0.5}, "description": "held out"}
        return self.client.start_validation_session(
            self.project, "check", training_session, "model.onnx", "detection", **{**fixed, **params}
        )


@pytest.fixture
def work(official, project) -> Work:
    dataset = official.create_dataset(project, f"training {uuid.uuid4()}", "made by a test")
    annotation_set = official.create_annotation_set(dataset, "boxes", "")
    return Work(official, project, official.experiments(project)[0], dataset, annotation_set)


def parameter(value) -> official_module.Parameter:
    kinds = {int: "integer", float: "real", bool: "boolean", str: "string"}
    return getattr(official_module.Parameter, kinds[type(value)])(value)


def test_experiments_are_found_by_project_and_id(work, official, project) -> None:
    assert official.experiment(work.experiment.id).name == work.experiment.name
    assert official.project(project).experiments()


def test_a_training_session_is_started_found_renamed_and_deleted(work, official) -> None:
    started = work.train(session_name="mine", session_description="said", train_group="a", val_group="b")
    session = official.training_session(started.session_id)
    assert (session.name, session.description, session.model) == ("mine", "said", "detection")
    assert session.experiment_id == work.experiment.id
    assert str(session.dataset_params.dataset_id) == work.dataset
    assert str(session.dataset_params.annotation_set_id) == work.annotation_set
    assert (session.dataset_params.train_group, session.dataset_params.val_group) == ("a", "b")
    assert session.model_params["epochs"] == 5
    assert session.model_params["rate"] == 0.25
    assert (session.task.id, session.task.workflow) == (started.task_id, "trainer")
    assert started.session_id in [one.id for one in official.training_sessions(work.experiment.id, "mine")]
    assert official.update_training_session(started.session_id, "other").name == "other"
    again = work.train(weights_session=started.session_id)
    official.delete_training_sessions([started.session_id, again.session_id])
    with pytest.raises(RuntimeError, match="101"):
        official.training_session(started.session_id)


def test_a_session_that_needs_a_launcher_says_so(work) -> None:
    with pytest.raises(RuntimeError, match="is_local"):
        work.train(is_local=False)


def test_artifacts_checkpoints_and_files_come_back(work, official, tmp_path) -> None:
    session = official.training_session(work.train().session_id)
    model = tmp_path / "local.onnx"
    model.write_bytes(BODY)
    session.upload_artifact("model & more.onnx", model)
    session.upload_checkpoint("last.pt", model)
    (tmp_path / "m.json").write_text('{"loss": [1, 2]}')
    session.upload([("metrics/m.json", tmp_path / "m.json")])
    assert [(one.name, one.model_type) for one in session.artifacts()] == [("model & more.onnx", "onnx")]
    assert json.loads(session.download("metrics/m.json")) == {"loss": [1, 2]}
    assert session.download_checkpoint("last.pt") == BODY
    session.upload_artifact("plain.onnx", model)
    assert session.download_artifact("plain.onnx") == BODY
    back = tmp_path / "deep" / "back.onnx"
    official.download_artifact(session.id, "plain.onnx", back)
    assert back.read_bytes() == BODY
    with pytest.raises(RuntimeError, match="404"):
        session.download_artifact("none.onnx")


def test_metrics_come_back_as_parameters(work, official) -> None:
    session = official.training_session(work.train().session_id)
    assert session.metrics() == {}
    session.set_metrics({"map": parameter(0.5), "epoch": parameter(3), "best": parameter(True)})
    metrics = session.metrics()
    assert metrics["map"] == 0.5
    assert metrics["epoch"] == 3
    assert metrics["best"] == True  # noqa: E712  (a Parameter, not a bool)


def test_a_validation_session_is_started_filled_and_deleted(work, official, project, tmp_path) -> None:
    trained = work.train()
    started = work.validate(trained.session_id)
    session = official.validation_session(started.session_id)
    assert (session.name, session.description) == ("check", "held out")
    assert session.training_session_id == trained.session_id
    assert session.experiment_id == work.experiment.id
    assert (str(session.dataset_id), str(session.annotation_set_id)) == (work.dataset, work.annotation_set)
    assert session.params["iou"] == 0.5
    assert session.params["model"] == "model.onnx"
    assert session.id in [one.id for one in official.validation_sessions(project)]
    (tmp_path / "t.bin").write_bytes(BODY)
    session.upload_data(official, [("plots/t.bin", tmp_path / "t.bin"), ("u.bin", tmp_path / "t.bin")])
    session.upload_data(official, [("v.bin", tmp_path / "t.bin")], "traces")
    assert session.data_list(official) == ["plots/t.bin", "traces/v.bin", "u.bin"]
    session.download_data(official, "plots/t.bin", tmp_path / "back.bin")
    assert (tmp_path / "back.bin").read_bytes() == BODY
    session.set_metrics({"map": parameter(0.25)})
    assert session.metrics()["map"] == 0.25
    session.set_platform({"schema_version": 1, "board": "imx8mp"})
    with pytest.raises(RuntimeError, match="schema_version"):
        session.set_platform("schema_version: 9\n")
    renamed = official.update_validation_session(started.session_id, "second", "look")
    assert (renamed.name, renamed.description) == ("second", "look")
    official.delete_validation_sessions([started.session_id])
    with pytest.raises(RuntimeError, match="101"):
        official.validation_session(started.session_id)


def test_tasks_report_status_and_stages(work, official) -> None:
    started = work.train()
    task = official.task_info(started.task_id)
    assert task.status == "pending"
    official.set_stages(started.task_id, [("load", "Load data"), ("train", "Train")])
    official.update_stage(started.task_id, "train", "running", "epoch 1", 20)
    assert official.task_status(started.task_id, "training").status == "training"
    task = official.task_info(started.task_id)
    assert set(task.stages) == {"load", "train"}
    stage = task.stages["train"]
    assert (stage.percentage, stage.status, stage.message) == (20, "running", "epoch 1")
    assert started.task_id in [one.id for one in official.tasks(workflow="trainer", status="training")]
    assert official.tasks(manager="aws") == []
    task.set_status(official, "complete")
    with pytest.raises(RuntimeError, match="complete"):
        official.task_status(started.task_id, "running")
    with pytest.raises(RuntimeError, match="RpcError\\(3"):
        official.task_status(started.task_id, "sleeping")


def test_task_files_and_charts(work, official, tmp_path) -> None:
    task = official.task_info(work.train().task_id)
    (tmp_path / "log.txt").write_bytes(BODY)
    task.upload_data(official, tmp_path / "log.txt", "logs")
    assert task.data_list(official).data == {"logs": ["log.txt"]}
    task.download_data(official, "log.txt", tmp_path / "back.txt", "logs")
    assert (tmp_path / "back.txt").read_bytes() == BODY
    points = official_module.Parameter.array([parameter(1), parameter(2.5)])
    task.add_chart(official, "loss", "train", points)
    task.add_chart(official, "loss", "train", points)
    assert task.list_charts(official).data == {"loss": ["train"]}
    assert [float(str(one)) for one in task.get_chart(official, "loss", "train").as_array()] == [1.0, 2.5]


def test_jobs_have_no_launcher_here(official) -> None:
    assert official.jobs() == []
    with pytest.raises(RuntimeError, match="no launcher for the app 'blur'"):
        official.job_run("blur", "faces")
    with pytest.raises(RuntimeError, match="TaskNotFound"):
        official.job_stop("task-ffffff")


def test_schemas_are_read(official) -> None:
    names = {one.schema_type for one in official.trainer_schemas()}
    assert "detection" in names
    for name in names:
        assert official.trainer_schema(name)
    assert {one.schema_type for one in official.validator_schemas()} >= {"detection", "segmentation"}


def test_the_command_line_starts_shows_and_deletes_sessions(cli, work, tmp_path) -> None:
    experiment = str(work.experiment.id)
    assert experiment in cli("experiments", work.project)
    options = ["--name", "by command", "--experiment-id", experiment, "--trainer-type", "detection"]
    options += ["--dataset-id", work.dataset, "--annotation-set-id", work.annotation_set]
    out = cli(
        "start-training-session", work.project, *options, "--tag", "x", "--param", "epochs=3", "--local"
    )
    task, session = re.search(r"task (task-\w+) session (t-\w+)", out).groups()
    model = tmp_path / "model.onnx"
    model.write_bytes(BODY)
    cli("upload-artifact", session, model)
    assert "model.onnx" in cli("training-session", session, "-a")
    cli("download-artifact", session, "model.onnx", "--output", tmp_path / "back.onnx")
    assert (tmp_path / "back.onnx").read_bytes() == BODY
    assert f"{session} (pending) by command" in cli("training-sessions", experiment)
    assert f"[{task}] trainer" in cli("task", task)
    assert task in cli("tasks", "--workflow", "trainer")
    assert "detection" in cli("trainer-schemas")
    assert "epochs" in cli("trainer-schema", "detection")
    assert "iou_threshold" in cli("validator-schemas")
    validation = str(work.validate(session).session_id)
    assert validation in cli("validation-sessions", work.project)
    cli("update-validation-session", validation, "--name", "renamed")
    assert "renamed" in cli("validation-session", validation)
    cli("delete-training-sessions", session)
    cli("training-session", session, fails=True)
