# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods of EdgeFirst Studio, named as on the wire."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from groundwire_api.studio.calls import endpoints as _endpoints, session as _session

if TYPE_CHECKING:
    from typing import Literal

    from groundwire._core.transport import AsyncTransport
    from groundwire_api.studio.aio.accounting import AsyncAccountingRpc
    from groundwire_api.studio.aio.annotation import AsyncAnnotationRpc
    from groundwire_api.studio.aio.annset import AsyncAnnsetRpc
    from groundwire_api.studio.aio.auth import AsyncAuthRpc
    from groundwire_api.studio.aio.cloud import AsyncCloudRpc
    from groundwire_api.studio.aio.dataset import AsyncDatasetRpc
    from groundwire_api.studio.aio.docker import AsyncDockerRpc
    from groundwire_api.studio.aio.groups import AsyncGroupsRpc
    from groundwire_api.studio.aio.image import AsyncImageRpc
    from groundwire_api.studio.aio.job import AsyncJobRpc
    from groundwire_api.studio.aio.label import AsyncLabelRpc
    from groundwire_api.studio.aio.org import AsyncOrgRpc
    from groundwire_api.studio.aio.project import AsyncProjectRpc
    from groundwire_api.studio.aio.recycle import AsyncRecycleRpc
    from groundwire_api.studio.aio.samples import AsyncSamplesRpc
    from groundwire_api.studio.aio.snapshots import AsyncSnapshotsRpc
    from groundwire_api.studio.aio.status import AsyncStatusRpc
    from groundwire_api.studio.aio.tags import AsyncTagsRpc
    from groundwire_api.studio.aio.task import AsyncTaskRpc
    from groundwire_api.studio.aio.trainer import AsyncTrainerRpc
    from groundwire_api.studio.aio.val import AsyncValRpc
    from groundwire_api.studio.aio.validate import AsyncValidateRpc
    from groundwire_api.studio.aio.version import AsyncVersionRpc
    from groundwire_api.studio.ids import TrainingSessionUID
    from groundwire_api.studio.models import FileContent, ServerVersion

__all__ = ["AsyncRpc"]


