# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Sync methods named trainer.download.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import training as _training

if TYPE_CHECKING:
    from groundwire._core.transport import Transport
    from groundwire_api.studio.ids import TrainingSessionUID

__all__ = ["TrainerDownloadRpc"]


class TrainerDownloadRpc:
    """Methods named `trainer.download.*`."""

    def __init__(self, transport: Transport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    def file(
        self,
        *,
        session_id: TrainingSessionUID,
        file_path: str,
    ) -> str:
        """Read a text file of a training session.

        The reply is the whole file as UTF-8 text, such as a log or a metrics file.

        Args:
            session_id: The session.
            file_path: Path of the file in the session, such as metrics/loss.json.

        Returns:
            Content of the file.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `trainer.download.file` in spec/studio/methods/training.yaml.
        """
        return self._transport.send(
            _training.trainer_download_file(session_id=session_id, file_path=file_path)
        )
