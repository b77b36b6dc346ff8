"""What training sessions made: artifacts and checkpoints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from groundwire_api.studio import calls

from .acting import save
from .session import AsyncSession

if TYPE_CHECKING:
    import os

    from groundwire._core.progress import ProgressCallback
    from groundwire_api.studio.ids import TrainingSessionUID
    from groundwire_api.studio.models import Artifact


class AsyncArtifacts(AsyncSession):
    """Files that training sessions made."""

    async def artifacts(self, training_session_id: TrainingSessionUID) -> list[Artifact]:
        """Return the artifacts of a training session. One request (``trainer.get_artifacts``)."""
        return await self._send(calls.trainer_get_artifacts(training_session_id=training_session_id))

    async def download_artifact(
        self,
        training_session_id: TrainingSessionUID,
        modelname: str,
        filename: str | os.PathLike[str] | None = None,
        progress: ProgressCallback | None = None,
    ) -> None:
        """Download an artifact. One request (``download_model``).

        The file appears under its name only when it is complete.

        Args:
            training_session_id: The session.
            modelname: Name of the artifact, as `artifacts` tells it.
            filename: Path to save it at; its name in the working directory by default. Missing
                folders are made.
            progress: Called with bytes received and their total, 0 while it is unknown.

        Raises:
            StatusError: There is no such file.
            StorageError: The file cannot be written.
        """
        call = calls.download_model(training_session_id=training_session_id, file=modelname)
        await save(self, call, _target(modelname, filename), progress)

    async def download_checkpoint(
        self,
        training_session_id: TrainingSessionUID,
        checkpoint: str,
        filename: str | os.PathLike[str] | None = None,
        progress: ProgressCallback | None = None,
    ) -> None:
        """Download a checkpoint. One request (``download_checkpoint``).

        Args:
            training_session_id: The session.
            checkpoint: Name of the checkpoint.
            filename: Path to save it at; its name in the working directory by default.
            progress: Called with bytes received and their total, 0 while it is unknown.

        Raises:
            StatusError: There is no such file.
            StorageError: The file cannot be written.
        """
        call = calls.download_checkpoint(
            folder="checkpoints", training_session_id=training_session_id, file=checkpoint
        )
        await save(self, call, _target(checkpoint, filename), progress)


def _target(name: str, filename: str | os.PathLike[str] | None) -> Path:
    """Return where to save; a name that came from a server never leads out of the working directory."""
    from groundwire._core.transfer import safe_join

    return safe_join(Path(), name) if filename is None else Path(filename)
