# Generated from spec/studio/methods/versions_changes.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of versions_changes: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call
from groundwire._core.unset import UNSET
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import DatasetID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import DatasetUID
    from groundwire_api.studio.models import (
        ChangelogCount,
        ChangelogEntityType,
        ChangelogResponse,
        DatasetSummary,
        VersionCurrentResponse,
    )

__all__ = [
    "version_changelog",
    "version_changelog_count",
    "version_current",
    "version_summary",
    "version_summary_recalculate",
]


def version_changelog_count(
    *,
    dataset_id: DatasetUID,
    from_version: str | Unset = UNSET,
    to_version: str | Unset = UNSET,
    entity_types: Sequence[ChangelogEntityType] | Unset = UNSET,
) -> Call[ChangelogCount]:
    """Count the changes of a dataset.

    Takes the range and kinds of version.changelog.

    Args:
        dataset_id: The dataset to read.
        from_version: The version after which the range begins; the very beginning when left out.
        to_version: The version with which the range ends; the present state when left out.
        entity_types: Kinds of entities wanted; all when left out.

    Returns:
        The call. Its answer: Number of changes.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `version.changelog.count` in
    spec/studio/methods/versions_changes.yaml.
    """
    return Call(
        "version.changelog.count",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "from_version": from_version,
            "to_version": to_version,
            "entity_types": entity_types,
        },
        lambda: _models.ChangelogCount,
        idempotent=True,
    )


def version_current(
    *,
    dataset_id: DatasetUID,
) -> Call[VersionCurrentResponse]:
    """Get where a dataset stands between its tags.

    Serial number, tags and counts in one reply.

    Args:
        dataset_id: The dataset to read.

    Returns:
        The call. Its answer: Where a dataset stands between its tags.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `version.current` in
    spec/studio/methods/versions_changes.yaml.
    """
    return Call(
        "version.current",
        {
            "dataset_id": DatasetID.wire(dataset_id),
        },
        lambda: _models.VersionCurrentResponse,
        idempotent=True,
    )


def version_changelog(
    *,
    dataset_id: DatasetUID,
    from_version: str | Unset = UNSET,
    to_version: str | Unset = UNSET,
    entity_types: Sequence[ChangelogEntityType] | Unset = UNSET,
    limit: int | Unset = UNSET,
    continue_token: str | Unset = UNSET,
) -> Call[ChangelogResponse]:
    """List the changes of a dataset, page by page.

    Oldest first. A range begins after one version and ends with another, each a tag name or a
    serial number as text; a tag that is named like a number wins. One call gives one page;
    continue_token asks for the next and is empty at the end. What is written after the first page
    is on none of the following ones.

    Args:
        dataset_id: The dataset to read.
        from_version: The version after which the range begins; the very beginning when left out.
        to_version: The version with which the range ends; the present state when left out.
        entity_types: Kinds of entities wanted; all when left out.
        limit: Greatest number of changes per page.
        continue_token: Position from the previous reply.

    Returns:
        The call. Its answer: One page of changes.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `version.changelog` in
    spec/studio/methods/versions_changes.yaml.
    """
    return Call(
        "version.changelog",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "from_version": from_version,
            "to_version": to_version,
            "entity_types": entity_types,
            "limit": limit,
            "continue_token": continue_token,
        },
        lambda: _models.ChangelogResponse,
        idempotent=True,
    )


def version_summary(
    *,
    dataset_id: DatasetUID,
) -> Call[DatasetSummary]:
    """Get the counts of a dataset.

    The counts as the server keeps them; version.summary.recalculate makes it count anew.

    Args:
        dataset_id: The dataset to read.

    Returns:
        The call. Its answer: Counts of the present state of a dataset.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `version.summary` in
    spec/studio/methods/versions_changes.yaml.
    """
    return Call(
        "version.summary",
        {
            "dataset_id": DatasetID.wire(dataset_id),
        },
        lambda: _models.DatasetSummary,
        idempotent=True,
    )


def version_summary_recalculate(
    *,
    dataset_id: DatasetUID,
) -> Call[DatasetSummary]:
    """Count a dataset anew.

    The reply holds the new counts.

    Args:
        dataset_id: The dataset to count.

    Returns:
        The call. Its answer: Counts of the present state of a dataset.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `version.summary.recalculate` in
    spec/studio/methods/versions_changes.yaml.
    """
    return Call(
        "version.summary.recalculate",
        {
            "dataset_id": DatasetID.wire(dataset_id),
        },
        lambda: _models.DatasetSummary,
        idempotent=True,
    )
