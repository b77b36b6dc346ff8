"""Labels and groups of a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.errors import MissingResourceError, RpcError
from groundwire._core.unset import UNSET
from groundwire_api.studio import calls
from groundwire_api.studio.ids import DatasetID

from .datasets import AsyncDatasets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire.studio._group import Group
    from groundwire_api.studio import models
    from groundwire_api.studio.ids import DatasetUID, SampleUID

    from .label import AsyncLabel


class AsyncLabels(AsyncDatasets):
    """Labels name the classes of a dataset, groups split its samples."""

    async def labels(self, dataset_id: DatasetUID, version: str | None = None) -> list[AsyncLabel]:
        """Return the labels of a dataset. One request (``label.list``).

        Args:
            dataset_id: The dataset.
            version: Name of a version tag; ``None`` is the current state.
        """
        from .label import AsyncLabel

        call = calls.label_list(dataset_id=dataset_id, tag=UNSET if version is None else version)
        found = await self._send(call.returning(lambda: list[AsyncLabel]))
        return [label.of_dataset(DatasetID(dataset_id)) for label in found]

    async def add_label(self, dataset_id: DatasetUID, name: str, index: int | None = None) -> None:
        """Add a label unless the dataset has it, and give it an index if one is wanted.

        Two requests at most without ``index`` (``label.list``, ``label.add2``); see `add_labels`.

        Args:
            dataset_id: The dataset.
            name: Name, unique in the dataset.
            index: Index to be written into annotations; ``None`` lets the server choose.

        Raises:
            InvalidArgumentError: Another label holds the index.
        """
        await self.add_labels(dataset_id, [name], None if index is None else [index])

    async def add_labels(
        self, dataset_id: DatasetUID, names: Sequence[str], indices: Sequence[int | None] | None = None
    ) -> None:
        """Add the labels the dataset lacks, and give them their indices.

        Requests: ``label.list``, ``label.add2`` if any is missing and, with indices, ``label.list``
        again and two ``label.update`` for each label that has to move: indices are parked at
        100000 and up first, so that labels can swap. An empty list makes no request.

        Args:
            dataset_id: The dataset.
            names: Names, unique in the dataset.
            indices: One index or ``None`` per name; ``None`` lets the server choose.

        Raises:
            InvalidArgumentError: Lengths differ, a name or index occurs twice, or a label outside
                this call holds a wanted index.
        """
        from groundwire.studio import _labels

        if not names:
            return
        wanted = _labels.requested(names, indices)
        missing = _labels.missing(wanted, await self.labels(dataset_id))
        if missing:
            await self._send(calls.label_add2(dataset_id=dataset_id, labels=_labels.creations(missing)))
        if any(index is not None for index in wanted.values()):
            for update in _labels.plan_pinning(wanted, await self.labels(dataset_id)):
                await self._send(
                    calls.label_update(
                        dataset_id=dataset_id,
                        label_id=update.label_id,
                        label_name=update.name,
                        label_index=update.index,
                    )
                )

    async def update_label(self, label: AsyncLabel) -> None:
        """Write a label's name and index. One request (``label.update``)."""
        await self._send(
            calls.label_update(
                dataset_id=UNSET if label.dataset_id is None else label.dataset_id,
                label_id=label.id,
                label_name=label.name,
                label_index=label.index,
            )
        )

    async def remove_label(self, label_id: int) -> None:
        """Remove a label from its dataset. One request (``label.del``)."""
        await self._send(calls.label_del(label_id=label_id))

    async def groups(self, dataset_id: DatasetUID) -> list[Group]:
        """Return the groups of a dataset, such as ``train``. One request (``groups.list``)."""
        from groundwire.studio._group import Group

        return await self._send(calls.groups_list(dataset_id=dataset_id).returning(lambda: list[Group]))

    async def _group_name(self, dataset_id: DatasetUID, group_id: int) -> str:
        for group in await self.groups(dataset_id):
            if group.id == group_id:
                return group.name
        raise MissingResourceError(
            f"Dataset {DatasetID(dataset_id)} has no group {group_id}.",
            method="groups.list",
            hint="See Client.groups for the groups it has.",
        )

    async def get_or_create_group(self, dataset_id: DatasetUID, name: str) -> int:
        """Return the number of the group with this very name, made if need be.

        One to three requests (``groups.list``, ``groups.create``). Safe to call from several places
        at once.

        Raises:
            RpcError: The server made no such group.
        """
        found = _number_of(name, await self.groups(dataset_id))
        if found is None:
            # a split of 0 keeps the server from moving samples into the new group
            call = calls.groups_create(dataset_id=dataset_id, group_names=[name], group_splits=[0])
            found = _number_of(name, await self._send(call))
        if found is None:
            found = _number_of(name, await self.groups(dataset_id))
        if found is None:
            raise RpcError(
                f"The group {name!r} is not listed after its creation.", method="groups.create", code=0
            )
        return found

    async def set_sample_group_id(self, sample_id: SampleUID, group_id: int) -> None:
        """Move a sample into a group. One request (``image.set_group_id``)."""
        await self._send(calls.image_set_group_id(image_id=sample_id, group_id=group_id))


def _number_of(name: str, groups: Sequence[models.Group]) -> int | None:
    return next((group.id for group in groups if group.name == name), None)
