"""`Label`: a class that annotations refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, overload

from groundwire._core.errors import InvalidArgumentError
from groundwire.studio._deprecations import warn_deprecated
from groundwire.studio._public import public
from groundwire_api.studio import models

from .bound import AsyncBound

if TYPE_CHECKING:
    from groundwire_api.studio.ids import DatasetID

    from .client import AsyncClient


@public
class AsyncLabel(AsyncBound, models.Label):
    """A class of a dataset; annotations carry its name and index."""

    @property
    def uid(self) -> str:
        """Deprecated text form of ``id``."""
        warn_deprecated("studio-Label-uid")
        return str(self.id)

    def of_dataset(self, dataset_id: DatasetID) -> Self:
        """Return this label naming its dataset, which lists may leave out."""
        return self if self.dataset_id is not None else self.model_copy(update={"dataset_id": dataset_id})

    async def remove(self, client: AsyncClient | None = None) -> None:
        """Remove the label from its dataset. One request (``label.del``).

        Args:
            client: Client to act through; the one that returned the label when left out.

        Raises:
            UnboundError: There is no client.
        """
        await (client or self._api()).remove_label(self.id)

    @overload
    async def set_name(self, client: AsyncClient, name: str) -> None: ...
    @overload
    async def set_name(self, *, name: str) -> None: ...

    async def set_name(self, client: AsyncClient | None = None, name: str | None = None) -> None:
        """Change the label's name on the server; this object keeps its own. One request (``label.update``).

        Args:
            client: Client to act through; the one that returned the label when left out.
            name: The new name.

        Raises:
            InvalidArgumentError: No name is given.
            UnboundError: There is no client.
        """
        if name is None:
            raise InvalidArgumentError("Label.set_name requires the new name.")
        await (client or self._api()).update_label(self.model_copy(update={"name": name}))

    @overload
    async def set_index(self, client: AsyncClient, index: int) -> None: ...
    @overload
    async def set_index(self, *, index: int) -> None: ...

    async def set_index(self, client: AsyncClient | None = None, index: int | None = None) -> None:
        """Change the label's index on the server; this object keeps its own. One request (``label.update``).

        Args:
            client: Client to act through; the one that returned the label when left out.
            index: The new index.

        Raises:
            InvalidArgumentError: No index is given.
            UnboundError: There is no client.
        """
        if index is None:
            raise InvalidArgumentError("Label.set_index requires the new index.")
        await (client or self._api()).update_label(self.model_copy(update={"index": index}))

    def __repr__(self) -> str:
        return f"Label(id={self.id}, index={self.index}, name={self.name!r})"

    def __str__(self) -> str:
        return self.name
