"""`TaskInfo`: how far a task is, its data and charts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire.studio._charts import require_names
from groundwire.studio._deprecations import warn_deprecated
from groundwire.studio._files import parts
from groundwire.studio._parameter import Parameter, plain
from groundwire.studio._public import public
from groundwire.studio._stages import declared
from groundwire.studio._task import Stage
from groundwire_api.studio import calls, models

from .acting import save, send, upload
from .bound import AsyncBound

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from groundwire._core.progress import ProgressCallback

    from .client import AsyncClient


@public
class AsyncTaskInfo(AsyncBound, models.TaskInfo):
    """A task and how far it is; ``created`` and ``completed`` are ``None`` while they are unknown.

    Every method takes the client to act through first; given ``None`` it is the one that returned this
    object. Without any client they raise `UnboundError`, a ``TypeError``. Methods about a task that does
    not exist raise `TaskNotFoundError`.
    """

    @property
    def uid(self) -> str:
        """Deprecated text form of ``id``."""
        warn_deprecated("studio-TaskInfo-uid")
        return str(self.id)

    @property
    def stages(self) -> Mapping[str, Stage]:
        """Steps by name."""
        told = self.progress.stages if self.progress is not None else None
        return {name: Stage.model_validate(stage.model_dump()) for name, stage in (told or {}).items()}

    async def set_status(self, client: AsyncClient | None, status: str) -> None:
        """Set the status of the task, and of this object. One request (``docker.update.status``)."""
        task = await (client or self._api()).task_status(self.id, status)
        # frozen for everybody else: the documented method changes the object it is called on
        vars(self)["status"] = task.status

    async def set_stages(self, client: AsyncClient | None, stages: Sequence[tuple[str, str]]) -> None:
        """Declare the stages of the task in order; this object then shows them.

        Two requests (``status.stages``, ``task.get``).

        Args:
            client: Client to act through.
            stages: Name and description of each.
        """
        acting = client or self._api()
        call = calls.status_stages(docker_task_id=self.id, stages=declared(stages) or UNSET)
        await send(acting, call)
        await self._read_again(acting)

    async def update_stage(
        self, client: AsyncClient | None, stage: str, status: str, message: str, percentage: int
    ) -> None:
        """Tell how far a stage is; this object then shows it. Two requests (``status.update``, ``task.get``).

        Args:
            client: Client to act through.
            stage: Name of the stage.
            status: Status such as ``running`` or ``complete``.
            message: Text for people.
            percentage: 0 to 100.
        """
        acting = client or self._api()
        await acting.update_stage(self.id, stage, status, message, percentage)
        await self._read_again(acting)

    async def _read_again(self, client: AsyncClient) -> None:
        vars(self).update(vars(await client.task_info(self.id)))

    async def data_list(self, client: AsyncClient | None) -> models.TaskDataList:
        """Return the files of the task by folder. One request (``task.data.list``)."""
        return await send(client or self._api(), calls.task_data_list(task_id=self.id))

    async def upload_data(
        self,
        client: AsyncClient | None,
        path: str | os.PathLike[str],
        folder: str | None = None,
        progress: ProgressCallback | None = None,
    ) -> None:
        """Upload a file to the task, under its own name. One request (``task.data.upload``).

        Args:
            client: Client to act through.
            path: Local file.
            folder: Folder to put it in; none when empty.
            progress: Called with bytes sent and their total.

        Raises:
            StorageError: The local file does not exist; nothing is sent.
        """
        (part,), size = parts([(Path(path).name, path)])
        call = calls.task_data_upload(task_id=self.id, file=part, folder=folder or UNSET)
        await upload(client or self._api(), call, size, progress)

    async def download_data(
        self,
        client: AsyncClient | None,
        file: str,
        output_path: str | os.PathLike[str],
        folder: str | None = None,
        progress: ProgressCallback | None = None,
    ) -> None:
        """Download a file of the task. One request (``task.data.download``).

        Args:
            client: Client to act through.
            file: Name of the file, as `data_list` tells it.
            output_path: Path to save it at; it appears there only when it is complete. Missing folders
                are made.
            folder: Folder of the file.
            progress: Called with bytes received and their total, 0 while it is unknown.

        Raises:
            StorageError: The file cannot be written.
        """
        call = calls.task_data_download(task_id=self.id, folder=folder or "", file=file)
        await save(client or self._api(), call, Path(output_path), progress)

    async def add_chart(
        self,
        client: AsyncClient | None,
        group: str,
        name: str,
        data: Parameter,
        params: Parameter | None = None,
    ) -> None:
        """Add a chart to the task, or replace the one of this name. One request (``task.chart.add``).

        Args:
            client: Client to act through.
            group: Group to show it in.
            name: Name within the group.
            data: What to draw.
            params: How to draw it.

        Raises:
            InvalidArgumentError: The group or the name is empty; nothing is sent.
        """
        require_names("add_chart", group, name)
        call = calls.task_chart_add(
            task_id=self.id,
            group_name=group,
            chart_name=name,
            params=None if params is None else plain(params),
            data=plain(data),
        )
        await send(client or self._api(), call)

    async def list_charts(self, client: AsyncClient | None, group: str | None = None) -> models.TaskDataList:
        """Return the names of charts by group. One request (``task.chart.list``).

        Args:
            client: Client to act through.
            group: Only this group; all when empty.
        """
        call = calls.task_chart_list(task_id=self.id, group_name=group or "")
        return await send(client or self._api(), call)

    async def get_chart(self, client: AsyncClient | None, group: str, name: str) -> Parameter:
        """Return the data of a chart. One request (``task.chart.get``).

        Raises:
            InvalidArgumentError: The group or the name is empty; nothing is sent.
        """
        require_names("get_chart", group, name)
        call = calls.task_chart_get(task_id=self.id, group_name=group, chart_name=name)
        return await send(client or self._api(), call.returning(lambda: Parameter, hot=False))
