# Generated from spec/studio/methods/labels.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of labels: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call
from groundwire._core.unset import UNSET, Unset
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import DatasetID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire_api.studio.ids import DatasetUID
    from groundwire_api.studio.models import Label, LabelCreate

__all__ = [
    "label_add2",
    "label_del",
    "label_list",
    "label_update",
]


def label_add2(
    *,
    dataset_id: DatasetUID,
    labels: Sequence[LabelCreate],
) -> Call[str]:
    """Create labels.

    Sent with names that the dataset lacks; the client reads the list first and sends nothing when
    all exist. Releases before 2.19 never sent an index.

    Args:
        dataset_id: The dataset to add to.
        labels: The new labels, in the order of their creation.

    Returns:
        The call. Its answer: Any text.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `label.add2` in spec/studio/methods/labels.yaml.
    """
    return Call(
        "label.add2",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "labels": labels,
        },
        lambda: str,
        hot=True,
    )


def label_del(
    *,
    label_id: int,
) -> Call[str]:
    """Delete a label.

    Takes the number of the label; the client looks a name up in the list first.

    Args:
        label_id: Number of the label.

    Returns:
        The call. Its answer: Any text.

    Raises:
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `label.del` in spec/studio/methods/labels.yaml.
    """
    return Call(
        "label.del",
        {
            "label_id": label_id,
        },
        lambda: str,
        hot=True,
        idempotent=True,
    )


def label_list(
    *,
    dataset_id: DatasetUID,
    tag: str | Unset = UNSET,
) -> Call[list[Label]]:
    """List the labels of a dataset.

    All of them in one reply. Every label that an annotation of the dataset uses must be in this
    list; the reference client fails on one that is not. At a version tag the labels come without
    dataset_id.

    Args:
        dataset_id: The dataset whose labels are wanted.
        tag: Name of a version tag; the labels as they were then.

    Returns:
        The call. Its answer: Items: A class of a dataset. Annotations refer to it by name.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `label.list` in spec/studio/methods/labels.yaml.
    """
    return Call(
        "label.list",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "tag": tag,
        },
        lambda: list[_models.Label],
        idempotent=True,
    )


def label_update(
    *,
    label_id: int,
    label_name: str,
    label_index: int,
    dataset_id: DatasetUID | Unset = UNSET,
) -> Call[str]:
    """Rename or renumber a label.

    Name and index are both always sent, changed or not. An index in use by another label is not
    free: swapping two labels takes four updates by way of staging slots from 100000 up.

    Args:
        label_id: Number of the label.
        label_name: Name it shall have.
        label_index: Index it shall have, unsigned 64-bit.
        dataset_id: The dataset it belongs to; left out when the client does not know.

    Returns:
        The call. Its answer: Any text.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `label.update` in spec/studio/methods/labels.yaml.
    """
    return Call(
        "label.update",
        {
            "label_id": label_id,
            "label_name": label_name,
            "label_index": label_index,
            "dataset_id": dataset_id if isinstance(dataset_id, Unset) else DatasetID.wire(dataset_id),
        },
        lambda: str,
        hot=True,
        idempotent=True,
    )
