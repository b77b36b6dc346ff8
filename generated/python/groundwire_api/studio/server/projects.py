# Generated from spec/studio/methods/projects.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.studio.models import Project
    from groundwire_api.studio.params import ProjectGetParams, ProjectListParams

__all__ = ["ProjectsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "project.get": Route(
        "project.get",
        "projects",
        params=lambda: _params.ProjectGetParams,
        result=lambda: _models.Project,
        idempotent=True,
    ),
    "project.list": Route(
        "project.list",
        "projects",
        params=lambda: _params.ProjectListParams,
        result=lambda: list[_models.Project],
        idempotent=True,
    ),
}


class ProjectsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def project_get(self, ctx: C_contra, p: ProjectGetParams, /) -> Project | Raw:
        """Answer `project.get`: Get one project."""
        ...

    def project_list(self, ctx: C_contra, p: ProjectListParams, /) -> list[Project] | Raw:
        """Answer `project.list`: List the projects the caller can see."""
        ...
