# Generated from spec/models/methods/jobs.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.models import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.models.models import Job
    from groundwire_api.models.params import JobRunParams

__all__ = ["JobsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "job.run": Route(
        "job.run",
        "jobs",
        params=lambda: _params.JobRunParams,
        result=lambda: _models.Job,
        idempotent=True,
    ),
}


class JobsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def job_run(self, ctx: C_contra, p: JobRunParams, /) -> Job | Raw:
        """Answer `job.run`: Do it."""
        ...
