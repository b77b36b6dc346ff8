"""Projects of the caller's organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from groundwire.server.registry import handles
from groundwire.server.store.tables import projects
from groundwire.server.studio import access

if TYPE_CHECKING:
    from sqlalchemy import Row

    from groundwire.server.context import Context
    from groundwire_api.studio.params.projects import ProjectGetParams


def _shown(row: Row[Any]) -> dict[str, object]:
    return {"id": row.id, "name": row.name, "description": row.description}


@handles("project.list")
def project_list(ctx: Context, _: object) -> list[dict[str, object]]:
    """Return all projects, oldest first."""
    query = (
        select(projects)
        .where(projects.c.organization_id == ctx.organization_id, projects.c.deleted.is_(None))
        .order_by(projects.c.id)
    )
    with ctx.db.read() as connection:
        return [_shown(row) for row in connection.execute(query)]


@handles("project.get")
def project_get(ctx: Context, p: ProjectGetParams) -> dict[str, object]:
    """Return one project."""
    with ctx.db.read() as connection:
        return _shown(access.project(connection, ctx, p.project_id))
