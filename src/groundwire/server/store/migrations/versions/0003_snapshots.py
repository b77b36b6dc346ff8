"""Snapshots with their files, jobs of the server, and datasets that a job is still filling.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Frozen copies of what the schema was at this revision: never import the live tables into a migration.
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.String(32)


def _text(*names: str, default: str | None = None) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False, server_default=default) for name in names]


def _time(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, _TIME, nullable=nullable)


def _ref(table: str, column: str, target: str) -> sa.Column[int]:
    key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{column}")
    return sa.Column(column, _ID, key, nullable=False)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _create(table: str, *items: sa.schema.SchemaItem) -> None:
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{table}")
    op.create_table(table, sa.Column("id", _ID, nullable=False), *items, key, sqlite_autoincrement=True)


def upgrade() -> None:
    """Create the tables and the column."""
    op.add_column("datasets", sa.Column("building", sa.BigInteger()))
    _create(
        "snapshots",
        _ref("snapshots", "organization_id", "organizations"),
        *_text("description", "status", "type"),
        sa.Column("dataset_id", sa.BigInteger()),
        _time("created"),
        _time("updated"),
        _time("deleted", nullable=True),
    )
    op.create_index("ix_snapshots_organization_id_id", "snapshots", ["organization_id", "id"])
    _create(
        "snapshot_files",
        _ref("snapshot_files", "snapshot_id", "snapshots"),
        *_text("path"),
        sa.Column("size", sa.BigInteger(), nullable=False),
        *_text("object_key", "upload_id"),
        _time("completed", nullable=True),
        _unique("snapshot_files", "object_key"),
        _unique("snapshot_files", "upload_id"),
        _unique("snapshot_files", "snapshot_id", "path"),
    )
    _create(
        "server_jobs",
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        *_text("kind", "payload", "state"),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("worker", sa.Text()),
        *_text("error", default=""),
        _time("created"),
        _time("updated"),
        _unique("server_jobs", "task_id"),
    )
    op.create_index("ix_server_jobs_state_id", "server_jobs", ["state", "id"])


def downgrade() -> None:
    """Drop them."""
    for table in ("server_jobs", "snapshot_files", "snapshots"):
        op.drop_table(table)
    with op.batch_alter_table("datasets") as batch:
        batch.drop_column("building")
