"""Sending samples with their files and annotations."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from groundwire._core.progress import progress_from
from groundwire._core.unset import UNSET
from groundwire.studio import _async_tools as tools
from groundwire.studio._settings import POPULATE_BATCH
from groundwire_api.studio import calls
from groundwire_api.studio.ids import AnnotationSetID, DatasetID

from .samples import AsyncSamples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.progress import Progress, ProgressCallback
    from groundwire._core.unset import Unset
    from groundwire.studio._populate import PendingUpload, Prepared, Tally
    from groundwire.studio._populate_memory import PopulateMemory
    from groundwire.studio._sample import SampleData
    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID
    from groundwire_api.studio.models import SamplesPopulateResult


class AsyncPopulating(AsyncSamples):
    """Creation of samples."""

    async def populate_samples(
        self,
        dataset_id: DatasetUID,
        annotation_set_id: AnnotationSetUID,
        samples: Sequence[SampleData],
        progress: ProgressCallback | None = None,
    ) -> list[SamplesPopulateResult]:
        """Create samples and upload their files; see `populate_samples_with_concurrency`."""
        return await self.populate_samples_with_concurrency(dataset_id, samples, annotation_set_id, progress)

    async def populate_samples_with_concurrency(
        self,
        dataset_id: DatasetUID,
        samples: Sequence[SampleData],
        annotation_set_id: AnnotationSetUID | None = None,
        progress: ProgressCallback | None = None,
        concurrency: int | None = None,
    ) -> list[SamplesPopulateResult]:
        """Create samples and upload their files.

        Labels the annotations use are added first. Samples are sent in batches of up to 500 that
        share sequence and group, while the files of the batch before are uploaded.

        After an interruption, of whatever kind, the same call completes the work: it makes no sample
        twice and uploads only the files that are missing. Every sample is given an identity (``uuid``)
        that stays with it. Until the call ends well, a small file remembers the identities, so that
        another process finds them for samples of the same names, places in sequences and files, in the
        same order; see `create_snapshot` for where it is and how to turn it off. Otherwise only calls
        with the same objects go on. A call that ended well makes new samples when it is repeated with
        new objects.

        Requests: those of ``add_labels``, one ``samples.populate2`` per batch and one PUT per file.

        Args:
            dataset_id: The dataset.
            samples: Samples with their files and annotations.
            annotation_set_id: Where annotations go; without one the server keeps none.
            progress: Called with samples whose files are uploaded and their total; not at all when
                there is nothing to upload.
            concurrency: Files in flight; ``MAX_TASKS`` or an adaptive number by default.

        Returns:
            One result per sample, in the order of ``samples``.

        Raises:
            InvalidArgumentError: Labels contradict each other, and nothing was sent; or a mask cannot
                be sent without loss, and its batch was not sent.
            TransferError: A file could not be uploaded.
            MissingResourceError: The server offers no URL for a file.
        """
        from groundwire.studio._populate_memory import PopulateMemory, call_name

        owner = DatasetID(dataset_id)
        target = UNSET if annotation_set_id is None else AnnotationSetID(annotation_set_id)
        reporter = progress_from(progress, unit="samples")
        await self._log_in_now()
        call = await tools.in_thread(call_name, samples)
        journal = await tools.in_thread(self._journal, "populate", str(owner), str(target or ""), call)
        try:
            memory = PopulateMemory(journal)
            memory.begin(samples)
            results = await self._populate(
                owner, target, samples, memory=memory, reporter=reporter, concurrency=concurrency
            )
            journal.finish()
            return results
        finally:
            journal.close()

    async def _populate(
        self,
        dataset_id: DatasetID,
        annotation_set_id: AnnotationSetID | Unset,
        samples: Sequence[SampleData],
        *,
        memory: PopulateMemory,
        reporter: Progress,
        concurrency: int | None,
    ) -> list[SamplesPopulateResult]:
        from groundwire.studio import _populate
        from groundwire.studio._collect import collect_labels_from_samples

        names, indices = collect_labels_from_samples(samples, include_flagged=True)
        pinned = any(index is not None for index in indices)
        await self.add_labels(dataset_id, names, indices if pinned else None)
        tally = _populate.Tally(reporter, len(samples))
        results: list[SamplesPopulateResult] = []
        waiting: list[PendingUpload] = []
        for batch in _populate.batches(samples, POPULATE_BATCH):
            create = partial(self._create, dataset_id, annotation_set_id, batch)
            if waiting:
                upload = partial(self._upload, waiting, tally, memory, concurrency)
                (prepared, created), _ = await tools.overlap(create, upload)
            else:
                prepared, created = await create()
            waiting = memory.missing(_populate.match_uploads(prepared, created))
            tally.expect(created, waiting)
            results += created
        await self._upload(waiting, tally, memory, concurrency)
        return _populate.in_order(results, samples)

    async def _create(
        self, dataset_id: DatasetID, annotation_set_id: AnnotationSetID | Unset, batch: Sequence[SampleData]
    ) -> tuple[list[Prepared], list[SamplesPopulateResult]]:
        from groundwire.studio._populate import prepare_all

        prepared = await tools.in_thread(prepare_all, batch)
        call = calls.samples_populate2(
            dataset_id=dataset_id,
            annotation_set_id=annotation_set_id,
            presigned_urls=any(item.files for item in prepared),
            samples=[item.outgoing for item in prepared],
        )
        return prepared, await self._send(call)

    async def _upload(
        self, pending: Sequence[PendingUpload], tally: Tally, memory: PopulateMemory, concurrency: int | None
    ) -> None:
        from groundwire._core.transfer import Upload, arun_transfers
        from groundwire.studio._recorded import Recorded

        if not pending:
            return
        settings = self._options.settings
        await arun_transfers(
            Recorded(self._engine(), memory.note),
            [Upload(item.url, item.source, key=item.uuid) for item in pending],
            concurrency=concurrency or settings.concurrency,
            retry=settings.retry,
            timeouts=settings.timeouts,
            on_result=tally.take,
        )
