"""Files of tasks and sessions: labels that look like paths, in the object store under keys of our own."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import bindparam, insert, select, update

from groundwire.server.errors import invalid, not_found
from groundwire.server.objects import object_name
from groundwire.server.replies import ObjectReply
from groundwire.server.store.tables import now, task_files, tasks
from groundwire.server.studio import values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

    from groundwire.server.context import Context
    from groundwire.server.multipart import FormFile
    from groundwire.server.objects import ObjectInfo

Area = Literal["data", "training", "validation"]
_MAX_PATH = 1024
_c = task_files.c


def path_of(folder: str, filename: str) -> str:
    """Join folder and name to the label a file is kept under.

    The label never becomes a path on this machine, but those who download files make paths of it, so nothing
    is accepted that would lead out of a folder.

    Raises:
        RpcFailure: 3, the name is empty, too long, absolute, or has empty, `.` or `..` parts, backslashes or
            control characters.
    """
    path = f"{folder}/{filename}" if folder else filename
    values.text(path, "file name", _MAX_PATH)
    if not filename or any(part in {"", ".", ".."} for part in path.split("/")):
        raise invalid("file name", f"{path[:100]!r} is not a relative path without empty, '.' or '..' parts")
    if "\\" in path or any(ord(character) < 32 or character == "\x7f" for character in path):
        raise invalid("file name", f"{path[:100]!r} has a backslash or a control character")
    return path


def store(ctx: Context, task_id: int, area: Area, files: Mapping[str, FormFile]) -> dict[str, ObjectInfo]:
    """Keep uploaded files under their labels, all or none; files of the same label are replaced.

    Objects come before rows, and rows before the removal of what they replaced: whenever the server stops, a
    label has the whole old or the whole new file.
    """
    prefix = f"org-{ctx.organization_id:x}/task-{task_id:x}/{area}"
    stored: dict[str, ObjectInfo] = {}
    unwanted: list[str] = []
    try:
        for path, file in files.items():
            name = object_name(f"{uuid.uuid4().hex}-{path.rpartition('/')[2]}")
            stored[path] = file.store(f"{prefix}/{name}")
        with ctx.db.write() as connection:
            replaced = _record(connection, task_id, area, stored)
    except BaseException:
        unwanted = [info.key for info in stored.values()]
        raise
    else:
        unwanted = replaced
    finally:
        for key in unwanted:
            ctx.objects.delete(key)
    return stored


def listed(connection: Connection, task_id: int, area: Area) -> list[Row[Any]]:
    """Return the files of a task in one area, by path."""
    query = select(task_files).where(_c.task_id == task_id, _c.area == area).order_by(_c.path)
    return list(connection.execute(query).all())


def find(connection: Connection, task_id: int, area: Area, path: str) -> Row[Any]:
    """Return one file of a task.

    Raises:
        RpcFailure: 101, there is none of that path.
    """
    query = select(task_files).where(_c.task_id == task_id, _c.area == area, _c.path == path)
    row = connection.execute(query).first() if "\0" not in path else None
    if row is None:
        raise not_found("file", repr(path[:_MAX_PATH]))
    return row


def reply(connection: Connection, task_id: int, area: Area, path: str) -> ObjectReply:
    """Answer with one file of a task; raises as `find` does."""
    row = find(connection, task_id, area, path)
    return ObjectReply(row.object_key, row.path.rpartition("/")[2])


_REPLACE = (
    update(task_files)
    .where(_c.id == bindparam("row"))
    .values(object_key=bindparam("new_key"), size=bindparam("new_size"), updated=bindparam("at"))
)


def _record(connection: Connection, task_id: int, area: Area, stored: Mapping[str, ObjectInfo]) -> list[str]:
    """Write the rows of stored files and return the keys of the objects they replace."""
    task = select(tasks.c.id).where(tasks.c.id == task_id).with_for_update()
    if connection.execute(task).first() is None:  # purged while the files came in
        raise not_found("task", f"task-{task_id:x}")
    known: dict[str, Row[Any]] = {}
    for paths in values.chunks(stored):
        query = select(task_files).where(_c.task_id == task_id, _c.area == area, _c.path.in_(paths))
        known |= {row.path: row for row in connection.execute(query)}
    new = [
        {"task_id": task_id, "area": area, "path": path, "object_key": info.key, "size": info.size}
        for path, info in stored.items()
        if path not in known
    ]
    if new:
        connection.execute(insert(task_files), new)
    changed = [
        {"row": row.id, "new_key": stored[path].key, "new_size": stored[path].size, "at": now()}
        for path, row in known.items()
    ]
    if changed:
        connection.execute(_REPLACE, changed)
    return [row.object_key for row in known.values()]
