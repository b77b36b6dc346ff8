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

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite gives rowid identity (and AUTOINCREMENT) only to the exact type INTEGER.
Id = BigInteger().with_variant(Integer(), "sqlite")
Timestamp = String(32)
_LIVE = text("deleted IS NULL")


def now() -> str:
    """The current time as stored and sent: RFC 3339, UTC, microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True)


def _created() -> Column[str]:
    return Column("created", Timestamp, nullable=False, default=now)


def _updated() -> Column[str]:
    return Column("updated", Timestamp, nullable=False, default=now, onupdate=now)


def _deleted() -> Column[str]:
    return Column("deleted", Timestamp)


def _serial() -> Column[int]:
    return Column("serial", BigInteger, nullable=False, server_default="0")


def _texts(*names: str, default: str | None = None) -> list[Column[str]]:
    return [Column(name, Text, nullable=False, server_default=default) for name in names]


def _ref(name: str, table: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    return Column(name, Id, ForeignKey(f"{table}.id"), nullable=nullable, index=index or None)


organizations = Table(
    "organizations",
    metadata,
    _id(),
    Column("name", Text, nullable=False, unique=True),
    Column("credits", Float, nullable=False, server_default="0"),
    Column("funds", Float, nullable=False, server_default="0"),
    _created(),
    sqlite_autoincrement=True,
)

users = Table(
    "users",
    metadata,
    _id(),
    _ref("organization_id", "organizations", index=True),
    Column("username", Text, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    # Raised to void every token issued before, as a password reset does.
    Column("token_epoch", BigInteger, nullable=False, server_default="0"),
    _created(),
    _updated(),
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
    _id(),
    _ref("organization_id", "organizations", index=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    _created(),
    _updated(),
    _deleted(),
    sqlite_autoincrement=True,
)

datasets = Table(
    "datasets",
    metadata,
    _id(),
    _ref("project_id", "projects", index=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("cloud_key", Text, nullable=False),
    # Grows with every change of the dataset or anything in it.
    _serial(),
    _created(),
    _updated(),
    _deleted(),
    sqlite_autoincrement=True,
)

training_tags = Table(
    "training_tags",
    metadata,
    _id(),
    _ref("dataset_id", "datasets"),
    Column("name", Text, nullable=False),
    _created(),
    UniqueConstraint("dataset_id", "name"),
    sqlite_autoincrement=True,
)

labels = Table(
    "labels",
    metadata,
    _id(),
    _ref("dataset_id", "datasets"),
    Column("name", Text, nullable=False),
    Column("index", BigInteger, nullable=False),
    Column("color", BigInteger),
    _serial(),
    _created(),
    _updated(),
    UniqueConstraint("dataset_id", "name"),
    UniqueConstraint("dataset_id", "index"),
    sqlite_autoincrement=True,
)

groups = Table(
    "groups",
    metadata,
    _id(),
    _ref("dataset_id", "datasets"),
    Column("name", Text, nullable=False),
    _created(),
    UniqueConstraint("dataset_id", "name"),
    sqlite_autoincrement=True,
)

annotation_sets = Table(
    "annotation_sets",
    metadata,
    _id(),
    _ref("dataset_id", "datasets", index=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("operator", Text, nullable=False, server_default=""),
    _serial(),
    _created(),
    _updated(),
    _deleted(),
    sqlite_autoincrement=True,
)

samples = Table(
    "samples",
    metadata,
    _id(),
    _ref("dataset_id", "datasets"),
    # The client's identity of the sample: sending it again changes the sample instead of adding one.
    Column("uuid", Text, nullable=False),
    _ref("group_id", "groups", nullable=True),
    Column("width", BigInteger),
    Column("height", BigInteger),
    # JSON text of the address the client gave; a file in the object store goes before it.
    Column("image_url", Text),
    # JSON members of the sample without braces: every key sent that has no column or table of its own.
    Column("body", Text, nullable=False),
    # JSON array of single-key objects ([{"gps": …}, {"imu": …}]), or null.
    Column("sensors", Text),
    _serial(),
    _created(),
    _updated(),
    _deleted(),
    Index(
        "uq_samples_dataset_id_uuid",
        "dataset_id",
        "uuid",
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    ),
    # Not partial: with `deleted` as a column, counting reads the index alone.
    Index("ix_samples_dataset_id_deleted_id", "dataset_id", "deleted", "id"),
    Index("ix_samples_dataset_id_deleted_group_id_id", "dataset_id", "deleted", "group_id", "id"),
    sqlite_autoincrement=True,
)

sample_files = Table(
    "sample_files",
    metadata,
    _id(),
    _ref("sample_id", "samples"),
    Column("type", Text, nullable=False),
    # The basename the client sent, any text. It is a label, never part of a path.
    Column("filename", Text, nullable=False),
    Column("object_key", Text, nullable=False, unique=True),
    # Whether the object is known to be in the object store; false only means "not seen yet".
    Column("uploaded", Boolean, nullable=False, server_default=text("false")),
    _created(),
    UniqueConstraint("sample_id", "type"),
    sqlite_autoincrement=True,
)

# Not called `annotations`: that name belongs to the import at the top of every module.
annotation_rows = Table(
    "annotations",
    metadata,
    _id(),
    _ref("annotation_set_id", "annotation_sets"),
    _ref("sample_id", "samples"),
    # Not a foreign key: labels are looked up in memory on read, so deleting one leaves its annotations
    # unlabelled without touching their rows. Label ids are never reused.
    Column("label_id", BigInteger),
    # One column per geometry, so that a page reads only the geometries asked for.
    Column("box2d", Text),
    Column("box3d", Text),
    Column("mask", Text),
    # JSON members of the annotation without braces: every key sent that has no column of its own.
    Column("body", Text, nullable=False),
    _serial(),
    Index("ix_annotations_annotation_set_id_sample_id_id", "annotation_set_id", "sample_id", "id"),
    sqlite_autoincrement=True,
)

experiments = Table(
    "experiments",
    metadata,
    _id(),
    _ref("project_id", "projects", index=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    _created(),
    _updated(),
    _deleted(),
    sqlite_autoincrement=True,
)

# A piece of work somebody does: a training, a validation, a job. Its status moves by `studio.runs.status`.
tasks = Table(
    "tasks",
    metadata,
    _id(),
    _ref("organization_id", "organizations"),
    _ref("project_id", "projects", nullable=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    *_texts("type", "status", "manage_type", "instance_type"),
    _created(),
    _updated(),
    Column("ended", Timestamp),  # when its status became final
    Index("ix_tasks_organization_id_id", "organization_id", "id"),
    sqlite_autoincrement=True,
)

task_stages = Table(
    "task_stages",
    metadata,
    _id(),
    _ref("task_id", "tasks"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("status", Text, nullable=False),
    Column("message", Text, nullable=False, server_default=""),
    Column("percentage", Integer, nullable=False, server_default="0"),
    _updated(),
    UniqueConstraint("task_id", "name"),
    sqlite_autoincrement=True,
)

# Files of a task, and of the session that it carries out: `area` tells them apart.
task_files = Table(
    "task_files",
    metadata,
    _id(),
    _ref("task_id", "tasks"),
    Column("area", Text, nullable=False),
    # The path the client gave. It is a label, never part of a path on this machine.
    Column("path", Text, nullable=False),
    Column("object_key", Text, nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    _created(),
    _updated(),
    UniqueConstraint("task_id", "area", "path"),
    sqlite_autoincrement=True,
)

charts = Table(
    "charts",
    metadata,
    _id(),
    _ref("task_id", "tasks"),
    *_texts("group_name", "chart_name"),
    Column("params", Text),  # JSON text; null where the client sent no parameters
    Column("data", Text, nullable=False),
    _updated(),
    UniqueConstraint("task_id", "group_name", "chart_name"),
    sqlite_autoincrement=True,
)

jobs = Table(
    "jobs",
    metadata,
    _id(),
    _ref("task_id", "tasks"),
    *_texts("app", "job_name"),
    *_texts("env", "data"),  # JSON text of an object, both
    _created(),
    UniqueConstraint("task_id"),
    sqlite_autoincrement=True,
)

training_sessions = Table(
    "training_sessions",
    metadata,
    _id(),
    _ref("experiment_id", "experiments", index=True),
    _ref("task_id", "tasks", index=True),
    *_texts("model", "name"),
    Column("description", Text, nullable=False, server_default=""),
    # JSON text of an object, both.
    Column("params", Text, nullable=False),
    Column("metrics", Text, nullable=False, server_default="{}"),
    _ref("dataset_id", "datasets"),
    _ref("annotation_set_id", "annotation_sets"),
    *_texts("tag_name", "train_group_name", "val_group_name", default=""),
    _ref("weights_session_id", "training_sessions", nullable=True),
    _created(),
    _updated(),
    _deleted(),
    sqlite_autoincrement=True,
)

validation_sessions = Table(
    "validation_sessions",
    metadata,
    _id(),
    _ref("project_id", "projects", index=True),
    _ref("training_session_id", "training_sessions", index=True),
    _ref("task_id", "tasks", index=True),
    *_texts("model_file", "type"),
    Column("description", Text, nullable=False, server_default=""),
    # JSON text of an object, both.
    Column("params", Text, nullable=False),
    Column("metrics", Text, nullable=False, server_default="{}"),
    Column("platform", Text),  # JSON text of an object, or of a string that holds one
    _ref("dataset_id", "datasets", nullable=True),
    _ref("annotation_set_id", "annotation_sets", nullable=True),
    _created(),
    _updated(),
    _deleted(),
    sqlite_autoincrement=True,
)
