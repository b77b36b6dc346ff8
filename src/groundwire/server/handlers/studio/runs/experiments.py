"""Experiments: what training sessions are gathered under; every project has one from the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from groundwire.server.registry import handles
from groundwire.server.store.tables import experiments, projects
from groundwire.server.studio import access
from groundwire.server.studio.runs import owned

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from groundwire.server.context import Context
    from groundwire_api.studio.params.experiments import TrainerGetParams, TrainerList2Params

FIRST = "Experiments"


def _shown(row: Row[Any]) -> dict[str, object]:
    return {
        "id": row.id,
        "project_id": row.project_id,
        "name": row.name,
        "description": row.description,
    }


@handles("trainer.list2")
def trainer_list2(ctx: Context, p: TrainerList2Params) -> list[dict[str, object]]:
    """Return the experiments of a project, oldest first.

    No call creates experiments, so the first look at a project without any makes one.
    """
    with ctx.db.read() as connection:
        project = access.project(connection, ctx, p.project_id)
        rows = _rows(connection, project.id)
    if not rows:
        with ctx.db.write() as connection:
            # The row lock makes a second caller wait and then see what the first one added.
            connection.execute(select(projects.c.id).where(projects.c.id == project.id).with_for_update())
            if not _rows(connection, project.id):
                connection.execute(insert(experiments).values(project_id=project.id, name=FIRST))
            rows = _rows(connection, project.id)
    return [_shown(row) for row in rows if row.deleted is None]


def _rows(connection: Connection, project_id: int) -> list[Row[Any]]:
    """All experiments a project ever had: one that was deleted is not made again."""
    query = select(experiments).where(experiments.c.project_id == project_id).order_by(experiments.c.id)
    return list(connection.execute(query).all())


@handles("trainer.get")
def trainer_get(ctx: Context, p: TrainerGetParams) -> dict[str, object]:
    """Return one experiment."""
    with ctx.db.read() as connection:
        return _shown(owned.experiment(connection, ctx, p.trainer_id))
