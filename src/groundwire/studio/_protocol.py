"""The Studio protocol: its endpoint and the error classes of its codes."""

from __future__ import annotations

from typing import Final

from groundwire._core.errormap import ErrorMap
from groundwire._core.errors import (
    NotFoundError,
    PayloadTooLargeError,
    PermissionDeniedError,
    TaskNotFoundError,
)
from groundwire._core.jsonrpc import JsonRpcProtocol

_NO_ENTITY: Final = 101

# methods whose missing entity is always the task itself
_TASK_METHODS: Final = (
    "job.stop",
    "task.data.list",
    "task.data.upload",
    "task.data.download",
    "task.chart.add",
    "task.chart.list",
    "task.chart.get",
)

PROTOCOL: Final = JsonRpcProtocol(
    errors=ErrorMap(
        codes={
            _NO_ENTITY: NotFoundError,
            401: PermissionDeniedError,
            403: PermissionDeniedError,
            413: PayloadTooLargeError,
        },
        by_method={method: {_NO_ENTITY: TaskNotFoundError} for method in _TASK_METHODS},
    )
)
