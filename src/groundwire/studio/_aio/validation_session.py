"""`ValidationSession`: one check of a model, its metrics and files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, overload

from pydantic import BeforeValidator, Field
from typing_extensions import deprecated

from groundwire._core.errors import InvalidTypeError
from groundwire._core.unset import UNSET
from groundwire.studio._deprecations import warn_deprecated
from groundwire.studio._files import parts
from groundwire.studio._metrics import read_metrics
from groundwire.studio._parameter import Parameter, plain_members
from groundwire.studio._platform import checked_platform
from groundwire.studio._public import public
from groundwire.studio._task import Task  # noqa: TC001 - pydantic reads the annotation
from groundwire_api.studio import calls, models

from .acting import save, send, upload
from .bound import AsyncBound

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from groundwire._core.progress import ProgressCallback

    from .client import AsyncClient


def _flat(params: Any) -> Any:
    """Return the validator's parameters and the model's name in one object, as the documentation does."""
    if not isinstance(params, Mapping) or "validate_params" not in params:
        return cast("object", params)
    told = models.ValidationParams.model_validate(params)
    return {**(told.model_params.validation or {}), "model": told.validate_params.model}


@public
class AsyncValidationSession(AsyncBound, models.ValidationSession):
    """One check of a trained model against annotations, within an experiment.

    ``params`` holds the parameters of the validator, and the model's name as ``model``. Methods that
    take a client act through the one that returned the session when given ``None``. Without any client
    they raise `UnboundError`, a ``TypeError``.
    """

    params: Annotated[dict[str, Parameter], BeforeValidator(_flat)]  # type: ignore[assignment]  # pyright: ignore[reportIncompatibleVariableOverride] - the documented form
    task: Annotated[Task, Field(alias="docker_task")]  # pyright: ignore[reportIncompatibleVariableOverride] - never assigned

    @property
    def uid(self) -> str:
        """Deprecated text form of ``id``."""
        warn_deprecated("studio-ValidationSession-uid")
        return str(self.id)

    @property
    def name(self) -> str:
        """Name of the session, which is that of its task."""
        return self.task.name

    @overload
    async def metrics(self, client: None = None) -> dict[str, Parameter]: ...
    @overload
    @deprecated("Leave out the client: session.metrics().")
    async def metrics(self, client: AsyncClient) -> dict[str, Parameter]: ...

    async def metrics(self, client: AsyncClient | None = None) -> dict[str, Parameter]:
        """Return the metrics by name. One request (``validate.session.metrics``).

        Args:
            client: Deprecated; the session knows its client.
        """
        if client is not None:
            warn_deprecated("studio-ValidationSession-metrics")
        call = calls.validate_session_metrics(validate_session_id=self.id)
        return read_metrics(call.method, await send(client or self._api(), call))

    @overload
    async def set_metrics(self, metrics_or_client: Mapping[str, Any], metrics: None = None) -> None: ...
    @overload
    @deprecated("Leave out the client: session.set_metrics(metrics).")
    async def set_metrics(self, metrics_or_client: AsyncClient, metrics: Mapping[str, Any]) -> None: ...

    async def set_metrics(
        self, metrics_or_client: AsyncClient | Mapping[str, Any], metrics: Mapping[str, Any] | None = None
    ) -> None:
        """Write metrics. One request (``validate.session.metrics``).

        Args:
            metrics_or_client: Parameters or plain values, by name; a client is deprecated.
            metrics: The same, after a client.

        Raises:
            InvalidTypeError: There are no metrics, or a value cannot be a `Parameter`.
        """
        if isinstance(metrics_or_client, Mapping):
            await self._set_metrics(self._api(), metrics_or_client)
            return
        warn_deprecated("studio-ValidationSession-set_metrics")
        if metrics is None:
            raise InvalidTypeError("ValidationSession.set_metrics requires metrics after the client.")
        await self._set_metrics(metrics_or_client, metrics)

    async def _set_metrics(self, client: AsyncClient, metrics: Mapping[str, Any]) -> None:
        sent = plain_members(metrics)
        await send(client, calls.validate_session_metrics(validate_session_id=self.id, metrics=sent))

    @overload
    async def artifacts(self, client: None = None) -> list[models.Artifact]: ...
    @overload
    @deprecated("Leave out the client: session.artifacts().")
    async def artifacts(self, client: AsyncClient) -> list[models.Artifact]: ...

    async def artifacts(self, client: AsyncClient | None = None) -> list[models.Artifact]:
        """Return the artifacts of the training session. One request (``trainer.get_artifacts``).

        Args:
            client: Deprecated; the session knows its client.
        """
        if client is not None:
            warn_deprecated("studio-ValidationSession-artifacts")
        return await (client or self._api()).artifacts(self.training_session_id)

    async def download_artifact(self, filename: str) -> bytes:
        """Return the content of an artifact of the training session. One request (``download_model``).

        Raises:
            StatusError: There is no such artifact.
        """
        call = calls.download_model(training_session_id=self.training_session_id, file=filename)
        return await send(self._api(), call)

    async def download_checkpoint(self, filename: str) -> bytes:
        """Return the content of a checkpoint of the training session. One request (``download_checkpoint``).

        Raises:
            StatusError: There is no such checkpoint.
        """
        call = calls.download_checkpoint(
            folder="checkpoints", training_session_id=self.training_session_id, file=filename
        )
        return await send(self._api(), call)

    async def set_platform(self, platform: dict[str, Any] | str) -> None:
        """Tell which platform the session ran on. One request (``validate.session.set_platform``).

        Args:
            platform: A description the server understands; text, JSON or YAML, is sent untouched.

        Raises:
            InvalidTypeError: It is neither a dict nor text, or has no JSON form; nothing is sent.
            InvalidArgumentError: A number in it is not finite; nothing is sent.
        """
        sent = checked_platform(platform)
        call = calls.validate_session_set_platform(validate_session_id=self.id, platform=sent)
        await send(self._api(), call)

    async def data_list(self, client: AsyncClient | None) -> list[str]:
        """Return the paths of the session's files, with ``/`` between folders.

        One request (``val.data.list``).
        """
        return await send(client or self._api(), calls.val_data_list(session_id=self.id))

    async def upload_data(
        self,
        client: AsyncClient | None,
        files: Sequence[tuple[str, str | os.PathLike[str]]],
        folder: str | None = None,
        progress: ProgressCallback | None = None,
    ) -> None:
        """Upload files to the session. One request (``val.data.upload``).

        Args:
            client: Client to act through.
            files: Name on the server, which may hold ``/``, and local path of each.
            folder: Folder to put them in; none when empty.
            progress: Called with bytes sent and those of all files.

        Raises:
            StorageError: A local file does not exist; nothing is sent.
        """
        made, size = parts(files)
        call = calls.val_data_upload(session_id=self.id, file=made, folder=folder or UNSET)
        await upload(client or self._api(), call, size, progress)

    async def download_data(
        self,
        client: AsyncClient | None,
        filename: str,
        output_path: str | os.PathLike[str],
        progress: ProgressCallback | None = None,
    ) -> None:
        """Download a file of the session. One request (``val.data.download``).

        Args:
            client: Client to act through.
            filename: Path in the session, as `data_list` tells it.
            output_path: Path to save it at; it appears there only when it is complete. Missing folders
                are made.
            progress: Called with bytes received and their total, 0 while it is unknown.

        Raises:
            RpcError: There is no such file.
            StorageError: The file cannot be written.
        """
        call = calls.val_data_download(session_id=self.id, filename=filename)
        await save(client or self._api(), call, Path(output_path), progress)
