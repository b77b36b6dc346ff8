# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named annotation.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from groundwire_api.studio.calls import annotations as _annotations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.call import Json
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.studio.aio.annotation_bulk import AsyncAnnotationBulkRpc
    from groundwire_api.studio.ids import AnnotationSetUID
    from groundwire_api.studio.models import ServerAnnotation

__all__ = ["AsyncAnnotationRpc"]


class AsyncAnnotationRpc:
    """Methods named `annotation.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def bulk(self) -> AsyncAnnotationBulkRpc:
        """Methods named `annotation.bulk.*`."""
        from groundwire_api.studio.aio.annotation_bulk import AsyncAnnotationBulkRpc

        return AsyncAnnotationBulkRpc(self._transport)

    async def add_bulk(
        self,
        *,
        annotation_set_id: AnnotationSetUID,
        annotations: Sequence[ServerAnnotation],
    ) -> list[Json]:
        """Add boxes and outlines to samples that exist.

        Each entry names its sample and its set. Nothing in it identifies an annotation, so a
        repeated request is to be expected to add everything a second time. The reply is a list
        whose elements have no fixed shape.

        Args:
            annotation_set_id: The set to add to.
            annotations: What to add; all entries name the same set as annotation_set_id.

        Returns:
            JSON of no fixed shape.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PayloadTooLargeError: The request body is larger than the server accepts (code 413).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `annotation.add_bulk` in spec/studio/methods/annotations.yaml.
        """
        return await self._transport.send(
            _annotations.annotation_add_bulk(annotation_set_id=annotation_set_id, annotations=annotations)
        )
