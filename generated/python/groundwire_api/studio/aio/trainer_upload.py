# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named trainer.upload.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import training as _training

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.call import FilePart
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.studio.models import Acknowledgement, TrainerUploadTarget

__all__ = ["AsyncTrainerUploadRpc"]


class AsyncTrainerUploadRpc:
    """Methods named `trainer.upload.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def files(
        self,
        *,
        params: TrainerUploadTarget,
        file: FilePart | Sequence[FilePart],
    ) -> Acknowledgement:
        """Upload files to a training session.

        One multipart request: the text part params, then one part file per file, whose filename is
        the path the file gets in the session: artifacts/…, checkpoints/… or metrics/…. The content
        type of a part is guessed from the local file and is application/octet-stream otherwise.

        Args:
            params: The session, as JSON text.
            file: The files, in the order of their parts.

        Returns:
            Any JSON except null. It only says that the request was carried out; its content means
            nothing.

        Raises:
            NotFoundError: An entity named in the request does not exist (code 101).
            PayloadTooLargeError: The request body is larger than the server accepts (code 413).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `trainer.upload.files` in spec/studio/methods/training.yaml.
        """
        return await self._transport.send(_training.trainer_upload_files(params=params, file=file))
