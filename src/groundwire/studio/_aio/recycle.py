"""The recycle bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio import calls

from .session import AsyncSession

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire.studio._recycle import RecycleBinItem
    from groundwire_api.studio.ids import (
        AnnotationSetID,
        DatasetID,
        ExperimentID,
        ProjectID,
        TrainingSessionID,
        ValidationSessionID,
    )


class AsyncRecycleBin(AsyncSession):
    """What was deleted and can still come back."""

    async def recycle_bin(self) -> list[RecycleBinItem]:
        """Return what the recycle bin holds, the latest deleted first. One request (``recycle.list``)."""
        from datetime import UTC, datetime

        from groundwire.studio._recycle import KINDS, items

        now = datetime.now(UTC).isoformat(timespec="microseconds")
        call = calls.recycle_list(types=KINDS, deleted_start="1900-01-01T00:00:00Z", deleted_end=now)
        return items(await self._send(call))

    async def purge_recycle_bin(
        self,
        items: Sequence[
            str
            | ProjectID
            | DatasetID
            | AnnotationSetID
            | ExperimentID
            | TrainingSessionID
            | ValidationSessionID
        ],
    ) -> None:
        """Delete for good, all of the items or none. One request (``recycle.purge``), none for no items.

        Args:
            items: Identifiers, or their text such as ``ds-1f``.

        Raises:
            InvalidTypeError: An item is of a kind the bin does not hold; nothing is sent.
            InvalidIdError: Text is no identifier; nothing is sent.
        """
        from groundwire.studio._recycle import item_ids

        sent = item_ids(items)
        if sent:
            await self._send(calls.recycle_purge(item_ids=sent))
