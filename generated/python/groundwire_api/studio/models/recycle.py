# Generated from spec/studio/schemas/recycle.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of recycle."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, Field

from groundwire._core.bound import Model

__all__ = [
    "RecycleBinEntry",
    "RecycleBinKind",
    "RecycleBinListing",
]


class RecycleBinEntry(Model):
    id: int
    deleted: AwareDatetime
    name: str | None = None
    description: str | None = None


RecycleBinKind: TypeAlias = (
    Literal["project", "dataset", "annset", "experiment", "train-session", "validate"] | str
)


class RecycleBinListing(Model):
    projects: list[RecycleBinEntry] | None = None
    datasets: list[RecycleBinEntry] | None = None
    annotation_sets: list[RecycleBinEntry] | None = None
    experiments: list[RecycleBinEntry] | None = None
    training_sessions: list[RecycleBinEntry] | None = None
    validation_sessions: Annotated[list[RecycleBinEntry] | None, Field(alias="validate_sessions")] = None
