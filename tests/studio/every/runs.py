"""Experiments, training and validation sessions, their files and metrics."""

from __future__ import annotations

import json

from groundwire.errors import (
    NotFoundError,
    PermissionDeniedError,
    RpcError,
)
from tests.studio.every.table import case
from tests.studio.every.world import UNKNOWN

METRICS = {"loss": 0.25, "epochs": 3, "deep": {"list": [1, 2.5, "x", True]}}


def native(metrics):
    return {name: value.to_pyobject() for name, value in metrics.items()}


def seen(w):
    return w.api("trainer.session.get", trainer_session_id=w.run.session)


def checked(w):
    return w.api("validate.session.get", validate_session_id=w.check["val_session_id"])


def paths(w) -> list[str]:
    return w.api("val.data.list", session_id=w.check["val_session_id"])


@case("Client.experiments", NotFoundError, lambda w: w.client.experiments(UNKNOWN))
def _(w):
    assert "Experiments" in [one.name for one in w.client.experiments(w.project, "Exp")]


@case("Client.experiment", NotFoundError, lambda w: w.client.experiment(UNKNOWN))
def _(w):
    assert int(w.client.experiment(w.run.experiment).id) == w.run.experiment


@case("Experiment.training_sessions", NotFoundError, lambda w: w.gone_experiment.training_sessions())
def _(w):
    found = w.client.experiment(w.run.experiment).training_sessions("baseline")
    assert w.run.session in {int(one.id) for one in found}


@case("Client.training_sessions", NotFoundError, lambda w: w.client.training_sessions(UNKNOWN))
def _(w):
    assert w.run.session in {int(one.id) for one in w.client.training_sessions(w.run.experiment)}


@case("Client.training_session", NotFoundError, lambda w: w.client.training_session(UNKNOWN))
def _(w):
    found = w.session
    assert (found.name, found.model) == ("baseline", "detection")
    assert int(found.dataset_params.dataset_id) == w.run.dataset


@case(
    "Client.update_training_session",
    NotFoundError,
    lambda w: w.client.update_training_session(UNKNOWN, name="x"),
)
def _(w):
    assert w.client.update_training_session(w.run.session, "renamed", "text").name == "renamed"
    assert (seen(w)["name"], seen(w)["description"]) == ("renamed", "text")


@case(
    "Client.delete_training_sessions",
    NotFoundError,
    lambda w: w.client.delete_training_sessions([w.run.session, UNKNOWN]),
)
def _(w):
    w.client.delete_training_sessions([w.run.session])
    assert w.api.fails("trainer.session.get", trainer_session_id=w.run.session).code == 101


def start_training(w, **changes):
    usual = {"tag_name": "v1", "is_local": True, "params": {"epochs": 2}, "session_name": "second"}
    return w.client.start_training_session(
        w.project,
        "task",
        w.run.experiment,
        "detection",
        w.run.dataset,
        w.run.annotation_set,
        **usual | changes,
    )


@case("Client.start_training_session", RpcError, lambda w: start_training(w, is_local=False))
def _(w):
    started = start_training(w)
    found = w.api("trainer.session.get", trainer_session_id=int(started.session_id))
    assert (found["name"], found["docker_task"]["id"]) == ("second", int(started.task_id))
    assert found["params"]["model_params"] == {"epochs": 2}


def start_validation(w, session, **changes):
    usual = {"is_local": True, "params": {"iou": 0.5}, "description": "text"}
    return w.client.start_validation_session(
        w.project, "check", session, "m.onnx", "detection", **usual | changes
    )


@case("Client.start_validation_session", NotFoundError, lambda w: start_validation(w, UNKNOWN))
def _(w):
    started = start_validation(w, w.run.session)
    found = w.api("validate.session.get", validate_session_id=int(started.session_id))
    assert (found["description"], found["dataset_id"]) == ("text", w.run.dataset)


