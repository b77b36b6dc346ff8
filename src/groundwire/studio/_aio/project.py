"""`Project`: what an organisation works on."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from typing_extensions import deprecated

from groundwire.studio._deprecations import warn_deprecated
from groundwire.studio._public import public
from groundwire_api.studio import models

from .bound import AsyncBound

if TYPE_CHECKING:
    from .client import AsyncClient
    from .dataset import AsyncDataset
    from .experiment import AsyncExperiment
    from .validation_session import AsyncValidationSession


@public
class AsyncProject(AsyncBound, models.Project):
    """A project holds datasets and experiments."""

    @property
    def uid(self) -> str:
        """Deprecated text form of ``id``."""
        warn_deprecated("studio-Project-uid")
        return str(self.id)

    @overload
    async def datasets(self, client_or_name: str | None = None) -> list[AsyncDataset]: ...
    @overload
    async def datasets(self, *, name: str | None = None) -> list[AsyncDataset]: ...
    @overload
    @deprecated("Leave out the client: project.datasets(name).")
    async def datasets(self, client_or_name: AsyncClient, name: str | None = None) -> list[AsyncDataset]: ...

    async def datasets(
        self, client_or_name: AsyncClient | str | None = None, name: str | None = None
    ) -> list[AsyncDataset]:
        """Return the project's datasets. One request (``dataset.list``).

        Args:
            client_or_name: Text that the names contain, ignoring case; a client is deprecated.
            name: The same text, by keyword.

        Raises:
            UnboundError: The project was not returned by a client.
        """
        if client_or_name is None or isinstance(client_or_name, str):
            return await self._api().datasets(self.id, client_or_name if name is None else name)
        warn_deprecated("studio-Project-datasets")
        return await client_or_name.datasets(self.id, name)

    @overload
    async def experiments(self, client_or_name: str | None = None) -> list[AsyncExperiment]: ...
    @overload
    async def experiments(self, *, name: str | None = None) -> list[AsyncExperiment]: ...
    @overload
    @deprecated("Leave out the client: project.experiments(name).")
    async def experiments(
        self, client_or_name: AsyncClient, name: str | None = None
    ) -> list[AsyncExperiment]: ...

    async def experiments(
        self, client_or_name: AsyncClient | str | None = None, name: str | None = None
    ) -> list[AsyncExperiment]:
        """Return the project's experiments. One request (``trainer.list2``).

        Args:
            client_or_name: Text that the names contain, ignoring case; a client is deprecated.
            name: The same text, by keyword.

        Raises:
            UnboundError: The project was not returned by a client.
        """
        if client_or_name is None or isinstance(client_or_name, str):
            return await self._api().experiments(self.id, client_or_name if name is None else name)
        warn_deprecated("studio-Project-experiments")
        return await client_or_name.experiments(self.id, name)

    @overload
    async def validation_sessions(self, client: None = None) -> list[AsyncValidationSession]: ...
    @overload
    @deprecated("Leave out the client: project.validation_sessions().")
    async def validation_sessions(self, client: AsyncClient) -> list[AsyncValidationSession]: ...

    async def validation_sessions(self, client: AsyncClient | None = None) -> list[AsyncValidationSession]:
        """Return the project's validation sessions. One request (``validate.session.list``).

        Args:
            client: Deprecated; the project knows its client.

        Raises:
            UnboundError: The project was not returned by a client.
        """
        if client is not None:
            warn_deprecated("studio-Project-validation_sessions")
        return await (client or self._api()).validation_sessions(self.id)
