# Generated from spec/studio/methods/projects.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of projects: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import ProjectID

if TYPE_CHECKING:
    from groundwire_api.studio.ids import ProjectUID
    from groundwire_api.studio.models import Project

__all__ = [
    "project_get",
    "project_list",
]


def project_get(
    *,
    project_id: ProjectUID,
) -> Call[Project]:
    """Get one project.

    Looks a project up by its number.

    Args:
        project_id: The project to read.

    Returns:
        The call. Its answer: A container of datasets, experiments and validation sessions.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `project.get` in spec/studio/methods/projects.yaml.
    """
    return Call(
        "project.get",
        {
            "project_id": ProjectID.wire(project_id),
        },
        lambda: _models.Project,
        idempotent=True,
    )


def project_list() -> Call[list[Project]]:
    """List the projects the caller can see.

    All of them in one reply, in the server's own order. Filtering by name is left to the client.

    Returns:
        The call. Its answer: Items: A container of datasets, experiments and validation sessions.

    Raises:
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `project.list` in spec/studio/methods/projects.yaml.
    """
    return Call(
        "project.list",
        None,
        lambda: list[_models.Project],
        idempotent=True,
    )
