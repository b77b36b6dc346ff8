# Generated from spec/studio/methods/charts.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of charts, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire._core.call import Json
from groundwire_api.studio.ids import TaskID

__all__ = [
    "TaskChartAddParams",
    "TaskChartGetParams",
    "TaskChartListParams",
]


class TaskChartAddParams(Struct, frozen=True, kw_only=True):
    """Parameters of `task.chart.add`."""

    task_id: TaskID
    group_name: str
    chart_name: str
    params: Json
    data: Json


class TaskChartGetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `task.chart.get`."""

    task_id: TaskID
    group_name: str
    chart_name: str


class TaskChartListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `task.chart.list`."""

    task_id: TaskID
    group_name: str
