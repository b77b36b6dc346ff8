"""Snapshots: list, download, make of a dataset, restore and delete."""

# ruff: noqa: PLR0917 - the signatures are the documented ones
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from groundwire._core.errors import InvalidArgumentError
from groundwire._core.progress import progress_from
from groundwire._core.unset import UNSET
from groundwire.studio import _async_tools as tools
from groundwire_api.studio import calls
from groundwire_api.studio.ids import DatasetID

from .snapshot_uploads import AsyncSnapshotUploads

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from groundwire._core.progress import ProgressCallback
    from groundwire.studio._snapshot import SnapshotFromDatasetResult, SnapshotRestoreResult
    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID, ProjectUID, SnapshotUID

    from .snapshot import AsyncSnapshot


class AsyncSnapshots(AsyncSnapshotUploads):
    """Snapshots keep a dataset as it was, or files that are to become one."""

    async def snapshots(self) -> list[AsyncSnapshot]:
        """Return the snapshots of the organisation. One request (``snapshots.list``)."""
        from .snapshot import AsyncSnapshot

        return await self._send(calls.snapshots_list().returning(lambda: list[AsyncSnapshot]))

    async def download_snapshot(
        self,
        snapshot_id: SnapshotUID,
        output: str | os.PathLike[str],
        progress: ProgressCallback | None = None,
    ) -> None:
        """Download the files of a snapshot.

        Each file appears under its key below ``output``, which it cannot leave, and only when it is
        complete. After an interruption, of whatever kind, the same call goes on: a file that is there
        with the size the server tells is kept, and of one that was under way only the rest is fetched.
        Until then, what arrived is in a hidden file whose name ends in ``.part``.

        Requests: one (``snapshots.create_download_url``), and two per file, one of them for a byte.

        Args:
            snapshot_id: The snapshot.
            output: Folder to write to; made if need be.
            progress: Called with bytes that are there and the bytes of all files.

        Raises:
            NotFoundError: There is no such snapshot.
            TransferError: Files could not be fetched; all others were downloaded.
            StorageError: The folder cannot be written, or two files would have one path.
        """
        from pathlib import Path

        from groundwire._core.transfer import arun_transfers
        from groundwire.studio._snapshot_download import SnapshotDownload

        urls = await self._send(calls.snapshots_create_download_url(snapshot_id=snapshot_id))
        download = await tools.in_thread(SnapshotDownload, urls, Path(output))
        settings = self._options.settings
        move = partial(
            arun_transfers,
            self._engine(),
            concurrency=settings.concurrency,
            retry=settings.retry,
            timeouts=settings.timeouts,
            fail_fast=False,
        )
        probes = await move(download.probes())
        await tools.in_thread(download.learn, probes)
        reporter = progress_from(progress, unit="bytes")
        reporter.start(download.total)
        reporter.update(download.present)
        download.check(await move(download.files, progress=reporter, count="bytes"))
        reporter.update(reporter.done, reporter.done)
        reporter.finish()

    async def delete_snapshot(self, snapshot_id: SnapshotUID) -> None:
        """Delete a snapshot and its files. One request (``snapshots.delete``)."""
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
        from groundwire.studio._snapshot import SnapshotFromDatasetResult

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
        return await self._send(call.returning(lambda: SnapshotFromDatasetResult))

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
        from groundwire.studio._snapshot import SnapshotRestoreResult

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
        return await self._send(call.returning(lambda: SnapshotRestoreResult))
