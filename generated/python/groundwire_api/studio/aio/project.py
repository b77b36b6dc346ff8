# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named project.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import projects as _projects

if TYPE_CHECKING:
    import builtins
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.studio.ids import ProjectUID
    from groundwire_api.studio.models import Project

__all__ = ["AsyncProjectRpc"]


class AsyncProjectRpc:
    """Methods named `project.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def get(
        self,
        *,
        project_id: ProjectUID,
    ) -> Project:
        """Get one project.

        Looks a project up by its number.

        Args:
            project_id: The project to read.

        Returns:
            A container of datasets, experiments and validation sessions.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `project.get` in spec/studio/methods/projects.yaml.
        """
        return await self._transport.send(_projects.project_get(project_id=project_id))

    async def list(
        self,
    ) -> builtins.list[Project]:
        """List the projects the caller can see.

        All of them in one reply, in the server's own order. Filtering by name is left to the
        client.

        Returns:
            Items: A container of datasets, experiments and validation sessions.

        Raises:
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `project.list` in spec/studio/methods/projects.yaml.
        """
        return await self._transport.send(_projects.project_list())
