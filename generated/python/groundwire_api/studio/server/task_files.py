# Generated from spec/studio/methods/task_files.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of task_files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from groundwire._core.call import HttpRoute
from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from msgspec import Raw

    from groundwire_api.studio.models import Acknowledgement, TaskDataList
    from groundwire_api.studio.params import TaskDataDownloadParams, TaskDataListParams, TaskDataUploadParams

__all__ = ["TaskFilesHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "task.data.download": Route(
        "task.data.download",
        "task_files",
        params=lambda: _params.TaskDataDownloadParams,
        result=lambda: _models.FileContent,
        hot=True,
        idempotent=True,
        http=HttpRoute("POST", "/api", body="json", reply="bytes"),
    ),
    "task.data.list": Route(
        "task.data.list",
        "task_files",
        params=lambda: _params.TaskDataListParams,
        result=lambda: _models.TaskDataList,
        idempotent=True,
    ),
    "task.data.upload": Route(
        "task.data.upload",
        "task_files",
        params=lambda: _params.TaskDataUploadParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
        http=HttpRoute("POST", "/api?method=task.data.upload", body="multipart", reply="envelope"),
    ),
}


class TaskFilesHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def task_data_download(self, ctx: C_contra, p: TaskDataDownloadParams, /) -> object:
        """Answer `task.data.download`: Download a file of a task."""
        ...

    def task_data_list(self, ctx: C_contra, p: TaskDataListParams, /) -> TaskDataList | Raw:
        """Answer `task.data.list`: List the files of a task."""
        ...

    def task_data_upload(self, ctx: C_contra, p: TaskDataUploadParams, /) -> Acknowledgement | Raw:
        """Answer `task.data.upload`: Upload a file to a task."""
        ...
