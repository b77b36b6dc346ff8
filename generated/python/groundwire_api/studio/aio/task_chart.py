# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named task.chart.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import charts as _charts

if TYPE_CHECKING:
    from groundwire._core.call import Json
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.studio.ids import TaskUID
    from groundwire_api.studio.models import Acknowledgement, Parameter, TaskDataList

__all__ = ["AsyncTaskChartRpc"]


class AsyncTaskChartRpc:
    """Methods named `task.chart.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def add(
        self,
        *,
        task_id: TaskUID,
        group_name: str,
        chart_name: str,
        params: Json,
        data: Json,
    ) -> Acknowledgement:
        """Add a chart to a task, or replace it.

        A chart is known by group and name, neither of them empty. All five parameters are always
        sent.

        Args:
            task_id: The task.
            group_name: Group the chart is shown in.
            chart_name: Name of the chart within its group.
            params: How to draw it, free-form; null for the default.
            data: What to draw, free-form.

        Returns:
            Any JSON except null. It only says that the request was carried out; its content means
            nothing.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TaskNotFoundError: The task named in the request does not exist (code 101).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `task.chart.add` in spec/studio/methods/charts.yaml.
        """
        return await self._transport.send(
            _charts.task_chart_add(
                task_id=task_id, group_name=group_name, chart_name=chart_name, params=params, data=data
            )
        )

    async def get(
        self,
        *,
        task_id: TaskUID,
        group_name: str,
        chart_name: str,
    ) -> Parameter:
        """Get the data of a chart.

        The reply is the data as it was added. Neither group nor name is empty.

        Args:
            task_id: The task.
            group_name: Group of the chart.
            chart_name: Name of the chart.

        Returns:
            Free-form JSON: a scalar, or an array or object of such values at any depth. Null occurs
            nowhere inside. Whole numbers are 64-bit signed.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TaskNotFoundError: The task named in the request does not exist (code 101).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `task.chart.get` in spec/studio/methods/charts.yaml.
        """
        return await self._transport.send(
            _charts.task_chart_get(task_id=task_id, group_name=group_name, chart_name=chart_name)
        )

    async def list(
        self,
        *,
        task_id: TaskUID,
        group_name: str,
    ) -> TaskDataList:
        """List the charts of a task.

        Names by group.

        Args:
            task_id: The task.
            group_name: Group to list; empty for all.

        Returns:
            Files or charts of a task by folder or group.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TaskNotFoundError: The task named in the request does not exist (code 101).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `task.chart.list` in spec/studio/methods/charts.yaml.
        """
        return await self._transport.send(_charts.task_chart_list(task_id=task_id, group_name=group_name))
