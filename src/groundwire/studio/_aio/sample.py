"""`Sample`: what a sample does through its client."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, overload

from typing_extensions import deprecated

from groundwire._core.errors import InvalidArgumentError
from groundwire.studio._deprecations import warn_deprecated
from groundwire.studio._public import public
from groundwire.studio._sample import SampleData
from groundwire.studio._types import FileType

if TYPE_CHECKING:
    from .client import AsyncClient


@public
class AsyncSample(SampleData):
    """One moment of a dataset: an image or other sensor files, and annotations.

    A new sample is empty; fill it with the setters and pass it to ``populate_samples``. Annotations
    of a received sample are decoded when first looked at.
    """

    __slots__ = ()

    def _api(self) -> AsyncClient:
        return cast("AsyncClient", self._listing.ref.get("Sample"))

    @overload
    async def download(self, file_type_or_client: FileType | None = None) -> bytes | None: ...
    @overload
    async def download(self, *, file_type: FileType | None = None) -> bytes | None: ...
    @overload
    @deprecated("Leave out the client: sample.download(file_type).")
    async def download(
        self, file_type_or_client: AsyncClient, file_type: FileType | None = None
    ) -> bytes | None: ...

    async def download(
        self, file_type_or_client: AsyncClient | FileType | None = None, file_type: FileType | None = None
    ) -> bytes | None:
        """Return the content of one of the sample's files, or ``None`` if it has no such file.

        One request for a file the server stores, none for data that came with the listing. For many
        samples `Client.download_dataset` is far faster.

        Args:
            file_type_or_client: Type of the file, the image by default; a client is deprecated.
            file_type: Type of the file, by keyword or after a client.

        Raises:
            InvalidArgumentError: ``FileType.All`` names no single file.
            UnboundError: The sample was not returned by a client; it is a ``TypeError``.
        """
        if file_type_or_client is None or isinstance(file_type_or_client, FileType):
            kind = file_type_or_client if file_type is None else file_type
            return await self._api().download_sample(self, kind or FileType.Image)
        warn_deprecated("studio-Sample-download")
        return await file_type_or_client.download_sample(self, file_type or FileType.Image)

    async def assign_group(self, group_id: int) -> None:
        """Move this sample into a group on the server. One request (``image.set_group_id``).

        The name that `group` shows stays as it was fetched; `set_group` sets the name for an upload.

        Args:
            group_id: Number of the group, from ``groups`` or ``get_or_create_group``.

        Raises:
            UnboundError: The sample was not returned by a client; it is a ``TypeError``.
            InvalidArgumentError: The sample has no identifier.
        """
        client = self._api()
        if self.id is None:
            raise InvalidArgumentError("The sample has no identifier, so the server does not know it.")
        await client.set_sample_group_id(self.id, group_id)
