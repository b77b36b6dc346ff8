# Generated from spec/studio/methods/tasks.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of tasks: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call
from groundwire._core.unset import UNSET
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import TaskID

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import TaskUID
    from groundwire_api.studio.models import Task, TaskInfo, TaskManager, TaskStatus, TaskWorkflow, TasksPage

__all__ = [
    "docker_update_status",
    "status_stages",
    "status_update",
    "task_get",
    "task_list",
]


def docker_update_status(
    *,
    docker_task_id: TaskUID,
    status: TaskStatus,
) -> Call[Task]:
    """Set the status of a task.

    The reply is the task with its new status.

    Args:
        docker_task_id: The task to change.
        status: State it shall have.

    Returns:
        The call. Its answer: A background task in short, as listed and as embedded in sessions.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `docker.update.status` in spec/studio/methods/tasks.yaml.
    """
    return Call(
        "docker.update.status",
        {
            "docker_task_id": TaskID.wire(docker_task_id),
            "status": status,
        },
        lambda: _models.Task,
        idempotent=True,
    )


def status_stages(
    *,
    docker_task_id: TaskUID,
    stages: Sequence[Mapping[str, str]] | Unset = UNSET,
) -> Call[Task]:
    """Declare the stages of a task.

    In the order in which they will run. The reply is the task, without the stages.

    Args:
        docker_task_id: The task to change.
        stages: One object of a single key per stage, name to description; left out when there are
            none.

    Returns:
        The call. Its answer: A background task in short, as listed and as embedded in sessions.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `status.stages` in spec/studio/methods/tasks.yaml.
    """
    return Call(
        "status.stages",
        {
            "docker_task_id": TaskID.wire(docker_task_id),
            "stages": stages,
        },
        lambda: _models.Task,
        idempotent=True,
    )


def status_update(
    *,
    docker_task_id: TaskUID,
    stage: str,
    status: TaskStatus,
    message: str,
    percentage: int,
) -> Call[Task]:
    """Report the progress of a stage.

    The reply is the task, without the stages.

    Args:
        docker_task_id: The task to change.
        stage: Name of the stage, as declared.
        status: State of the stage.
        message: News for people, possibly empty.
        percentage: How much is done, in percent.

    Returns:
        The call. Its answer: A background task in short, as listed and as embedded in sessions.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `status.update` in spec/studio/methods/tasks.yaml.
    """
    return Call(
        "status.update",
        {
            "docker_task_id": TaskID.wire(docker_task_id),
            "stage": stage,
            "status": status,
            "message": message,
            "percentage": percentage,
        },
        lambda: _models.Task,
        idempotent=True,
    )


def task_get(
    *,
    id: TaskUID,
) -> Call[TaskInfo]:
    """Get one background task in full.

    Clients that wait for a task ask again every two seconds until its status is final.

    Args:
        id: The task to read.

    Returns:
        The call. Its answer: A background task in full. Of two spellings of one key the server
        sends one.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `task.get` in spec/studio/methods/tasks.yaml.
    """
    return Call(
        "task.get",
        {
            "id": TaskID.wire(id),
        },
        lambda: _models.TaskInfo,
        idempotent=True,
    )


def task_list(
    *,
    continue_token: str | Unset = UNSET,
    types: Sequence[TaskWorkflow] | Unset = UNSET,
    manage_types: Sequence[TaskManager] | Unset = UNSET,
    status: Sequence[TaskStatus] | Unset = UNSET,
) -> Call[TasksPage]:
    """List background tasks, page by page.

    The continue_token of a reply is sent with the next request until it is missing, null or empty.
    Filters are lists of which clients use one element. Filtering by name is left to the client.
    Without any filter params is {}.

    Args:
        continue_token: Position from the previous reply; left out on the first page.
        types: Workflows wanted.
        manage_types: Managers wanted.
        status: States wanted.

    Returns:
        The call. Its answer: One page of tasks.

    Raises:
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `task.list` in spec/studio/methods/tasks.yaml.
    """
    return Call(
        "task.list",
        {
            "continue_token": continue_token,
            "types": types,
            "manage_types": manage_types,
            "status": status,
        },
        lambda: _models.TasksPage,
        idempotent=True,
    )
