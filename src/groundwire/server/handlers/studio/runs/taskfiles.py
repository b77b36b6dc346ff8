"""Files of tasks, by folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.server.errors import Code, RpcFailure
from groundwire.server.registry import handles, handles_form
from groundwire.server.studio.runs import files, parameters, tasks
from groundwire_api.studio.ids import TaskID

if TYPE_CHECKING:
    from groundwire.server.context import Context
    from groundwire.server.multipart import Form
    from groundwire.server.replies import ObjectReply
    from groundwire_api.studio.params.task_files import TaskDataDownloadParams, TaskDataListParams


@handles("task.data.list")
def task_data_list(ctx: Context, p: TaskDataListParams) -> dict[str, object]:
    """Return the file names of a task by folder; files of no folder are under the empty name."""
    with ctx.db.read() as connection:
        task = tasks.find(connection, ctx, p.task_id)
        paths = [row.path for row in files.listed(connection, task.id, "data")]
    folders: dict[str, list[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, []).append(name)
    return tasks.data_list(ctx, folders)


@handles_form("task.data.upload")
def task_data_upload(ctx: Context, form: Form) -> dict[str, object]:
    """Keep one file under its name, in a folder if one is given."""
    task_id = parameters.form_id(TaskID, form.fields.get("task_id"), "task_id")
    with ctx.db.read() as connection:
        task = tasks.find(connection, ctx, task_id)
    if len(form.files) != 1:
        raise RpcFailure(Code.INVALID, f"Expected one file in the form, got {len(form.files)}.")
    (file,) = form.files
    path = files.path_of(form.fields.get("folder", ""), file.filename)
    stored = files.store(ctx, task.id, "data", {path: file})
    return {"message": "File stored", "path": path, "size": stored[path].size}


@handles("task.data.download")
def task_data_download(ctx: Context, p: TaskDataDownloadParams) -> ObjectReply:
    """Send one file."""
    with ctx.db.read() as connection:
        task = tasks.find(connection, ctx, p.task_id)
        return files.reply(connection, task.id, "data", f"{p.folder}/{p.file}" if p.folder else p.file)
