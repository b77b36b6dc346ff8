# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named trainer.*."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from groundwire_api.studio.calls import experiments as _experiments, training as _training

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.studio.ids import ExperimentUID, ProjectUID, TrainingSessionUID
    from groundwire_api.studio.models import Artifact, Experiment
    from groundwire_api.studio.sync.trainer_download import TrainerDownloadRpc
    from groundwire_api.studio.sync.trainer_server import TrainerServerRpc
    from groundwire_api.studio.sync.trainer_session import TrainerSessionRpc
    from groundwire_api.studio.sync.trainer_upload import TrainerUploadRpc

__all__ = ["TrainerRpc"]


class TrainerRpc:
    """Methods named `trainer.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    @cached_property
    def download(self) -> TrainerDownloadRpc:
        """Methods named `trainer.download.*`."""
        from groundwire_api.studio.sync.trainer_download import TrainerDownloadRpc

        return TrainerDownloadRpc(self._transport)

    @cached_property
    def server(self) -> TrainerServerRpc:
        """Methods named `trainer.server.*`."""
        from groundwire_api.studio.sync.trainer_server import TrainerServerRpc

        return TrainerServerRpc(self._transport)

    @cached_property
    def session(self) -> TrainerSessionRpc:
        """Methods named `trainer.session.*`."""
        from groundwire_api.studio.sync.trainer_session import TrainerSessionRpc

        return TrainerSessionRpc(self._transport)

    @cached_property
    def upload(self) -> TrainerUploadRpc:
        """Methods named `trainer.upload.*`."""
        from groundwire_api.studio.sync.trainer_upload import TrainerUploadRpc

        return TrainerUploadRpc(self._transport)

    def get(
        self,
        *,
        trainer_id: ExperimentUID,
    ) -> Experiment:
        """Get one experiment.

        Looks an experiment up by its number, named trainer_id.

        Args:
            trainer_id: The experiment to read.

        Returns:
            A container of training sessions within a project, named trainer on the wire.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `trainer.get` in spec/studio/methods/experiments.yaml.
        """
        return self._transport.send(_experiments.trainer_get(trainer_id=trainer_id))

    def get_artifacts(
        self,
        *,
        training_session_id: TrainingSessionUID,
    ) -> list[Artifact]:
        """List the artifacts of a training session.

        Files made by the run. Each is downloaded from the endpoint download_model by its name.

        Args:
            training_session_id: The session whose artifacts are wanted.

        Returns:
            Items: A file made by a training run, such as an exported model.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `trainer.get_artifacts` in spec/studio/methods/training.yaml.
        """
        return self._transport.send(_training.trainer_get_artifacts(training_session_id=training_session_id))

    def list2(
        self,
        *,
        project_id: ProjectUID,
    ) -> list[Experiment]:
        """List the experiments of a project.

        All of them in one reply, in the server's own order.

        Args:
            project_id: The project whose experiments are wanted.

        Returns:
            Items: A container of training sessions within a project, named trainer on the wire.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `trainer.list2` in spec/studio/methods/experiments.yaml.
        """
        return self._transport.send(_experiments.trainer_list2(project_id=project_id))
