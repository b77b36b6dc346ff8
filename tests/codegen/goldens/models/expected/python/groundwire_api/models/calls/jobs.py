# Generated from spec/models/methods/jobs.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of jobs: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call
from groundwire._core.unset import UNSET
from groundwire_api.models import models as _models

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire._core.unset import Unset
    from groundwire_api.models.models import Job

__all__ = [
    "job_run",
]


def job_run(
    *,
    job: Job,
    env: Mapping[str, str] | Unset = UNSET,
) -> Call[Job]:
    """Do it.

    Does what its name says.

    Args:
        job: The job.
        env: The env.

    Returns:
        The call. Its answer: A job.

    Raises:
        RpcError: When sent. The server reports a general failure (code 1).

    One request when sent. Source: method `job.run` in spec/models/methods/jobs.yaml.
    """
    return Call(
        "job.run",
        {
            "job": job,
            "env": env,
        },
        lambda: _models.Job,
        idempotent=True,
    )
