# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named annset.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import annotations as _annotations

if TYPE_CHECKING:
    import builtins
    from groundwire._core.transport import Transport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID
    from groundwire_api.studio.models import Acknowledgement, AnnotationSet, AnnotationSetCreated

__all__ = ["AnnsetRpc"]


class AnnsetRpc:
    """Methods named `annset.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def add(
        self,
        *,
        dataset_id: DatasetUID,
        name: str,
        operator: str,
        description: str | Unset = UNSET,
    ) -> AnnotationSetCreated:
        """Create an empty annotation set.

        The new set covers all samples of the dataset and holds nothing yet.

        Args:
            dataset_id: The dataset to add to.
            name: Display name.
            operator: Account name of the caller, taken from the claim username of the token.
            description: Free text.

        Returns:
            Answer to the creation of an annotation set.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `annset.add` in spec/studio/methods/annotations.yaml.
        """
        return self._transport.send(
            _annotations.annset_add(
                dataset_id=dataset_id, name=name, operator=operator, description=description
            )
        )

    def del_(
        self,
        *,
        id: AnnotationSetUID,
    ) -> Acknowledgement:
        """Move an annotation set to the recycle bin.

        The set disappears from lists until it is purged. The parameter is named id, not
        annotation_set_id, and the method is del, not delete.

        Args:
            id: The set to delete.

        Returns:
            Any JSON except null. It only says that the request was carried out; its content means
            nothing.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `annset.del` in spec/studio/methods/annotations.yaml.
        """
        return self._transport.send(_annotations.annset_del(id=id))

    def get(
        self,
        *,
        annotation_set_id: AnnotationSetUID,
    ) -> AnnotationSet:
        """Get one annotation set.

        The reply always names the dataset. There is no reading at a version tag.

        Args:
            annotation_set_id: The set to read.

        Returns:
            A set of annotations over the samples of a dataset. A dataset can have several.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `annset.get` in spec/studio/methods/annotations.yaml.
        """
        return self._transport.send(_annotations.annset_get(annotation_set_id=annotation_set_id))

    def list(
        self,
        *,
        dataset_id: DatasetUID,
        tag: str | Unset = UNSET,
    ) -> builtins.list[AnnotationSet]:
        """List the annotation sets of a dataset.

        All of them in one reply. At a version tag the sets come without dataset_id and date.

        Args:
            dataset_id: The dataset whose sets are wanted.
            tag: Name of a version tag; the sets as they were then.

        Returns:
            Items: A set of annotations over the samples of a dataset. A dataset can have several.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `annset.list` in spec/studio/methods/annotations.yaml.
        """
        return self._transport.send(_annotations.annset_list(dataset_id=dataset_id, tag=tag))
