"""Datasets and their annotation sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire.studio._names import filter_by_name
from groundwire_api.studio import calls
from groundwire_api.studio.ids import AnnotationSetID, DatasetID

from .projects import AsyncProjects

if TYPE_CHECKING:
    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID, ProjectUID
    from groundwire_api.studio.models import Tag

    from .annotation_set import AsyncAnnotationSet
    from .dataset import AsyncDataset


class AsyncDatasets(AsyncProjects):
    """Datasets of a project, and the annotation sets of a dataset."""

    async def datasets(
        self, project_id: ProjectUID | None = None, name: str | None = None
    ) -> list[AsyncDataset]:
        """Return the datasets of a project, or of all projects.

        One request (``dataset.list``); without a project one more (``project.list``) and one per project.

        Args:
            project_id: The project; ``None`` for all.
            name: Keep datasets whose name contains this text, ignoring case, best match first.
                ``None`` keeps all in server order.
        """
        from .dataset import AsyncDataset

        projects = [project.id for project in await self.projects()] if project_id is None else [project_id]
        found: list[AsyncDataset] = []
        for project in projects:
            call = calls.dataset_list(project_id=project).returning(lambda: list[AsyncDataset])
            found += await self._send(call)
        return filter_by_name(found, name)

    async def dataset(self, dataset_id: DatasetUID) -> AsyncDataset:
        """Return one dataset. One request (``dataset.get``).

        Raises:
            NotFoundError: There is no such dataset.
        """
        from .dataset import AsyncDataset

        return await self._send(calls.dataset_get(dataset_id=dataset_id).returning(lambda: AsyncDataset))

    async def create_dataset(self, project_id: ProjectUID, name: str, description: str | None = None) -> str:
        """Create a dataset and return its identifier, such as ``ds-1f``. One request (``dataset.create``)."""
        call = calls.dataset_create(
            project_id=project_id, name=name, description=UNSET if description is None else description
        )
        return str(DatasetID((await self._send(call)).id))

    async def delete_dataset(self, dataset_id: DatasetUID) -> None:
        """Move a dataset to the recycle bin. One request (``dataset.delete``)."""
        await self._send(calls.dataset_delete(id=dataset_id))

    async def dataset_tags(self, dataset_id: DatasetUID) -> list[Tag]:
        """Return the training tags of a dataset. One request (``tags.list_dataset``)."""
        return await self._send(calls.tags_list_dataset(dataset_id=dataset_id))

    async def annotation_sets(
        self, dataset_id: DatasetUID, version: str | None = None
    ) -> list[AsyncAnnotationSet]:
        """Return the annotation sets of a dataset. One request (``annset.list``).

        Args:
            dataset_id: The dataset.
            version: Name of a version tag; ``None`` is the current state.
        """
        from .annotation_set import AsyncAnnotationSet

        call = calls.annset_list(dataset_id=dataset_id, tag=UNSET if version is None else version)
        found = await self._send(call.returning(lambda: list[AsyncAnnotationSet]))
        return [item.of_dataset(DatasetID(dataset_id)) for item in found]

    async def annotation_set(self, annotation_set_id: AnnotationSetUID) -> AsyncAnnotationSet:
        """Return one annotation set. One request (``annset.get``).

        Raises:
            NotFoundError: There is no such annotation set.
        """
        from .annotation_set import AsyncAnnotationSet

        call = calls.annset_get(annotation_set_id=annotation_set_id)
        return await self._send(call.returning(lambda: AsyncAnnotationSet))

    async def create_annotation_set(
        self, dataset_id: DatasetUID, name: str, description: str | None = None
    ) -> str:
        """Create an annotation set and return its identifier, such as ``as-1f``.

        One request (``annset.add``).
        """
        await self._log_in_now()
        call = calls.annset_add(
            dataset_id=dataset_id,
            name=name,
            operator=self.username,
            description=UNSET if description is None else description,
        )
        return str(AnnotationSetID((await self._send(call)).id))

    async def delete_annotation_set(self, annotation_set_id: AnnotationSetUID) -> None:
        """Move an annotation set to the recycle bin. One request (``annset.del``)."""
        await self._send(calls.annset_del(id=annotation_set_id))
