# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named status.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import tasks as _tasks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groundwire._core.transport import Transport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import TaskUID
    from groundwire_api.studio.models import Task, TaskStatus

__all__ = ["StatusRpc"]


class StatusRpc:
    """Methods named `status.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def stages(
        self,
        *,
        docker_task_id: TaskUID,
        stages: Sequence[Mapping[str, str]] | Unset = UNSET,
    ) -> Task:
        """Declare the stages of a task.

        In the order in which they will run. The reply is the task, without the stages.

        Args:
            docker_task_id: The task to change.
            stages: One object of a single key per stage, name to description; left out when there
                are none.

        Returns:
            A background task in short, as listed and as embedded in sessions.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `status.stages` in spec/studio/methods/tasks.yaml.
        """
        return self._transport.send(_tasks.status_stages(docker_task_id=docker_task_id, stages=stages))

    def update(
        self,
        *,
        docker_task_id: TaskUID,
        stage: str,
        status: TaskStatus,
        message: str,
        percentage: int,
    ) -> Task:
        """Report the progress of a stage.

        The reply is the task, without the stages.

        Args:
            docker_task_id: The task to change.
            stage: Name of the stage, as declared.
            status: State of the stage.
            message: News for people, possibly empty.
            percentage: How much is done, in percent.

        Returns:
            A background task in short, as listed and as embedded in sessions.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `status.update` in spec/studio/methods/tasks.yaml.
        """
        return self._transport.send(
            _tasks.status_update(
                docker_task_id=docker_task_id,
                stage=stage,
                status=status,
                message=message,
                percentage=percentage,
            )
        )
