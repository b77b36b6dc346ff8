# Generated from spec/studio/methods/projects.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of projects, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import ProjectID

__all__ = [
    "ProjectGetParams",
    "ProjectListParams",
]


class ProjectGetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `project.get`."""

    project_id: ProjectID


class ProjectListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `project.list`."""
