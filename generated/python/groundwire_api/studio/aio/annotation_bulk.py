# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named annotation.bulk.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import annotations as _annotations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.transport import AsyncTransport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import AnnotationSetUID, SampleUID
    from groundwire_api.studio.models import ServerAnnotationType

__all__ = ["AsyncAnnotationBulkRpc"]


class AsyncAnnotationBulkRpc:
    """Methods named `annotation.bulk.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def del_(
        self,
        *,
        annotation_set_id: AnnotationSetUID,
        annotation_types: Sequence[ServerAnnotationType],
        image_ids: Sequence[SampleUID] | Unset = UNSET,
        delete_all: bool | Unset = UNSET,
    ) -> str:
        """Delete annotations of given kinds.

        Deletes the annotations of the listed kinds in the listed samples of a set. Whole sets can
        be emptied with delete_all, which the reference client never sends.

        Args:
            annotation_set_id: The set to delete from.
            annotation_types: Kinds of geometry to delete.
            image_ids: Samples whose annotations go; left out when empty.
            delete_all: True to take all samples of the set.

        Returns:
            Any text.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PayloadTooLargeError: The request body is larger than the server accepts (code 413).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `annotation.bulk.del` in spec/studio/methods/annotations.yaml.
        """
        return await self._transport.send(
            _annotations.annotation_bulk_del(
                annotation_set_id=annotation_set_id,
                annotation_types=annotation_types,
                image_ids=image_ids,
                delete_all=delete_all,
            )
        )
