"""Every kind of thing: what the official client wrote, ours reads equal, and the reverse."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import edgefirst_client
import pytest

from groundwire import studio

if TYPE_CHECKING:
    from pathlib import Path

BODY = bytes(range(256)) * 500
WORDS = ["plain", 'with "quotes" & <tags>', "ünïcödé 日本 🚗", " spaced "]
METRICS = {
    "map": 0.123456789012345,
    "epoch": 3,
    "best": True,
    "model": "größe",
    "curve": [0.5, 1, -2.5e-7, []],
    "nested": {"a": {"b": [True, {"c": ""}]}},
}


def plain(value: Any) -> Any:
    """Return what a client says as plain values, ids and times as text."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if hasattr(value, "to_pyobject"):
        return plain(value.to_pyobject())
    return value if value is None or isinstance(value, bool | int | float | str | bytes) else str(value)


def said(thing: Any, *names: str) -> dict[str, Any]:
    """Return some properties of a thing."""
    return {name: plain(getattr(thing, name)) for name in names}


def of_project(client: Any, project: str) -> dict[str, Any]:
    return {
        "project": said(client.project(project), "id", "name", "description"),
        "projects": [said(one, "id", "name", "description") for one in client.projects()],
        "experiments": [said(one, "id", "name", "description") for one in client.experiments(project)],
        "organization": said(client.organization(), "id", "name", "credits"),
        "usage": said(client.usage_summary(), "credits", "funds", "total"),
        "user": (client.username, client.url, client.version()),
    }


def of_dataset(client: Any, dataset: str) -> dict[str, Any]:
    found = client.dataset(dataset)
    return {
        "dataset": said(found, "id", "name", "description", "created", "project_id"),
        "labels": [said(one, "id", "name", "index", "color", "dataset_id") for one in found.labels()],
        "groups": [said(one, "id", "name") for one in found.groups()],
        "sets": [
            said(one, "id", "name", "description", "created", "dataset_id")
            for one in client.annotation_sets(dataset)
        ],
        "tags": [said(one, "id", "name", "dataset_id") for one in client.dataset_tags(dataset)],
        "names": sorted(client.sample_names(dataset)),
    }


def of_task(client: Any, task_id: Any, folder: Path) -> dict[str, Any]:
    task = client.task_info(task_id)
    stages = {
        name: said(stage, "stage", "status", "message", "percentage", "description", "task_id")
        for name, stage in task.stages.items()
    }
    charts = plain(task.list_charts(client).data)
    files = plain(task.data_list(client).data)
    back = folder / uuid.uuid4().hex
    told = said(task, "id", "description", "status", "created", "completed", "project_id")
    if str(told["completed"]).startswith("1970-01-01"):
        told["completed"] = None  # the official client's way of saying that it is not
    return {
        "task": told,
        "listed": [
            said(one, "id", "name", "workflow", "status", "manager", "instance", "created")
            for one in client.tasks()
            if str(one.id) == str(task_id)
        ],
        "stages": stages,
        "charts": {
            (group, name): kinds(task.get_chart(client, group, name))
            for group in charts
            for name in charts[group]
        },
        "files": {
            (group, name): downloaded(
                lambda group=group, name=name: task.download_data(client, name, back, group or None), back
            )
            for group in files
            for name in files[group]
        },
    }


def kinds(parameter: Any) -> Any:
    """Return the value of a parameter and of which kind it is."""
    return parameter.variant_type(), plain(parameter)


def downloaded(call: Any, target: Path) -> bytes:
    call()
    return target.read_bytes()


def of_training(client: Any, session_id: Any) -> dict[str, Any]:
    session = client.training_session(session_id)
    parameters = said(session.dataset_params, "dataset_id", "annotation_set_id", "train_group", "val_group")
    return {
        "session": said(session, "id", "name", "description", "model", "experiment_id"),
        "task": said(session.task, "id", "name", "workflow", "status"),
        "dataset": parameters,
        "params": {name: kinds(value) for name, value in session.model_params.items()},
        "metrics": {name: kinds(value) for name, value in session.metrics().items()},
        "artifacts": {
            one.name: (one.model_type, session.download_artifact(one.name)) for one in session.artifacts()
        },
        "checkpoint": session.download_checkpoint("last.pt"),
        "text": session.download("metrics/m.json"),
    }


def of_validation(client: Any, session_id: Any, folder: Path) -> dict[str, Any]:
    session = client.validation_session(session_id)
    back = folder / uuid.uuid4().hex
    return {
        "session": said(session, "id", "name", "description", "experiment_id", "training_session_id"),
        "data": said(session, "dataset_id", "annotation_set_id"),
        "task": said(session.task, "id", "workflow", "status"),
        "params": {name: kinds(value) for name, value in session.params.items()},
        "metrics": {name: kinds(value) for name, value in session.metrics().items()},
        "files": {
            name: downloaded(lambda name=name: session.download_data(client, name, back), back)
            for name in session.data_list(client)
        },
    }


