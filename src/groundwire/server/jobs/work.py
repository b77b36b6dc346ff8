"""One job being done: its payload, its reports, and whether it should stop."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, update

from groundwire.server.jobs import queue
from groundwire.server.store.tables import task_stages, tasks
from groundwire.server.studio.runs import status

if TYPE_CHECKING:
    import threading
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection, Update

    from groundwire.server.context import Services

MAX_ATTEMPTS = 5
"""How often a job is begun: one that brings the server down must not do so for ever."""

_s = task_stages.c


class StoppedError(Exception):
    """The server is being stopped; the job is done again when it runs again."""


class CancelledError(Exception):
    """Somebody ended the task of the job."""


class JobFailure(Exception):  # noqa: N818  (an outcome, not a fault of the program)
    """The job cannot be done; the text says why, for the person who asked for it."""


class Work:
    """What the function of a job is given.

    Args:
        services: What handlers work with, too.
        job_id: Row of the job.
        task_id: The task that shows how far it is.
        payload: What the call asked for, JSON.
        scratch: Folder for temporary files; what a killed server left in one is removed by the next.
        stop: Set when the server is being stopped.
    """

    def __init__(  # noqa: PLR0917  (everything about one job)
        self,
        services: Services,
        job_id: int,
        task_id: int,
        payload: bytes,
        scratch: Path,
        stop: threading.Event,
    ) -> None:
        self.services, self.task_id, self.payload, self.scratch = services, task_id, payload, scratch
        self._job_id, self._stop = job_id, stop
        self._last: dict[str, int] = {}

    def begin(self, attempt: int) -> None:
        """Show that somebody works on the task now, for the first time or again.

        Raises:
            CancelledError: Somebody has ended it.
            JobFailure: It has been begun too often.
        """
        if attempt > MAX_ATTEMPTS:
            raise JobFailure(f"The server stopped {MAX_ATTEMPTS} times while it worked on this.")
        with self.services.db.write() as connection:
            self._refuse_ended(connection)
            connection.execute(update(tasks).where(tasks.c.id == self.task_id).values(status="running"))

    def stages(self, described: Mapping[str, str]) -> None:
        """Declare the stages there will be; those of an earlier attempt begin anew."""
        with self.services.db.write() as connection:
            for name, description in described.items():
                declare_stage(connection, self.task_id, name, description)

    def check(self) -> None:
        """Return unless the job should stop; call it between steps of at most a few seconds.

        Raises:
            StoppedError: The server is being stopped.
        """
        if self._stop.is_set():
            raise StoppedError

    def report(self, stage: str, done: int, total: int, message: str = "") -> None:
        """Tell how far a stage is; cheap when that is the same whole percentage as before.

        Raises:
            StoppedError: The server is being stopped.
            CancelledError: Somebody ended the task.
        """
        self.check()
        percentage = 100 * done // total if total else 100
        if self._last.get(stage) == percentage and not message:
            return
        self._last[stage] = percentage
        with self.services.db.write() as connection:
            self._refuse_ended(connection)
            state = "complete" if done >= total else "running"
            change = {"status": state, "message": message, "percentage": percentage}
            connection.execute(_stage(self.task_id, stage).values(change))

    @contextmanager
    def finishing(self) -> Generator[Connection]:
        """Open the last transaction of the job: its result and the end of the task appear together.

        Raises:
            CancelledError: Somebody ended the task.
        """
        with self.services.db.write() as connection:
            self._refuse_ended(connection)
            yield connection
            queue.end(connection, self._job_id, self.task_id, "complete")

    def _refuse_ended(self, connection: Connection) -> None:
        query = select(tasks.c.status).where(tasks.c.id == self.task_id).with_for_update()
        word = connection.execute(query).scalar()
        if word is None or status.phase(word).final:
            raise CancelledError


def declare_stage(connection: Connection, task_id: int, name: str, description: str) -> None:
    """Add a stage to a task, or let the one of that name begin anew."""
    fresh = {"status": status.INITIAL, "message": "", "percentage": 0}
    if not connection.execute(_stage(task_id, name).values(fresh)).rowcount:
        count = select(func.count()).select_from(task_stages).where(_s.task_id == task_id)
        position = connection.execute(count).scalar_one()
        row = {"task_id": task_id, "position": position, "name": name, "description": description, **fresh}
        connection.execute(insert(task_stages).values(row))


def fail_stage(connection: Connection, task_id: int, reason: str) -> None:
    """Give the reason of a failure to the stage it happened in, the first that is not complete."""
    if connection.execute(select(tasks.c.id).where(tasks.c.id == task_id)).first() is None:
        return  # removed with its project
    query = select(_s.name).where(_s.task_id == task_id, _s.status != "complete").order_by(_s.position)
    name = connection.execute(query.limit(1)).scalar()
    if name is None:
        name = "job"
        declare_stage(connection, task_id, name, "The whole job")
    connection.execute(_stage(task_id, name).values(status="failed", message=reason))


def _stage(task_id: int, name: str) -> Update:
    return update(task_stages).where(_s.task_id == task_id, _s.name == name)
