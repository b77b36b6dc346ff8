# Generated from spec/studio/methods/datasets.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of datasets: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundwire._core.call import Call
from groundwire._core.unset import UNSET
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import DatasetID, ProjectID

if TYPE_CHECKING:
    from typing import Any

    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import DatasetUID, ProjectUID
    from groundwire_api.studio.models import Acknowledgement, Dataset, DatasetCreated, Tag

__all__ = [
    "dataset_create",
    "dataset_delete",
    "dataset_get",
    "dataset_list",
    "tags_list_dataset",
]


def dataset_create(
    *,
    project_id: ProjectUID,
    name: str,
    description: str | Unset = UNSET,
) -> Call[DatasetCreated]:
    """Create an empty dataset.

    The new dataset has no samples, labels or annotation sets. This is one of the two methods that
    take an identifier as prefixed text.

    Args:
        project_id: The project to create it in, as text with prefix, such as p-1a.
        name: Display name.
        description: Free text.

    Returns:
        The call. Its answer: Answer to the creation of a dataset.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `dataset.create` in spec/studio/methods/datasets.yaml.
    """
    return Call(
        "dataset.create",
        {
            "project_id": ProjectID.wire_text(project_id),
            "name": name,
            "description": description,
        },
        lambda: _models.DatasetCreated,
    )


def dataset_delete(
    *,
    id: DatasetUID,
) -> Call[Acknowledgement]:
    """Move a dataset to the recycle bin.

    The dataset disappears from lists but stays in the recycle bin until it is purged. The parameter
    is named id, not dataset_id.

    Args:
        id: The dataset to delete.

    Returns:
        The call. Its answer: Any JSON except null. It only says that the request was carried out;
        its content means nothing.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `dataset.delete` in spec/studio/methods/datasets.yaml.
    """
    return Call(
        "dataset.delete",
        {
            "id": DatasetID.wire(id),
        },
        lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    )


def dataset_get(
    *,
    dataset_id: DatasetUID,
) -> Call[Dataset]:
    """Get one dataset.

    Looks a dataset up by its number.

    Args:
        dataset_id: The dataset to read.

    Returns:
        The call. Its answer: Samples, labels, groups and annotation sets of one project.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `dataset.get` in spec/studio/methods/datasets.yaml.
    """
    return Call(
        "dataset.get",
        {
            "dataset_id": DatasetID.wire(dataset_id),
        },
        lambda: _models.Dataset,
        idempotent=True,
    )


def dataset_list(
    *,
    project_id: ProjectUID,
) -> Call[list[Dataset]]:
    """List the datasets of a project.

    All of them in one reply, in the server's own order.

    Args:
        project_id: The project whose datasets are wanted.

    Returns:
        The call. Its answer: Items: Samples, labels, groups and annotation sets of one project.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `dataset.list` in spec/studio/methods/datasets.yaml.
    """
    return Call(
        "dataset.list",
        {
            "project_id": ProjectID.wire(project_id),
        },
        lambda: list[_models.Dataset],
        idempotent=True,
    )


def tags_list_dataset(
    *,
    dataset_id: DatasetUID,
) -> Call[list[Tag]]:
    """List the legacy training tags of a dataset.

    Starting a training session needs the name of such a tag; without one the client takes the tag
    with the highest id. Unrelated to version tags.

    Args:
        dataset_id: The dataset whose tags are wanted.

    Returns:
        The call. Its answer: Items: A legacy training tag, a numbered state of a dataset that
        training starts from. The highest id is the latest.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `tags.list_dataset` in spec/studio/methods/datasets.yaml.
    """
    return Call(
        "tags.list_dataset",
        {
            "dataset_id": DatasetID.wire(dataset_id),
        },
        lambda: list[_models.Tag],
        idempotent=True,
    )
