"""Training sessions: list, change, delete, and their metrics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from groundwire.server.errors import Code, RpcFailure
from groundwire.server.registry import handles
from groundwire.server.store.tables import now, training_sessions, validation_sessions
from groundwire.server.studio import values
from groundwire.server.studio.runs import owned, parameters, tasks

if TYPE_CHECKING:
    from msgspec import Raw
    from sqlalchemy import Row

    from groundwire.server.context import Context
    from groundwire_api.studio.params.training import (
        TrainerSessionDeleteParams,
        TrainerSessionGetParams,
        TrainerSessionListParams,
        TrainerSessionMetricsParams,
        TrainerSessionUpdateParams,
    )

_c = training_sessions.c


def _shown(row: Row[Any]) -> dict[str, object]:
    return {
        "id": row.id,
        "trainer_id": row.experiment_id,
        "model": row.model,
        "name": row.name,
        "description": row.description,
        "params": {
            "model_params": parameters.raw(row.params),
            "dataset_params": {
                "dataset_id": row.dataset_id or 0,
                "annotation_set_id": row.annotation_set_id or 0,
                "train_group_name": row.train_group_name,
                "val_group_name": row.val_group_name,
            },
        },
        "docker_task": tasks.shown_beside(row),
    }


@handles("trainer.session.list")
def trainer_session_list(ctx: Context, p: TrainerSessionListParams) -> list[dict[str, object]]:
    """Return the training sessions of an experiment, oldest first."""
    with ctx.db.read() as connection:
        experiment = owned.experiment(connection, ctx, p.trainer_id)
        query = owned.trainings(ctx).where(_c.experiment_id == experiment.id)
        return [_shown(row) for row in connection.execute(query)]


@handles("trainer.session.get")
def trainer_session_get(ctx: Context, p: TrainerSessionGetParams) -> dict[str, object]:
    """Return one training session."""
    with ctx.db.read() as connection:
        return _shown(owned.training(connection, ctx, p.trainer_session_id))


@handles("trainer.session.update")
def trainer_session_update(ctx: Context, p: TrainerSessionUpdateParams) -> dict[str, int]:
    """Change name, description, or both."""
    change = parameters.optional_name(p.name, "name")
    if p.description is not None:
        change["description"] = values.text(p.description, "description")
    if not change:
        raise RpcFailure(Code.INVALID, "Nothing to change: give a name, a description, or both.")
    with ctx.db.write() as connection:
        row = owned.training(connection, ctx, p.id)
        connection.execute(update(training_sessions).where(_c.id == row.id).values(change))
    return {"id": row.id}


@handles("trainer.session.delete")
def trainer_session_delete(ctx: Context, p: TrainerSessionDeleteParams) -> dict[str, int]:
    """Mark sessions as deleted, and with them their validation sessions; all or none.

    Their files stay stored, out of reach. A repeated call changes nothing.
    """
    at = now()
    with ctx.db.write() as connection:
        ids = [owned.training(connection, ctx, value, deleted=True).id for value in p.session_ids]
        for chunk in values.chunks(ids):
            v = validation_sessions.c
            own = update(training_sessions).where(_c.id.in_(chunk), _c.deleted.is_(None))
            below = update(validation_sessions).where(v.training_session_id.in_(chunk), v.deleted.is_(None))
            connection.execute(own.values(deleted=at))
            connection.execute(below.values(deleted=at))
    return {"deleted": len(set(ids))}


@handles("trainer.session.metrics")
def trainer_session_metrics(ctx: Context, p: TrainerSessionMetricsParams) -> Raw | str:
    """Return the metrics of a session, or, given metrics, put them in place of those it had."""
    if p.metrics is None:
        with ctx.db.read() as connection:
            return parameters.raw(owned.training(connection, ctx, p.trainer_session_id).metrics)
    text = parameters.mapping(p.metrics, "metrics")
    with ctx.db.write() as connection:
        row = owned.training(connection, ctx, p.trainer_session_id)
        connection.execute(update(training_sessions).where(_c.id == row.id).values(metrics=text))
    return "Metrics set"
