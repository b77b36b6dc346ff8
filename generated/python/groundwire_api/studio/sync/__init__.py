# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods of EdgeFirst Studio, named as on the wire."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from groundwire_api.studio.calls import endpoints as _endpoints, session as _session

if TYPE_CHECKING:
    from typing import Literal

    from groundwire._core.transport import Transport
    from groundwire_api.studio.ids import TrainingSessionUID
    from groundwire_api.studio.models import FileContent, ServerVersion
    from groundwire_api.studio.sync.accounting import AccountingRpc
    from groundwire_api.studio.sync.annotation import AnnotationRpc
    from groundwire_api.studio.sync.annset import AnnsetRpc
    from groundwire_api.studio.sync.auth import AuthRpc
    from groundwire_api.studio.sync.cloud import CloudRpc
    from groundwire_api.studio.sync.dataset import DatasetRpc
    from groundwire_api.studio.sync.docker import DockerRpc
    from groundwire_api.studio.sync.groups import GroupsRpc
    from groundwire_api.studio.sync.image import ImageRpc
    from groundwire_api.studio.sync.job import JobRpc
    from groundwire_api.studio.sync.label import LabelRpc
    from groundwire_api.studio.sync.org import OrgRpc
    from groundwire_api.studio.sync.project import ProjectRpc
    from groundwire_api.studio.sync.recycle import RecycleRpc
    from groundwire_api.studio.sync.samples import SamplesRpc
    from groundwire_api.studio.sync.snapshots import SnapshotsRpc
    from groundwire_api.studio.sync.status import StatusRpc
    from groundwire_api.studio.sync.tags import TagsRpc
    from groundwire_api.studio.sync.task import TaskRpc
    from groundwire_api.studio.sync.trainer import TrainerRpc
    from groundwire_api.studio.sync.val import ValRpc
    from groundwire_api.studio.sync.validate import ValidateRpc
    from groundwire_api.studio.sync.version import VersionRpc

__all__ = ["Rpc"]


class Rpc:
    """All methods of EdgeFirst Studio; namespaces follow the wire names."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def accounting(self) -> AccountingRpc:
        """Methods named `accounting.*`."""
        from groundwire_api.studio.sync.accounting import AccountingRpc

        return AccountingRpc(self._transport)

    @cached_property
    def annotation(self) -> AnnotationRpc:
        """Methods named `annotation.*`."""
        from groundwire_api.studio.sync.annotation import AnnotationRpc

        return AnnotationRpc(self._transport)

    @cached_property
    def annset(self) -> AnnsetRpc:
        """Methods named `annset.*`."""
        from groundwire_api.studio.sync.annset import AnnsetRpc

        return AnnsetRpc(self._transport)

    @cached_property
    def auth(self) -> AuthRpc:
        """Methods named `auth.*`."""
        from groundwire_api.studio.sync.auth import AuthRpc

        return AuthRpc(self._transport)

    @cached_property
    def cloud(self) -> CloudRpc:
        """Methods named `cloud.*`."""
        from groundwire_api.studio.sync.cloud import CloudRpc

        return CloudRpc(self._transport)

    @cached_property
    def dataset(self) -> DatasetRpc:
        """Methods named `dataset.*`."""
        from groundwire_api.studio.sync.dataset import DatasetRpc

        return DatasetRpc(self._transport)

    @cached_property
    def docker(self) -> DockerRpc:
        """Methods named `docker.*`."""
        from groundwire_api.studio.sync.docker import DockerRpc

        return DockerRpc(self._transport)

    @cached_property
    def groups(self) -> GroupsRpc:
        """Methods named `groups.*`."""
        from groundwire_api.studio.sync.groups import GroupsRpc

        return GroupsRpc(self._transport)

    @cached_property
    def image(self) -> ImageRpc:
        """Methods named `image.*`."""
        from groundwire_api.studio.sync.image import ImageRpc

        return ImageRpc(self._transport)

    @cached_property
    def job(self) -> JobRpc:
        """Methods named `job.*`."""
        from groundwire_api.studio.sync.job import JobRpc

        return JobRpc(self._transport)

    @cached_property
    def label(self) -> LabelRpc:
        """Methods named `label.*`."""
        from groundwire_api.studio.sync.label import LabelRpc

        return LabelRpc(self._transport)

    @cached_property
    def org(self) -> OrgRpc:
        """Methods named `org.*`."""
        from groundwire_api.studio.sync.org import OrgRpc

        return OrgRpc(self._transport)

    @cached_property
    def project(self) -> ProjectRpc:
        """Methods named `project.*`."""
        from groundwire_api.studio.sync.project import ProjectRpc

        return ProjectRpc(self._transport)

    @cached_property
    def recycle(self) -> RecycleRpc:
        """Methods named `recycle.*`."""
        from groundwire_api.studio.sync.recycle import RecycleRpc

        return RecycleRpc(self._transport)

    @cached_property
    def samples(self) -> SamplesRpc:
        """Methods named `samples.*`."""
        from groundwire_api.studio.sync.samples import SamplesRpc

        return SamplesRpc(self._transport)

    @cached_property
    def snapshots(self) -> SnapshotsRpc:
        """Methods named `snapshots.*`."""
        from groundwire_api.studio.sync.snapshots import SnapshotsRpc

        return SnapshotsRpc(self._transport)

    @cached_property
    def status(self) -> StatusRpc:
        """Methods named `status.*`."""
        from groundwire_api.studio.sync.status import StatusRpc

        return StatusRpc(self._transport)

    @cached_property
    def tags(self) -> TagsRpc:
        """Methods named `tags.*`."""
        from groundwire_api.studio.sync.tags import TagsRpc

        return TagsRpc(self._transport)

    @cached_property
    def task(self) -> TaskRpc:
        """Methods named `task.*`."""
        from groundwire_api.studio.sync.task import TaskRpc

        return TaskRpc(self._transport)

    @cached_property
    def trainer(self) -> TrainerRpc:
        """Methods named `trainer.*`."""
        from groundwire_api.studio.sync.trainer import TrainerRpc

        return TrainerRpc(self._transport)

    @cached_property
    def val(self) -> ValRpc:
        """Methods named `val.*`."""
        from groundwire_api.studio.sync.val import ValRpc

        return ValRpc(self._transport)

    @cached_property
    def validate(self) -> ValidateRpc:
        """Methods named `validate.*`."""
        from groundwire_api.studio.sync.validate import ValidateRpc

        return ValidateRpc(self._transport)

    @cached_property
    def version(self) -> VersionRpc:
        """Methods named `version.*`."""
        from groundwire_api.studio.sync.version import VersionRpc

        return VersionRpc(self._transport)

    def download_checkpoint(
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
        return self._transport.send(
            _endpoints.download_checkpoint(folder=folder, training_session_id=training_session_id, file=file)
        )

    def download_model(
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
        return self._transport.send(
            _endpoints.download_model(training_session_id=training_session_id, file=file)
        )

    def server_version(
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
        return self._transport.send(_session.version())
