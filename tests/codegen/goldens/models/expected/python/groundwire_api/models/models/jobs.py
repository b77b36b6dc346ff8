# Generated from spec/models/schemas/jobs.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of jobs."""

from __future__ import annotations

from typing import Annotated

from pydantic import AliasChoices, AwareDatetime, Field

from groundwire._core.bound import Model
from groundwire_api.models.models.base import Tree

__all__ = [
    "Job",
    "JobDetail",
]


class JobDetail(Model):
    why: str | None = None


class Job(Model):
    __pydantic_extra__: dict[str, int] = Field(init=False)  # pyright: ignore[reportIncompatibleVariableOverride] - pydantic's own way to type further members
    key: Annotated[
        str, Field(validation_alias=AliasChoices("job_id", "id", "jobId"), serialization_alias="job_id")
    ]
    tree: Tree
    started_at: Annotated[AwareDatetime | None, Field(alias="startedAt")] = None
    tries: int = 3
    attempts: int | None = None
    token: Annotated[str | None, Field(repr=False)] = None
    detail: JobDetail | None = None
