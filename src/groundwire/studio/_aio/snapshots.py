"""Snapshots: list, make of a dataset, restore and delete."""

# ruff: noqa: PLR0917 - the signatures are the documented ones
from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.errors import InvalidArgumentError
from groundwire._core.unset import UNSET
from groundwire_api.studio import calls
from groundwire_api.studio.ids import DatasetID

from .datasets import AsyncDatasets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID, ProjectUID, SnapshotUID
    from groundwire_api.studio.models import Snapshot, SnapshotFromDatasetResult, SnapshotRestoreResult


class AsyncSnapshots(AsyncDatasets):
    """Snapshots keep a dataset as it was; files of snapshots are moved through ``client.rpc``."""

    async def snapshots(self) -> list[Snapshot]:
        """Return the snapshots of the organisation. One request (``snapshots.list``)."""
        return await self._send(calls.snapshots_list())

    async def snapshot(self, snapshot_id: SnapshotUID) -> Snapshot:
        """Return one snapshot. One request (``snapshots.get``).

        Raises:
            NotFoundError: There is no such snapshot.
        """
        return await self._send(calls.snapshots_get(snapshot_id=snapshot_id))

    async def delete_snapshot(self, snapshot_id: SnapshotUID) -> None:
        """Delete a snapshot. One request (``snapshots.delete``)."""
        await self._send(calls.snapshots_delete(snapshot_id=snapshot_id))

    async def create_snapshot_from_dataset(
        self,
        dataset_id: DatasetUID,
        description: str,
        annotation_set_id: AnnotationSetUID | None = None,
    ) -> SnapshotFromDatasetResult:
        """Start to make a snapshot of a dataset; return it and the task that makes it.

        One request (``snapshots.create``), and one more (``annset.list``) when no annotation set is given.

        Args:
            dataset_id: The dataset.
            description: What to call the snapshot.
            annotation_set_id: Annotations to keep; by default the set named ``annotations``, else the
                first.

        Raises:
            InvalidArgumentError: No annotation set is given and the dataset has none.
        """
        if annotation_set_id is None:
            found = await self.annotation_sets(dataset_id)
            if not found:
                raise InvalidArgumentError(
                    f"Dataset {DatasetID(dataset_id)} has no annotation set, and a snapshot needs one."
                )
            annotation_set_id = next((one.id for one in found if one.name == "annotations"), found[0].id)
        call = calls.snapshots_create(
            description=description, dataset_id=dataset_id, annotation_set_id=annotation_set_id
        )
        return await self._send(call)

    async def restore_snapshot(
        self,
        project_id: ProjectUID,
        snapshot_id: SnapshotUID,
        topics: Sequence[str],
        autolabel: Sequence[str],
        autodepth: bool,
        dataset_name: str | None = None,
        dataset_description: str | None = None,
    ) -> SnapshotRestoreResult:
        """Start to make a dataset of a snapshot; return it and the task that makes it.

        One request (``snapshots.restore``).

        Args:
            project_id: Project that gets the dataset.
            snapshot_id: The snapshot.
            topics: Topics of a recording to take; all when empty.
            autolabel: Labels to annotate automatically; none when empty.
            autodepth: Make depth maps.
            dataset_name: Name of the dataset.
            dataset_description: Description of the dataset.

        Raises:
            NotFoundError: There is no such snapshot or project.
        """
        call = calls.snapshots_restore(
            project_id=project_id,
            snapshot_id=snapshot_id,
            fps=1,
            depth_gen=autodepth,
            agtg_pipeline=bool(autolabel),
            enabled_topics=list(topics) or UNSET,
            label_names=list(autolabel) or UNSET,
            dataset_name=UNSET if dataset_name is None else dataset_name,
            dataset_description=UNSET if dataset_description is None else dataset_description,
        )
        return await self._send(call)
