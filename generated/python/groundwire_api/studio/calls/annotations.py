# Generated from spec/studio/methods/annotations.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of annotations: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundwire._core.call import Call, Json, TimeoutClass
from groundwire._core.unset import UNSET, Unset
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import AnnotationSetID, DatasetID, SampleID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID, SampleUID
    from groundwire_api.studio.models import (
        Acknowledgement,
        AnnotationSet,
        AnnotationSetCreated,
        ServerAnnotation,
        ServerAnnotationType,
    )

__all__ = [
    "annotation_add_bulk",
    "annotation_bulk_del",
    "annset_add",
    "annset_del",
    "annset_get",
    "annset_list",
]


def annotation_add_bulk(
    *,
    annotation_set_id: AnnotationSetUID,
    annotations: Sequence[ServerAnnotation],
) -> Call[list[Json]]:
    """Add boxes and outlines to samples that exist.

    Each entry names its sample and its set. Nothing in it identifies an annotation, so a repeated
    request is to be expected to add everything a second time. The reply is a list whose elements
    have no fixed shape.

    Args:
        annotation_set_id: The set to add to.
        annotations: What to add; all entries name the same set as annotation_set_id.

    Returns:
        The call. Its answer: JSON of no fixed shape.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PayloadTooLargeError: When sent. The request body is larger than the server accepts (code
            413).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `annotation.add_bulk` in
    spec/studio/methods/annotations.yaml.
    """
    return Call(
        "annotation.add_bulk",
        {
            "annotation_set_id": AnnotationSetID.wire(annotation_set_id),
            "annotations": annotations,
        },
        lambda: list[Json],
        hot=True,
        timeout=TimeoutClass.BULK,
    )


def annotation_bulk_del(
    *,
    annotation_set_id: AnnotationSetUID,
    annotation_types: Sequence[ServerAnnotationType],
    image_ids: Sequence[SampleUID] | Unset = UNSET,
    delete_all: bool | Unset = UNSET,
) -> Call[str]:
    """Delete annotations of given kinds.

    Deletes the annotations of the listed kinds in the listed samples of a set. Whole sets can be
    emptied with delete_all, which the reference client never sends.

    Args:
        annotation_set_id: The set to delete from.
        annotation_types: Kinds of geometry to delete.
        image_ids: Samples whose annotations go; left out when empty.
        delete_all: True to take all samples of the set.

    Returns:
        The call. Its answer: Any text.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PayloadTooLargeError: When sent. The request body is larger than the server accepts (code
            413).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `annotation.bulk.del` in
    spec/studio/methods/annotations.yaml.
    """
    return Call(
        "annotation.bulk.del",
        {
            "annotation_set_id": AnnotationSetID.wire(annotation_set_id),
            "annotation_types": annotation_types,
            "image_ids": image_ids
            if isinstance(image_ids, Unset)
            else [SampleID.wire(item) for item in image_ids],
            "delete_all": delete_all,
        },
        lambda: str,
        hot=True,
        timeout=TimeoutClass.BULK,
        idempotent=True,
    )


def annset_add(
    *,
    dataset_id: DatasetUID,
    name: str,
    operator: str,
    description: str | Unset = UNSET,
) -> Call[AnnotationSetCreated]:
    """Create an empty annotation set.

    The new set covers all samples of the dataset and holds nothing yet.

    Args:
        dataset_id: The dataset to add to.
        name: Display name.
        operator: Account name of the caller, taken from the claim username of the token.
        description: Free text.

    Returns:
        The call. Its answer: Answer to the creation of an annotation set.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `annset.add` in spec/studio/methods/annotations.yaml.
    """
    return Call(
        "annset.add",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "name": name,
            "operator": operator,
            "description": description,
        },
        lambda: _models.AnnotationSetCreated,
    )


def annset_del(
    *,
    id: AnnotationSetUID,
) -> Call[Acknowledgement]:
    """Move an annotation set to the recycle bin.

    The set disappears from lists until it is purged. The parameter is named id, not
    annotation_set_id, and the method is del, not delete.

    Args:
        id: The set to delete.

    Returns:
        The call. Its answer: Any JSON except null. It only says that the request was carried out;
        its content means nothing.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `annset.del` in spec/studio/methods/annotations.yaml.
    """
    return Call(
        "annset.del",
        {
            "id": AnnotationSetID.wire(id),
        },
        lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    )


def annset_get(
    *,
    annotation_set_id: AnnotationSetUID,
) -> Call[AnnotationSet]:
    """Get one annotation set.

    The reply always names the dataset. There is no reading at a version tag.

    Args:
        annotation_set_id: The set to read.

    Returns:
        The call. Its answer: A set of annotations over the samples of a dataset. A dataset can have
        several.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `annset.get` in spec/studio/methods/annotations.yaml.
    """
    return Call(
        "annset.get",
        {
            "annotation_set_id": AnnotationSetID.wire(annotation_set_id),
        },
        lambda: _models.AnnotationSet,
        idempotent=True,
    )


def annset_list(
    *,
    dataset_id: DatasetUID,
    tag: str | Unset = UNSET,
) -> Call[list[AnnotationSet]]:
    """List the annotation sets of a dataset.

    All of them in one reply. At a version tag the sets come without dataset_id and date.

    Args:
        dataset_id: The dataset whose sets are wanted.
        tag: Name of a version tag; the sets as they were then.

    Returns:
        The call. Its answer: Items: A set of annotations over the samples of a dataset. A dataset
        can have several.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `annset.list` in spec/studio/methods/annotations.yaml.
    """
    return Call(
        "annset.list",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "tag": tag,
        },
        lambda: list[_models.AnnotationSet],
        idempotent=True,
    )