class AsyncRpc:
    """All methods of EdgeFirst Studio; namespaces follow the wire names."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def accounting(self) -> AsyncAccountingRpc:
        """Methods named `accounting.*`."""
        from groundwire_api.studio.aio.accounting import AsyncAccountingRpc

        return AsyncAccountingRpc(self._transport)

    @cached_property
    def annotation(self) -> AsyncAnnotationRpc:
        """Methods named `annotation.*`."""
        from groundwire_api.studio.aio.annotation import AsyncAnnotationRpc

        return AsyncAnnotationRpc(self._transport)

    @cached_property
    def annset(self) -> AsyncAnnsetRpc:
        """Methods named `annset.*`."""
        from groundwire_api.studio.aio.annset import AsyncAnnsetRpc

        return AsyncAnnsetRpc(self._transport)

    @cached_property
    def auth(self) -> AsyncAuthRpc:
        """Methods named `auth.*`."""
        from groundwire_api.studio.aio.auth import AsyncAuthRpc

        return AsyncAuthRpc(self._transport)

    @cached_property
    def cloud(self) -> AsyncCloudRpc:
        """Methods named `cloud.*`."""
        from groundwire_api.studio.aio.cloud import AsyncCloudRpc

        return AsyncCloudRpc(self._transport)

    @cached_property
    def dataset(self) -> AsyncDatasetRpc:
        """Methods named `dataset.*`."""
        from groundwire_api.studio.aio.dataset import AsyncDatasetRpc

        return AsyncDatasetRpc(self._transport)

    @cached_property
    def docker(self) -> AsyncDockerRpc:
        """Methods named `docker.*`."""
        from groundwire_api.studio.aio.docker import AsyncDockerRpc

        return AsyncDockerRpc(self._transport)

    @cached_property
    def groups(self) -> AsyncGroupsRpc:
        """Methods named `groups.*`."""
        from groundwire_api.studio.aio.groups import AsyncGroupsRpc

        return AsyncGroupsRpc(self._transport)

    @cached_property
    def image(self) -> AsyncImageRpc:
        """Methods named `image.*`."""
        from groundwire_api.studio.aio.image import AsyncImageRpc

        return AsyncImageRpc(self._transport)

    @cached_property
    def job(self) -> AsyncJobRpc:
        """Methods named `job.*`."""
        from groundwire_api.studio.aio.job import AsyncJobRpc

        return AsyncJobRpc(self._transport)

    @cached_property
    def label(self) -> AsyncLabelRpc:
        """Methods named `label.*`."""
        from groundwire_api.studio.aio.label import AsyncLabelRpc

        return AsyncLabelRpc(self._transport)

    @cached_property
    def org(self) -> AsyncOrgRpc:
        """Methods named `org.*`."""
        from groundwire_api.studio.aio.org import AsyncOrgRpc

        return AsyncOrgRpc(self._transport)

    @cached_property
    def project(self) -> AsyncProjectRpc:
        """Methods named `project.*`."""
        from groundwire_api.studio.aio.project import AsyncProjectRpc

        return AsyncProjectRpc(self._transport)

    @cached_property
    def recycle(self) -> AsyncRecycleRpc:
        """Methods named `recycle.*`."""
        from groundwire_api.studio.aio.recycle import AsyncRecycleRpc

        return AsyncRecycleRpc(self._transport)

    @cached_property
    def samples(self) -> AsyncSamplesRpc:
        """Methods named `samples.*`."""
        from groundwire_api.studio.aio.samples import AsyncSamplesRpc

        return AsyncSamplesRpc(self._transport)

    @cached_property
    def snapshots(self) -> AsyncSnapshotsRpc:
        """Methods named `snapshots.*`."""
        from groundwire_api.studio.aio.snapshots import AsyncSnapshotsRpc

        return AsyncSnapshotsRpc(self._transport)

    @cached_property
    def status(self) -> AsyncStatusRpc:
        """Methods named `status.*`."""
        from groundwire_api.studio.aio.status import AsyncStatusRpc

        return AsyncStatusRpc(self._transport)

    @cached_property
    def tags(self) -> AsyncTagsRpc:
        """Methods named `tags.*`."""
        from groundwire_api.studio.aio.tags import AsyncTagsRpc

        return AsyncTagsRpc(self._transport)

    @cached_property
    def task(self) -> AsyncTaskRpc:
        """Methods named `task.*`."""
        from groundwire_api.studio.aio.task import AsyncTaskRpc

        return AsyncTaskRpc(self._transport)

    @cached_property
    def trainer(self) -> AsyncTrainerRpc:
        """Methods named `trainer.*`."""
        from groundwire_api.studio.aio.trainer import AsyncTrainerRpc

        return AsyncTrainerRpc(self._transport)

    @cached_property
    def val(self) -> AsyncValRpc:
        """Methods named `val.*`."""
        from groundwire_api.studio.aio.val import AsyncValRpc

        return AsyncValRpc(self._transport)

    @cached_property
    def validate(self) -> AsyncValidateRpc:
        """Methods named `validate.*`."""
        from groundwire_api.studio.aio.validate import AsyncValidateRpc

        return AsyncValidateRpc(self._transport)

    @cached_property
    def version(self) -> AsyncVersionRpc:
        """Methods named `version.*`."""
        from groundwire_api.studio.aio.version import AsyncVersionRpc

        return AsyncVersionRpc(self._transport)

    async def download_checkpoint(
        self,
        *,
        folder: Literal["checkpoints"],
        training_session_id: TrainingSessionUID,
        file: str,
    ) -> FileContent:
        """Download a checkpoint of a training session.

        As download_model, for the files below the folder checkpoints.

        Args:
            folder: Folder of the session; always checkpoints.
            training_session_id: The session, as a decimal number.
            file: Name of the checkpoint.

        Returns:
            The bytes of a file, sent as one multipart part, as the whole body, or received as the
            whole body. Examples show the file name in place of the bytes.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `download_checkpoint` in spec/studio/methods/endpoints.yaml.
        """
        return await self._transport.send(
            _endpoints.download_checkpoint(folder=folder, training_session_id=training_session_id, file=file)
        )

    async def download_model(
        self,
        *,
        training_session_id: TrainingSessionUID,
        file: str,
    ) -> FileContent:
        """Download an artifact of a training session.

        GET with the token as bearer. The reply is the file. Clients percent-encode the name;
        servers also take a name in which only spaces are encoded.

        Args:
            training_session_id: The session, as a decimal number.
            file: Name of the artifact.

        Returns:
            The bytes of a file, sent as one multipart part, as the whole body, or received as the
            whole body. Examples show the file name in place of the bytes.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `download_model` in spec/studio/methods/endpoints.yaml.
        """
        return await self._transport.send(
            _endpoints.download_model(training_session_id=training_session_id, file=file)
        )

    async def server_version(
        self,
    ) -> ServerVersion:
        """Get the release of the server.

        Works without a token. Beside the key version a server may add further texts, for example a
        build mark.

        Returns:
            What the server says about itself. Every value is text.

        Raises:
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `version` in spec/studio/methods/session.yaml.
        """
        return await self._transport.send(_session.version())
