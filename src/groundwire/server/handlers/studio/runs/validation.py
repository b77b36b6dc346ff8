"""Validation sessions: list, change, delete, their metrics, and the platform they ran on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import update

from groundwire.server.errors import Code, RpcFailure, invalid
from groundwire.server.registry import handles
from groundwire.server.store.tables import now, validation_sessions
from groundwire.server.studio import access, values
from groundwire.server.studio.runs import owned, parameters, platform, tasks

if TYPE_CHECKING:
    from msgspec import Raw
    from sqlalchemy import Row

    from groundwire.server.context import Context
    from groundwire_api.studio.params.validation import (
        ValidateSessionDeleteParams,
        ValidateSessionGetParams,
        ValidateSessionListParams,
        ValidateSessionMetricsParams,
        ValidateSessionSetPlatformParams,
        ValidateSessionUpdateParams,
    )

_c = validation_sessions.c


def _shown(row: Row[Any]) -> dict[str, object]:
    return {
        "id": row.id,
        "experiment_id": row.experiment_id,
        "training_session_id": row.training_session_id,
        "dataset_id": row.dataset_id or 0,
        "gt_annotation_set_id": row.annotation_set_id or 0,
        "description": row.description,
        "params": {
            "model_params": {"validation": parameters.raw(row.params)},
            "validate_params": {"model": row.model_file},
        },
        "docker_task": tasks.shown_beside(row),
    }


@handles("validate.session.list")
def validate_session_list(ctx: Context, p: ValidateSessionListParams) -> list[dict[str, object]]:
    """Return the validation sessions of a project, oldest first."""
    with ctx.db.read() as connection:
        project = access.project(connection, ctx, p.project_id)
        query = owned.validations(ctx).where(_c.project_id == project.id)
        return [_shown(row) for row in connection.execute(query)]


@handles("validate.session.get")
def validate_session_get(ctx: Context, p: ValidateSessionGetParams) -> dict[str, object]:
    """Return one validation session."""
    with ctx.db.read() as connection:
        return _shown(owned.validation(connection, ctx, p.validate_session_id))


@handles("validate.session.update")
def validate_session_update(ctx: Context, p: ValidateSessionUpdateParams) -> dict[str, int]:
    """Change name, description, or both; the name of a validation session is that of its task."""
    name = parameters.optional_name(p.name, "name")
    if not name and p.description is None:
        raise RpcFailure(Code.INVALID, "Nothing to change: give a name, a description, or both.")
    with ctx.db.write() as connection:
        row = owned.validation(connection, ctx, p.validate_session_id)
        if name:
            connection.execute(tasks.update_of(row.task_id).values(name))
        if p.description is not None:
            description = values.text(p.description, "description")
            statement = update(validation_sessions).where(_c.id == row.id)
            connection.execute(statement.values(description=description))
    return {"id": row.id}


@handles("validate.session.delete")
def validate_session_delete(ctx: Context, p: ValidateSessionDeleteParams) -> dict[str, int]:
    """Mark sessions as deleted, all or none; a repeated call changes nothing."""
    with ctx.db.write() as connection:
        ids = [owned.validation(connection, ctx, value, deleted=True).id for value in p.session_ids]
        for chunk in values.chunks(ids):
            statement = update(validation_sessions).where(_c.id.in_(chunk), _c.deleted.is_(None))
            connection.execute(statement.values(deleted=now()))
    return {"deleted": len(set(ids))}


@handles("validate.session.metrics")
def validate_session_metrics(ctx: Context, p: ValidateSessionMetricsParams) -> Raw | str:
    """Return the metrics of a session, or, given metrics, put them in place of those it had."""
    if p.metrics is None:
        with ctx.db.read() as connection:
            return parameters.raw(owned.validation(connection, ctx, p.validate_session_id).metrics)
    text = parameters.mapping(p.metrics, "metrics")
    with ctx.db.write() as connection:
        row = owned.validation(connection, ctx, p.validate_session_id)
        connection.execute(update(validation_sessions).where(_c.id == row.id).values(metrics=text))
    return "Metrics set"


@handles("validate.session.set_platform")
def validate_session_set_platform(ctx: Context, p: ValidateSessionSetPlatformParams) -> str:
    """Record what a validation ran on."""
    if not isinstance(p.platform, dict | str):
        raise invalid("platform", "expected an object, or text that holds one in JSON or YAML")
    platform.check(p.platform)
    text = msgspec.json.encode(p.platform).decode()
    values.text(text, "platform")
    with ctx.db.write() as connection:
        row = owned.validation(connection, ctx, p.validate_session_id)
        connection.execute(update(validation_sessions).where(_c.id == row.id).values(platform=text))
    return "Platform set"