@case("Client.trainer_schemas", PermissionDeniedError, lambda w: w.stranger.trainer_schemas())
def _(w):
    expected = w.api("trainer.server.schema")["schema_list"]
    assert [one.name for one in w.client.trainer_schemas()] == [one["name"] for one in expected] != []


@case("Client.trainer_schema", NotFoundError, lambda w: w.client.trainer_schema("nothing like it"))
def _(w):
    known = w.client.trainer_schemas()[0].schema_type
    expected = w.api("trainer.server.schema", type=known)
    assert [one.name for one in w.client.trainer_schema(known)] == [one.get("name") for one in expected] != []


@case("Client.validator_schemas", PermissionDeniedError, lambda w: w.stranger.validator_schemas())
def _(w):
    expected = w.api("validate.schema")
    assert [one.name for one in w.client.validator_schemas()] == [one["name"] for one in expected] != []


@case("Client.artifacts", NotFoundError, lambda w: w.client.artifacts(UNKNOWN))
def _(w):
    assert [(one.name, one.model_type) for one in w.client.artifacts(w.run.session)] == [("m.onnx", "onnx")]


@case("TrainingSession.artifacts", NotFoundError, lambda w: w.gone_session.artifacts())
def _(w):
    assert [one.name for one in w.session.artifacts()] == ["m.onnx"]


@case("ValidationSession.artifacts", NotFoundError, lambda w: w.gone_validation_and_training.artifacts())
def _(w):
    assert [one.name for one in w.validation.artifacts()] == ["m.onnx"]


@case(
    "Client.download_artifact",
    NotFoundError,
    lambda w: w.client.download_artifact(w.run.session, "none", w.tmp / "x"),
)
def _(w):
    w.client.download_artifact(w.run.session, "m.onnx", w.tmp / "got")
    assert (w.tmp / "got").read_bytes() == b"model"


@case(
    "Client.download_checkpoint",
    NotFoundError,
    lambda w: w.client.download_checkpoint(w.run.session, "none", w.tmp / "x"),
)
def _(w):
    w.client.download_checkpoint(w.run.session, "c.pt", w.tmp / "got")
    assert (w.tmp / "got").read_bytes() == b"weights"


@case("TrainingSession.download_artifact", NotFoundError, lambda w: w.session.download_artifact("none"))
def _(w):
    assert w.session.download_artifact("m.onnx") == b"model"


@case(
    "TrainingSession.download_checkpoint",
    NotFoundError,
    lambda w: w.session.download_checkpoint("none"),
)
def _(w):
    assert w.session.download_checkpoint("c.pt") == b"weights"


@case("TrainingSession.download", NotFoundError, lambda w: w.session.download("none.txt"))
def _(w):
    assert w.session.download("notes.txt") == "text"


@case("TrainingSession.upload", NotFoundError, lambda w: w.gone_session.upload([("a/b.txt", w.file("b"))]))
def _(w):
    w.session.upload([("a/b.txt", w.file("b", b"one")), ("c.txt", w.file("c", b"two"))])
    texts = [
        w.api("trainer.download.file", session_id=w.run.session, file_path=path)
        for path in ("a/b.txt", "c.txt")
    ]
    assert texts == ["one", "two"]


@case(
    "TrainingSession.upload_artifact",
    NotFoundError,
    lambda w: w.gone_session.upload_artifact("x", w.file("x")),
)
def _(w):
    w.session.upload_artifact("two.tflite", w.file("x", b"two"))
    assert w.session.download_artifact("two.tflite") == b"two"


@case(
    "TrainingSession.upload_checkpoint",
    NotFoundError,
    lambda w: w.gone_session.upload_checkpoint("x", w.file("x")),
)
def _(w):
    w.session.upload_checkpoint("two.pt", w.file("x", b"two"))
    assert w.session.download_checkpoint("two.pt") == b"two"


@case("TrainingSession.metrics", NotFoundError, lambda w: w.gone_session.metrics())
def _(w):
    w.api("trainer.session.metrics", trainer_session_id=w.run.session, metrics=METRICS)
    assert native(w.session.metrics()) == METRICS


