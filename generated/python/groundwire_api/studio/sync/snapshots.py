# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named snapshots.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import snapshot_files as _snapshot_files, snapshots as _snapshots

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence
    from typing import Literal

    from groundwire._core.transport import Transport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID, ProjectUID, SnapshotUID
    from groundwire_api.studio.models import (
        Acknowledgement,
        CompletedPart,
        Snapshot,
        SnapshotFromDatasetResult,
        SnapshotRestoreResult,
        SnapshotStatus,
        SnapshotStatusResult,
        SnapshotUploadPlan,
    )

__all__ = ["SnapshotsRpc"]


class SnapshotsRpc:
    """Methods named `snapshots.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def complete_multipart_upload(
        self,
        *,
        key: str,
        upload_id: str,
        etag_list: Sequence[CompletedPart],
    ) -> str:
        """Join the uploaded parts of a file.

        Sent once per file. An empty file has no parts and an empty list.

        Args:
            key: Key of the file in the plan, prefix included.
            upload_id: Identity of the upload, from the plan.
            etag_list: The parts, by ascending number from 1.

        Returns:
            Any text.

        Raises:
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `snapshots.complete_multipart_upload` in
        spec/studio/methods/snapshot_files.yaml.
        """
        return self._transport.send(
            _snapshot_files.snapshots_complete_multipart_upload(
                key=key, upload_id=upload_id, etag_list=etag_list
            )
        )

    def create(
        self,
        *,
        description: str,
        dataset_id: DatasetUID,
        annotation_set_id: AnnotationSetUID,
    ) -> SnapshotFromDatasetResult:
        """Freeze a dataset as a snapshot.

        The server copies in the background; the reply names the task.

        Args:
            description: Free text.
            dataset_id: The dataset to copy.
            annotation_set_id: The annotation set to copy; clients take the one named annotations,
                else the first, when none is given.

        Returns:
            Answer to the creation of a snapshot from a dataset.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `snapshots.create` in spec/studio/methods/snapshots.yaml.
        """
        return self._transport.send(
            _snapshots.snapshots_create(
                description=description, dataset_id=dataset_id, annotation_set_id=annotation_set_id
            )
        )

    def create_download_url(
        self,
        *,
        snapshot_id: SnapshotUID,
    ) -> dict[str, str]:
        """Get addresses to download the files of a snapshot from.

        Relative path to presigned address. Each is read by a plain GET.

        Args:
            snapshot_id: The snapshot to download.

        Returns:
            Addresses by relative path.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `snapshots.create_download_url` in
        spec/studio/methods/snapshot_files.yaml.
        """
        return self._transport.send(_snapshot_files.snapshots_create_download_url(snapshot_id=snapshot_id))

    def create_upload_url_multipart(
        self,
        *,
        snapshot_name: str,
        keys: Sequence[str],
        file_sizes: Sequence[int],
        type: Literal["ziparrow"] | Unset = UNSET,
    ) -> SnapshotUploadPlan:
        """Create a snapshot, and get addresses to upload its files to.

        Each file is uploaded in parts of 100 MiB, one address per part, then completed. When all
        files are complete, the status of the snapshot is set to available.

        Args:
            snapshot_name: Description of the snapshot, usually the name of the file or folder.
            keys: Relative paths of the files, with / between folders.
            file_sizes: Their sizes in bytes, in the same order.
            type: ziparrow for exactly an Arrow file and a ZIP file of images; otherwise left out.

        Returns:
            Where to upload the files of a new snapshot. A flat object: beside snapshot_id one key
            per file, made of the snapshot's prefix, a slash and the file's relative path. Values of
            other keys are numbers.

        Raises:
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `snapshots.create_upload_url_multipart` in
        spec/studio/methods/snapshot_files.yaml.
        """
        return self._transport.send(
            _snapshot_files.snapshots_create_upload_url_multipart(
                snapshot_name=snapshot_name, keys=keys, file_sizes=file_sizes, type=type
            )
        )

    def delete(
        self,
        *,
        snapshot_id: SnapshotUID,
    ) -> Acknowledgement:
        """Delete a snapshot.

        Takes the number of the snapshot; the reply means nothing.

        Args:
            snapshot_id: The snapshot to delete.

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

        One request. Source: method `snapshots.delete` in spec/studio/methods/snapshots.yaml.
        """
        return self._transport.send(_snapshots.snapshots_delete(snapshot_id=snapshot_id))

    def get(
        self,
        *,
        snapshot_id: SnapshotUID,
    ) -> Snapshot:
        """Get one snapshot.

        Looks a snapshot up by its number. Its path tells the prefix of the keys of its files.

        Args:
            snapshot_id: The snapshot to read.

        Returns:
            A frozen copy of a dataset, or files uploaded to become one.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `snapshots.get` in spec/studio/methods/snapshots.yaml.
        """
        return self._transport.send(_snapshots.snapshots_get(snapshot_id=snapshot_id))

    def list(
        self,
    ) -> builtins.list[Snapshot]:
        """List the snapshots the caller can see.

        All of them in one reply, in the server's own order.

        Returns:
            Items: A frozen copy of a dataset, or files uploaded to become one.

        Raises:
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `snapshots.list` in spec/studio/methods/snapshots.yaml.
        """
        return self._transport.send(_snapshots.snapshots_list())

    def restore(
        self,
        *,
        project_id: ProjectUID,
        snapshot_id: SnapshotUID,
        fps: int,
        depth_gen: bool,
        agtg_pipeline: bool,
        enabled_topics: Sequence[str] | Unset = UNSET,
        label_names: Sequence[str] | Unset = UNSET,
        dataset_name: str | Unset = UNSET,
        dataset_description: str | Unset = UNSET,
    ) -> SnapshotRestoreResult:
        """Make a dataset from a snapshot.

        The server works in the background; the reply names the new dataset and the task.

        Args:
            project_id: The project that gets the dataset.
            snapshot_id: The snapshot to restore.
            fps: Clients always send 1; other values are not documented.
            depth_gen: True to compute depth maps.
            agtg_pipeline: True to label automatically, which is when label_names is sent.
            enabled_topics: Topics of a recording to import; left out when empty.
            label_names: Labels to look for automatically; left out when empty.
            dataset_name: Name for the dataset.
            dataset_description: Description for the dataset.

        Returns:
            Answer to the restoring of a snapshot.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `snapshots.restore` in spec/studio/methods/snapshots.yaml.
        """
        return self._transport.send(
            _snapshots.snapshots_restore(
                project_id=project_id,
                snapshot_id=snapshot_id,
                fps=fps,
                depth_gen=depth_gen,
                agtg_pipeline=agtg_pipeline,
                enabled_topics=enabled_topics,
                label_names=label_names,
                dataset_name=dataset_name,
                dataset_description=dataset_description,
            )
        )

    def update(
        self,
        *,
        snapshot_id: SnapshotUID,
        status: SnapshotStatus,
    ) -> SnapshotStatusResult:
        """Set the status of a snapshot.

        Clients set available once every file is complete.

        Args:
            snapshot_id: The snapshot to change.
            status: Status it shall have.

        Returns:
            Answer to a change of status.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `snapshots.update` in spec/studio/methods/snapshot_files.yaml.
        """
        return self._transport.send(_snapshot_files.snapshots_update(snapshot_id=snapshot_id, status=status))
