# Generated from spec/studio/methods/versions.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of versions: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call
from groundwire._core.unset import UNSET
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import DatasetID

if TYPE_CHECKING:
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import DatasetUID
    from groundwire_api.studio.models import RestoreResult, VersionTag

__all__ = [
    "version_tag_create",
    "version_tag_delete",
    "version_tag_get",
    "version_tag_list",
    "version_tag_restore",
]


def version_tag_create(
    *,
    dataset_id: DatasetUID,
    name: str,
    description: str | Unset = UNSET,
) -> Call[VersionTag]:
    """Name the present state of a dataset.

    Labels, annotation sets and samples can then be read as they were, by the parameter tag of their
    lists. A tag changes nothing, so the serial number of the dataset stays, and several tags may
    name one state.

    Args:
        dataset_id: The dataset to tag.
        name: Name of the tag, new to the dataset; not empty. One that exists is refused with code
            1.
        description: Free text.

    Returns:
        The call. Its answer: A named state of a dataset, with the counts at that state.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `version.tag.create` in spec/studio/methods/versions.yaml.
    """
    return Call(
        "version.tag.create",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "name": name,
            "description": description,
        },
        lambda: _models.VersionTag,
    )


def version_tag_delete(
    *,
    dataset_id: DatasetUID,
    name: str,
) -> Call[str]:
    """Delete a version tag.

    Takes the name of the tag; the reply is a text for people. The history that the tag named stays.

    Args:
        dataset_id: The dataset of the tag.
        name: Name of the tag.

    Returns:
        The call. Its answer: Text for people; handed to the caller.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `version.tag.delete` in spec/studio/methods/versions.yaml.
    """
    return Call(
        "version.tag.delete",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "name": name,
        },
        lambda: str,
        hot=True,
        idempotent=True,
    )


def version_tag_get(
    *,
    dataset_id: DatasetUID,
    name: str,
) -> Call[VersionTag]:
    """Get one version tag.

    Looks a tag up by its name.

    Args:
        dataset_id: The dataset of the tag.
        name: Name of the tag.

    Returns:
        The call. Its answer: A named state of a dataset, with the counts at that state.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `version.tag.get` in spec/studio/methods/versions.yaml.
    """
    return Call(
        "version.tag.get",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "name": name,
        },
        lambda: _models.VersionTag,
        idempotent=True,
    )


def version_tag_list(
    *,
    dataset_id: DatasetUID,
) -> Call[list[VersionTag]]:
    """List the version tags of a dataset.

    All of them in one reply.

    Args:
        dataset_id: The dataset whose tags are wanted.

    Returns:
        The call. Its answer: Items: A named state of a dataset, with the counts at that state.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `version.tag.list` in spec/studio/methods/versions.yaml.
    """
    return Call(
        "version.tag.list",
        {
            "dataset_id": DatasetID.wire(dataset_id),
        },
        lambda: list[_models.VersionTag],
        idempotent=True,
    )


def version_tag_restore(
    *,
    dataset_id: DatasetUID,
    name: str,
) -> Call[RestoreResult]:
    """Bring a dataset back to a tagged state.

    Labels, groups, annotation sets, samples with their files, and annotations become what they
    were, with the same ids. The dataset gets a new serial number, so every other tag stays what it
    was, and the reply counts what was restored.

    Args:
        dataset_id: The dataset to change.
        name: Name of the tag.

    Returns:
        The call. Its answer: Answer to the restoring of a tagged state.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `version.tag.restore` in
    spec/studio/methods/versions.yaml.
    """
    return Call(
        "version.tag.restore",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "name": name,
        },
        lambda: _models.RestoreResult,
    )
