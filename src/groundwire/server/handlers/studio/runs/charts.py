"""Charts of tasks: free-form data by group and name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from groundwire.server.errors import not_found
from groundwire.server.registry import handles
from groundwire.server.store.tables import charts
from groundwire.server.studio import values
from groundwire.server.studio.runs import parameters, tasks

if TYPE_CHECKING:
    from msgspec import Raw

    from groundwire.server.context import Context
    from groundwire_api.studio.params.charts import (
        TaskChartAddParams,
        TaskChartGetParams,
        TaskChartListParams,
    )

_c = charts.c


@handles("task.chart.add")
def task_chart_add(ctx: Context, p: TaskChartAddParams) -> str:
    """Add a chart, or put it in the place of the one of the same group and name."""
    group, name = values.name(p.group_name, "group_name"), values.name(p.chart_name, "chart_name")
    contents = {
        "params": None if p.params is None else parameters.text(p.params, "params"),
        "data": parameters.text(p.data, "data"),
    }
    with ctx.db.write() as connection:
        task = tasks.find(connection, ctx, p.task_id, lock=True)
        same = (_c.task_id == task.id) & (_c.group_name == group) & (_c.chart_name == name)
        if not connection.execute(update(charts).where(same).values(contents)).rowcount:
            row = {"task_id": task.id, "group_name": group, "chart_name": name, **contents}
            connection.execute(insert(charts).values(row))
    return "Chart stored"


@handles("task.chart.list")
def task_chart_list(ctx: Context, p: TaskChartListParams) -> dict[str, object]:
    """Return the names of charts by group, of one group or, for an empty name, of all."""
    with ctx.db.read() as connection:
        task = tasks.find(connection, ctx, p.task_id)
        query = select(_c.group_name, _c.chart_name).where(_c.task_id == task.id)
        if p.group_name:
            query = query.where(_c.group_name == values.name(p.group_name, "group_name"))
        groups: dict[str, list[str]] = {}
        for group, name in connection.execute(query.order_by(_c.group_name, _c.chart_name)):
            groups.setdefault(group, []).append(name)
    return tasks.data_list(ctx, groups)


@handles("task.chart.get")
def task_chart_get(ctx: Context, p: TaskChartGetParams) -> Raw:
    """Return the data of a chart."""
    group, name = values.name(p.group_name, "group_name"), values.name(p.chart_name, "chart_name")
    with ctx.db.read() as connection:
        task = tasks.find(connection, ctx, p.task_id)
        query = select(_c.data).where(_c.task_id == task.id, _c.group_name == group, _c.chart_name == name)
        data: str | None = connection.execute(query).scalar()
    if data is None:
        raise not_found("chart", repr(f"{group}/{name}"))
    return parameters.raw(data)
