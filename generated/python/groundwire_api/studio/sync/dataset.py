# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named dataset.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import datasets as _datasets

if TYPE_CHECKING:
    import builtins
    from groundwire._core.transport import Transport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import DatasetUID, ProjectUID
    from groundwire_api.studio.models import Acknowledgement, Dataset, DatasetCreated

__all__ = ["DatasetRpc"]


class DatasetRpc:
    """Methods named `dataset.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def create(
        self,
        *,
        project_id: ProjectUID,
        name: str,
        description: str | Unset = UNSET,
    ) -> DatasetCreated:
        """Create an empty dataset.

        The new dataset has no samples, labels or annotation sets. This is one of the two methods
        that take an identifier as prefixed text.

        Args:
            project_id: The project to create it in, as text with prefix, such as p-1a.
            name: Display name.
            description: Free text.

        Returns:
            Answer to the creation of a dataset.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `dataset.create` in spec/studio/methods/datasets.yaml.
        """
        return self._transport.send(
            _datasets.dataset_create(project_id=project_id, name=name, description=description)
        )

    def delete(
        self,
        *,
        id: DatasetUID,
    ) -> Acknowledgement:
        """Move a dataset to the recycle bin.

        The dataset disappears from lists but stays in the recycle bin until it is purged. The
        parameter is named id, not dataset_id.

        Args:
            id: The dataset to delete.

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

        One request. Source: method `dataset.delete` in spec/studio/methods/datasets.yaml.
        """
        return self._transport.send(_datasets.dataset_delete(id=id))

    def get(
        self,
        *,
        dataset_id: DatasetUID,
    ) -> Dataset:
        """Get one dataset.

        Looks a dataset up by its number.

        Args:
            dataset_id: The dataset to read.

        Returns:
            Samples, labels, groups and annotation sets of one project.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `dataset.get` in spec/studio/methods/datasets.yaml.
        """
        return self._transport.send(_datasets.dataset_get(dataset_id=dataset_id))

    def list(
        self,
        *,
        project_id: ProjectUID,
    ) -> builtins.list[Dataset]:
        """List the datasets of a project.

        All of them in one reply, in the server's own order.

        Args:
            project_id: The project whose datasets are wanted.

        Returns:
            Items: Samples, labels, groups and annotation sets of one project.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `dataset.list` in spec/studio/methods/datasets.yaml.
        """
        return self._transport.send(_datasets.dataset_list(project_id=project_id))
