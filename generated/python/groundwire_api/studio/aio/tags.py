# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named tags.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import datasets as _datasets

if TYPE_CHECKING:
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.studio.ids import DatasetUID
    from groundwire_api.studio.models import Tag

__all__ = ["AsyncTagsRpc"]


class AsyncTagsRpc:
    """Methods named `tags.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def list_dataset(
        self,
        *,
        dataset_id: DatasetUID,
    ) -> list[Tag]:
        """List the legacy training tags of a dataset.

        Starting a training session needs the name of such a tag; without one the client takes the
        tag with the highest id. Unrelated to version tags.

        Args:
            dataset_id: The dataset whose tags are wanted.

        Returns:
            Items: A legacy training tag, a numbered state of a dataset that training starts from.
            The highest id is the latest.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `tags.list_dataset` in spec/studio/methods/datasets.yaml.
        """
        return await self._transport.send(_datasets.tags_list_dataset(dataset_id=dataset_id))
