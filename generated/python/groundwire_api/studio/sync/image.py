# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named image.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import groups as _groups, samples_edit as _samples_edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.transport import Transport
    from groundwire_api.studio.ids import DatasetUID, SampleUID, SequenceUID

__all__ = ["ImageRpc"]


class ImageRpc:
    """Methods named `image.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def delete_from_dataset(
        self,
        *,
        dataset_id: DatasetUID,
        image_ids: Sequence[SampleUID],
        sequence_ids: Sequence[SequenceUID],
        delete_all: bool,
    ) -> str:
        """Delete samples with their annotations.

        The server answers first and deletes in the background; the annotations go with the samples.
        All four parameters are always sent.

        Args:
            dataset_id: The dataset to delete from.
            image_ids: The samples to delete.
            sequence_ids: Whole sequences to delete; the reference client always sends an empty
                list.
            delete_all: True to empty the dataset; the reference client always sends false.

        Returns:
            Any text.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `image.delete_from_dataset` in
        spec/studio/methods/samples_edit.yaml.
        """
        return self._transport.send(
            _samples_edit.image_delete_from_dataset(
                dataset_id=dataset_id, image_ids=image_ids, sequence_ids=sequence_ids, delete_all=delete_all
            )
        )

    def set_group_id(
        self,
        *,
        image_id: SampleUID,
        group_id: int,
    ) -> str:
        """Put a sample into a group.

        Replaces the group the sample was in. The sample is named image_id here.

        Args:
            image_id: The sample to move.
            group_id: Number of a group of the same dataset.

        Returns:
            Any text.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `image.set_group_id` in spec/studio/methods/groups.yaml.
        """
        return self._transport.send(_groups.image_set_group_id(image_id=image_id, group_id=group_id))
