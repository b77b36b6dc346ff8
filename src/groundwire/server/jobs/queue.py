"""The table of jobs: added in the transaction of the call that wants one, taken by one process at a time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import insert, select, update

from groundwire.server.store.columns import now
from groundwire.server.store.snapshot_tables import server_jobs
from groundwire.server.store.tables import tasks
from groundwire.server.studio.runs import status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
added = threading.Event()
"""Set when this process has added a job, to wake the thread that does them."""

_c = server_jobs.c


def submit(connection: Connection, kind: str, task_id: int, payload: msgspec.Struct) -> None:
    """Add a job to the caller's transaction; call `added.set()` when that is committed."""
    text = msgspec.json.encode(payload).decode()
    row = {"task_id": task_id, "kind": kind, "payload": text, "state": QUEUED}
    connection.execute(insert(server_jobs).values(row))


def unfinished(connection: Connection, kind: str) -> Sequence[str]:
    """Return the payloads of the jobs of a kind that wait or run."""
    query = select(_c.payload).where(_c.state.in_((QUEUED, RUNNING)), _c.kind == kind)
    return connection.execute(query).scalars().all()


def is_waiting(connection: Connection) -> bool:
    """Tell whether there is a job to take."""
    return connection.execute(select(_c.id).where(_c.state == QUEUED).limit(1)).first() is not None


def claim(connection: Connection, worker: str) -> Row[Any] | None:
    """Take the oldest waiting job for a process; None if there is none, or another process was faster."""
    waiting = select(_c.id).where(_c.state == QUEUED).order_by(_c.id).limit(1)
    job_id = connection.execute(waiting).scalar()
    statement = (
        update(server_jobs)
        .where(_c.id == job_id, _c.state == QUEUED)
        .values(state=RUNNING, worker=worker, attempts=_c.attempts + 1)
        .returning(server_jobs)
    )
    return None if job_id is None else connection.execute(statement).first()


def workers(connection: Connection) -> Sequence[str]:
    """Return the processes that are said to run a job."""
    return connection.execute(select(_c.worker).where(_c.state == RUNNING).distinct()).scalars().all()


def requeue(connection: Connection, worker: str) -> int:
    """Let the jobs of a process that is gone be taken by another one; return how many."""
    statement = update(server_jobs).where(_c.state == RUNNING, _c.worker == worker)
    return connection.execute(statement.values(state=QUEUED, worker=None)).rowcount


def give_back(connection: Connection, job_id: int) -> None:
    """Let a job be done later, as if it had never been taken."""
    statement = update(server_jobs).where(_c.id == job_id, _c.state == RUNNING)
    connection.execute(statement.values(state=QUEUED, worker=None, attempts=_c.attempts - 1))


def end(connection: Connection, job_id: int, task_id: int, outcome: str, reason: str = "") -> None:
    """Record that a job has ended, and end its task unless somebody did."""
    state = DONE if outcome == "complete" else FAILED
    connection.execute(update(server_jobs).where(_c.id == job_id).values(state=state, error=reason))
    now_text = now()
    row = connection.execute(select(tasks.c.status).where(tasks.c.id == task_id)).first()
    if row is not None and not status.phase(row.status).final:
        statement = update(tasks).where(tasks.c.id == task_id)
        connection.execute(statement.values(status=outcome, ended=now_text))
