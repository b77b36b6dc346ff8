# Generated from spec/studio/schemas/projects.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of projects."""

from __future__ import annotations

from groundwire._core.bound import Model
from groundwire_api.studio.ids import ProjectID

__all__ = [
    "Project",
]


class Project(Model):
    id: ProjectID
    name: str
    description: str
