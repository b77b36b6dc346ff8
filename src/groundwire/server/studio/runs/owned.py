"""Ownership of experiments and sessions: found through the caller's organisation, or answered as missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, SupportsInt

from sqlalchemy import select

from groundwire.server.store.tables import (
    experiments,
    projects,
    tasks,
    training_sessions,
    validation_sessions,
)
from groundwire.server.studio import access
from groundwire.server.studio.runs.tasks import COLUMNS

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Select

    from groundwire.server.context import Context


def experiment(connection: Connection, ctx: Context, experiment_id: SupportsInt) -> Row[Any]:
    """Return the row of an experiment of the caller.

    Raises:
        RpcFailure: 101, there is none.
    """
    query = (
        select(experiments)
        .join(projects, experiments.c.project_id == projects.c.id)
        .where(projects.c.organization_id == ctx.organization_id, projects.c.deleted.is_(None))
        .where(experiments.c.id == access.key(experiment_id), experiments.c.deleted.is_(None))
    )
    row = connection.execute(query).first()
    if row is None:
        raise access.missing("experiment", "exp", experiment_id)
    return row


def trainings(ctx: Context, *, deleted: bool = False) -> Select[*tuple[Any, ...]]:
    """Select training sessions of the caller with their tasks; with `deleted`, also deleted ones."""
    query = (
        select(training_sessions, experiments.c.project_id, *COLUMNS)
        .join(experiments, training_sessions.c.experiment_id == experiments.c.id)
        .join(projects, experiments.c.project_id == projects.c.id)
        .join(tasks, training_sessions.c.task_id == tasks.c.id)
        .where(projects.c.organization_id == ctx.organization_id, projects.c.deleted.is_(None))
        .where(experiments.c.deleted.is_(None))
        .order_by(training_sessions.c.id)
    )
    return query if deleted else query.where(training_sessions.c.deleted.is_(None))


def training(
    connection: Connection, ctx: Context, session_id: SupportsInt, *, deleted: bool = False
) -> Row[Any]:
    """Return a training session of the caller, its project and its task.

    Raises:
        RpcFailure: 101, there is none.
    """
    query = trainings(ctx, deleted=deleted).where(training_sessions.c.id == access.key(session_id))
    row = connection.execute(query).first()
    if row is None:
        raise access.missing("training session", "t", session_id)
    return row


def validations(ctx: Context, *, deleted: bool = False) -> Select[*tuple[Any, ...]]:
    """Select validation sessions of the caller with their tasks; with `deleted`, also deleted ones."""
    query = (
        select(validation_sessions, training_sessions.c.experiment_id, *COLUMNS)
        .join(training_sessions, validation_sessions.c.training_session_id == training_sessions.c.id)
        .join(projects, validation_sessions.c.project_id == projects.c.id)
        .join(tasks, validation_sessions.c.task_id == tasks.c.id)
        .where(projects.c.organization_id == ctx.organization_id, projects.c.deleted.is_(None))
        .order_by(validation_sessions.c.id)
    )
    return query if deleted else query.where(validation_sessions.c.deleted.is_(None))


def validation(
    connection: Connection, ctx: Context, session_id: SupportsInt, *, deleted: bool = False
) -> Row[Any]:
    """Return a validation session of the caller, its experiment and its task.

    Raises:
        RpcFailure: 101, there is none.
    """
    query = validations(ctx, deleted=deleted).where(validation_sessions.c.id == access.key(session_id))
    row = connection.execute(query).first()
    if row is None:
        raise access.missing("validation session", "v", session_id)
    return row
