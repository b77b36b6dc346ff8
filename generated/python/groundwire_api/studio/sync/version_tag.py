# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named version.tag.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import versions as _versions

if TYPE_CHECKING:
    import builtins
    from groundwire._core.transport import Transport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import DatasetUID
    from groundwire_api.studio.models import RestoreResult, VersionTag

__all__ = ["VersionTagRpc"]


class VersionTagRpc:
    """Methods named `version.tag.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def create(
        self,
        *,
        dataset_id: DatasetUID,
        name: str,
        description: str | Unset = UNSET,
    ) -> VersionTag:
        """Name the present state of a dataset.

        Labels, annotation sets and samples can then be read as they were, by the parameter tag of
        their lists. A tag changes nothing, so the serial number of the dataset stays, and several
        tags may name one state.

        Args:
            dataset_id: The dataset to tag.
            name: Name of the tag, new to the dataset; not empty. One that exists is refused with
                code 1.
            description: Free text.

        Returns:
            A named state of a dataset, with the counts at that state.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version.tag.create` in spec/studio/methods/versions.yaml.
        """
        return self._transport.send(
            _versions.version_tag_create(dataset_id=dataset_id, name=name, description=description)
        )

    def delete(
        self,
        *,
        dataset_id: DatasetUID,
        name: str,
    ) -> str:
        """Delete a version tag.

        Takes the name of the tag; the reply is a text for people. The history that the tag named
        stays.

        Args:
            dataset_id: The dataset of the tag.
            name: Name of the tag.

        Returns:
            Text for people; handed to the caller.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version.tag.delete` in spec/studio/methods/versions.yaml.
        """
        return self._transport.send(_versions.version_tag_delete(dataset_id=dataset_id, name=name))

    def get(
        self,
        *,
        dataset_id: DatasetUID,
        name: str,
    ) -> VersionTag:
        """Get one version tag.

        Looks a tag up by its name.

        Args:
            dataset_id: The dataset of the tag.
            name: Name of the tag.

        Returns:
            A named state of a dataset, with the counts at that state.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version.tag.get` in spec/studio/methods/versions.yaml.
        """
        return self._transport.send(_versions.version_tag_get(dataset_id=dataset_id, name=name))

    def list(
        self,
        *,
        dataset_id: DatasetUID,
    ) -> builtins.list[VersionTag]:
        """List the version tags of a dataset.

        All of them in one reply.

        Args:
            dataset_id: The dataset whose tags are wanted.

        Returns:
            Items: A named state of a dataset, with the counts at that state.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version.tag.list` in spec/studio/methods/versions.yaml.
        """
        return self._transport.send(_versions.version_tag_list(dataset_id=dataset_id))

    def restore(
        self,
        *,
        dataset_id: DatasetUID,
        name: str,
    ) -> RestoreResult:
        """Bring a dataset back to a tagged state.

        Labels, groups, annotation sets, samples with their files, and annotations become what they
        were, with the same ids. The dataset gets a new serial number, so every other tag stays what
        it was, and the reply counts what was restored.

        Args:
            dataset_id: The dataset to change.
            name: Name of the tag.

        Returns:
            Answer to the restoring of a tagged state.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version.tag.restore` in spec/studio/methods/versions.yaml.
        """
        return self._transport.send(_versions.version_tag_restore(dataset_id=dataset_id, name=name))
