# Generated from spec/models/methods/jobs.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of jobs, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.models.models import Job

__all__ = [
    "JobRunParams",
]


class JobRunParams(Struct, frozen=True, kw_only=True):
    """Parameters of `job.run`."""

    job: Job
    env: dict[str, str] | None = None
