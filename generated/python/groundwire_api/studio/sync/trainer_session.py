# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named trainer.session.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import training as _training

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping, Sequence

    from groundwire._core.call import Json
    from groundwire._core.transport import Transport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import ExperimentUID, TrainingSessionUID
    from groundwire_api.studio.models import Acknowledgement, MetricsReply, TrainingSession

__all__ = ["TrainerSessionRpc"]


class TrainerSessionRpc:
    """Methods named `trainer.session.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def delete(
        self,
        *,
        session_ids: Sequence[TrainingSessionUID],
    ) -> Acknowledgement:
        """Move training sessions to the recycle bin.

        Their validation sessions and files go with them.

        Args:
            session_ids: The sessions to delete.

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

        One request. Source: method `trainer.session.delete` in spec/studio/methods/training.yaml.
        """
        return self._transport.send(_training.trainer_session_delete(session_ids=session_ids))

    def get(
        self,
        *,
        trainer_session_id: TrainingSessionUID,
    ) -> TrainingSession:
        """Get one training session.

        Looks a session up by its number, named trainer_session_id.

        Args:
            trainer_session_id: The session to read.

        Returns:
            One run of training within an experiment.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `trainer.session.get` in spec/studio/methods/training.yaml.
        """
        return self._transport.send(_training.trainer_session_get(trainer_session_id=trainer_session_id))

    def list(
        self,
        *,
        trainer_id: ExperimentUID,
    ) -> builtins.list[TrainingSession]:
        """List the training sessions of an experiment.

        All of them in one reply, in the server's own order.

        Args:
            trainer_id: The experiment whose sessions are wanted.

        Returns:
            Items: One run of training within an experiment.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `trainer.session.list` in spec/studio/methods/training.yaml.
        """
        return self._transport.send(_training.trainer_session_list(trainer_id=trainer_id))

    def metrics(
        self,
        *,
        trainer_session_id: TrainingSessionUID,
        metrics: Mapping[str, Json] | Unset = UNSET,
    ) -> MetricsReply:
        """Read or write the metrics of a training session.

        Without metrics it reads them: the reply is an object, or text that holds one in JSON. With
        metrics it writes them: the reply is any text.

        Args:
            trainer_session_id: The session.
            metrics: Values to write, by name. Left out when reading.

        Returns:
            Reading gives the metrics as an object, possibly empty, or as text that holds such an
            object in JSON. Writing gives any text.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `trainer.session.metrics` in spec/studio/methods/training.yaml.
        """
        return self._transport.send(
            _training.trainer_session_metrics(trainer_session_id=trainer_session_id, metrics=metrics)
        )

    def update(
        self,
        *,
        id: TrainingSessionUID,
        name: str | Unset = UNSET,
        description: str | Unset = UNSET,
    ) -> Acknowledgement:
        """Rename or describe a training session.

        What is left out stays as it is; clients refuse to send neither. The reply means nothing, so
        clients read the session again.

        Args:
            id: The session to change.
            name: New display name.
            description: New description.

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

        One request. Source: method `trainer.session.update` in spec/studio/methods/training.yaml.
        """
        return self._transport.send(
            _training.trainer_session_update(id=id, name=name, description=description)
        )
