"""Versions of datasets: tags, the changelog, counts kept, and the past images of rows.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Frozen copies of what the schema was at this revision: never import the live tables into a migration.
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.String(32)
_COUNTS = ("image_count", "label_count", "annotation_set_count")
_ORDER = (
    "labels_history",
    "groups_history",
    "annotation_sets_history",
    "samples_history",
    "sample_files_history",
    "annotations_history",
    "version_tags",
    "dataset_summaries",
    "changelog",
)


def _text(*names: str, default: str | None = None, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=nullable, server_default=default) for name in names]


def _number(*names: str, nullable: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=nullable) for name in names]


def _key(*names: str, nullable: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, _ID, nullable=nullable) for name in names]


def _time(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, _TIME, nullable=name == "deleted") for name in names]


def _serial(default: str = "0") -> sa.Column[int]:
    return sa.Column("serial", sa.BigInteger(), nullable=False, server_default=default)


def _dataset(table: str) -> sa.Column[int]:
    key = sa.ForeignKey("datasets.id", name=f"fk_{table}_dataset_id")
    return sa.Column("dataset_id", _ID, key, nullable=False)


def _past(table: str, path: list[str], *columns: sa.Column[int] | sa.Column[str] | sa.Column[bool]) -> None:
    """Create the past of a table; all images of one row lie together in its key."""
    own = [*_key("id", *path), *columns, *_number("serial", "until")]
    key = sa.PrimaryKeyConstraint(*path, "id", "until", name=f"pk_{table}_history")
    op.create_table(f"{table}_history", *own, key)


def _create_past() -> None:
    _past(
        "labels",
        ["dataset_id"],
        *_text("name"),
        *_number("index"),
        *_number("color", nullable=True),
        *_time("created", "updated"),
    )
    _past("groups", ["dataset_id"], *_text("name"), *_time("created"))
    _past(
        "annotation_sets",
        ["dataset_id"],
        *_text("name", "description", "operator"),
        *_time("created", "updated", "deleted"),
    )
    _past(
        "samples",
        ["dataset_id"],
        *_text("uuid", "body"),
        *_key("group_id", nullable=True),
        *_number("width", "height", nullable=True),
        *_text("image_url", "sensors", nullable=True),
        *_time("created", "updated", "deleted"),
    )
    _past(
        "sample_files",
        ["sample_id"],
        *_text("type", "filename", "object_key"),
        sa.Column("uploaded", sa.Boolean(), nullable=False),
        *_time("created"),
    )
    _past(
        "annotations",
        ["annotation_set_id", "sample_id"],
        *_number("label_id", nullable=True),
        *_text("box2d", "box3d", "mask", nullable=True),
        *_text("body"),
    )


def _create_tags() -> None:
    op.create_table(
        "version_tags",
        *_key("id"),
        _dataset("version_tags"),
        *_text("name"),
        *_text("description", default=""),
        _serial(),
        *_text("created_by"),
        *_time("created"),
        *_number(*_COUNTS),
        *_text("annotation_counts", "sensor_counts"),
        *_number("last_sample_id"),
        sa.PrimaryKeyConstraint("id", name="pk_version_tags"),
        sa.UniqueConstraint("dataset_id", "name", name="uq_version_tags_dataset_id_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "dataset_summaries",
        _dataset("dataset_summaries"),
        _serial(),
        *_number(*_COUNTS),
        *_text("annotation_counts", "sensor_counts"),
        *_time("created"),
        sa.PrimaryKeyConstraint("dataset_id", name="pk_dataset_summaries"),
    )


def _create_changelog() -> None:
    op.create_table(
        "changelog",
        *_key("id"),
        _dataset("changelog"),
        _serial(),
        *_text("entity_type", "operation", "username"),
        *_text("entities", nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        *_text("data", nullable=True),
        *_time("created"),
        sa.PrimaryKeyConstraint("id", name="pk_changelog"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changelog_dataset_id_serial_id", "changelog", ["dataset_id", "serial", "id"])


def upgrade() -> None:
    """Add the serials that were missing, and create the tables.

    What was there before counts as written at serial 0: every tag made from now on contains it.
    """
    op.add_column(
        "datasets", sa.Column("tagged_serial", sa.BigInteger(), nullable=False, server_default="-1")
    )
    for table in ("groups", "sample_files"):
        op.add_column(table, _serial())
    _create_past()
    _create_tags()
    _create_changelog()


def downgrade() -> None:
    """Drop them: the past is gone, the present stays."""
    for table in reversed(_ORDER):
        op.drop_table(table)
    for table, column in (("sample_files", "serial"), ("groups", "serial"), ("datasets", "tagged_serial")):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
