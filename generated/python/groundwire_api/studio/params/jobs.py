# Generated from spec/studio/methods/jobs.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of jobs, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire._core.call import Json
from groundwire_api.studio.ids import TaskID

__all__ = [
    "JobListParams",
    "JobRunParams",
    "JobStopParams",
]


class JobListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `job.list`."""


class JobRunParams(Struct, frozen=True, kw_only=True):
    """Parameters of `job.run`."""

    name: str
    job_name: str
    env: dict[str, str]
    data: dict[str, Json]


class JobStopParams(Struct, frozen=True, kw_only=True):
    """Parameters of `job.stop`."""

    task_id: TaskID
