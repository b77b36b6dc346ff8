# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named recycle.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import recycle as _recycle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from groundwire._core.transport import Transport
    from groundwire_api.studio.models import Acknowledgement, RecycleBinKind, RecycleBinListing

__all__ = ["RecycleRpc"]


class RecycleRpc:
    """Methods named `recycle.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def list(
        self,
        *,
        types: Sequence[RecycleBinKind],
        deleted_start: datetime | str,
        deleted_end: datetime | str,
    ) -> RecycleBinListing:
        """List deleted entities.

        Clients ask for all six kinds from the year 1900 until now and sort the result by moment of
        deletion, latest first.

        Args:
            types: Kinds wanted.
            deleted_start: Earliest moment of deletion, with offset.
            deleted_end: Latest moment of deletion, with offset; up to nanoseconds.

        Returns:
            Deleted entities by kind. A list that is missing or null is empty.

        Raises:
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `recycle.list` in spec/studio/methods/recycle.yaml.
        """
        return self._transport.send(
            _recycle.recycle_list(types=types, deleted_start=deleted_start, deleted_end=deleted_end)
        )

    def purge(
        self,
        *,
        item_ids: Sequence[str],
    ) -> Acknowledgement:
        """Delete entities in the recycle bin for good.

        All of them or none. This is one of the two methods that take identifiers as prefixed text.
        Clients send nothing when the list is empty.

        Args:
            item_ids: Entities as text with prefix, of the kinds p, ds, as, exp, t and v in any
                mixture.

        Returns:
            Any JSON except null. It only says that the request was carried out; its content means
            nothing.

        Raises:
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `recycle.purge` in spec/studio/methods/recycle.yaml.
        """
        return self._transport.send(_recycle.recycle_purge(item_ids=item_ids))