def written(module: Any, client: Any, project: str, folder: Path) -> dict[str, str]:
    """Write something of every kind; return the ids."""
    dataset = client.create_dataset(project, WORDS[1], WORDS[2])
    sets = [client.create_annotation_set(dataset, word, WORDS[2]) for word in WORDS]
    client.add_labels(dataset, WORDS, [7, 0, 2**40, 3])
    client.add_label(dataset, "without an index")
    client.add_labels(dataset, WORDS[:2], [0, 7])
    for word in WORDS:
        client.get_or_create_group(dataset, word)
    experiment = client.experiments(project)[0].id
    where = (project, WORDS[2], experiment, "detection", dataset, sets[0])
    options = {"tag_name": "first", "train_group": WORDS[1], "val_group": WORDS[2], "is_local": True}
    names = {"session_name": WORDS[1], "session_description": WORDS[2]}
    trained = client.start_training_session(*where, params=METRICS, **options, **names)
    session = client.training_session(trained.session_id)
    (folder / "file.bin").write_bytes(BODY)
    (folder / "m.json").write_text('{"loss": [1, 2]}')
    session.upload_artifact("model größe (1).onnx", folder / "file.bin")
    session.upload_artifact("plain.tflite", folder / "file.bin")
    session.upload_checkpoint("last.pt", folder / "file.bin")
    session.upload([("metrics/m.json", folder / "m.json")])
    session.set_metrics(
        {name: module.Parameter.object({"x": value}).get("x") for name, value in METRICS.items()}
    )
    task = client.task_info(trained.task_id)
    client.set_stages(trained.task_id, [("load", WORDS[1]), ("train", WORDS[2])])
    client.update_stage(trained.task_id, "train", "running", WORDS[2], 20)
    client.task_status(trained.task_id, "training")
    for name, value in METRICS.items():
        task.add_chart(client, "values", name, module.Parameter.object({"y": value}))
    task.upload_data(client, folder / "file.bin", "logs")
    task.upload_data(client, folder / "m.json")
    checked = client.start_validation_session(
        project,
        WORDS[1],
        trained.session_id,
        "m.onnx",
        "detection",
        params=METRICS,
        description=WORDS[2],
        is_local=True,
    )
    validation = client.validation_session(checked.session_id)
    validation.upload_data(client, [("plots/t.bin", folder / "file.bin"), ("u.bin", folder / "m.json")])
    validation.upload_data(client, [("v.bin", folder / "file.bin")], "traces")
    validation.set_metrics({"map": module.Parameter.real(1e-300), "list": module.Parameter.array([])})
    renamed = client.update_validation_session(checked.session_id, WORDS[2], WORDS[1])
    assert renamed.name == WORDS[2]
    return {
        "dataset": dataset,
        "task": str(trained.task_id),
        "training": str(trained.session_id),
        "validation": str(checked.session_id),
    }


def read(client: Any, project: str, ids: dict[str, str], folder: Path) -> dict[str, Any]:
    return {
        "project": of_project(client, project),
        "dataset": of_dataset(client, ids["dataset"]),
        "task": of_task(client, ids["task"], folder),
        "training": of_training(client, ids["training"]),
        "validation": of_validation(client, ids["validation"], folder),
    }


@pytest.mark.parametrize("writer", ["official", "ours"])
def test_both_clients_read_every_kind_of_thing_alike(writer, official, ours, project, tmp_path) -> None:
    module, client = (edgefirst_client, official) if writer == "official" else (studio, ours)
    ids = written(module, client, project, tmp_path)
    theirs, mine = (read(one, project, ids, tmp_path) for one in (official, ours))
    for area, found in theirs.items():
        for part, value in found.items():
            assert mine[area][part] == value, (area, part)
    indices = {one["name"]: one["index"] for one in theirs["dataset"]["labels"]}
    assert indices == {**dict(zip(WORDS, [0, 7, 2**40, 3], strict=True)), "without an index": 8}
    assert {name: value for name, (_, value) in theirs["training"]["metrics"].items()} == METRICS
    assert set(theirs["training"]["artifacts"]) == {"model größe (1).onnx", "plain.tflite"}
    assert theirs["task"]["files"] == {("logs", "file.bin"): BODY, ("", "m.json"): b'{"loss": [1, 2]}'}
    assert len(theirs["task"]["charts"]) == len(METRICS)
    assert set(theirs["validation"]["files"]) == {"plots/t.bin", "u.bin", "traces/v.bin"}


@pytest.mark.parametrize("writer", ["official", "ours"])
def test_what_one_client_changes_or_removes_the_other_sees(writer, official, ours, project, tmp_path) -> None:
    module, client = (edgefirst_client, official) if writer == "official" else (studio, ours)
    reader = ours if writer == "official" else official
    ids = written(module, client, project, tmp_path)
    reader.update_training_session(ids["training"], "renamed", "by the other")
    assert client.training_session(ids["training"]).name == "renamed"
    labels = {label.name: label for label in reader.labels(ids["dataset"])}
    reader.remove_label(labels["plain"].id)
    assert "plain" not in [label.name for label in client.labels(ids["dataset"])]
    reader.delete_validation_sessions([ids["validation"]])
    reader.delete_training_sessions([ids["training"]])
    for kind in ("training_session", "validation_session"):
        with pytest.raises(RuntimeError, match=r"101|Cannot find"):
            getattr(client, kind)(ids[kind.partition("_")[0]])
    reader.delete_dataset(ids["dataset"])
    assert ids["dataset"] not in [str(one.id) for one in client.datasets(project)]
