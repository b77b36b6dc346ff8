# Generated from spec/studio/methods/samples_edit.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of samples_edit: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call, TimeoutClass
from groundwire._core.unset import UNSET, Unset
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import AnnotationSetID, DatasetID, SampleID, SequenceId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID, SampleUID, SequenceUID
    from groundwire_api.studio.models import (
        DimensionsUpdated,
        SampleCreate,
        SampleDimensions,
        SamplesPopulateResult,
    )

__all__ = [
    "image_delete_from_dataset",
    "samples_populate2",
    "samples_update_dimensions",
]


def image_delete_from_dataset(
    *,
    dataset_id: DatasetUID,
    image_ids: Sequence[SampleUID],
    sequence_ids: Sequence[SequenceUID],
    delete_all: bool,
) -> Call[str]:
    """Delete samples with their annotations.

    The server answers first and deletes in the background; the annotations go with the samples. All
    four parameters are always sent.

    Args:
        dataset_id: The dataset to delete from.
        image_ids: The samples to delete.
        sequence_ids: Whole sequences to delete; the reference client always sends an empty list.
        delete_all: True to empty the dataset; the reference client always sends false.

    Returns:
        The call. Its answer: Any text.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `image.delete_from_dataset` in
    spec/studio/methods/samples_edit.yaml.
    """
    return Call(
        "image.delete_from_dataset",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "image_ids": [SampleID.wire(item) for item in image_ids],
            "sequence_ids": [SequenceId.wire(item) for item in sequence_ids],
            "delete_all": delete_all,
        },
        lambda: str,
        hot=True,
        idempotent=True,
    )


def samples_populate2(
    *,
    dataset_id: DatasetUID,
    presigned_urls: bool,
    samples: Sequence[SampleCreate],
    annotation_set_id: AnnotationSetUID | Unset = UNSET,
) -> Call[list[SamplesPopulateResult]]:
    """Create samples, and get addresses to upload their files to.

    The reply has one entry per sample, matched by uuid; its addresses are matched to files by
    filename. Each file is then PUT to its address. Without an annotation set the annotations are
    ignored. A request repeated with the same uuid is to be taken as the same sample.

    Args:
        dataset_id: The dataset to add to.
        presigned_urls: True when at least one local file is to be uploaded.
        samples: The samples. The command line sends at most 50 that share sequence and group, the
            library all at once.
        annotation_set_id: The set that the annotations go into.

    Returns:
        The call. Its answer: Items: Where to upload the files of one created sample.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PayloadTooLargeError: When sent. The request body is larger than the server accepts (code
            413).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `samples.populate2` in
    spec/studio/methods/samples_edit.yaml.
    """
    return Call(
        "samples.populate2",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "presigned_urls": presigned_urls,
            "samples": samples,
            "annotation_set_id": annotation_set_id
            if isinstance(annotation_set_id, Unset)
            else AnnotationSetID.wire(annotation_set_id),
        },
        lambda: list[_models.SamplesPopulateResult],
        hot=True,
        timeout=TimeoutClass.BULK,
        idempotent=True,
    )


def samples_update_dimensions(
    *,
    dataset_id: DatasetUID,
    samples: Sequence[SampleDimensions],
) -> Call[DimensionsUpdated]:
    """Set the image sizes of samples that exist.

    Takes at most 500 samples; clients split longer lists and add up the counts.

    Args:
        dataset_id: The dataset of the samples.
        samples: The new sizes, in pixels.

    Returns:
        The call. Its answer: Answer to a change of image sizes.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PayloadTooLargeError: When sent. The request body is larger than the server accepts (code
            413).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `samples.update_dimensions` in
    spec/studio/methods/samples_edit.yaml.
    """
    return Call(
        "samples.update_dimensions",
        {
            "dataset_id": DatasetID.wire(dataset_id),
            "samples": samples,
        },
        lambda: _models.DimensionsUpdated,
        timeout=TimeoutClass.BULK,
        idempotent=True,
    )
