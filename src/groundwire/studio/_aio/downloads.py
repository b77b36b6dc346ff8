"""Fetching files: one by one, or all of a dataset."""

# ruff: noqa: PLR0917 - the signatures are the documented ones
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from groundwire._core.errors import GroundwireError, InvalidArgumentError, MissingResourceError
from groundwire._core.progress import progress_from
from groundwire.studio import _async_tools as tools
from groundwire.studio._types import FileType

from .populate import AsyncPopulating

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from groundwire._core.progress import ProgressCallback
    from groundwire._core.transfer.model import TransferResult
    from groundwire.studio._sample import SampleData
    from groundwire_api.studio.ids import DatasetUID


class AsyncDownloads(AsyncPopulating):
    """Files of samples."""

    async def download(self, url: str) -> bytes:
        """Return what an absolute ``http(s)`` URL holds, such as a sample's ``image_url``.

        One request, without any credentials.

        Raises:
            InvalidArgumentError: The text is no absolute ``http`` or ``https`` URL.
            TransferError: The server did not deliver it.
        """
        from groundwire._core.transfer import afetch_bytes
        from groundwire.studio._download_plan import unavailable

        if unavailable(url) is not None:
            raise InvalidArgumentError(f"{url!r} is not an absolute http or https URL.")
        settings = self._options.settings
        return await afetch_bytes(self._engine(), url, retry=settings.retry, timeouts=settings.timeouts)

    async def _download_or_none(self, url: str) -> bytes | None:
        try:
            return await self.download(url)
        except GroundwireError:
            return None

    async def download_sample(self, sample: SampleData, file_type: FileType = FileType.Image) -> bytes | None:
        """Return the content of one of a sample's files, or ``None`` if it has no such file.

        One request for a file the server stores, none for data that came with the listing.

        Raises:
            InvalidArgumentError: ``FileType.All`` names no single file.
            MissingResourceError: The sample has an image name and no URL for it.
        """
        from groundwire.studio._download_plan import find_file, unavailable
        from groundwire.studio._sample_file import inline_bytes

        if file_type is FileType.All:
            raise InvalidArgumentError("FileType.All names no single file; ask for one type at a time.")
        if file_type is FileType.Image:
            reason = unavailable(sample.image_url)
            if reason is None and sample.image_url is not None:
                return await self.download(sample.image_url)
            if sample.image_name is None:
                return None
            raise MissingResourceError(
                f"Sample {sample.id}, image {sample.image_name!r}: {reason}.", method="samples.list"
            )
        file = find_file(sample, file_type)
        if file is None:
            return None
        if file.url is not None:
            return await self.download(file.url)
        return None if file.data is None else inline_bytes(file.data)

    async def download_dataset(
        self,
        dataset_id: DatasetUID,
        groups: Sequence[str] = [],
        types: Sequence[FileType] = [FileType.Image],
        output: str | os.PathLike[str] = ".",
        flatten: bool = False,
        progress: ProgressCallback | None = None,
        version: str | None = None,
        *,
        allow_missing: bool = False,
    ) -> None:
        """Download the files of a dataset's samples.

        Files appear under their names only when complete. Images are named by sequence and frame or
        by image name, with the extension their content calls for; other files add their type, such
        as ``.lidar.pcd``. Samples of a sequence go to a folder of its name, unless ``flatten``.
        Names from the server never lead out of ``output``. A file that is there already with the
        size the server tells is kept. Requests: those of `samples`, one per file to fetch, and one
        of a single byte per file that is there.

        Args:
            dataset_id: The dataset.
            groups: Only samples of these groups; empty for all.
            types: Types of files.
            output: Folder to write to; made if need be.
            flatten: No folder per sequence; names then start with the sequence.
            progress: Called first with samples listed, then with samples downloaded and ``Downloading``.
            version: Name of a version tag; ``None`` is the current state.
            allow_missing: Accept images that the server names and does not offer.

        Raises:
            TransferError: Files could not be fetched or share a name; all others were downloaded.
            MissingResourceError: The server names images it does not offer; all others were downloaded.
            StorageError: ``output`` cannot be written.
        """
        from pathlib import Path

        from groundwire._core.transfer import arun_transfers
        from groundwire.studio._download_plan import DownloadPlan, probe

        samples = await self.samples(dataset_id, None, [], groups, types, progress, version)
        plan = DownloadPlan(Path(output), flatten)
        await tools.in_thread(plan.add, samples, types)
        await tools.in_thread(plan.write_inline)
        settings = self._options.settings
        move = partial(
            arun_transfers,
            self._engine(),
            concurrency=settings.concurrency,
            retry=settings.retry,
            timeouts=settings.timeouts,
            fail_fast=False,
        )
        present = await tools.in_thread(plan.present)
        if present:
            plan.keep(present, await move([probe(file) for file in present]))
        reporter = progress_from(progress, unit="samples", phase="Downloading")
        reporter.start(len(samples))
        for _ in range(plan.start(len(samples))):
            reporter.advance()

        def take(result: TransferResult) -> None:
            if plan.finished(result):
                reporter.advance()

        results = await move(plan.downloads, on_result=take)
        plan.check(results, allow_missing=allow_missing)
