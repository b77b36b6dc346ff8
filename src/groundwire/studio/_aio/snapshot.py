"""`Snapshot`: a dataset as it was, or files uploaded to become one."""

# ruff: noqa: PLR0917 - the signatures are the documented ones
from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, cast, overload

from pydantic import Field
from typing_extensions import deprecated

from groundwire._core.errors import InvalidArgumentError
from groundwire.studio._deprecations import warn_deprecated
from groundwire.studio._public import public
from groundwire.studio._snapshot import UtcText  # noqa: TC001 - pydantic reads it
from groundwire_api.studio import models

from .bound import AsyncBound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.progress import ProgressCallback
    from groundwire.studio._snapshot import SnapshotRestoreResult
    from groundwire_api.studio.ids import ProjectUID

    from .client import AsyncClient


@public
class AsyncSnapshot(AsyncBound, models.Snapshot):
    """A dataset frozen in EdgeFirst format, or files such as a recording; ``created`` is text in UTC.

    Its methods act through the client that returned it, and raise `UnboundError`, a ``TypeError``, on
    a snapshot no client returned.
    """

    created: Annotated[UtcText, Field(alias="date")]  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride] - the documented type

    @property
    def uid(self) -> str:
        """Deprecated text form of ``id``."""
        warn_deprecated("studio-Snapshot-uid")
        return str(self.id)

    @overload
    async def download(
        self, output_or_client: str | os.PathLike[str], output: ProgressCallback | None = None
    ) -> None: ...
    @overload
    async def download(
        self, output_or_client: str | os.PathLike[str], *, progress: ProgressCallback | None = None
    ) -> None: ...
    @overload
    async def download(
        self, *, output: str | os.PathLike[str], progress: ProgressCallback | None = None
    ) -> None: ...
    @overload
    @deprecated("Leave out the client: snapshot.download(output).")
    async def download(self, output_or_client: AsyncClient, output: str | os.PathLike[str]) -> None: ...

    async def download(
        self,
        output_or_client: AsyncClient | str | os.PathLike[str] | None = None,
        output: str | os.PathLike[str] | ProgressCallback | None = None,
        progress: ProgressCallback | None = None,
    ) -> None:
        """Download the files of the snapshot; see `Client.download_snapshot`.

        Args:
            output_or_client: Folder to write to; a client is deprecated.
            output: The same folder, by keyword or after a client; after a folder, the callback.
            progress: Called with bytes received and their total.

        Raises:
            InvalidArgumentError: No folder is given.
        """
        if output_or_client is not None and not isinstance(output_or_client, str | os.PathLike):
            warn_deprecated("studio-Snapshot-download")
            await output_or_client.download_snapshot(self.id, _folder(output), progress)
        elif output_or_client is None:
            await self._api().download_snapshot(self.id, _folder(output), progress)
        else:
            callback = progress if output is None else _callback(output)
            await self._api().download_snapshot(self.id, _folder(output_or_client), callback)

    async def restore(
        self,
        project_id: ProjectUID,
        topics: Sequence[str],
        autolabel: Sequence[str],
        autodepth: bool,
        dataset_name: str | None = None,
        dataset_description: str | None = None,
    ) -> SnapshotRestoreResult:
        """Start to make a dataset of the snapshot; see `Client.restore_snapshot`."""
        return await self._api().restore_snapshot(
            project_id, self.id, topics, autolabel, autodepth, dataset_name, dataset_description
        )

    async def delete(self) -> None:
        """Delete the snapshot and its files. One request (``snapshots.delete``)."""
        await self._api().delete_snapshot(self.id)


def _folder(given: object) -> str:
    if isinstance(given, str | os.PathLike):
        return os.fspath(cast("str | os.PathLike[str]", given))
    raise InvalidArgumentError("Snapshot.download requires the folder to write to.")


def _callback(given: str | os.PathLike[str] | ProgressCallback) -> ProgressCallback:
    if isinstance(given, str | os.PathLike):
        raise InvalidArgumentError("Snapshot.download was given two folders, expected one.")
    return given
