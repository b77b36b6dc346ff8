"""Storage quotas, what is left to remove after a purge, and sessions that outlive their dataset.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Frozen copies of what the schema was at this revision: never import the live tables into a migration.
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.String(32)


def upgrade() -> None:
    """Create the tables, the columns and the index, and let sessions have no dataset."""
    op.add_column("organizations", sa.Column("storage_quota", sa.BigInteger()))
    op.add_column(
        "organizations", sa.Column("storage_used", sa.BigInteger(), nullable=False, server_default="0")
    )
    op.create_table(
        "storage_usage",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column(
            "organization_id",
            _ID,
            sa.ForeignKey("organizations.id", name="fk_storage_usage_organization_id"),
            nullable=False,
        ),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_storage_usage"),
    )
    op.create_index("ix_storage_usage_organization_id", "storage_usage", ["organization_id"])
    op.create_table(
        "purged_places",
        sa.Column("id", _ID, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("created", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_purged_places"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_annotations_sample_id", "annotations", ["sample_id"])
    _set_nullable(True)


def downgrade() -> None:
    """Drop them; sessions whose dataset was purged go, as they could not be kept."""
    op.execute(
        "DELETE FROM validation_sessions WHERE training_session_id IN (SELECT id FROM training_sessions"
        " WHERE dataset_id IS NULL OR annotation_set_id IS NULL)"
    )
    op.execute(
        "UPDATE training_sessions SET weights_session_id = NULL WHERE weights_session_id IN (SELECT id FROM"
        " training_sessions WHERE dataset_id IS NULL OR annotation_set_id IS NULL)"
    )
    op.execute("DELETE FROM training_sessions WHERE dataset_id IS NULL OR annotation_set_id IS NULL")
    _set_nullable(False)
    op.drop_index("ix_annotations_sample_id", "annotations")
    op.drop_table("purged_places")
    op.drop_table("storage_usage")
    with op.batch_alter_table("organizations") as batch:
        batch.drop_column("storage_used")
        batch.drop_column("storage_quota")


def _set_nullable(nullable: bool) -> None:
    # SQLite rebuilds the table, which must go on never giving an id twice.
    with op.batch_alter_table("training_sessions", table_kwargs={"sqlite_autoincrement": True}) as batch:
        for column in ("dataset_id", "annotation_set_id"):
            batch.alter_column(column, existing_type=_ID, nullable=nullable)
