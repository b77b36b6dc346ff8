"""Versions of the dataset at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .bound import AsyncBound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire.studio._versions import (
        ChangelogResponse,
        DatasetSummary,
        RestoreResult,
        VersionCurrentResponse,
        VersionTag,
    )
    from groundwire_api.studio.ids import DatasetID


class AsyncVersioned(AsyncBound):
    """What a dataset offers about its versions; see the client's methods of the same names."""

    if TYPE_CHECKING:
        id: DatasetID

    async def version_tag_create(self, name: str, description: str | None = None) -> VersionTag:
        """Name the current state. One request (``version.tag.create``).

        Args:
            name: Name of the tag.
            description: Description of the tag.
        """
        return await self._api().version_tag_create(self.id, name, description)

    async def version_tag_get(self, name: str) -> VersionTag:
        """Return one version tag. One request (``version.tag.get``).

        Args:
            name: Name of the tag.
        """
        return await self._api().version_tag_get(self.id, name)

    async def version_tag_list(self) -> list[VersionTag]:
        """Return the version tags. One request (``version.tag.list``)."""
        return await self._api().version_tag_list(self.id)

    async def version_tag_delete(self, name: str) -> str:
        """Delete a version tag; return what the server says about it. One request (``version.tag.delete``).

        Args:
            name: Name of the tag.
        """
        return await self._api().version_tag_delete(self.id, name)

    async def version_tag_restore(self, name: str) -> RestoreResult:
        """Bring the dataset back to the state a tag names. One request (``version.tag.restore``).

        Args:
            name: Name of the tag.
        """
        return await self._api().version_tag_restore(self.id, name)

    async def version_changelog(
        self,
        from_version: str | None = None,
        to_version: str | None = None,
        entity_types: Sequence[str] | None = None,
        limit: int | None = None,
        continue_token: str | None = None,
    ) -> ChangelogResponse:
        """Return one page of the changes. One request (``version.changelog``).

        Args:
            from_version: Tag or serial number to begin after; ``None`` is the beginning.
            to_version: Tag or serial number to end with; ``None`` is the current state.
            entity_types: Only changes of these, such as ``image`` or ``label``.
            limit: Most changes on the page.
            continue_token: Token of the page before.
        """
        return await self._api().version_changelog(
            self.id, from_version, to_version, entity_types, limit, continue_token
        )

    async def version_changelog_count(
        self,
        from_version: str | None = None,
        to_version: str | None = None,
        entity_types: Sequence[str] | None = None,
    ) -> int:
        """Count the changes. One request (``version.changelog.count``).

        Args:
            from_version: Tag or serial number to begin after; ``None`` is the beginning.
            to_version: Tag or serial number to end with; ``None`` is the current state.
            entity_types: Only changes of these, such as ``image`` or ``label``.
        """
        return await self._api().version_changelog_count(self.id, from_version, to_version, entity_types)

    async def version_current(self) -> VersionCurrentResponse:
        """Return the current state and its tags. One request (``version.current``)."""
        return await self._api().version_current(self.id)

    async def version_summary(self) -> DatasetSummary:
        """Return what the dataset holds. One request (``version.summary``)."""
        return await self._api().version_summary(self.id)

    async def version_summary_recalculate(self) -> DatasetSummary:
        """Count anew what the dataset holds, and return it. One request (``version.summary.recalculate``)."""
        return await self._api().version_summary_recalculate(self.id)
