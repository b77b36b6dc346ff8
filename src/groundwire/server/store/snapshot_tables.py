"""Tables of snapshots, their files, and the server's own background jobs; conventions as in `tables`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, UniqueConstraint

from groundwire.server.store.columns import (
    Timestamp,
    created,
    deleted,
    metadata,
    ref,
    row_id,
    texts,
    updated,
)

snapshots = Table(
    "snapshots",
    metadata,
    row_id(),
    ref("organization_id", "organizations"),
    *texts("description", "status"),
    # What the files are: "files" as somebody uploaded them, or "ziparrow", one Arrow file and one ZIP file.
    *texts("type"),
    # The dataset it was made from; null for uploaded files. Not a foreign key: it outlives the dataset.
    Column("dataset_id", BigInteger),
    created(),
    updated(),
    deleted(),
    Index("ix_snapshots_organization_id_id", "organization_id", "id"),
    sqlite_autoincrement=True,
)

snapshot_files = Table(
    "snapshot_files",
    metadata,
    row_id(),
    ref("snapshot_id", "snapshots"),
    # The relative path the client gave. It is a label, never part of a path on this machine.
    *texts("path"),
    Column("size", BigInteger, nullable=False),
    Column("object_key", Text, nullable=False, unique=True),
    # Identity of the upload in parts; parts are objects of their own until the file is complete.
    Column("upload_id", Text, nullable=False, unique=True),
    Column("completed", Timestamp),
    UniqueConstraint("snapshot_id", "path"),
    sqlite_autoincrement=True,
)

# Not called `jobs`: those are the apps that users start.
server_jobs = Table(
    "server_jobs",
    metadata,
    row_id(),
    # Not a foreign key: tasks are removed with their project.
    Column("task_id", BigInteger, nullable=False),
    *texts("kind"),
    *texts("payload"),  # JSON text of an object
    *texts("state"),  # "queued", "running", then "done" or "failed"
    Column("attempts", Integer, nullable=False, server_default="0"),
    # The server process that works on it.
    Column("worker", Text),
    Column("error", Text, nullable=False, server_default=""),
    created(),
    updated(),
    UniqueConstraint("task_id"),
    Index("ix_server_jobs_state_id", "state", "id"),
    sqlite_autoincrement=True,
)
