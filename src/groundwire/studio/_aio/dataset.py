"""`Dataset`: samples, their annotations and labels."""

# ruff: noqa: PLR0917 - the signatures are the documented ones
from __future__ import annotations

from typing import TYPE_CHECKING, overload

from typing_extensions import deprecated

from groundwire._core.errors import InvalidArgumentError, MissingResourceError
from groundwire.studio._by_type import files_of_type, has_geometry
from groundwire.studio._deprecations import warn_deprecated
from groundwire.studio._public import public
from groundwire.studio._types import FileType
from groundwire_api.studio import models

from .versioned import AsyncVersioned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.progress import ProgressCallback
    from groundwire.studio._annotation import Annotation
    from groundwire.studio._group import Group
    from groundwire.studio._sample_file import SampleFile
    from groundwire.studio._types import AnnotationType
    from groundwire_api.studio.ids import AnnotationSetUID, SampleUID

    from .annotation_set import AsyncAnnotationSet
    from .client import AsyncClient
    from .label import AsyncLabel
    from .sample import AsyncSample


@public
class AsyncDataset(AsyncVersioned, models.Dataset):
    """A dataset of a project. Its methods act through the client that returned it.

    Every method raises `UnboundError`, a ``TypeError``, on a dataset no client returned.
    """

    @property
    def uid(self) -> str:
        """Deprecated text form of ``id``."""
        warn_deprecated("studio-Dataset-uid")
        return str(self.id)

    @overload
    async def labels(self, client: None = None, version: str | None = None) -> list[AsyncLabel]: ...
    @overload
    @deprecated("Leave out the client: dataset.labels().")
    async def labels(self, client: AsyncClient, version: str | None = None) -> list[AsyncLabel]: ...

    async def labels(self, client: AsyncClient | None = None, version: str | None = None) -> list[AsyncLabel]:
        """Return the labels. One request (``label.list``).

        Args:
            client: Deprecated; the dataset knows its client.
            version: Name of a version tag; ``None`` is the current state.
        """
        if client is not None:
            warn_deprecated("studio-Dataset-labels")
        return await (client or self._api()).labels(self.id, version)

    @overload
    async def add_label(self, name_or_client: str, name: None = None, index: int | None = None) -> None: ...
    @overload
    async def add_label(self, *, name: str, index: int | None = None) -> None: ...
    @overload
    @deprecated("Leave out the client: dataset.add_label(name).")
    async def add_label(self, name_or_client: AsyncClient, name: str, index: int | None = None) -> None: ...

    async def add_label(
        self,
        name_or_client: AsyncClient | str | None = None,
        name: str | None = None,
        index: int | None = None,
    ) -> None:
        """Add a label unless there is one of this name; see `Client.add_labels` for the requests.

        Args:
            name_or_client: Name of the label; a client is deprecated.
            name: Name of the label, by keyword or after a client.
            index: Index to be written into annotations; ``None`` lets the server choose.

        Raises:
            InvalidArgumentError: No name is given, or another label holds the index.
        """
        if isinstance(name_or_client, str) or name_or_client is None:
            await self._api().add_label(self.id, _only_name(name_or_client, name, "add_label"), index)
            return
        warn_deprecated("studio-Dataset-add_label")
        await name_or_client.add_label(self.id, _only_name(None, name, "add_label"), index)

    @overload
    async def remove_label(self, name_or_client: str, name: None = None) -> None: ...
    @overload
    async def remove_label(self, *, name: str) -> None: ...
    @overload
    @deprecated("Leave out the client: dataset.remove_label(name).")
    async def remove_label(self, name_or_client: AsyncClient, name: str) -> None: ...

    async def remove_label(
        self, name_or_client: AsyncClient | str | None = None, name: str | None = None
    ) -> None:
        """Remove a label by name. Two requests (``label.list``, ``label.del``).

        Args:
            name_or_client: Name of the label; a client is deprecated.
            name: Name of the label, by keyword or after a client.

        Raises:
            MissingResourceError: The dataset has no such label.
        """
        if isinstance(name_or_client, str) or name_or_client is None:
            client = self._api()
            wanted = _only_name(name_or_client, name, "remove_label")
        else:
            warn_deprecated("studio-Dataset-remove_label")
            client, wanted = name_or_client, _only_name(None, name, "remove_label")
        for label in await client.labels(self.id):
            if label.name == wanted:
                await client.remove_label(label.id)
                return
        raise MissingResourceError(f"Dataset {self.id} has no label {wanted!r}.", method="label.del")

    async def annotation_sets(self, version: str | None = None) -> list[AsyncAnnotationSet]:
        """Return the annotation sets. One request (``annset.list``)."""
        return await self._api().annotation_sets(self.id, version)

    async def create_annotation_set(self, name: str, description: str | None = None) -> str:
        """Create an annotation set and return its identifier. One request (``annset.add``)."""
        return await self._api().create_annotation_set(self.id, name, description)

    async def groups(self) -> list[Group]:
        """Return the groups, such as ``train``. One request (``groups.list``)."""
        return await self._api().groups(self.id)

    async def samples(
        self,
        annotation_set_id: AnnotationSetUID | None = None,
        annotation_types: Sequence[AnnotationType] = [],
        groups: Sequence[str] = [],
        types: Sequence[FileType] = [FileType.Image],
        progress: ProgressCallback | None = None,
        version: str | None = None,
        *,
        group_id: int | None = None,
    ) -> list[AsyncSample]:
        """Return the samples, in server order; see `Client.samples`."""
        return await self._api().samples(
            self.id, annotation_set_id, annotation_types, groups, types, progress, version, group_id=group_id
        )

    async def samples_count(
        self,
        annotation_set_id: AnnotationSetUID | None = None,
        annotation_types: Sequence[AnnotationType] = [],
        groups: Sequence[str] = [],
        types: Sequence[FileType] = [FileType.Image],
        version: str | None = None,
    ) -> models.SamplesCountResult:
        """Count samples without fetching them. One request (``samples.count``)."""
        return await self._api().samples_count(
            self.id, annotation_set_id, annotation_types, groups, types, version
        )

    async def download(
        self,
        output: str = ".",
        groups: Sequence[str] = [],
        types: Sequence[FileType] = [FileType.Image],
        flatten: bool = False,
        progress: ProgressCallback | None = None,
        version: str | None = None,
    ) -> None:
        """Download the files of the samples; see `Client.download_dataset`."""
        await self._api().download_dataset(self.id, groups, types, output, flatten, progress, version)

    async def get_annotations_by_type(
        self, annotation_type: AnnotationType, annotation_set_id: AnnotationSetUID | None = None
    ) -> list[Annotation]:
        """Return the annotations that have a geometry of one type, sample by sample.

        Requests: those of `Client.annotations`, for each annotation set when none is given
        (and then ``annset.list``).

        Args:
            annotation_type: The type; the server keeps masks as polygons, so these two give the same.
            annotation_set_id: Annotation set to look at; ``None`` for all.
        """
        client = self._api()
        if annotation_set_id is None:
            wanted: list[AnnotationSetUID] = [found.id for found in await self.annotation_sets()]
        else:
            wanted = [annotation_set_id]
        annotations: list[Annotation] = []
        for one in wanted:
            fetched = await client.annotations(one, annotation_types=[annotation_type])
            annotations += [annotation for annotation in fetched if has_geometry(annotation, annotation_type)]
        return annotations

    async def get_files_by_type(self, file_type: FileType) -> list[SampleFile]:
        """Return the files of one type, in the order of their samples. Requests: those of `samples`.

        Args:
            file_type: The type; ``FileType.All`` for every file.
        """
        samples = await self.samples(types=[file_type])
        return [file for sample in samples for file in files_of_type(sample, file_type)]

    async def delete_samples(self, sample_ids: Sequence[SampleUID]) -> None:
        """Delete samples and their annotations. One request (``image.delete_from_dataset``)."""
        await self._api().delete_samples(self.id, sample_ids)

    async def delete(self) -> None:
        """Move the dataset to the recycle bin. One request (``dataset.delete``)."""
        await self._api().delete_dataset(self.id)


def _only_name(first: str | None, name: str | None, method: str) -> str:
    given = name if first is None else first
    if given is None:
        raise InvalidArgumentError(f"Dataset.{method} requires the name of a label.")
    return given
