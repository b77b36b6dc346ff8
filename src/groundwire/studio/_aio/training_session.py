"""`TrainingSession`: one run of training, its metrics and files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, overload

from pydantic import Field
from typing_extensions import deprecated

from groundwire._core.errors import InvalidTypeError
from groundwire.studio._deprecations import warn_deprecated
from groundwire.studio._files import parts, second
from groundwire.studio._metrics import read_metrics
from groundwire.studio._parameter import parameters, plain_members
from groundwire.studio._public import public
from groundwire.studio._task import Task  # noqa: TC001 - pydantic reads the annotation
from groundwire_api.studio import calls, models

from .acting import send, upload
from .bound import AsyncBound

if TYPE_CHECKING:
    import os

    from groundwire.studio._parameter import Parameter

    from .client import AsyncClient


@public
class AsyncTrainingSession(AsyncBound, models.TrainingSession):
    """One run of training within an experiment. Its methods act through the client that returned it.

    Every method raises `UnboundError`, a ``TypeError``, on a session no client returned.
    """

    task: Annotated[Task, Field(alias="docker_task")]  # pyright: ignore[reportIncompatibleVariableOverride] - never assigned

    @property
    def uid(self) -> str:
        """Deprecated text form of ``id``."""
        warn_deprecated("studio-TrainingSession-uid")
        return str(self.id)

    @property
    def model_params(self) -> dict[str, Parameter]:
        """Parameters of the model, by name."""
        return parameters(self.params.model_params)

    @property
    def dataset_params(self) -> models.DatasetParams:
        """What the session trains on; identifiers are 0 and names empty where nothing is configured."""
        return self.params.dataset_params or models.DatasetParams()

    @overload
    async def metrics(self, client: None = None) -> dict[str, Parameter]: ...
    @overload
    @deprecated("Leave out the client: session.metrics().")
    async def metrics(self, client: AsyncClient) -> dict[str, Parameter]: ...

    async def metrics(self, client: AsyncClient | None = None) -> dict[str, Parameter]:
        """Return the metrics by name. One request (``trainer.session.metrics``).

        Args:
            client: Deprecated; the session knows its client.
        """
        if client is not None:
            warn_deprecated("studio-TrainingSession-metrics")
        call = calls.trainer_session_metrics(trainer_session_id=self.id)
        return read_metrics(call.method, await send(client or self._api(), call))

    @overload
    async def set_metrics(self, metrics_or_client: Mapping[str, Any], metrics: None = None) -> None: ...
    @overload
    @deprecated("Leave out the client: session.set_metrics(metrics).")
    async def set_metrics(self, metrics_or_client: AsyncClient, metrics: Mapping[str, Any]) -> None: ...

    async def set_metrics(
        self, metrics_or_client: AsyncClient | Mapping[str, Any], metrics: Mapping[str, Any] | None = None
    ) -> None:
        """Write metrics. One request (``trainer.session.metrics``).

        Args:
            metrics_or_client: Parameters or plain values, by name; a client is deprecated.
            metrics: The same, after a client.

        Raises:
            InvalidTypeError: There are no metrics, or a value cannot be a `Parameter`.
        """
        if isinstance(metrics_or_client, Mapping):
            await self._set_metrics(self._api(), metrics_or_client)
            return
        warn_deprecated("studio-TrainingSession-set_metrics")
        if metrics is None:
            raise InvalidTypeError("TrainingSession.set_metrics requires metrics after the client.")
        await self._set_metrics(metrics_or_client, metrics)

    async def _set_metrics(self, client: AsyncClient, metrics: Mapping[str, Any]) -> None:
        sent = plain_members(metrics)
        await send(client, calls.trainer_session_metrics(trainer_session_id=self.id, metrics=sent))

    @overload
    async def artifacts(self, client: None = None) -> list[models.Artifact]: ...
    @overload
    @deprecated("Leave out the client: session.artifacts().")
    async def artifacts(self, client: AsyncClient) -> list[models.Artifact]: ...

    async def artifacts(self, client: AsyncClient | None = None) -> list[models.Artifact]:
        """Return the artifacts. One request (``trainer.get_artifacts``).

        Args:
            client: Deprecated; the session knows its client.
        """
        if client is not None:
            warn_deprecated("studio-TrainingSession-artifacts")
        return await (client or self._api()).artifacts(self.id)

    @overload
    async def download(self, filename_or_client: str, filename: None = None) -> str: ...
    @overload
    @deprecated("Leave out the client: session.download(filename).")
    async def download(self, filename_or_client: AsyncClient, filename: str) -> str: ...

    async def download(self, filename_or_client: AsyncClient | str, filename: str | None = None) -> str:
        """Return a text file of the session. One request (``trainer.download.file``).

        Args:
            filename_or_client: Path in the session, such as ``metrics/loss.json``; a client is deprecated.
            filename: The same, after a client.

        Raises:
            InvalidTypeError: There is no path.
        """
        if isinstance(filename_or_client, str):
            client, path = self._api(), filename_or_client
        else:
            warn_deprecated("studio-TrainingSession-download")
            client, path = filename_or_client, second(filename, "TrainingSession.download", "a file name")
        return await send(client, calls.trainer_download_file(session_id=self.id, file_path=path))

    @overload
    async def download_artifact(self, filename_or_client: str, filename: None = None) -> bytes: ...
    @overload
    @deprecated("Leave out the client: session.download_artifact(filename).")
    async def download_artifact(self, filename_or_client: AsyncClient, filename: str) -> bytes: ...

    async def download_artifact(
        self, filename_or_client: AsyncClient | str, filename: str | None = None
    ) -> bytes:
        """Return the content of an artifact. One request (``download_model``).

        Args:
            filename_or_client: Name of the artifact; a client is deprecated.
            filename: The same, after a client.

        Raises:
            StatusError: There is no such artifact.
            InvalidTypeError: There is no name.
        """
        if isinstance(filename_or_client, str):
            client, name = self._api(), filename_or_client
        else:
            warn_deprecated("studio-TrainingSession-download_artifact")
            name = second(filename, "TrainingSession.download_artifact", "a file name")
            client = filename_or_client
        return await send(client, calls.download_model(training_session_id=self.id, file=name))

    @overload
    async def download_checkpoint(self, filename_or_client: str, filename: None = None) -> bytes: ...
    @overload
    @deprecated("Leave out the client: session.download_checkpoint(filename).")
    async def download_checkpoint(self, filename_or_client: AsyncClient, filename: str) -> bytes: ...

    async def download_checkpoint(
        self, filename_or_client: AsyncClient | str, filename: str | None = None
    ) -> bytes:
        """Return the content of a checkpoint. One request (``download_checkpoint``).

        Args:
            filename_or_client: Name of the checkpoint; a client is deprecated.
            filename: The same, after a client.

        Raises:
            StatusError: There is no such checkpoint.
            InvalidTypeError: There is no name.
        """
        if isinstance(filename_or_client, str):
            client, name = self._api(), filename_or_client
        else:
            warn_deprecated("studio-TrainingSession-download_checkpoint")
            name = second(filename, "TrainingSession.download_checkpoint", "a file name")
            client = filename_or_client
        call = calls.download_checkpoint(folder="checkpoints", training_session_id=self.id, file=name)
        return await send(client, call)

    @overload
    async def upload(
        self, files_or_client: Sequence[tuple[str, str | os.PathLike[str]]], files: None = None
    ) -> None: ...
    @overload
    @deprecated("Leave out the client: session.upload(files).")
    async def upload(
        self, files_or_client: AsyncClient, files: Sequence[tuple[str, str | os.PathLike[str]]]
    ) -> None: ...

    async def upload(
        self,
        files_or_client: AsyncClient | Sequence[tuple[str, str | os.PathLike[str]]],
        files: Sequence[tuple[str, str | os.PathLike[str]]] | None = None,
    ) -> None:
        """Upload files to the session. One request (``trainer.upload.files``).

        Args:
            files_or_client: Path in the session, such as ``metrics/loss.json``, and local path of each
                file; a client is deprecated.
            files: The same, after a client.

        Raises:
            StorageError: A local file does not exist; nothing is sent.
            InvalidTypeError: There are no files.
        """
        if isinstance(files_or_client, Sequence):
            await self._upload(self._api(), files_or_client)
            return
        warn_deprecated("studio-TrainingSession-upload")
        if files is None:
            raise InvalidTypeError("TrainingSession.upload requires files after the client.")
        await self._upload(files_or_client, files)

    async def _upload(self, client: AsyncClient, files: Sequence[tuple[str, str | os.PathLike[str]]]) -> None:
        made, size = parts(files, typed=True)
        target = models.TrainerUploadTarget(session_id=self.id)
        await upload(client, calls.trainer_upload_files(params=target, file=made), size, None)

    @overload
    async def upload_artifact(
        self,
        filename_or_client: str,
        filename_or_path: str | os.PathLike[str] | None = None,
        path: None = None,
    ) -> None: ...
    @overload
    @deprecated("Leave out the client: session.upload_artifact(filename, path).")
    async def upload_artifact(
        self, filename_or_client: AsyncClient, filename_or_path: str, path: str | os.PathLike[str]
    ) -> None: ...

    async def upload_artifact(
        self,
        filename_or_client: AsyncClient | str,
        filename_or_path: str | os.PathLike[str] | None = None,
        path: str | os.PathLike[str] | None = None,
    ) -> None:
        """Upload an artifact, as ``artifacts/NAME``. One request (``trainer.upload.files``).

        Args:
            filename_or_client: Name of the artifact; a client is deprecated.
            filename_or_path: Local path, by default the name itself; the name, after a client.
            path: Local path, after a client or by keyword.

        Raises:
            StorageError: The local file does not exist; nothing is sent.
            InvalidTypeError: There is no name or no path.
        """
        if not isinstance(filename_or_client, str):
            warn_deprecated("studio-TrainingSession-upload_artifact")
        await self._upload_to("artifacts", filename_or_client, filename_or_path, path)

    @overload
    async def upload_checkpoint(
        self,
        filename_or_client: str,
        filename_or_path: str | os.PathLike[str] | None = None,
        path: None = None,
    ) -> None: ...
    @overload
    @deprecated("Leave out the client: session.upload_checkpoint(filename, path).")
    async def upload_checkpoint(
        self, filename_or_client: AsyncClient, filename_or_path: str, path: str | os.PathLike[str]
    ) -> None: ...

    async def upload_checkpoint(
        self,
        filename_or_client: AsyncClient | str,
        filename_or_path: str | os.PathLike[str] | None = None,
        path: str | os.PathLike[str] | None = None,
    ) -> None:
        """Upload a checkpoint, as ``checkpoints/NAME``. One request (``trainer.upload.files``).

        Args:
            filename_or_client: Name of the checkpoint; a client is deprecated.
            filename_or_path: Local path, by default the name itself; the name, after a client.
            path: Local path, after a client or by keyword.

        Raises:
            StorageError: The local file does not exist; nothing is sent.
            InvalidTypeError: There is no name or no path.
        """
        if not isinstance(filename_or_client, str):
            warn_deprecated("studio-TrainingSession-upload_checkpoint")
        await self._upload_to("checkpoints", filename_or_client, filename_or_path, path)

    async def _upload_to(
        self,
        folder: str,
        first: AsyncClient | str,
        name_or_path: str | os.PathLike[str] | None,
        path: str | os.PathLike[str] | None,
    ) -> None:
        if isinstance(first, str):
            local = path or name_or_path or first
            await self._upload(self._api(), [(f"{folder}/{first}", Path(local))])
            return
        name = second(name_or_path, f"TrainingSession.upload of {folder}", "a file name")
        if path is None:
            raise InvalidTypeError(f"TrainingSession.upload of {folder} requires a path after the name.")
        await self._upload(first, [(f"{folder}/{name}", path)])
