"""`Task` and `Stage`: work on the server and its steps."""

from __future__ import annotations

from groundwire.studio._deprecations import warn_deprecated
from groundwire.studio._public import public
from groundwire_api.studio import models
from groundwire_api.studio.ids import TaskID


@public
class Task(models.Task):
    """Work on the server, such as a training run; see `Client.task_info` for its progress."""

    @property
    def uid(self) -> str:
        """Deprecated text form of ``id``."""
        warn_deprecated("studio-Task-uid")
        return str(self.id)


@public
class Stage(models.Stage):
    """One step of a task; ``percentage`` is 0 to 100."""

    @property
    def stage_id(self) -> str:
        """Name of the step, the same as ``stage``."""
        return self.stage


@public
class Job(models.Job):
    """An app that runs in the cloud, under the control of a task."""

    def task_id(self) -> TaskID:
        """Return the task that controls the job; ``task-0`` while there is none."""
        return TaskID(max(0, self.task_number))

    def __repr__(self) -> str:
        return f"Job(task_id={self.task_id()}, job_name={self.job_name!r}, state={self.state!r})"
