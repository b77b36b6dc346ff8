"""Snapshots of local files: uploaded in parts, and gone on with after an interruption."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from groundwire._core.errors import GroundwireError
from groundwire._core.progress import progress_from
from groundwire._core.unset import UNSET
from groundwire.studio import _async_tools as tools
from groundwire_api.studio import calls

from .datasets import AsyncDatasets

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from typing import Literal

    from groundwire._core.progress import Progress, ProgressCallback
    from groundwire._core.unset import Unset
    from groundwire.studio._journal import Journal
    from groundwire.studio._snapshot_files import LocalFile
    from groundwire.studio._snapshot_upload import Begun, FileUpload, SnapshotUpload
    from groundwire_api.studio.ids import SnapshotUID

    from .snapshot import AsyncSnapshot


class AsyncSnapshotUploads(AsyncDatasets):
    """Making snapshots of local files."""

    async def snapshot(self, snapshot_id: SnapshotUID) -> AsyncSnapshot:
        """Return one snapshot. One request (``snapshots.get``).

        Raises:
            NotFoundError: There is no such snapshot.
        """
        from .snapshot import AsyncSnapshot

        call = calls.snapshots_get(snapshot_id=snapshot_id)
        return await self._send(call.returning(lambda: AsyncSnapshot))

    async def create_snapshot(
        self, path: str | os.PathLike[str], progress: ProgressCallback | None = None
    ) -> AsyncSnapshot:
        """Make a snapshot of a file, such as a recording, or of all files below a folder.

        Files are uploaded in parts of 100 MiB, several at once and read as they are sent. Links are
        followed. What is not a file, a file that changes meanwhile and an empty folder are refused.

        After an interruption, of whatever kind, the same call goes on with the same snapshot and
        uploads only the parts that are missing, as long as the files are unchanged. What is done is
        noted in a small file that only the user may read, because it holds the addresses to upload
        to: in ``$XDG_STATE_HOME/groundwire/uploads`` or ``~/.local/state/groundwire/uploads``, below
        ``~/Library/Application Support/Groundwire`` on macOS, below ``%LOCALAPPDATA%`` on Windows. It
        is removed at the end, and after seven days. ``GROUNDWIRE_JOURNAL`` names another folder, or
        is ``off``; a client made by `with_no_storage` keeps none. Without it, and for the second of two
        processes that upload the same at once, an interruption leaves an unfinished snapshot behind.

        Requests: four, one per file and one PUT per part (``snapshots.create_upload_url_multipart``,
        ``snapshots.get``, ``snapshots.complete_multipart_upload``, ``snapshots.update``).

        Args:
            path: File or folder; the snapshot is named after it.
            progress: Called with bytes sent and the bytes of all files.

        Returns:
            The snapshot, available.

        Raises:
            StorageError: A file does not exist, cannot be read, or changed while it was uploaded.
            InvalidArgumentError: There is nothing, or something other than files, to make a snapshot of.
            TransferError: A part could not be uploaded.
            IntegrityError: The server did not acknowledge a part with an ``ETag`` in double quotes.
        """
        from groundwire.studio._snapshot_files import files_of, name_of

        source = Path(path)
        files = await tools.in_thread(files_of, source)
        return await self._create_snapshot(name_of(source), files, UNSET, [source], progress)

    async def create_snapshot_edgefirst_format(
        self,
        arrow_path: str | os.PathLike[str],
        zip_path: str | os.PathLike[str],
        description: str | None = None,
        progress: ProgressCallback | None = None,
    ) -> AsyncSnapshot:
        """Make a snapshot of a dataset in EdgeFirst format, ready to be restored.

        The files are not looked into. Requests and resuming are those of `create_snapshot`.

        Args:
            arrow_path: File with the annotations.
            zip_path: Archive with the images and other files.
            description: What to call the snapshot; by default the name of the Arrow file without ``.arrow``.
            progress: Called with bytes sent and the bytes of both files.

        Returns:
            The snapshot, available.

        Raises:
            StorageError: A file does not exist, cannot be read, or changed while it was uploaded.
            InvalidArgumentError: One is a folder, or both have one name.
            TransferError: A part could not be uploaded.
            IntegrityError: The server did not acknowledge a part with an ``ETag`` in double quotes.
        """
        from groundwire.studio._snapshot_files import pair_of

        pair = [Path(arrow_path), Path(zip_path)]
        files = await tools.in_thread(pair_of, *pair)
        name = pair[0].stem if description is None else description
        return await self._create_snapshot(name, files, "ziparrow", pair, progress)

    async def _create_snapshot(
        self,
        name: str,
        files: Sequence[LocalFile],
        kind: Literal["ziparrow"] | Unset,
        sources: Sequence[Path],
        progress: ProgressCallback | None,
    ) -> AsyncSnapshot:
        from groundwire.studio._snapshot_files import fingerprint, whereabouts

        reporter = progress_from(progress, unit="bytes")
        await self._log_in_now()
        origin = await tools.in_thread(whereabouts, sources)
        journal = await tools.in_thread(self._journal, "snapshot", kind or "", *origin)
        try:
            listing = fingerprint(name, files)
            snapshot = await self._go_on(listing, files, journal, reporter)
            if snapshot is None:
                begun = await self._begin(name, kind, listing, files, journal)
                snapshot = await self._upload_files(begun, files, journal, reporter)
            journal.finish()
            return snapshot
        finally:
            journal.close()

    async def _begin(
        self,
        name: str,
        kind: Literal["ziparrow"] | Unset,
        listing: str,
        files: Sequence[LocalFile],
        journal: Journal,
    ) -> Begun:
        from groundwire.studio._snapshot_upload import begun_by

        call = calls.snapshots_create_upload_url_multipart(
            snapshot_name=name,
            keys=[file.key for file in files],
            file_sizes=[file.size for file in files],
            type=kind,
        )
        begun = begun_by(await self._send(call), listing)
        journal.begin(begun)
        return begun

    async def _go_on(
        self, listing: str, files: Sequence[LocalFile], journal: Journal, reporter: Progress
    ) -> AsyncSnapshot | None:
        """Complete what an interrupted call began; ``None`` when there is nothing to go on with."""
        from groundwire.studio._snapshot_upload import begun_before, is_refused

        begun = begun_before(journal)
        if begun is None:
            return None
        if begun.listing == listing:
            try:
                return await self._upload_files(begun, files, journal, reporter)
            except GroundwireError as error:
                if not is_refused(error):
                    raise
        await self._abandon(begun.snapshot_id)
        return None

    async def _abandon(self, snapshot_id: int) -> None:
        """Delete a snapshot that will not be completed any more, if the server allows it."""
        from groundwire.studio._snapshot_upload import AVAILABLE

        try:
            if (await self.snapshot(snapshot_id)).status not in AVAILABLE:
                await self._send(calls.snapshots_delete(snapshot_id=snapshot_id))
        except GroundwireError as error:
            import logging

            logging.getLogger("groundwire").info(
                "the unfinished snapshot ss-%x could not be deleted: %s", snapshot_id, error
            )

    async def _upload_files(
        self, begun: Begun, files: Sequence[LocalFile], journal: Journal, reporter: Progress
    ) -> AsyncSnapshot:
        from groundwire.studio._snapshot_upload import AVAILABLE, SnapshotUpload

        snapshot = await self.snapshot(begun.snapshot_id)
        upload = SnapshotUpload(begun, files, snapshot.path, journal)
        reporter.start(upload.total)
        if journal.records and snapshot.status in AVAILABLE:  # interrupted on its very last step
            reporter.finish()
            return snapshot
        reporter.update(upload.done)
        sent: list[FileUpload] = []
        for group in upload.groups():
            send = partial(self._send_parts, upload, group, reporter)
            if sent:
                await tools.overlap(partial(self._join, upload, sent), send)
            else:
                await send()
            sent = group
        await self._join(upload, sent)
        await self._send(calls.snapshots_update(snapshot_id=begun.snapshot_id, status="available"))
        reporter.finish()
        return await self.snapshot(begun.snapshot_id)

    async def _send_parts(
        self, upload: SnapshotUpload, group: Sequence[FileUpload], reporter: Progress
    ) -> None:
        from groundwire._core.transfer import arun_transfers
        from groundwire.studio._recorded import Recorded
        from groundwire.studio._snapshot_upload import check_unchanged

        settings = self._options.settings
        try:
            await arun_transfers(
                Recorded(self._engine(), upload.note),
                [part for one in group for part in one.parts()],
                progress=reporter,
                count="bytes",
                concurrency=settings.parts,
                retry=settings.retry,
                timeouts=settings.timeouts,
            )
        except GroundwireError:
            await tools.in_thread(check_unchanged, group)  # which tells better what went wrong
            raise
        await tools.in_thread(check_unchanged, group)

    async def _join(self, upload: SnapshotUpload, group: Sequence[FileUpload]) -> None:
        """Let the server make files of their parts."""
        for one in group:
            await self._send(
                calls.snapshots_complete_multipart_upload(
                    key=one.key, upload_id=one.place.upload_id, etag_list=one.etags()
                )
            )
            upload.joined(one)
