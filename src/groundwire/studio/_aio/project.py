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
