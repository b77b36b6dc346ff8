"""The database: every table of the local server as SQLAlchemy Core metadata.

Conventions held by all tables:

- Ids are per-table integers that are never reused, so an id seen once can never come to mean something else.
- Times are RFC 3339 text in UTC with microseconds (see `now`): they sort as text and go to the wire as they
  are. Only token expiry is a number, because it is compared with the `exp` claim.
- ``deleted`` is null for live rows. Lookups always carry ``deleted IS NULL``.
- ``serial`` is the dataset serial at which a row was written.
- Columns named ``body``, ``box2d`` … hold JSON text as the client sent it. Replies are spliced from these
  texts, so numbers come back bit for bit and a page costs no re-encoding.
- Labels, groups and uuids are unique in their dataset by constraint, whatever a handler does.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from groundwire.server.store.columns import (
    LIVE,
    Timestamp,
    created,
    deleted,
    ref,
    row_id,
    serial,
    texts,
    updated,
)
from groundwire.server.store.columns import metadata as metadata  # noqa: PLC0414  (part of this module)
from groundwire.server.store.columns import now as now  # noqa: PLC0414  (part of this module)

organizations = Table(
    "organizations",
    metadata,
    row_id(),
    Column("name", Text, nullable=False, unique=True),
    Column("credits", Float, nullable=False, server_default="0"),
    Column("funds", Float, nullable=False, server_default="0"),
    # Bytes it may store, null for any number; only with a quota are they counted, see `server.quota`.
    Column("storage_quota", BigInteger),
    Column("storage_used", BigInteger, nullable=False, server_default="0"),
    created(),
    sqlite_autoincrement=True,
)

users = Table(
    "users",
    metadata,
    row_id(),
    ref("organization_id", "organizations", index=True),
    Column("username", Text, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    # Raised to void every token issued before, as a password reset does.
    Column("token_epoch", BigInteger, nullable=False, server_default="0"),
    created(),
    updated(),
    # A disabled user cannot log in and its tokens stop working.
    Column("disabled", Timestamp),
    sqlite_autoincrement=True,
)

revoked_tokens = Table(
    "revoked_tokens",
    metadata,
    Column("jti", String(64), primary_key=True),
    # Unix seconds. A row may be dropped once its token has expired by itself.
    Column("expires", BigInteger, nullable=False, index=True),
)

projects = Table(
    "projects",
    metadata,
    row_id(),
    ref("organization_id", "organizations", index=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    created(),
    updated(),
    deleted(),
    sqlite_autoincrement=True,
)

datasets = Table(
    "datasets",
    metadata,
    row_id(),
    ref("project_id", "projects", index=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("cloud_key", Text, nullable=False),
    # Grows with every change of the dataset or anything in it.
    serial(),
    # Newest serial that a tag or a restore refers to: rows up to it leave a past image when they change.
    Column("tagged_serial", BigInteger, nullable=False, server_default="-1"),
    created(),
    updated(),
    deleted(),
    # The task that is still filling it: until that task is done the row counts as deleted, so nobody sees it.
    Column("building", BigInteger),
    sqlite_autoincrement=True,
)

training_tags = Table(
    "training_tags",
    metadata,
    row_id(),
    ref("dataset_id", "datasets"),
    Column("name", Text, nullable=False),
    created(),
    UniqueConstraint("dataset_id", "name"),
    sqlite_autoincrement=True,
)

labels = Table(
    "labels",
    metadata,
    row_id(),
    ref("dataset_id", "datasets"),
    Column("name", Text, nullable=False),
    Column("index", BigInteger, nullable=False),
    Column("color", BigInteger),
    serial(),
    created(),
    updated(),
    UniqueConstraint("dataset_id", "name"),
    UniqueConstraint("dataset_id", "index"),
    sqlite_autoincrement=True,
)

groups = Table(
    "groups",
    metadata,
    row_id(),
    ref("dataset_id", "datasets"),
    Column("name", Text, nullable=False),
    serial(),
    created(),
    UniqueConstraint("dataset_id", "name"),
    sqlite_autoincrement=True,
)

annotation_sets = Table(
    "annotation_sets",
    metadata,
    row_id(),
    ref("dataset_id", "datasets", index=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("operator", Text, nullable=False, server_default=""),
    serial(),
    created(),
    updated(),
    deleted(),
    sqlite_autoincrement=True,
)

samples = Table(
    "samples",
    metadata,
    row_id(),
    ref("dataset_id", "datasets"),
    # The client's identity of the sample: sending it again changes the sample instead of adding one.
    Column("uuid", Text, nullable=False),
    ref("group_id", "groups", nullable=True),
    Column("width", BigInteger),
    Column("height", BigInteger),
    # JSON text of the address the client gave; a file in the object store goes before it.
    Column("image_url", Text),
    # JSON members of the sample without braces: every key sent that has no column or table of its own.
    Column("body", Text, nullable=False),
    # JSON array of single-key objects ([{"gps": …}, {"imu": …}]), or null.
    Column("sensors", Text),
    serial(),
    created(),
    updated(),
    deleted(),
    Index(
        "uq_samples_dataset_id_uuid",
        "dataset_id",
        "uuid",
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    ),
    # Not partial: with `deleted` as a column, counting reads the index alone.
    Index("ix_samples_dataset_id_deleted_id", "dataset_id", "deleted", "id"),
    Index("ix_samples_dataset_id_deleted_group_id_id", "dataset_id", "deleted", "group_id", "id"),
    sqlite_autoincrement=True,
)

sample_files = Table(
    "sample_files",
    metadata,
    row_id(),
    ref("sample_id", "samples"),
    Column("type", Text, nullable=False),
    # The basename the client sent, any text. It is a label, never part of a path.
    Column("filename", Text, nullable=False),
    Column("object_key", Text, nullable=False, unique=True),
    # Whether the object is known to be in the object store; false only means "not seen yet".
    Column("uploaded", Boolean, nullable=False, server_default=text("false")),
    serial(),
    created(),
    UniqueConstraint("sample_id", "type"),
    sqlite_autoincrement=True,
)

# Not called `annotations`: that name belongs to the import at the top of every module.
annotation_rows = Table(
    "annotations",
    metadata,
    row_id(),
    ref("annotation_set_id", "annotation_sets"),
    ref("sample_id", "samples"),
    # Not a foreign key: labels are looked up in memory on read, so deleting one leaves its annotations
    # unlabelled without touching their rows. Label ids are never reused.
    Column("label_id", BigInteger),
    # One column per geometry, so that a page reads only the geometries asked for.
    Column("box2d", Text),
    Column("box3d", Text),
    Column("mask", Text),
    # JSON members of the annotation without braces: every key sent that has no column of its own.
    Column("body", Text, nullable=False),
    serial(),
    Index("ix_annotations_annotation_set_id_sample_id_id", "annotation_set_id", "sample_id", "id"),
    Index("ix_annotations_sample_id", "sample_id"),  # without it, deleting a sample reads the whole table
    sqlite_autoincrement=True,
)

experiments = Table(
    "experiments",
    metadata,
    row_id(),
    ref("project_id", "projects", index=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    created(),
    updated(),
    deleted(),
    sqlite_autoincrement=True,
)

# A piece of work somebody does: a training, a validation, a job. Its status moves by `studio.runs.status`.
tasks = Table(
    "tasks",
    metadata,
    row_id(),
    ref("organization_id", "organizations"),
    ref("project_id", "projects", nullable=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    *texts("type", "status", "manage_type", "instance_type"),
    created(),
    updated(),
    Column("ended", Timestamp),  # when its status became final
    Index("ix_tasks_organization_id_id", "organization_id", "id"),
    sqlite_autoincrement=True,
)

task_stages = Table(
    "task_stages",
    metadata,
    row_id(),
    ref("task_id", "tasks"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("status", Text, nullable=False),
    Column("message", Text, nullable=False, server_default=""),
    Column("percentage", Integer, nullable=False, server_default="0"),
    updated(),
    UniqueConstraint("task_id", "name"),
    sqlite_autoincrement=True,
)

# Files of a task, and of the session that it carries out: `area` tells them apart.
task_files = Table(
    "task_files",
    metadata,
    row_id(),
    ref("task_id", "tasks"),
    Column("area", Text, nullable=False),
    # The path the client gave. It is a label, never part of a path on this machine.
    Column("path", Text, nullable=False),
    Column("object_key", Text, nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    created(),
    updated(),
    UniqueConstraint("task_id", "area", "path"),
    sqlite_autoincrement=True,
)

charts = Table(
    "charts",
    metadata,
    row_id(),
    ref("task_id", "tasks"),
    *texts("group_name", "chart_name"),
    Column("params", Text),  # JSON text; null where the client sent no parameters
    Column("data", Text, nullable=False),
    updated(),
    UniqueConstraint("task_id", "group_name", "chart_name"),
    sqlite_autoincrement=True,
)

jobs = Table(
    "jobs",
    metadata,
    row_id(),
    ref("task_id", "tasks"),
    *texts("app", "job_name"),
    *texts("env", "data"),  # JSON text of an object, both
    created(),
    UniqueConstraint("task_id"),
    sqlite_autoincrement=True,
)

training_sessions = Table(
    "training_sessions",
    metadata,
    row_id(),
    ref("experiment_id", "experiments", index=True),
    ref("task_id", "tasks", index=True),
    *texts("model", "name"),
    Column("description", Text, nullable=False, server_default=""),
    # JSON text of an object, both.
    Column("params", Text, nullable=False),
    Column("metrics", Text, nullable=False, server_default="{}"),
    ref("dataset_id", "datasets", nullable=True),  # null, like the next, when it was deleted for good
    ref("annotation_set_id", "annotation_sets", nullable=True),
    *texts("tag_name", "train_group_name", "val_group_name", default=""),
    ref("weights_session_id", "training_sessions", nullable=True),
    created(),
    updated(),
    deleted(),
    sqlite_autoincrement=True,
)

validation_sessions = Table(
    "validation_sessions",
    metadata,
    row_id(),
    ref("project_id", "projects", index=True),
    ref("training_session_id", "training_sessions", index=True),
    ref("task_id", "tasks", index=True),
    *texts("model_file", "type"),
    Column("description", Text, nullable=False, server_default=""),
    # JSON text of an object, both.
    Column("params", Text, nullable=False),
    Column("metrics", Text, nullable=False, server_default="{}"),
    Column("platform", Text),  # JSON text of an object, or of a string that holds one
    ref("dataset_id", "datasets", nullable=True),
    ref("annotation_set_id", "annotation_sets", nullable=True),
    created(),
    updated(),
    deleted(),
    sqlite_autoincrement=True,
)
