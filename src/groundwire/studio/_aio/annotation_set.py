"""`AnnotationSet`: one collection of annotations for the samples of a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from groundwire._core.errors import ProtocolError
from groundwire.studio._deprecations import warn_deprecated
from groundwire.studio._public import public
from groundwire_api.studio import models

from .bound import AsyncBound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.progress import ProgressCallback
    from groundwire.studio._annotation import Annotation
    from groundwire.studio._types import AnnotationType
    from groundwire_api.studio.ids import DatasetID


@public
class AsyncAnnotationSet(AsyncBound, models.AnnotationSet):
    """A collection of annotations. Its methods act through the client that returned it."""

    @property
    def uid(self) -> str:
        """Deprecated text form of ``id``."""
        warn_deprecated("studio-AnnotationSet-uid")
        return str(self.id)

    def of_dataset(self, dataset_id: DatasetID) -> Self:
        """Return this set naming its dataset, which lists leave out."""
        return self if self.dataset_id is not None else self.model_copy(update={"dataset_id": dataset_id})

    def owner(self) -> DatasetID:
        """Return the dataset; raise `ProtocolError` when the server did not name it."""
        if self.dataset_id is None:
            raise ProtocolError(
                f"annset.get did not name the dataset of {self.id}.", method="annset.get", path="$.dataset_id"
            )
        return self.dataset_id

    async def annotations(
        self,
        groups: Sequence[str] = [],
        annotation_types: Sequence[AnnotationType] = [],
        progress: ProgressCallback | None = None,
        version: str | None = None,
    ) -> list[Annotation]:
        """Return the annotations, sample by sample; see `Client.annotations`.

        Raises:
            UnboundError: The set was not returned by a client.
        """
        return await self._api().annotations(self.id, groups, annotation_types, progress, version)

    async def delete(self) -> None:
        """Move the set to the recycle bin. One request (``annset.del``).

        Raises:
            UnboundError: The set was not returned by a client.
        """
        await self._api().delete_annotation_set(self.id)
