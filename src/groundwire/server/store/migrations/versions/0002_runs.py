"""Experiments, training and validation sessions, tasks with their stages, files and charts, and jobs.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Frozen copies of what the schema was at this revision: never import the live tables into a migration.
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.String(32)
_ORDER = (
    "experiments",
    "tasks",
    "task_stages",
    "task_files",
    "charts",
    "jobs",
    "training_sessions",
    "validation_sessions",
)


def _text(*names: str, default: str | None = None) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False, server_default=default) for name in names]


def _times(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, _TIME, nullable=name in ("deleted", "ended")) for name in names]


def _ref(table: str, column: str, target: str, *, nullable: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{column}")
    return sa.Column(column, _ID, key, nullable=nullable)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _create(table: str, *items: sa.schema.SchemaItem) -> None:
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{table}")
    op.create_table(table, sa.Column("id", _ID, nullable=False), *items, key, sqlite_autoincrement=True)


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _tasks() -> None:
    _create(
        "experiments",
        _ref("experiments", "project_id", "projects"),
        *_text("name"),
        *_text("description", default=""),
        *_times("created", "updated", "deleted"),
    )
    _index("experiments", "project_id")
    _create(
        "tasks",
        _ref("tasks", "organization_id", "organizations"),
        _ref("tasks", "project_id", "projects", nullable=True),
        *_text("name"),
        *_text("description", default=""),
        *_text("type", "status", "manage_type", "instance_type"),
        *_times("created", "updated", "ended"),
    )
    _index("tasks", "organization_id", "id")
    _create(
        "task_stages",
        _ref("task_stages", "task_id", "tasks"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_text("name"),
        *_text("description", default=""),
        *_text("status"),
        *_text("message", default=""),
        sa.Column("percentage", sa.Integer(), nullable=False, server_default="0"),
        *_times("updated"),
        _unique("task_stages", "task_id", "name"),
    )


def _belongings() -> None:
    _create(
        "task_files",
        _ref("task_files", "task_id", "tasks"),
        *_text("area", "path", "object_key"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        *_times("created", "updated"),
        _unique("task_files", "object_key"),
        _unique("task_files", "task_id", "area", "path"),
    )
    _create(
        "charts",
        _ref("charts", "task_id", "tasks"),
        *_text("group_name", "chart_name"),
        sa.Column("params", sa.Text()),
        *_text("data"),
        *_times("updated"),
        _unique("charts", "task_id", "group_name", "chart_name"),
    )
    _create(
        "jobs",
        _ref("jobs", "task_id", "tasks"),
        *_text("app", "job_name", "env", "data"),
        *_times("created"),
        _unique("jobs", "task_id"),
    )


def _sessions() -> None:
    _create(
        "training_sessions",
        _ref("training_sessions", "experiment_id", "experiments"),
        _ref("training_sessions", "task_id", "tasks"),
        *_text("model", "name"),
        *_text("description", default=""),
        *_text("params"),
        *_text("metrics", default="{}"),
        _ref("training_sessions", "dataset_id", "datasets"),
        _ref("training_sessions", "annotation_set_id", "annotation_sets"),
        *_text("tag_name", "train_group_name", "val_group_name", default=""),
        _ref("training_sessions", "weights_session_id", "training_sessions", nullable=True),
        *_times("created", "updated", "deleted"),
    )
    _index("training_sessions", "experiment_id")
    _index("training_sessions", "task_id")
    _create(
        "validation_sessions",
        _ref("validation_sessions", "project_id", "projects"),
        _ref("validation_sessions", "training_session_id", "training_sessions"),
        _ref("validation_sessions", "task_id", "tasks"),
        *_text("model_file", "type"),
        *_text("description", default=""),
        *_text("params"),
        *_text("metrics", default="{}"),
        sa.Column("platform", sa.Text()),
        _ref("validation_sessions", "dataset_id", "datasets", nullable=True),
        _ref("validation_sessions", "annotation_set_id", "annotation_sets", nullable=True),
        *_times("created", "updated", "deleted"),
    )
    for column in ("project_id", "training_session_id", "task_id"):
        _index("validation_sessions", column)


def upgrade() -> None:
    """Create every table of training, validation and tasks."""
    _tasks()
    _belongings()
    _sessions()


def downgrade() -> None:
    """Drop them."""
    for table in reversed(_ORDER):
        op.drop_table(table)
