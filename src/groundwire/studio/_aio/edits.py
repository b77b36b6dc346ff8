"""Changing samples and annotations that the server already has."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundwire._core.progress import progress_from
from groundwire._core.unset import UNSET
from groundwire.studio._settings import DIMENSIONS_BATCH
from groundwire_api.studio import calls
from groundwire_api.studio.ids import AnnotationSetID, DatasetID, SampleID

from .downloads import AsyncDownloads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.call import Json
    from groundwire._core.progress import ProgressCallback
    from groundwire.studio._server_annotation import ServerAnnotation
    from groundwire_api.studio import models
    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID, SampleUID

    from .sample import AsyncSample


class AsyncEdits(AsyncDownloads):
    """Bulk changes, deletions and repairs."""

    async def update_sample_dimensions(
        self, dataset_id: DatasetUID, updates: Sequence[tuple[SampleUID, int, int]]
    ) -> int:
        """Write image sizes and return how many samples changed.

        One request (``samples.update_dimensions``) per 500 samples, none for an empty list.

        Args:
            dataset_id: The dataset.
            updates: Sample, width and height in pixels.
        """
        from groundwire_api.studio.models import SampleDimensions

        owner = DatasetID(dataset_id)
        sizes = [SampleDimensions(id=SampleID(sample), width=w, height=h) for sample, w, h in updates]
        updated = 0
        for start in range(0, len(sizes), DIMENSIONS_BATCH):
            call = calls.samples_update_dimensions(
                dataset_id=owner, samples=sizes[start : start + DIMENSIONS_BATCH]
            )
            updated += (await self._send(call)).updated
        return updated

    async def backfill_sample_dimensions(
        self, dataset_id: DatasetUID, progress: ProgressCallback | None = None
    ) -> int:
        """Find out and write the image sizes the server does not know; return how many it took.

        Samples without a readable image are skipped. Requests: those of `samples`, one image per
        sample without size, and those of `update_sample_dimensions`.

        Args:
            dataset_id: The dataset.
            progress: Called with samples looked at, samples without size, and ``Computing dimensions``.
        """
        samples = await self.samples(dataset_id, types=[])
        lacking = [sample for sample in samples if sample.width is None or sample.height is None]
        reporter = progress_from(progress, unit="samples", phase="Computing dimensions")
        updates: list[tuple[SampleUID, int, int]] = []
        for done, sample in enumerate(lacking, start=1):
            size = await self._measure(sample)
            if size is not None and sample.id is not None:
                updates.append((sample.id, *size))
            reporter.update(done, len(lacking))
        return await self.update_sample_dimensions(dataset_id, updates)

    async def _measure(self, sample: AsyncSample) -> tuple[int, int] | None:
        from groundwire.studio._content import image_size_in

        if sample.id is None or not sample.image_url:
            return None
        data = await self._download_or_none(sample.image_url)
        return None if data is None else image_size_in(data)

    async def add_annotations_bulk(
        self, annotation_set_id: AnnotationSetUID, annotations: Sequence[ServerAnnotation]
    ) -> list[Json]:
        """Add annotations to samples the server has. One request (``annotation.add_bulk``).

        Returns:
            What the server answered for each annotation.
        """
        # with the documented arguments, it encodes to the very members of the generated type
        sent = cast("list[models.ServerAnnotation]", list(annotations))
        call = calls.annotation_add_bulk(
            annotation_set_id=AnnotationSetID(annotation_set_id), annotations=sent
        )
        return await self._send(call)

    async def delete_annotations_bulk(
        self,
        annotation_set_id: AnnotationSetUID,
        annotation_types: Sequence[str],
        sample_ids: Sequence[SampleUID],
    ) -> None:
        """Delete annotations of samples. One request (``annotation.bulk.del``).

        Args:
            annotation_set_id: The annotation set.
            annotation_types: ``box`` or ``seg``.
            sample_ids: The samples.
        """
        images = [SampleID(sample) for sample in sample_ids]
        await self._send(
            calls.annotation_bulk_del(
                annotation_set_id=annotation_set_id,
                annotation_types=list(annotation_types),
                image_ids=images or UNSET,
            )
        )

    async def delete_samples(self, dataset_id: DatasetUID, sample_ids: Sequence[SampleUID]) -> None:
        """Delete samples and their annotations. One request (``image.delete_from_dataset``).

        The server deletes in the background.
        """
        await self._send(
            calls.image_delete_from_dataset(
                dataset_id=dataset_id,
                image_ids=[SampleID(sample) for sample in sample_ids],
                sequence_ids=[],
                delete_all=False,
            )
        )
