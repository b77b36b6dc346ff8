"""Jobs: runs of apps by a launcher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from groundwire.server.registry import handles
from groundwire.server.store.tables import jobs
from groundwire.server.store.tables import tasks as table
from groundwire.server.studio import access, launchers, values
from groundwire.server.studio.runs import parameters, status, tasks
from groundwire.server.studio.runs.status import Phase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row, Select

    from groundwire.server.context import Context
    from groundwire_api.studio.params.jobs import JobListParams, JobRunParams, JobStopParams

# The words that cloud batch systems have for it.
_STATES: Mapping[Phase, str] = {
    Phase.WAITING: "SUBMITTED",
    Phase.ACTIVE: "RUNNING",
    Phase.DONE: "SUCCEEDED",
    Phase.FAILED: "FAILED",
    Phase.CANCELLED: "FAILED",
}


@handles("job.run", bulk=True)  # a launcher may have to talk to somebody
def job_run(ctx: Context, p: JobRunParams) -> dict[str, object]:
    """Start an app."""
    launcher = launchers.launchers.find("app", p.name)
    row: dict[str, object] = {
        "app": values.name(p.name, "name"),
        "job_name": values.name(p.job_name, "job_name"),
        "env": parameters.mapping(p.env, "env"),
        "data": parameters.mapping(p.data, "data"),
    }
    with ctx.db.write() as connection:
        task_id = tasks.create(
            connection,
            ctx,
            project_id=None,
            name=p.job_name,
            type=p.name,
            manager=launcher.manager,
            instance=launcher.instance,
        )
        connection.execute(insert(jobs).values({**row, "task_id": task_id}))
    launch = launchers.Launch("app", p.name, p.job_name, task_id, None, False, p.data, p.env)
    launchers.start(ctx, launcher, launch)
    with ctx.db.read() as connection:
        return _shown(connection.execute(_owned(ctx).where(table.c.id == task_id)).one())


@handles("job.list")
def job_list(ctx: Context, _p: JobListParams) -> list[dict[str, object]]:
    """Return the jobs of the caller's organisation, newest first."""
    with ctx.db.read() as connection:
        return [_shown(row) for row in connection.execute(_owned(ctx).order_by(jobs.c.id.desc()))]


@handles("job.stop", bulk=True)  # a launcher may have to talk to somebody
def job_stop(ctx: Context, p: JobStopParams) -> str:
    """Stop a job; one that has ended stays as it is."""
    with ctx.db.read() as connection:
        row = connection.execute(_owned(ctx).where(table.c.id == access.key(p.task_id))).first()
    if row is None:
        raise access.missing("task", "task", p.task_id)
    if status.phase(row.status).final:
        return "The job had ended"
    launchers.launchers.find("app", row.app).stop(ctx, row.task_id)
    with ctx.db.write() as connection:
        task = tasks.find(connection, ctx, row.task_id, lock=True)
        if not status.phase(task.status).final:  # it may have ended by itself in the meantime
            tasks.move(connection, task, "cancelled")
    return "Job stopped"


def _owned(ctx: Context) -> Select[*tuple[Any, ...]]:
    return (
        select(jobs, table.c.status)
        .join(table, jobs.c.task_id == table.c.id)
        .where(table.c.organization_id == ctx.organization_id)
    )


def _shown(row: Row[Any]) -> dict[str, object]:
    return {
        "task_id": row.task_id,
        "code": row.app,
        "title": row.app,
        "job_name": row.job_name,
        "job_id": f"job-{row.id:x}",
        "state": _STATES[status.phase(row.status)],
        "launch": row.created,
    }
