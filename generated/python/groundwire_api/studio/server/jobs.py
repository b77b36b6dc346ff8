# Generated from spec/studio/methods/jobs.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from msgspec import Raw

    from groundwire_api.studio.models import Acknowledgement, Job
    from groundwire_api.studio.params import JobListParams, JobRunParams, JobStopParams

__all__ = ["JobsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "job.list": Route(
        "job.list",
        "jobs",
        params=lambda: _params.JobListParams,
        result=lambda: list[_models.Job],
        idempotent=True,
    ),
    "job.run": Route(
        "job.run",
        "jobs",
        params=lambda: _params.JobRunParams,
        result=lambda: _models.Job,
    ),
    "job.stop": Route(
        "job.stop",
        "jobs",
        params=lambda: _params.JobStopParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    ),
}


class JobsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def job_list(self, ctx: C_contra, p: JobListParams, /) -> list[Job] | Raw:
        """Answer `job.list`: List the cloud batch jobs."""
        ...

    def job_run(self, ctx: C_contra, p: JobRunParams, /) -> Job | Raw:
        """Answer `job.run`: Start a cloud batch job."""
        ...

    def job_stop(self, ctx: C_contra, p: JobStopParams, /) -> Acknowledgement | Raw:
        """Answer `job.stop`: Stop a cloud batch job."""
        ...
