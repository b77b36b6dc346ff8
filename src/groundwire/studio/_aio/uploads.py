"""Uploading whole datasets from local files."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from groundwire._core.progress import progress_from
from groundwire.studio import _async_tools as tools
from groundwire.studio._settings import POPULATE_BATCH
from groundwire.studio._types import FileType
from groundwire_api.studio.ids import AnnotationSetID, DatasetID

from .edits import AsyncEdits

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from groundwire._core.progress import ProgressCallback
    from groundwire.studio._upload_plan import UploadPlan
    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID
    from groundwire_api.studio.models import SamplesPopulateResult


class AsyncUploads(AsyncEdits):
    """Datasets made of files."""

    async def upload_dataset(
        self,
        dataset_id: DatasetUID,
        annotations: str | os.PathLike[str] | None = None,
        images: str | os.PathLike[str] | None = None,
        annotation_set_id: AnnotationSetUID | None = None,
        progress: ProgressCallback | None = None,
    ) -> list[SamplesPopulateResult]:
        """Upload images, and what an EdgeFirst Dataset file tells about them.

        Images are found by the names of samples, or all are taken when there is no file. Files of other
        sensors, such as ``a.lidar.pcd`` beside ``a.jpg``, go along. Without a file the first folder of an
        image, or the text before a number in its name, is its sequence. Groups and labels are created
        first, with the label indices of the file. Masks are sent as outlines; label maps stay here, and
        the log tells how many.

        Samples have identities made of the dataset, the sequence and the name of the image: calling this
        again, after an interruption or with more files, sends only what the server does not have, which
        the sizes of files tell, and makes no sample twice. Annotations that a sample has in the set
        already are left as they are.

        Requests: those of `samples`, one of a single byte per file that is there, ``groups.list``, one or
        two per new group, and those of `populate_samples_with_concurrency`.

        Args:
            dataset_id: The dataset.
            annotations: Dataset file. It needs the extra ``formats``.
            images: Folder or ZIP file of the images. By default what lies beside the dataset file: the
                folder of its name, ``dataset``, the ZIP file of its name or ``dataset.zip``.
            annotation_set_id: Where annotations go. By default the first set of the dataset; one called
                ``annotations`` is created when there is none.
            progress: Called with samples that are on the server and their total.

        Returns:
            One result per sample that was sent.

        Raises:
            InvalidArgumentError: There is nothing to upload, no or several images fit a sample, or rows
                contradict each other on groups or labels, and nothing was sent.
            MissingResourceError: Samples have no image, and nothing was sent.
            FormatError: The dataset file or the ZIP file cannot be read.
            TransferError: A file could not be uploaded; the same call goes on.
            MissingDependencyError: A dataset file is given and the extra ``formats`` is not installed.
        """
        from groundwire.studio._upload_build import build_samples
        from groundwire.studio._upload_plan import plan_upload

        owner = DatasetID(dataset_id)
        plan = await tools.in_thread(
            plan_upload,
            owner,
            None if annotations is None else Path(annotations),
            None if images is None else Path(images),
        )
        target = None
        if plan.table is not None:
            target = await self._target(owner, annotation_set_id)
        await self._leave_out(plan, owner, target)
        await self._make_groups(plan, owner)
        if plan.table is not None:
            names, indices = plan.table.labels
            await self.add_labels(owner, names, indices if any(one is not None for one in indices) else None)
        reporter = progress_from(progress, unit="samples")
        total = len(plan.samples)
        done = sum(not sample.write for sample in plan.samples)
        if done:
            reporter.update(done, total)
        results: list[SamplesPopulateResult] = []
        for piece in plan.pieces(4 * POPULATE_BATCH):
            files = [path for sample in piece for kind, path in sample.files().items() if kind in sample.left]
            with ExitStack() as unpacked:
                places = await tools.in_thread(unpacked.enter_context, plan.media.placed(files))
                samples = await tools.in_thread(build_samples, owner, piece, plan.table, places)
                report = partial(_report, reporter.update, done, total)
                results += await self.populate_samples_with_concurrency(owner, samples, target, report)
            done += len(piece)
            reporter.update(done, total)
        return results

    async def _target(self, dataset_id: DatasetID, given: AnnotationSetUID | None) -> AnnotationSetID:
        if given is not None:
            return AnnotationSetID(given)
        existing = await self.annotation_sets(dataset_id)
        if existing:
            return existing[0].id
        return AnnotationSetID(await self.create_annotation_set(dataset_id, "annotations"))

    async def _make_groups(self, plan: UploadPlan, dataset_id: DatasetID) -> None:
        wanted = plan.groups()
        existing = {group.name for group in await self.groups(dataset_id)} if wanted else set[str]()
        for name in wanted:
            if name not in existing:
                await self.get_or_create_group(dataset_id, name)

    async def _leave_out(
        self, plan: UploadPlan, dataset_id: DatasetID, annotation_set_id: AnnotationSetID | None
    ) -> None:
        """Find out what the server has, by the sizes it tells, and leave it out of the plan."""
        from groundwire._core.transfer import arun_transfers
        from groundwire.studio._download_plan import told_size

        listed = await self.samples(dataset_id, annotation_set_id, types=[FileType.All])
        existing = {sample.uuid: sample for sample in listed if sample.uuid is not None}
        settings = self._options.settings
        probes = await arun_transfers(
            self._engine(),
            plan.probes(existing),
            concurrency=settings.concurrency,
            retry=settings.retry,
            timeouts=settings.timeouts,
            fail_fast=False,
        )
        plan.leave_out(existing, {probe.transfer.key: told_size(probe) for probe in probes})


def _report(update: Callable[[int, int], None], before: int, total: int, done: int, _: int) -> None:
    """Add the samples of earlier pieces."""
    update(before + done, total)
