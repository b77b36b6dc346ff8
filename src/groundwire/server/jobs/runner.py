"""The thread that does the jobs, one after another, from the start of the server to its end."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from groundwire._core.errors import GroundwireError
from groundwire.server.errors import RpcFailure
from groundwire.server.fulldisk import MESSAGE, is_disk_full
from groundwire.server.jobs import queue
from groundwire.server.jobs.kinds import Kind, kinds
from groundwire.server.jobs.presence import Presence
from groundwire.server.jobs.work import CancelledError, JobFailure, StoppedError, Work, fail_stage
from groundwire.server.logs import RequestRecord, log_failure, logger

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from sqlalchemy import Row

    from groundwire.server.context import Services

_IDLE_S = 2.0  # jobs of this process wake it at once; this is for those other processes added or left
_CHORES_S = 3600.0


@contextmanager
def running(services: Services, chores: Sequence[Callable[[Services], None]] = ()) -> Generator[None]:
    """Do jobs in the background for the length of a `with` block.

    Leaving it stops a job at its next step; it is done again from the beginning when a server runs again.

    Args:
        services: What the jobs work with.
        chores: Housekeeping, done at the start and then every hour.
    """
    runner = Runner(services, chores)
    thread = threading.Thread(target=runner.run, name="jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        runner.stop.set()
        queue.added.set()
        thread.join()


def _refuse(_work: Work) -> None:
    raise JobFailure("This server does not know how to do this; a newer one may have been asked for it.")


_UNKNOWN = Kind(_refuse, lambda _services, _payload: None)


class Runner:
    """Takes jobs and does them until `stop` is set."""

    def __init__(self, services: Services, chores: Sequence[Callable[[Services], None]]) -> None:
        self.stop = threading.Event()
        self._services, self._chores = services, chores
        self._presence = Presence(services.settings.data / "workers")

    def run(self) -> None:
        """Work until told to stop."""
        rested = _CHORES_S
        try:
            while not self.stop.is_set():
                queue.added.clear()
                if self._safely(self._next):
                    continue
                if rested >= _CHORES_S:
                    rested = 0.0
                    self._safely(self._do_chores)
                rested += _IDLE_S
                queue.added.wait(_IDLE_S)
        finally:
            self._presence.close()

    def _safely(self, step: Callable[[], bool]) -> bool:
        try:
            return step()
        except Exception as error:  # noqa: BLE001  (the thread outlives a database that is away)
            if not is_disk_full(error):
                log_failure(RequestRecord("JOB", "", ""), "jobs")
            return False

    def _do_chores(self) -> bool:
        for chore in self._chores:
            chore(self._services)
        return False

    def _next(self) -> bool:
        """Do one job; False if there is none."""
        db = self._services.db
        with db.read() as connection:
            gone = [name for name in queue.workers(connection) if self._presence.is_gone(name)]
            waiting = queue.is_waiting(connection)
        if not gone and not waiting:
            return False
        with db.write() as connection:
            for name in gone:
                queue.requeue(connection, name)
            job = queue.claim(connection, self._presence.name)
        if job is not None:
            self._do(job)
        return job is not None

    def _do(self, job: Row[Any]) -> None:
        logger.info("job", extra={"fields": {"kind": job.kind, "task": job.task_id, "attempt": job.attempts}})
        payload = job.payload.encode()
        kind = kinds.get(job.kind, _UNKNOWN)
        try:
            work = Work(self._services, job.id, job.task_id, payload, self._presence.scratch, self.stop)
            work.begin(job.attempts)
            kind.run(work)
        except StoppedError:
            with self._services.db.write() as connection:
                queue.give_back(connection, job.id)
        except CancelledError:
            self._abandon(job, kind, payload, "cancelled", "The task was ended by its user.")
        except Exception as error:  # noqa: BLE001  (whatever it is, the task tells)
            self._abandon(job, kind, payload, "failed", _reason(error, job))

    def _abandon(self, job: Row[Any], kind: Kind, payload: bytes, outcome: str, reason: str) -> None:
        """Clean up, then tell: a job interrupted in between is begun again and fails again."""
        try:
            kind.abandon(self._services, payload)
        except Exception:  # noqa: BLE001  (the task ends even so)
            log_failure(RequestRecord("JOB", job.kind, f"job-{job.id}"), "clean-up")
        with self._services.db.write() as connection:
            fail_stage(connection, job.task_id, reason)
            queue.end(connection, job.id, job.task_id, outcome, reason)
        logger.info("job ended", extra={"fields": {"task": job.task_id, "outcome": outcome}})


def _reason(error: Exception, job: Row[Any]) -> str:
    """Say why a job failed, in words for the person who asked for it."""
    if isinstance(error, JobFailure | GroundwireError):
        return str(error)
    if isinstance(error, RpcFailure):
        return error.message
    if is_disk_full(error):
        return MESSAGE
    error_id = log_failure(RequestRecord("JOB", job.kind, f"job-{job.id}"), job.kind)
    return f"Internal error {error_id}; the server's log says more."
