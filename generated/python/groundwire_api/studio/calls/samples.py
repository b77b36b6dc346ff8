# Generated from spec/studio/methods/samples.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of samples: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call, TimeoutClass
from groundwire._core.unset import UNSET, Unset
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import AnnotationSetID, DatasetID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID
    from groundwire_api.studio.models import SampleTypeName, SamplesCountResult, SamplesPage

__all__ = [
    "samples_count",
    "samples_list",
]


def samples_count(
    *,
    dataset_id: DatasetUID,
    annotation_set_id: AnnotationSetUID | Unset = UNSET,
    types: Sequence[SampleTypeName] | Unset = UNSET,
    group_names: Sequence[str] | Unset = UNSET,
    tag: str | Unset = UNSET,
) -> Call[SamplesCountResult]:
    """Count the samples of a dataset.

    Takes the filters of samples.list. Lists that are empty are left out. Clients size their
    progress by it before they read pages.

    Args:
        dataset_id: The dataset to count in.
        annotation_set_id: The set whose annotations the types refer to.
        types: Kinds of annotations and files; never gps or imu.
        group_names: Groups to count in; all when left out.
        tag: Name of a version tag; the samples as they were then.

    Returns:
        The call. Its answer: Number of samples that match.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `samples.count` in spec/studio/methods/samples.yaml.
    """
    return Call(
        "samples.count",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "annotation_set_id": annotation_set_id
            if isinstance(annotation_set_id, Unset)
            else AnnotationSetID.wire(annotation_set_id),
            "types": types,
            "group_names": group_names,
            "tag": tag,
        },
        lambda: _models.SamplesCountResult,
        idempotent=True,
    )


def samples_list(
    *,
    dataset_id: DatasetUID,
    annotation_set_id: AnnotationSetUID | Unset = UNSET,
    continue_token: str | Unset = UNSET,
    types: Sequence[SampleTypeName] | Unset = UNSET,
    group_names: Sequence[str] | Unset = UNSET,
    tag: str | Unset = UNSET,
    limit: int | Unset = UNSET,
) -> Call[SamplesPage]:
    """List the samples of a dataset, page by page.

    A page holds at most 1000 samples. The continue_token of a reply is sent with the next request
    until it is missing or empty, or a page is empty. Clients send limit only together with the type
    mask, whose pages can be very large.

    Args:
        dataset_id: The dataset to read.
        annotation_set_id: The set whose annotations come with the samples; without it they come
            bare.
        continue_token: Position from the previous reply; left out on the first page.
        types: Kinds of annotations, files and values wanted. Since 2.19 clients add gps and imu to
            a list that is not empty.
        group_names: Groups to read; all when left out.
        tag: Name of a version tag; the samples as they were then.
        limit: Samples per page, 1 to 1000. The server takes 1000 when left out.

    Returns:
        The call. Its answer: One page of samples.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `samples.list` in spec/studio/methods/samples.yaml.
    """
    return Call(
        "samples.list",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "annotation_set_id": annotation_set_id
            if isinstance(annotation_set_id, Unset)
            else AnnotationSetID.wire(annotation_set_id),
            "continue_token": continue_token,
            "types": types,
            "group_names": group_names,
            "tag": tag,
            "limit": limit,
        },
        lambda: _models.SamplesPage,
        hot=True,
        timeout=TimeoutClass.BULK,
        idempotent=True,
    )
