# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named version.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import versions_changes as _versions_changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.transport import AsyncTransport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.aio.version_changelog import AsyncVersionChangelogRpc
    from groundwire_api.studio.aio.version_summary import AsyncVersionSummaryRpc
    from groundwire_api.studio.aio.version_tag import AsyncVersionTagRpc
    from groundwire_api.studio.ids import DatasetUID
    from groundwire_api.studio.models import (
        ChangelogEntityType,
        ChangelogResponse,
        DatasetSummary,
        VersionCurrentResponse,
    )

__all__ = ["AsyncVersionRpc"]


class AsyncVersionRpc:
    """Methods named `version.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def changelog(self) -> AsyncVersionChangelogRpc:
        """Methods named `version.changelog.*`."""
        from groundwire_api.studio.aio.version_changelog import AsyncVersionChangelogRpc

        return AsyncVersionChangelogRpc(self._transport)

    @cached_property
    def summary(self) -> AsyncVersionSummaryRpc:
        """Methods named `version.summary.*`."""
        from groundwire_api.studio.aio.version_summary import AsyncVersionSummaryRpc

        return AsyncVersionSummaryRpc(self._transport)

    @cached_property
    def tag(self) -> AsyncVersionTagRpc:
        """Methods named `version.tag.*`."""
        from groundwire_api.studio.aio.version_tag import AsyncVersionTagRpc

        return AsyncVersionTagRpc(self._transport)

    async def current(
        self,
        *,
        dataset_id: DatasetUID,
    ) -> VersionCurrentResponse:
        """Get where a dataset stands between its tags.

        Serial number, tags and counts in one reply.

        Args:
            dataset_id: The dataset to read.

        Returns:
            Where a dataset stands between its tags.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version.current` in spec/studio/methods/versions_changes.yaml.
        """
        return await self._transport.send(_versions_changes.version_current(dataset_id=dataset_id))

    async def get_changelog(
        self,
        *,
        dataset_id: DatasetUID,
        from_version: str | Unset = UNSET,
        to_version: str | Unset = UNSET,
        entity_types: Sequence[ChangelogEntityType] | Unset = UNSET,
        limit: int | Unset = UNSET,
        continue_token: str | Unset = UNSET,
    ) -> ChangelogResponse:
        """List the changes of a dataset, page by page.

        Oldest first. A range begins after one version and ends with another, each a tag name or a
        serial number as text; a tag that is named like a number wins. One call gives one page;
        continue_token asks for the next and is empty at the end. What is written after the first
        page is on none of the following ones.

        Args:
            dataset_id: The dataset to read.
            from_version: The version after which the range begins; the very beginning when left
                out.
            to_version: The version with which the range ends; the present state when left out.
            entity_types: Kinds of entities wanted; all when left out.
            limit: Greatest number of changes per page.
            continue_token: Position from the previous reply.

        Returns:
            One page of changes.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version.changelog` in
        spec/studio/methods/versions_changes.yaml.
        """
        return await self._transport.send(
            _versions_changes.version_changelog(
                dataset_id=dataset_id,
                from_version=from_version,
                to_version=to_version,
                entity_types=entity_types,
                limit=limit,
                continue_token=continue_token,
            )
        )

    async def get_summary(
        self,
        *,
        dataset_id: DatasetUID,
    ) -> DatasetSummary:
        """Get the counts of a dataset.

        The counts as the server keeps them; version.summary.recalculate makes it count anew.

        Args:
            dataset_id: The dataset to read.

        Returns:
            Counts of the present state of a dataset.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version.summary` in spec/studio/methods/versions_changes.yaml.
        """
        return await self._transport.send(_versions_changes.version_summary(dataset_id=dataset_id))