@case("TrainingSession.set_metrics", NotFoundError, lambda w: w.gone_session.set_metrics(METRICS))
def _(w):
    w.session.set_metrics(METRICS)
    assert w.api("trainer.session.metrics", trainer_session_id=w.run.session) == METRICS


@case("Client.validation_sessions", NotFoundError, lambda w: w.client.validation_sessions(UNKNOWN))
def _(w):
    session = w.check["val_session_id"]
    assert session in {int(one.id) for one in w.client.validation_sessions(w.project)}


@case("Client.validation_session", NotFoundError, lambda w: w.client.validation_session(UNKNOWN))
def _(w):
    found = w.validation
    assert (found.name, int(found.training_session_id)) == ("check", w.run.session)


@case(
    "Client.update_validation_session",
    NotFoundError,
    lambda w: w.client.update_validation_session(UNKNOWN, description="x"),
)
def _(w):
    session = w.check["val_session_id"]
    assert w.client.update_validation_session(session, "renamed", "text").name == "renamed"
    assert (checked(w)["docker_task"]["name"], checked(w)["description"]) == ("renamed", "text")


@case(
    "Client.delete_validation_sessions",
    NotFoundError,
    lambda w: w.client.delete_validation_sessions([UNKNOWN]),
)
def _(w):
    session = w.check["val_session_id"]
    w.client.delete_validation_sessions([session])
    assert w.api.fails("validate.session.get", validate_session_id=session).code == 101


@case("ValidationSession.data_list", NotFoundError, lambda w: w.gone_validation.data_list(None))
def _(w):
    assert w.validation.data_list(None) == ["seen.json"]


@case(
    "ValidationSession.upload_data",
    NotFoundError,
    lambda w: w.gone_validation.upload_data(None, [("x", w.file("x"))]),
)
def _(w):
    w.validation.upload_data(None, [("x.bin", w.file("x"))], "deep/er")
    assert paths(w) == ["deep/er/x.bin", "seen.json"]


@case(
    "ValidationSession.download_data",
    NotFoundError,
    lambda w: w.validation.download_data(None, "none", w.tmp / "x"),
)
def _(w):
    w.validation.download_data(None, "seen.json", w.tmp / "got")
    assert json.loads((w.tmp / "got").read_bytes()) == {}


@case(
    "ValidationSession.download_artifact",
    NotFoundError,
    lambda w: w.validation.download_artifact("none"),
)
def _(w):
    assert w.validation.download_artifact("m.onnx") == b"model"


@case(
    "ValidationSession.download_checkpoint",
    NotFoundError,
    lambda w: w.validation.download_checkpoint("none"),
)
def _(w):
    assert w.validation.download_checkpoint("c.pt") == b"weights"


@case("ValidationSession.metrics", NotFoundError, lambda w: w.gone_validation.metrics())
def _(w):
    w.api("validate.session.metrics", validate_session_id=w.check["val_session_id"], metrics=METRICS)
    assert native(w.validation.metrics()) == METRICS


@case("ValidationSession.set_metrics", NotFoundError, lambda w: w.gone_validation.set_metrics(METRICS))
def _(w):
    w.validation.set_metrics(METRICS)
    session = w.check["val_session_id"]
    assert w.api("validate.session.metrics", validate_session_id=session) == METRICS


@case(
    "ValidationSession.set_platform",
    RpcError,
    lambda w: w.validation.set_platform({"schema_version": "99.0"}),
)
def _(w):
    w.validation.set_platform({"schema_version": "1.0", "machine": "é"})
    with w.database() as db, db.read() as connection:
        query = f"SELECT platform FROM validation_sessions WHERE id = {w.check['val_session_id']}"
        stored = connection.exec_driver_sql(query).scalar_one()
    assert json.loads(stored) == {"schema_version": "1.0", "machine": "é"}
