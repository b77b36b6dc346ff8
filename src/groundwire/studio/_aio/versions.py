"""Versions of datasets: tags, the changelog and summaries."""

# ruff: noqa: PLR0917 - the signatures are the documented ones
from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio import calls

from .session import AsyncSession

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire.studio._versions import (
        ChangelogResponse,
        DatasetSummary,
        RestoreResult,
        VersionCurrentResponse,
        VersionTag,
    )
    from groundwire_api.studio.ids import DatasetUID


class AsyncVersions(AsyncSession):
    """Tags name states of a dataset; the changelog tells what changed between them."""

    async def version_tag_create(
        self, dataset_id: DatasetUID, name: str, description: str | None = None
    ) -> VersionTag:
        """Name the current state of a dataset. One request (``version.tag.create``).

        Args:
            dataset_id: The dataset.
            name: Name of the tag.
            description: Description of the tag.

        Raises:
            NotFoundError: There is no such dataset.
        """
        from groundwire.studio._versions import VersionTag

        call = calls.version_tag_create(
            dataset_id=dataset_id, name=name, description=UNSET if description is None else description
        )
        return await self._send(call.returning(lambda: VersionTag))

    async def version_tag_get(self, dataset_id: DatasetUID, name: str) -> VersionTag:
        """Return one version tag. One request (``version.tag.get``).

        Args:
            dataset_id: The dataset.
            name: Name of the tag.

        Raises:
            NotFoundError: There is no such dataset or tag.
        """
        from groundwire.studio._versions import VersionTag

        call = calls.version_tag_get(dataset_id=dataset_id, name=name)
        return await self._send(call.returning(lambda: VersionTag))

    async def version_tag_list(self, dataset_id: DatasetUID) -> list[VersionTag]:
        """Return the version tags of a dataset. One request (``version.tag.list``).

        Args:
            dataset_id: The dataset.

        Raises:
            NotFoundError: There is no such dataset.
        """
        from groundwire.studio._versions import VersionTag

        call = calls.version_tag_list(dataset_id=dataset_id)
        return await self._send(call.returning(lambda: list[VersionTag]))

    async def version_tag_delete(self, dataset_id: DatasetUID, name: str) -> str:
        """Delete a version tag; return what the server says about it. One request (``version.tag.delete``).

        Args:
            dataset_id: The dataset.
            name: Name of the tag.

        Raises:
            NotFoundError: There is no such dataset or tag.
        """
        return await self._send(calls.version_tag_delete(dataset_id=dataset_id, name=name))

    async def version_tag_restore(self, dataset_id: DatasetUID, name: str) -> RestoreResult:
        """Bring a dataset back to the state a tag names. One request (``version.tag.restore``).

        Args:
            dataset_id: The dataset.
            name: Name of the tag.

        Raises:
            NotFoundError: There is no such dataset or tag.
        """
        from groundwire.studio._versions import RestoreResult

        call = calls.version_tag_restore(dataset_id=dataset_id, name=name)
        return await self._send(call.returning(lambda: RestoreResult))

    async def version_changelog(
        self,
        dataset_id: DatasetUID,
        from_version: str | None = None,
        to_version: str | None = None,
        entity_types: Sequence[str] | None = None,
        limit: int | None = None,
        continue_token: str | None = None,
    ) -> ChangelogResponse:
        """Return one page of the changes of a dataset. One request (``version.changelog``).

        Args:
            dataset_id: The dataset.
            from_version: Tag or serial number to begin after; ``None`` is the beginning.
            to_version: Tag or serial number to end with; ``None`` is the current state.
            entity_types: Only changes of these, such as ``image`` or ``label``.
            limit: Most changes on the page.
            continue_token: Token of the page before.

        Raises:
            NotFoundError: There is no such dataset.
        """
        from groundwire.studio._versions import ChangelogResponse

        call = calls.version_changelog(
            dataset_id=dataset_id,
            from_version=UNSET if from_version is None else from_version,
            to_version=UNSET if to_version is None else to_version,
            entity_types=UNSET if entity_types is None else entity_types,
            limit=UNSET if limit is None else limit,
            continue_token=UNSET if continue_token is None else continue_token,
        )
        return await self._send(call.returning(lambda: ChangelogResponse))

    async def version_changelog_count(
        self,
        dataset_id: DatasetUID,
        from_version: str | None = None,
        to_version: str | None = None,
        entity_types: Sequence[str] | None = None,
    ) -> int:
        """Count the changes of a dataset. One request (``version.changelog.count``).

        Args:
            dataset_id: The dataset.
            from_version: Tag or serial number to begin after; ``None`` is the beginning.
            to_version: Tag or serial number to end with; ``None`` is the current state.
            entity_types: Only changes of these, such as ``image`` or ``label``.

        Raises:
            NotFoundError: There is no such dataset.
        """
        call = calls.version_changelog_count(
            dataset_id=dataset_id,
            from_version=UNSET if from_version is None else from_version,
            to_version=UNSET if to_version is None else to_version,
            entity_types=UNSET if entity_types is None else entity_types,
        )
        return (await self._send(call)).count

    async def version_current(self, dataset_id: DatasetUID) -> VersionCurrentResponse:
        """Return the current state of a dataset and its tags. One request (``version.current``).

        Args:
            dataset_id: The dataset.

        Raises:
            NotFoundError: There is no such dataset.
        """
        from groundwire.studio._versions import VersionCurrentResponse

        call = calls.version_current(dataset_id=dataset_id)
        return await self._send(call.returning(lambda: VersionCurrentResponse))

    async def version_summary(self, dataset_id: DatasetUID) -> DatasetSummary:
        """Return what a dataset holds. One request (``version.summary``).

        Args:
            dataset_id: The dataset.

        Raises:
            NotFoundError: There is no such dataset.
        """
        from groundwire.studio._versions import DatasetSummary

        call = calls.version_summary(dataset_id=dataset_id)
        return await self._send(call.returning(lambda: DatasetSummary))

    async def version_summary_recalculate(self, dataset_id: DatasetUID) -> DatasetSummary:
        """Count anew what a dataset holds, and return it. One request (``version.summary.recalculate``).

        Args:
            dataset_id: The dataset.

        Raises:
            NotFoundError: There is no such dataset.
        """
        from groundwire.studio._versions import DatasetSummary

        call = calls.version_summary_recalculate(dataset_id=dataset_id)
        return await self._send(call.returning(lambda: DatasetSummary))
