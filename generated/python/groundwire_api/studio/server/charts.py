# Generated from spec/studio/methods/charts.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from msgspec import Raw

    from groundwire_api.studio.models import Acknowledgement, Parameter, TaskDataList
    from groundwire_api.studio.params import TaskChartAddParams, TaskChartGetParams, TaskChartListParams

__all__ = ["ChartsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "task.chart.add": Route(
        "task.chart.add",
        "charts",
        params=lambda: _params.TaskChartAddParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    ),
    "task.chart.get": Route(
        "task.chart.get",
        "charts",
        params=lambda: _params.TaskChartGetParams,
        result=lambda: cast("Any", _models.Parameter),
        hot=True,
        idempotent=True,
    ),
    "task.chart.list": Route(
        "task.chart.list",
        "charts",
        params=lambda: _params.TaskChartListParams,
        result=lambda: _models.TaskDataList,
        idempotent=True,
    ),
}


class ChartsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def task_chart_add(self, ctx: C_contra, p: TaskChartAddParams, /) -> Acknowledgement | Raw:
        """Answer `task.chart.add`: Add a chart to a task, or replace it."""
        ...

    def task_chart_get(self, ctx: C_contra, p: TaskChartGetParams, /) -> Parameter | Raw:
        """Answer `task.chart.get`: Get the data of a chart."""
        ...

    def task_chart_list(self, ctx: C_contra, p: TaskChartListParams, /) -> TaskDataList | Raw:
        """Answer `task.chart.list`: List the charts of a task."""
        ...
