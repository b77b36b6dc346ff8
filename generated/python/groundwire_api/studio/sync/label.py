# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named label.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import labels as _labels

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from groundwire._core.transport import Transport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import DatasetUID
    from groundwire_api.studio.models import Label, LabelCreate

__all__ = ["LabelRpc"]


class LabelRpc:
    """Methods named `label.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def add2(
        self,
        *,
        dataset_id: DatasetUID,
        labels: Sequence[LabelCreate],
    ) -> str:
        """Create labels.

        Sent with names that the dataset lacks; the client reads the list first and sends nothing
        when all exist. Releases before 2.19 never sent an index.

        Args:
            dataset_id: The dataset to add to.
            labels: The new labels, in the order of their creation.

        Returns:
            Any text.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `label.add2` in spec/studio/methods/labels.yaml.
        """
        return self._transport.send(_labels.label_add2(dataset_id=dataset_id, labels=labels))

    def del_(
        self,
        *,
        label_id: int,
    ) -> str:
        """Delete a label.

        Takes the number of the label; the client looks a name up in the list first.

        Args:
            label_id: Number of the label.

        Returns:
            Any text.

        Raises:
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `label.del` in spec/studio/methods/labels.yaml.
        """
        return self._transport.send(_labels.label_del(label_id=label_id))

    def list(
        self,
        *,
        dataset_id: DatasetUID,
        tag: str | Unset = UNSET,
    ) -> builtins.list[Label]:
        """List the labels of a dataset.

        All of them in one reply. Every label that an annotation of the dataset uses must be in this
        list; the reference client fails on one that is not. At a version tag the labels come
        without dataset_id.

        Args:
            dataset_id: The dataset whose labels are wanted.
            tag: Name of a version tag; the labels as they were then.

        Returns:
            Items: A class of a dataset. Annotations refer to it by name.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `label.list` in spec/studio/methods/labels.yaml.
        """
        return self._transport.send(_labels.label_list(dataset_id=dataset_id, tag=tag))

    def update(
        self,
        *,
        label_id: int,
        label_name: str,
        label_index: int,
        dataset_id: DatasetUID | Unset = UNSET,
    ) -> str:
        """Rename or renumber a label.

        Name and index are both always sent, changed or not. An index in use by another label is not
        free: swapping two labels takes four updates by way of staging slots from 100000 up.

        Args:
            label_id: Number of the label.
            label_name: Name it shall have.
            label_index: Index it shall have, unsigned 64-bit.
            dataset_id: The dataset it belongs to; left out when the client does not know.

        Returns:
            Any text.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `label.update` in spec/studio/methods/labels.yaml.
        """
        return self._transport.send(
            _labels.label_update(
                label_id=label_id, label_name=label_name, label_index=label_index, dataset_id=dataset_id
            )
        )
