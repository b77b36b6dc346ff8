# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named docker.update.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import tasks as _tasks

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.studio.ids import TaskUID
    from groundwire_api.studio.models import Task, TaskStatus

__all__ = ["DockerUpdateRpc"]


class DockerUpdateRpc:
    """Methods named `docker.update.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def status(
        self,
        *,
        docker_task_id: TaskUID,
        status: TaskStatus,
    ) -> Task:
        """Set the status of a task.

        The reply is the task with its new status.

        Args:
            docker_task_id: The task to change.
            status: State it shall have.

        Returns:
            A background task in short, as listed and as embedded in sessions.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `docker.update.status` in spec/studio/methods/tasks.yaml.
        """
        return self._transport.send(_tasks.docker_update_status(docker_task_id=docker_task_id, status=status))
