# Generated from spec/studio/methods/tasks.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.studio.models import Task, TaskInfo, TasksPage
    from groundwire_api.studio.params import (
        DockerUpdateStatusParams,
        StatusStagesParams,
        StatusUpdateParams,
        TaskGetParams,
        TaskListParams,
    )

__all__ = ["TasksHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "docker.update.status": Route(
        "docker.update.status",
        "tasks",
        params=lambda: _params.DockerUpdateStatusParams,
        result=lambda: _models.Task,
        idempotent=True,
    ),
    "status.stages": Route(
        "status.stages",
        "tasks",
        params=lambda: _params.StatusStagesParams,
        result=lambda: _models.Task,
        idempotent=True,
    ),
    "status.update": Route(
        "status.update",
        "tasks",
        params=lambda: _params.StatusUpdateParams,
        result=lambda: _models.Task,
        idempotent=True,
    ),
    "task.get": Route(
        "task.get",
        "tasks",
        params=lambda: _params.TaskGetParams,
        result=lambda: _models.TaskInfo,
        idempotent=True,
    ),
    "task.list": Route(
        "task.list",
        "tasks",
        params=lambda: _params.TaskListParams,
        result=lambda: _models.TasksPage,
        idempotent=True,
    ),
}


class TasksHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def docker_update_status(self, ctx: C_contra, p: DockerUpdateStatusParams, /) -> Task | Raw:
        """Answer `docker.update.status`: Set the status of a task."""
        ...

    def status_stages(self, ctx: C_contra, p: StatusStagesParams, /) -> Task | Raw:
        """Answer `status.stages`: Declare the stages of a task."""
        ...

    def status_update(self, ctx: C_contra, p: StatusUpdateParams, /) -> Task | Raw:
        """Answer `status.update`: Report the progress of a stage."""
        ...

    def task_get(self, ctx: C_contra, p: TaskGetParams, /) -> TaskInfo | Raw:
        """Answer `task.get`: Get one background task in full."""
        ...

    def task_list(self, ctx: C_contra, p: TaskListParams, /) -> TasksPage | Raw:
        """Answer `task.list`: List background tasks, page by page."""
        ...
