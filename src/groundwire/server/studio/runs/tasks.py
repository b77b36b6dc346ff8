"""Rows of tasks: create them, show them, and find one of the caller's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, SupportsInt

from sqlalchemy import insert, or_, select, update

from groundwire.server.store.tables import now, projects, tasks
from groundwire.server.studio import access
from groundwire.server.studio.runs import status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row, Select, Update

    from groundwire.server.context import Context

_SHOWN = ("id", "name", "type", "status", "instance_type", "manage_type", "created")
_PREFIX = "docker_"
COLUMNS = tuple(tasks.c[name].label(_PREFIX + name) for name in _SHOWN)
"""What `shown_beside` needs of a query that joins tasks to something else."""


def shown(row: Row[Any], prefix: str = "") -> dict[str, object]:
    """Return the wire form of a row of `tasks`."""
    task: dict[str, object] = {name: getattr(row, prefix + name) for name in _SHOWN[:-1]}
    task["date"] = getattr(row, prefix + "created")
    return task


def shown_beside(row: Row[Any]) -> dict[str, object]:
    """Return the wire form of the task in a row that has `COLUMNS`."""
    return shown(row, _PREFIX)


def create(
    connection: Connection,
    ctx: Context,
    *,
    project_id: int | None,
    name: str,
    type: str,  # noqa: A002  (the wire's word for it)
    manager: str,
    instance: str,
    description: str = "",
) -> int:
    """Add a task that waits to be worked on and return its id."""
    row = {
        "organization_id": ctx.organization_id,
        "project_id": project_id,
        "name": name,
        "description": description,
        "type": type,
        "status": status.INITIAL,
        "manage_type": manager,
        "instance_type": instance,
    }
    return int(connection.execute(insert(tasks).values(row).returning(tasks.c.id)).scalar_one())


def owned(ctx: Context) -> Select[*tuple[Any, ...]]:
    """Select the tasks of the caller's organisation, but for those of deleted projects."""
    return (
        select(tasks)
        .outerjoin(projects, tasks.c.project_id == projects.c.id)
        .where(tasks.c.organization_id == ctx.organization_id)
        .where(or_(tasks.c.project_id.is_(None), projects.c.deleted.is_(None)))
    )


def find(connection: Connection, ctx: Context, task_id: SupportsInt, *, lock: bool = False) -> Row[Any]:
    """Return the row of a task of the caller; with `lock`, other writers of it wait for this transaction.

    Raises:
        RpcFailure: 101, there is no such task, or it belongs to somebody else.
    """
    query = owned(ctx).where(tasks.c.id == access.key(task_id))
    row = connection.execute(query.with_for_update(of=tasks) if lock else query).first()
    if row is None:
        raise access.missing("task", "task", task_id)
    return row


def update_of(task_id: int) -> Update:
    """Begin the statement that changes a task."""
    return update(tasks).where(tasks.c.id == task_id)


def move(connection: Connection, row: Row[Any], after: str) -> None:
    """Give a task another status.

    Raises:
        RpcFailure: 1, the status cannot follow the present one.
    """
    status.check(row.status, after)
    ended = row.ended or (now() if status.phase(after).final else None)
    connection.execute(update_of(row.id).values(status=after, ended=ended))


def data_list(ctx: Context, names: Mapping[str, list[str]]) -> dict[str, object]:
    """Return the wire form of what a task has, by folder or group."""
    return {
        "server": ctx.settings.server_name,
        "organization_uid": f"org-{ctx.organization_id:x}",
        "traces": [],
        "data": names,
    }
