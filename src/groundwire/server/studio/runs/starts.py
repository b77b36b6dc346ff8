"""What `cloud.server.start` writes down: a task and a session, before anything runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec
from sqlalchemy import insert

from groundwire._core.call import Json  # noqa: TC001  (msgspec reads annotations at run time)
from groundwire._core.codec import dec_hook
from groundwire.server.envelope import explain_params
from groundwire.server.errors import Code, RpcFailure
from groundwire.server.store.tables import training_sessions, validation_sessions
from groundwire.server.studio import access, values
from groundwire.server.studio.launchers import Launch, launchers
from groundwire.server.studio.runs import owned, parameters, tasks
from groundwire_api.studio.ids import (  # noqa: TC001  (msgspec reads annotations at run time)
    AnnotationSetID,
    DatasetID,
    ExperimentID,
    TrainingSessionID,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from groundwire.server.context import Context
    from groundwire.server.studio.launchers import Kind, Launcher
    from groundwire_api.studio.params.launch import CloudServerStartParams

T = TypeVar("T")
Started = tuple[Launch, "Launcher | None"]
"""What was written down, and who is to start it; None where the user does."""


class _Training(msgspec.Struct):
    trainer_id: ExperimentID
    trainer_type: str
    dataset_id: DatasetID
    annotation_set_id: AnnotationSetID
    tag_name: str = ""
    train_group_name: str = "train"
    val_group_name: str = "val"
    session_name: str = ""
    session_description: str | None = None
    weights_session: TrainingSessionID | None = None
    params: dict[str, Json] = {}


class _Validation(msgspec.Struct):
    params: dict[str, Json] = {}


def training(ctx: Context, p: CloudServerStartParams) -> Started:
    """Write down a training session and its task.

    Raises:
        RpcFailure: 101, something named does not exist; 3, a value is unusable; 1, nobody can start it.
    """
    sent = _read(p.params, _Training)
    name = values.name(p.name, "name")
    row: dict[str, object] = {
        "model": values.name(sent.trainer_type, "trainer_type"),
        "name": values.name(sent.session_name or name, "session_name"),
        "description": values.text(sent.session_description or "", "session_description"),
        "params": parameters.mapping(sent.params, "params"),
        # Recorded as given: it may name a training tag or a version of the dataset.
        "tag_name": values.text(sent.tag_name, "tag_name"),
        "train_group_name": values.text(sent.train_group_name, "train_group_name"),
        "val_group_name": values.text(sent.val_group_name, "val_group_name"),
    }
    with ctx.db.write() as connection:
        project = access.project(connection, ctx, p.project_id)
        experiment = owned.experiment(connection, ctx, sent.trainer_id)
        if experiment.project_id != project.id:
            raise access.missing("experiment", "exp", sent.trainer_id)
        dataset = access.dataset(connection, ctx, sent.dataset_id)
        row["experiment_id"] = experiment.id
        row["dataset_id"] = dataset.id
        row["annotation_set_id"] = access.annotation_set_of(connection, dataset.id, sent.annotation_set_id)
        if sent.weights_session is not None:
            row["weights_session_id"] = owned.training(connection, ctx, sent.weights_session).id
        launcher, row["task_id"] = _task(connection, ctx, p, "trainer", sent.trainer_type)
        statement = insert(training_sessions).values(row).returning(training_sessions.c.id)
        session_id = connection.execute(statement).scalar_one()
    return _launch(p, "trainer", sent.trainer_type, row["task_id"], session_id, sent.params), launcher


def validation(ctx: Context, p: CloudServerStartParams) -> Started:
    """Write down a validation session and its task.

    Raises:
        RpcFailure: 101, something named does not exist; 3, a value is missing or unusable; 1, nobody can
        start it.
    """
    sent = _read(p.params, _Validation)
    kind = values.name(_given(p.val_type, "val_type"), "val_type")
    training_session_id = _given(p.training_session_id, "training_session_id")
    row: dict[str, object] = {
        "type": kind,
        "model_file": values.name(_given(p.model_file, "model_file"), "model_file"),
        "description": values.text(p.description or "", "description"),
        "params": parameters.mapping(sent.params, "params"),
    }
    with ctx.db.write() as connection:
        project = access.project(connection, ctx, p.project_id)
        trained = owned.training(connection, ctx, training_session_id)
        if trained.project_id != project.id:
            raise access.missing("training session", "t", training_session_id)
        if p.snapshot_id is not None:  # there are no snapshots on this server for a session to be tied to
            raise access.missing("snapshot", "ss", p.snapshot_id)
        row |= {"project_id": project.id, "training_session_id": trained.id}
        row |= _ground_truth(connection, ctx, p, trained)
        launcher, row["task_id"] = _task(connection, ctx, p, "validation", kind)
        statement = insert(validation_sessions).values(row).returning(validation_sessions.c.id)
        session_id = connection.execute(statement).scalar_one()
    return _launch(p, "validation", kind, row["task_id"], session_id, sent.params), launcher


def _ground_truth(
    connection: Connection, ctx: Context, p: CloudServerStartParams, trained: Row[object]
) -> dict[str, object]:
    """Dataset and annotation set to validate against: what the caller names, else what was trained on."""
    dataset_id, set_id = trained.dataset_id, trained.annotation_set_id
    if p.dataset_id:
        found = access.dataset(connection, ctx, p.dataset_id).id
        set_id = set_id if found == dataset_id else None
        dataset_id = found
    if p.annotation_set_id:
        set_id = access.annotation_set_of(connection, dataset_id, p.annotation_set_id)
    return {"dataset_id": dataset_id, "annotation_set_id": set_id}


def _task(
    connection: Connection, ctx: Context, p: CloudServerStartParams, kind: Kind, type_name: str
) -> tuple[Launcher | None, int]:
    launcher = None if p.is_local else launchers.find(kind, type_name)
    task_id = tasks.create(
        connection,
        ctx,
        project_id=int(p.project_id),
        name=values.name(p.name, "name"),
        type=kind,
        manager=launcher.manager if launcher else "user",
        instance=launcher.instance if launcher else "local",
        description=values.text(p.description or "", "description"),
    )
    return launcher, task_id


def _launch(  # noqa: PLR0917  (one argument per attribute)
    p: CloudServerStartParams,
    kind: Kind,
    type_name: str,
    task_id: object,
    session_id: int,
    params: dict[str, Json],
) -> Launch:
    assert isinstance(task_id, int)
    return Launch(kind, type_name, p.name, task_id, session_id, p.is_kubernetes, params)


def _read(params: Json, kind: type[T]) -> T:
    try:
        return msgspec.convert(params, kind, dec_hook=dec_hook)
    except msgspec.ValidationError as error:
        raise explain_params(error) from None


def _given(value: T | None, field: str) -> T:
    if value is None:
        raise RpcFailure(Code.INVALID, f"Missing parameter '{field}'.")
    return value
