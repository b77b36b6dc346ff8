# Generated from spec/studio/methods/task_files.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of task_files, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import TaskID

__all__ = [
    "TaskDataDownloadParams",
    "TaskDataListParams",
    "TaskDataUploadParams",
]


class TaskDataDownloadParams(Struct, frozen=True, kw_only=True):
    """Parameters of `task.data.download`."""

    task_id: TaskID
    folder: str
    file: str


class TaskDataListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `task.data.list`."""

    task_id: TaskID


class TaskDataUploadParams(Struct, frozen=True, kw_only=True):
    """Parameters of `task.data.upload`."""

    task_id: TaskID
    folder: str | None = None
