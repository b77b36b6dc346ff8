# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named groups.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import groups as _groups

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from groundwire._core.transport import Transport
    from groundwire_api.studio.ids import DatasetUID
    from groundwire_api.studio.models import Group

__all__ = ["GroupsRpc"]


class GroupsRpc:
    """Methods named `groups.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def create(
        self,
        *,
        dataset_id: DatasetUID,
        group_names: Sequence[str],
        group_splits: Sequence[int],
    ) -> builtins.list[Group]:
        """Create groups in a dataset.

        The client sends one name with split 0, which leaves the samples where they are. The reply
        lists groups; the new one is found in it by name.

        Args:
            dataset_id: The dataset to add to.
            group_names: Names of the new groups.
            group_splits: One number per name, in the same order. 0 means no automatic distribution
                of samples; other values are not documented.

        Returns:
            Items: A split of a dataset, such as train or val. A sample is in at most one.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `groups.create` in spec/studio/methods/groups.yaml.
        """
        return self._transport.send(
            _groups.groups_create(dataset_id=dataset_id, group_names=group_names, group_splits=group_splits)
        )

    def list(
        self,
        *,
        dataset_id: DatasetUID,
    ) -> builtins.list[Group]:
        """List the groups of a dataset.

        All of them in one reply.

        Args:
            dataset_id: The dataset whose groups are wanted.

        Returns:
            Items: A split of a dataset, such as train or val. A sample is in at most one.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `groups.list` in spec/studio/methods/groups.yaml.
        """
        return self._transport.send(_groups.groups_list(dataset_id=dataset_id))
