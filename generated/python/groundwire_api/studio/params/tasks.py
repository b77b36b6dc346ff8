# Generated from spec/studio/methods/tasks.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of tasks, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import TaskID
from groundwire_api.studio.models import TaskManager, TaskStatus, TaskWorkflow

__all__ = [
    "DockerUpdateStatusParams",
    "StatusStagesParams",
    "StatusUpdateParams",
    "TaskGetParams",
    "TaskListParams",
]


class DockerUpdateStatusParams(Struct, frozen=True, kw_only=True):
    """Parameters of `docker.update.status`."""

    docker_task_id: TaskID
    status: TaskStatus


class StatusStagesParams(Struct, frozen=True, kw_only=True):
    """Parameters of `status.stages`."""

    docker_task_id: TaskID
    stages: list[dict[str, str]] | None = None


class StatusUpdateParams(Struct, frozen=True, kw_only=True):
    """Parameters of `status.update`."""

    docker_task_id: TaskID
    stage: str
    status: TaskStatus
    message: str
    percentage: int


class TaskGetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `task.get`."""

    id: TaskID


class TaskListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `task.list`."""

    continue_token: str | None = None
    types: list[TaskWorkflow] | None = None
    manage_types: list[TaskManager] | None = None
    status: list[TaskStatus] | None = None
