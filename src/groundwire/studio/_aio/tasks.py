"""Tasks, their progress, and jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundwire._core.errors import ProtocolError
from groundwire._core.unset import UNSET
from groundwire.studio._names import filter_by_name
from groundwire.studio._stages import declared, failure, has_ended
from groundwire_api.studio import calls
from groundwire_api.studio.ids import TaskID

from .session import AsyncSession

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from groundwire.studio._task import Job, Task
    from groundwire_api.studio.ids import TaskUID

    from .task_info import AsyncTaskInfo


class AsyncTasks(AsyncSession):
    """Tasks of the organisation, and the jobs that some of them run."""

    async def tasks(
        self,
        name: str | None = None,
        workflow: str | None = None,
        status: str | None = None,
        manager: str | None = None,
    ) -> list[Task]:
        """Return the tasks. One request per page (``task.list``).

        Args:
            name: Keep tasks whose name contains this text, ignoring case, best match first. ``None``
                keeps all in server order.
            workflow: Only tasks of this kind, such as ``trainer``.
            status: Only tasks in this state, such as ``running``.
            manager: Only tasks that this runs, such as ``aws``.

        Raises:
            ProtocolError: The server gives the same page token twice.
        """
        from groundwire.studio._task import Task

        found: list[Task] = []
        seen: set[str] = set()
        token: str | None = None
        while True:
            call = calls.task_list(
                continue_token=token or UNSET,
                types=UNSET if workflow is None else [workflow],
                manage_types=UNSET if manager is None else [manager],
                status=UNSET if status is None else [status],
            )
            page = await self._send(call)
            found += [Task.model_validate(task.model_dump()) for task in page.tasks]
            token = page.continue_token
            if not token:
                return filter_by_name(found, name)
            if token in seen:
                raise ProtocolError(
                    "task.list answered with the same continue_token twice.",
                    method="task.list",
                    path="$.continue_token",
                    expected="another token, or none after the last page",
                )
            seen.add(token)

    async def task_info(self, task_id: TaskUID) -> AsyncTaskInfo:
        """Return a task and how far it is. One request (``task.get``).

        Raises:
            NotFoundError: There is no such task.
        """
        from .task_info import AsyncTaskInfo

        return await self._send(calls.task_get(id=task_id).returning(lambda: AsyncTaskInfo))

    async def task(
        self,
        task_id: TaskUID,
        monitor: bool = False,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - the deadline of the task, told by its own error
        interval: float = 2.0,
        progress: Callable[[AsyncTaskInfo], object] | None = None,
    ) -> AsyncTaskInfo:
        """Return a task, at once or when it has ended.

        One request (``task.get``); with ``monitor`` one per interval, until the status is complete,
        done or cancelled.

        Args:
            task_id: The task.
            monitor: Wait for the end.
            timeout: Seconds until giving up; ``None`` waits forever.
            interval: Seconds between two requests.
            progress: Sees each state while waiting.

        Raises:
            NotFoundError: There is no such task.
            JobFailed: The task failed; ``data`` holds it.
            JobTimedOut: The time is over; the task still runs, and waiting may be resumed.
        """
        from groundwire._core.polling import await_for

        if not monitor:
            return await self.task_info(task_id)
        return await await_for(
            lambda: self.task_info(task_id),
            done=lambda task: has_ended(task.status),
            failed=lambda task: failure(task.status, [stage.message for stage in task.stages.values()]),
            timeout=timeout,
            interval=interval,
            progress=progress,
            what=f"Task {TaskID(task_id)}",
        )

    async def task_status(self, task_id: TaskUID, status: str) -> Task:
        """Set the status of a task and return the task. One request (``docker.update.status``)."""
        from groundwire.studio._task import Task

        call = calls.docker_update_status(docker_task_id=task_id, status=status)
        return await self._send(call.returning(lambda: Task))

    async def set_stages(self, task_id: TaskUID, stages: Sequence[tuple[str, str]]) -> None:
        """Declare the stages of a task in order. One request (``status.stages``).

        Args:
            task_id: The task.
            stages: Name and description of each.
        """
        await self._send(calls.status_stages(docker_task_id=task_id, stages=declared(stages) or UNSET))

    async def update_stage(
        self, task_id: TaskUID, stage: str, status: str, message: str, percentage: int
    ) -> None:
        """Tell how far a stage of a task is. One request (``status.update``).

        Args:
            task_id: The task.
            stage: Name of the stage.
            status: Status such as ``running`` or ``complete``.
            message: Text for people.
            percentage: 0 to 100.
        """
        await self._send(
            calls.status_update(
                docker_task_id=task_id, stage=stage, status=status, message=message, percentage=percentage
            )
        )

    async def jobs(self, name: str | None = None) -> list[Job]:
        """Return the jobs. One request (``job.list``).

        Args:
            name: Keep jobs whose name contains this text, ignoring case, sorted by name. ``None`` keeps
                all in server order.
        """
        from groundwire.studio._task import Job

        found = await self._send(calls.job_list().returning(lambda: list[Job]))
        if name is None:
            return found
        kept = [job for job in found if name.lower() in job.job_name.lower()]
        return sorted(kept, key=lambda job: job.job_name.encode())

    async def job_run(
        self,
        app_name: str,
        job_name: str,
        env: Mapping[str, str] | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Job:
        """Run an app in the cloud. One request (``job.run``), never repeated by itself.

        Args:
            app_name: Name of the app.
            job_name: Name of the job.
            env: Environment variables.
            data: Parameters or plain values for the app, by name.

        Raises:
            InvalidTypeError: A value of ``data`` cannot be a `Parameter`.
        """
        from groundwire.studio._parameter import plain_members
        from groundwire.studio._task import Job

        call = calls.job_run(
            name=app_name, job_name=job_name, env=dict(env or {}), data=plain_members(data or {})
        )
        return await self._send(call.returning(lambda: Job))

    async def job_stop(self, task_id: TaskUID) -> None:
        """Stop a job. One request (``job.stop``).

        Args:
            task_id: The task that controls it, see `Job.task_id`.

        Raises:
            TaskNotFoundError: There is no such task.
        """
        await self._send(calls.job_stop(task_id=task_id))
