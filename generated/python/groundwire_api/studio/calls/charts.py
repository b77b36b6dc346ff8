# Generated from spec/studio/methods/charts.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of charts: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundwire._core.call import Call
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import TaskID

if TYPE_CHECKING:
    from typing import Any

    from groundwire._core.call import Json
    from groundwire_api.studio.ids import TaskUID
    from groundwire_api.studio.models import Acknowledgement, Parameter, TaskDataList

__all__ = [
    "task_chart_add",
    "task_chart_get",
    "task_chart_list",
]


def task_chart_add(
    *,
    task_id: TaskUID,
    group_name: str,
    chart_name: str,
    params: Json,
    data: Json,
) -> Call[Acknowledgement]:
    """Add a chart to a task, or replace it.

    A chart is known by group and name, neither of them empty. All five parameters are always sent.

    Args:
        task_id: The task.
        group_name: Group the chart is shown in.
        chart_name: Name of the chart within its group.
        params: How to draw it, free-form; null for the default.
        data: What to draw, free-form.

    Returns:
        The call. Its answer: Any JSON except null. It only says that the request was carried out;
        its content means nothing.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).
        TaskNotFoundError: When sent. The task named in the request does not exist (code 101).

    One request when sent. Source: method `task.chart.add` in spec/studio/methods/charts.yaml.
    """
    return Call(
        "task.chart.add",
        {
            "task_id": TaskID.wire(task_id),
            "group_name": group_name,
            "chart_name": chart_name,
            "params": params,
            "data": data,
        },
        lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    )


def task_chart_get(
    *,
    task_id: TaskUID,
    group_name: str,
    chart_name: str,
) -> Call[Parameter]:
    """Get the data of a chart.

    The reply is the data as it was added. Neither group nor name is empty.

    Args:
        task_id: The task.
        group_name: Group of the chart.
        chart_name: Name of the chart.

    Returns:
        The call. Its answer: Free-form JSON: a scalar, or an array or object of such values at any
        depth. Null occurs nowhere inside. Whole numbers are 64-bit signed.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).
        TaskNotFoundError: When sent. The task named in the request does not exist (code 101).

    One request when sent. Source: method `task.chart.get` in spec/studio/methods/charts.yaml.
    """
    return Call(
        "task.chart.get",
        {
            "task_id": TaskID.wire(task_id),
            "group_name": group_name,
            "chart_name": chart_name,
        },
        lambda: cast("Any", _models.Parameter),
        hot=True,
        idempotent=True,
    )


def task_chart_list(
    *,
    task_id: TaskUID,
    group_name: str,
) -> Call[TaskDataList]:
    """List the charts of a task.

    Names by group.

    Args:
        task_id: The task.
        group_name: Group to list; empty for all.

    Returns:
        The call. Its answer: Files or charts of a task by folder or group.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).
        TaskNotFoundError: When sent. The task named in the request does not exist (code 101).

    One request when sent. Source: method `task.chart.list` in spec/studio/methods/charts.yaml.
    """
    return Call(
        "task.chart.list",
        {
            "task_id": TaskID.wire(task_id),
            "group_name": group_name,
        },
        lambda: _models.TaskDataList,
        idempotent=True,
    )
