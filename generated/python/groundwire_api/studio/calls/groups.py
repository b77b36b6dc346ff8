# Generated from spec/studio/methods/groups.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of groups: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import DatasetID, SampleID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire_api.studio.ids import DatasetUID, SampleUID
    from groundwire_api.studio.models import Group

__all__ = [
    "groups_create",
    "groups_list",
    "image_set_group_id",
]


def groups_create(
    *,
    dataset_id: DatasetUID,
    group_names: Sequence[str],
    group_splits: Sequence[int],
) -> Call[list[Group]]:
    """Create groups in a dataset.

    The client sends one name with split 0, which leaves the samples where they are. The reply lists
    groups; the new one is found in it by name.

    Args:
        dataset_id: The dataset to add to.
        group_names: Names of the new groups.
        group_splits: One number per name, in the same order. 0 means no automatic distribution of
            samples; other values are not documented.

    Returns:
        The call. Its answer: Items: A split of a dataset, such as train or val. A sample is in at
        most one.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `groups.create` in spec/studio/methods/groups.yaml.
    """
    return Call(
        "groups.create",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "group_names": group_names,
            "group_splits": group_splits,
        },
        lambda: list[_models.Group],
    )


def groups_list(
    *,
    dataset_id: DatasetUID,
) -> Call[list[Group]]:
    """List the groups of a dataset.

    All of them in one reply.

    Args:
        dataset_id: The dataset whose groups are wanted.

    Returns:
        The call. Its answer: Items: A split of a dataset, such as train or val. A sample is in at
        most one.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `groups.list` in spec/studio/methods/groups.yaml.
    """
    return Call(
        "groups.list",
        {
            "dataset_id": DatasetID.wire(dataset_id),
        },
        lambda: list[_models.Group],
        idempotent=True,
    )


def image_set_group_id(
    *,
    image_id: SampleUID,
    group_id: int,
) -> Call[str]:
    """Put a sample into a group.

    Replaces the group the sample was in. The sample is named image_id here.

    Args:
        image_id: The sample to move.
        group_id: Number of a group of the same dataset.

    Returns:
        The call. Its answer: Any text.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `image.set_group_id` in spec/studio/methods/groups.yaml.
    """
    return Call(
        "image.set_group_id",
        {
            "image_id": SampleID.wire(image_id),
            "group_id": group_id,
        },
        lambda: str,
        hot=True,
        idempotent=True,
    )
