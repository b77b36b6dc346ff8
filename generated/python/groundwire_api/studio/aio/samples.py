# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named samples.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import samples as _samples, samples_edit as _samples_edit

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from groundwire._core.transport import AsyncTransport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID
    from groundwire_api.studio.models import (
        DimensionsUpdated,
        SampleCreate,
        SampleDimensions,
        SampleTypeName,
        SamplesCountResult,
        SamplesPage,
        SamplesPopulateResult,
    )

__all__ = ["AsyncSamplesRpc"]


class AsyncSamplesRpc:
    """Methods named `samples.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def count(
        self,
        *,
        dataset_id: DatasetUID,
        annotation_set_id: AnnotationSetUID | Unset = UNSET,
        types: Sequence[SampleTypeName] | Unset = UNSET,
        group_names: Sequence[str] | Unset = UNSET,
        tag: str | Unset = UNSET,
    ) -> SamplesCountResult:
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
            Number of samples that match.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `samples.count` in spec/studio/methods/samples.yaml.
        """
        return await self._transport.send(
            _samples.samples_count(
                dataset_id=dataset_id,
                annotation_set_id=annotation_set_id,
                types=types,
                group_names=group_names,
                tag=tag,
            )
        )

    async def list(
        self,
        *,
        dataset_id: DatasetUID,
        annotation_set_id: AnnotationSetUID | Unset = UNSET,
        continue_token: str | Unset = UNSET,
        types: Sequence[SampleTypeName] | Unset = UNSET,
        group_names: Sequence[str] | Unset = UNSET,
        tag: str | Unset = UNSET,
        limit: int | Unset = UNSET,
    ) -> SamplesPage:
        """List the samples of a dataset, page by page.

        A page holds at most 1000 samples. The continue_token of a reply is sent with the next
        request until it is missing or empty, or a page is empty. Clients send limit only together
        with the type mask, whose pages can be very large.

        Args:
            dataset_id: The dataset to read.
            annotation_set_id: The set whose annotations come with the samples; without it they come
                bare.
            continue_token: Position from the previous reply; left out on the first page.
            types: Kinds of annotations, files and values wanted. Since 2.19 clients add gps and imu
                to a list that is not empty.
            group_names: Groups to read; all when left out.
            tag: Name of a version tag; the samples as they were then.
            limit: Samples per page, 1 to 1000. The server takes 1000 when left out.

        Returns:
            One page of samples.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `samples.list` in spec/studio/methods/samples.yaml.
        """
        return await self._transport.send(
            _samples.samples_list(
                dataset_id=dataset_id,
                annotation_set_id=annotation_set_id,
                continue_token=continue_token,
                types=types,
                group_names=group_names,
                tag=tag,
                limit=limit,
            )
        )

    async def populate2(
        self,
        *,
        dataset_id: DatasetUID,
        presigned_urls: bool,
        samples: Sequence[SampleCreate],
        annotation_set_id: AnnotationSetUID | Unset = UNSET,
    ) -> builtins.list[SamplesPopulateResult]:
        """Create samples, and get addresses to upload their files to.

        The reply has one entry per sample, matched by uuid; its addresses are matched to files by
        filename. Each file is then PUT to its address. Without an annotation set the annotations
        are ignored. A request repeated with the same uuid is to be taken as the same sample.

        Args:
            dataset_id: The dataset to add to.
            presigned_urls: True when at least one local file is to be uploaded.
            samples: The samples. The command line sends at most 50 that share sequence and group,
                the library all at once.
            annotation_set_id: The set that the annotations go into.

        Returns:
            Items: Where to upload the files of one created sample.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PayloadTooLargeError: The request body is larger than the server accepts (code 413).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `samples.populate2` in spec/studio/methods/samples_edit.yaml.
        """
        return await self._transport.send(
            _samples_edit.samples_populate2(
                dataset_id=dataset_id,
                presigned_urls=presigned_urls,
                samples=samples,
                annotation_set_id=annotation_set_id,
            )
        )

    async def update_dimensions(
        self,
        *,
        dataset_id: DatasetUID,
        samples: Sequence[SampleDimensions],
    ) -> DimensionsUpdated:
        """Set the image sizes of samples that exist.

        Takes at most 500 samples; clients split longer lists and add up the counts.

        Args:
            dataset_id: The dataset of the samples.
            samples: The new sizes, in pixels.

        Returns:
            Answer to a change of image sizes.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PayloadTooLargeError: The request body is larger than the server accepts (code 413).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `samples.update_dimensions` in
        spec/studio/methods/samples_edit.yaml.
        """
        return await self._transport.send(
            _samples_edit.samples_update_dimensions(dataset_id=dataset_id, samples=samples)
        )
