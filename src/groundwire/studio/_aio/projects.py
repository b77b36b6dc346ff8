"""Projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.studio._names import filter_by_name
from groundwire_api.studio import calls

from .session import AsyncSession

if TYPE_CHECKING:
    from groundwire_api.studio.ids import ProjectUID

    from .project import AsyncProject


class AsyncProjects(AsyncSession):
    """Projects of the organisation."""

    async def projects(self, name: str | None = None) -> list[AsyncProject]:
        """Return the projects the caller can see. One request (``project.list``).

        Args:
            name: Keep projects whose name contains this text, ignoring case, best match first.
                ``None`` keeps all in server order.
        """
        from .project import AsyncProject

        call = calls.project_list().returning(lambda: list[AsyncProject])
        return filter_by_name(await self._send(call), name)

    async def project(self, project_id: ProjectUID) -> AsyncProject:
        """Return one project. One request (``project.get``).

        Raises:
            NotFoundError: There is no such project.
        """
        from .project import AsyncProject

        return await self._send(calls.project_get(project_id=project_id).returning(lambda: AsyncProject))
