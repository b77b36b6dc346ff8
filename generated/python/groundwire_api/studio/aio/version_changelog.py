# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named version.changelog.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import versions_changes as _versions_changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.transport import AsyncTransport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import DatasetUID
    from groundwire_api.studio.models import ChangelogCount, ChangelogEntityType

__all__ = ["AsyncVersionChangelogRpc"]


class AsyncVersionChangelogRpc:
    """Methods named `version.changelog.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def count(
        self,
        *,
        dataset_id: DatasetUID,
        from_version: str | Unset = UNSET,
        to_version: str | Unset = UNSET,
        entity_types: Sequence[ChangelogEntityType] | Unset = UNSET,
    ) -> ChangelogCount:
        """Count the changes of a dataset.

        Takes the range and kinds of version.changelog.

        Args:
            dataset_id: The dataset to read.
            from_version: The version after which the range begins; the very beginning when left
                out.
            to_version: The version with which the range ends; the present state when left out.
            entity_types: Kinds of entities wanted; all when left out.

        Returns:
            Number of changes.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version.changelog.count` in
        spec/studio/methods/versions_changes.yaml.
        """
        return await self._transport.send(
            _versions_changes.version_changelog_count(
                dataset_id=dataset_id,
                from_version=from_version,
                to_version=to_version,
                entity_types=entity_types,
            )
        )
