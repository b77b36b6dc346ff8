# Generated from spec/studio/schemas/jobs.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of jobs."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, Field

from groundwire._core.bound import Model

__all__ = [
    "Job",
    "JobState",
]


JobState: TypeAlias = Literal["SUBMITTED", "RUNNING", "SUCCEEDED", "FAILED"] | str


class Job(Model):
    task_number: Annotated[int, Field(alias="task_id")]
    code: str = ""
    title: str = ""
    job_name: str = ""
    job_id: str = ""
    state: JobState = ""
    launch: AwareDatetime | None = None
