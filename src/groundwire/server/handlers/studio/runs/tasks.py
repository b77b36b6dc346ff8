"""Tasks: list, look at, and report on: status and stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from groundwire.server.errors import invalid
from groundwire.server.registry import handles
from groundwire.server.store.tables import task_stages
from groundwire.server.store.tables import tasks as table
from groundwire.server.studio import values
from groundwire.server.studio.runs import cursor, status, tasks

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from groundwire.server.context import Context
    from groundwire_api.studio.params.tasks import (
        DockerUpdateStatusParams,
        StatusStagesParams,
        StatusUpdateParams,
        TaskGetParams,
        TaskListParams,
    )

PAGE = 100
_MAX_STAGES = 1000
_MAX_WORDS = 100
_stage = task_stages.c


@handles("task.list")
def task_list(ctx: Context, p: TaskListParams) -> dict[str, object]:
    """Return a page of the tasks of the caller's organisation, newest first."""
    query = tasks.owned(ctx).order_by(table.c.id.desc()).limit(PAGE + 1)
    before = cursor.read_cursor(p.continue_token)
    if before is not None:
        query = query.where(table.c.id < before)
    # An empty list is no filter, as for a filter that is left out.
    if p.types:
        query = query.where(table.c.type.in_(_words(p.types, "types")))
    if p.manage_types:
        query = query.where(table.c.manage_type.in_(_words(p.manage_types, "manage_types")))
    if p.status:
        query = query.where(table.c.status.in_([word.lower() for word in _words(p.status, "status")]))
    with ctx.db.read() as connection:
        rows = connection.execute(query).all()
    token = cursor.write_cursor(rows[PAGE - 1].id) if len(rows) > PAGE else ""
    return {"tasks": [tasks.shown(row) for row in rows[:PAGE]], "continue_token": token}


@handles("task.get")
def task_get(ctx: Context, p: TaskGetParams) -> dict[str, object]:
    """Return one task with its stages in the order they were declared."""
    with ctx.db.read() as connection:
        row = tasks.find(connection, ctx, p.id)
        stages = _stages(connection, row.id)
    info: dict[str, object] = {
        "id": row.id,
        "type": row.type,
        "project_id": row.project_id,
        "task_description": row.description,
        "status": row.status,
        "progress": {"stages": {stage.name: _shown_stage(stage) for stage in stages}},
        "created_date": row.created,
    }
    return info if row.ended is None else {**info, "end_date": row.ended}


@handles("docker.update.status")
def docker_update_status(ctx: Context, p: DockerUpdateStatusParams) -> dict[str, object]:
    """Give a task another status."""
    word = status.read(p.status)
    with ctx.db.write() as connection:
        row = tasks.find(connection, ctx, p.docker_task_id, lock=True)
        tasks.move(connection, row, word)
        return tasks.shown(tasks.find(connection, ctx, row.id))


@handles("status.stages")
def status_stages(ctx: Context, p: StatusStagesParams) -> dict[str, object]:
    """Declare the stages of a task, in order; those it has by the same name keep their progress."""
    declared = _declared(p.stages or [])
    with ctx.db.write() as connection:
        row = tasks.find(connection, ctx, p.docker_task_id, lock=True)
        known = {stage.name: stage for stage in _stages(connection, row.id)}
        connection.execute(delete(task_stages).where(_stage.task_id == row.id))
        new = [
            _declare(known.get(name), row.id, n, name, text)
            for n, (name, text) in enumerate(declared.items())
        ]
        if new:
            connection.execute(insert(task_stages), new)
    return tasks.shown(row)


@handles("status.update")
def status_update(ctx: Context, p: StatusUpdateParams) -> dict[str, object]:
    """Report on a stage; one that was not declared is added at the end."""
    name = values.name(p.stage, "stage")
    report = {
        "status": values.text(p.status, "status", values.MAX_NAME),
        "message": values.text(p.message, "message"),
        "percentage": p.percentage,
    }
    if not 0 <= p.percentage <= 100:
        raise invalid("percentage", f"expected 0 to 100, got {p.percentage}")
    with ctx.db.write() as connection:
        row = tasks.find(connection, ctx, p.docker_task_id, lock=True)
        statement = update(task_stages).where(_stage.task_id == row.id, _stage.name == name)
        if not connection.execute(statement.values(report)).rowcount:
            position = len(_stages(connection, row.id))
            if position >= _MAX_STAGES:
                raise invalid("stage", f"a task has at most {_MAX_STAGES} stages")
            new = {"task_id": row.id, "position": position, "name": name, **report}
            connection.execute(insert(task_stages).values(new))
    return tasks.shown(row)


def _words(sent: list[str], field: str) -> list[str]:
    if len(sent) > _MAX_WORDS:
        raise invalid(field, f"expected at most {_MAX_WORDS} values, got {len(sent)}")
    return [values.text(word, field, values.MAX_NAME) for word in sent]


def _declared(sent: list[dict[str, str]]) -> dict[str, str]:
    """Descriptions by name of the declared stages."""
    if len(sent) > _MAX_STAGES:
        raise invalid("stages", f"a task has at most {_MAX_STAGES} stages, got {len(sent)}")
    declared: dict[str, str] = {}
    for number, one in enumerate(sent):
        field = f"stages[{number}]"
        if len(one) != 1:
            raise invalid(
                field, f"expected an object with one key, the name of the stage, got {len(one)} keys"
            )
        ((name, description),) = one.items()
        if values.name(name, field) in declared:
            raise invalid(field, f"the stage {name[:100]!r} is declared twice")
        declared[name] = values.text(description, field)
    return declared


def _declare(
    known: Row[Any] | None, task_id: int, position: int, name: str, description: str
) -> dict[str, object]:
    return {
        "task_id": task_id,
        "position": position,
        "name": name,
        "description": description,
        "status": known.status if known else status.INITIAL,
        "message": known.message if known else "",
        "percentage": known.percentage if known else 0,
    }


def _stages(connection: Connection, task_id: int) -> list[Row[Any]]:
    query = select(task_stages).where(_stage.task_id == task_id).order_by(_stage.position)
    return list(connection.execute(query).all())


def _shown_stage(row: Row[Any]) -> dict[str, object]:
    return {
        "docker_task_id": row.task_id,
        "stage": row.name,
        "status": row.status,
        "description": row.description,
        "message": row.message,
        "percentage": row.percentage,
    }
