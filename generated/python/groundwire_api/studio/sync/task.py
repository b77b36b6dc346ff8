# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named task.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import tasks as _tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.transport import Transport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import TaskUID
    from groundwire_api.studio.models import TaskInfo, TaskManager, TaskStatus, TaskWorkflow, TasksPage
    from groundwire_api.studio.sync.task_chart import TaskChartRpc
    from groundwire_api.studio.sync.task_data import TaskDataRpc

__all__ = ["TaskRpc"]


class TaskRpc:
    """Methods named `task.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def chart(self) -> TaskChartRpc:
        """Methods named `task.chart.*`."""
        from groundwire_api.studio.sync.task_chart import TaskChartRpc

        return TaskChartRpc(self._transport)

    @cached_property
    def data(self) -> TaskDataRpc:
        """Methods named `task.data.*`."""
        from groundwire_api.studio.sync.task_data import TaskDataRpc

        return TaskDataRpc(self._transport)

    def get(
        self,
        *,
        id: TaskUID,
    ) -> TaskInfo:
        """Get one background task in full.

        Clients that wait for a task ask again every two seconds until its status is final.

        Args:
            id: The task to read.

        Returns:
            A background task in full. Of two spellings of one key the server sends one.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `task.get` in spec/studio/methods/tasks.yaml.
        """
        return self._transport.send(_tasks.task_get(id=id))

    def list(
        self,
        *,
        continue_token: str | Unset = UNSET,
        types: Sequence[TaskWorkflow] | Unset = UNSET,
        manage_types: Sequence[TaskManager] | Unset = UNSET,
        status: Sequence[TaskStatus] | Unset = UNSET,
    ) -> TasksPage:
        """List background tasks, page by page.

        The continue_token of a reply is sent with the next request until it is missing, null or
        empty. Filters are lists of which clients use one element. Filtering by name is left to the
        client. Without any filter params is {}.

        Args:
            continue_token: Position from the previous reply; left out on the first page.
            types: Workflows wanted.
            manage_types: Managers wanted.
            status: States wanted.

        Returns:
            One page of tasks.

        Raises:
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `task.list` in spec/studio/methods/tasks.yaml.
        """
        return self._transport.send(
            _tasks.task_list(
                continue_token=continue_token, types=types, manage_types=manage_types, status=status
            )
        )
