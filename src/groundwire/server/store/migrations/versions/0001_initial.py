"""The first schema: accounts, projects, datasets and everything in a dataset.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Frozen copies of what the schema was at this revision: never import the live tables into a migration.
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.String(32)
_LIVE = sa.text("deleted IS NULL")
_ORDER = (
    "organizations",
    "revoked_tokens",
    "projects",
    "users",
    "datasets",
    "annotation_sets",
    "groups",
    "labels",
    "training_tags",
    "samples",
    "annotations",
    "sample_files",
)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _description(name: str = "description") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _times(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, _TIME, nullable=name in ("deleted", "disabled")) for name in names]


def _serial() -> sa.Column[int]:
    return sa.Column("serial", sa.BigInteger(), nullable=False, server_default="0")


def _ref(table: str, column: str, target: str, *, nullable: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{column}")
    return sa.Column(column, _ID, key, nullable=nullable)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _create(table: str, *items: sa.schema.SchemaItem) -> None:
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{table}")
    op.create_table(table, sa.Column("id", _ID, nullable=False), *items, key, sqlite_autoincrement=True)


def _index(table: str, *columns: str, live: bool = False, unique: bool = False) -> None:
    where = _LIVE if live else None
    op.create_index(
        f"{'uq' if unique else 'ix'}_{table}_{'_'.join(columns)}",
        table,
        list(columns),
        unique=unique,
        sqlite_where=where,
        postgresql_where=where,
    )


def _accounts() -> None:
    _create(
        "organizations",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("credits", sa.Float(), nullable=False, server_default="0"),
        sa.Column("funds", sa.Float(), nullable=False, server_default="0"),
        *_times("created"),
        _unique("organizations", "name"),
    )
    op.create_table(
        "revoked_tokens",
        sa.Column("jti", sa.String(64), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("jti", name="pk_revoked_tokens"),
    )
    _index("revoked_tokens", "expires")
    _create(
        "users",
        _ref("users", "organization_id", "organizations"),
        _text("username"),
        _text("password_hash"),
        sa.Column("token_epoch", sa.BigInteger(), nullable=False, server_default="0"),
        *_times("created", "updated", "disabled"),
        _unique("users", "username"),
    )
    _index("users", "organization_id")


def _datasets() -> None:
    _create(
        "projects",
        _ref("projects", "organization_id", "organizations"),
        _text("name"),
        _description(),
        *_times("created", "updated", "deleted"),
    )
    _index("projects", "organization_id")
    _create(
        "datasets",
        _ref("datasets", "project_id", "projects"),
        _text("name"),
        _description(),
        _text("cloud_key"),
        _serial(),
        *_times("created", "updated", "deleted"),
    )
    _index("datasets", "project_id")
    _create(
        "training_tags",
        _ref("training_tags", "dataset_id", "datasets"),
        _text("name"),
        *_times("created"),
        _unique("training_tags", "dataset_id", "name"),
    )


def _names() -> None:
    _create(
        "labels",
        _ref("labels", "dataset_id", "datasets"),
        _text("name"),
        sa.Column("index", sa.BigInteger(), nullable=False),
        sa.Column("color", sa.BigInteger()),
        _serial(),
        *_times("created", "updated"),
        _unique("labels", "dataset_id", "name"),
        _unique("labels", "dataset_id", "index"),
    )
    _create(
        "groups",
        _ref("groups", "dataset_id", "datasets"),
        _text("name"),
        *_times("created"),
        _unique("groups", "dataset_id", "name"),
    )
    _create(
        "annotation_sets",
        _ref("annotation_sets", "dataset_id", "datasets"),
        _text("name"),
        _description(),
        _description("operator"),
        _serial(),
        *_times("created", "updated", "deleted"),
    )
    _index("annotation_sets", "dataset_id")


def _samples() -> None:
    _create(
        "samples",
        _ref("samples", "dataset_id", "datasets"),
        _text("uuid"),
        _ref("samples", "group_id", "groups", nullable=True),
        sa.Column("width", sa.BigInteger()),
        sa.Column("height", sa.BigInteger()),
        sa.Column("image_url", sa.Text()),
        _text("body"),
        sa.Column("sensors", sa.Text()),
        _serial(),
        *_times("created", "updated", "deleted"),
    )
    _index("samples", "dataset_id", "uuid", live=True, unique=True)
    _index("samples", "dataset_id", "deleted", "id")
    _index("samples", "dataset_id", "deleted", "group_id", "id")
    _create(
        "sample_files",
        _ref("sample_files", "sample_id", "samples"),
        _text("type"),
        _text("filename"),
        _text("object_key"),
        sa.Column("uploaded", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        *_times("created"),
        _unique("sample_files", "object_key"),
        _unique("sample_files", "sample_id", "type"),
    )


def _annotations() -> None:
    _create(
        "annotations",
        _ref("annotations", "annotation_set_id", "annotation_sets"),
        _ref("annotations", "sample_id", "samples"),
        sa.Column("label_id", sa.BigInteger()),
        *(sa.Column(name, sa.Text()) for name in ("box2d", "box3d", "mask")),
        _text("body"),
        _serial(),
    )
    _index("annotations", "annotation_set_id", "sample_id", "id")


def upgrade() -> None:
    """Create every table."""
    _accounts()
    _datasets()
    _names()
    _samples()
    _annotations()


def downgrade() -> None:
    """Drop every table."""
    for table in reversed(_ORDER):
        op.drop_table(table)
