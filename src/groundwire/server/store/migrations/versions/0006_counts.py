"""Counts of samples kept by triggers, and what SQLite is to expect of a table.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# On SQLite a trigger sees one row. Most updates move no sample, and cost no more than the comparison.
_SQLITE = {
    "sample_arrives": """
        AFTER INSERT ON samples WHEN NEW.deleted IS NULL BEGIN
            INSERT INTO sample_counts VALUES (NEW.dataset_id, coalesce(NEW.group_id, 0), 1)
            ON CONFLICT (dataset_id, group_id) DO UPDATE SET total = total + 1;
        END""",
    "sample_moves": """
        AFTER UPDATE OF dataset_id, group_id, deleted ON samples
        WHEN OLD.dataset_id <> NEW.dataset_id OR OLD.group_id IS NOT NEW.group_id
            OR (OLD.deleted IS NULL) <> (NEW.deleted IS NULL)
        BEGIN
            UPDATE sample_counts SET total = total - 1 WHERE OLD.deleted IS NULL
                AND dataset_id = OLD.dataset_id AND group_id = coalesce(OLD.group_id, 0);
            INSERT INTO sample_counts
                SELECT NEW.dataset_id, coalesce(NEW.group_id, 0), 1 WHERE NEW.deleted IS NULL
            ON CONFLICT (dataset_id, group_id) DO UPDATE SET total = total + 1;
        END""",
    "sample_goes": """
        AFTER DELETE ON samples WHEN OLD.deleted IS NULL BEGIN
            UPDATE sample_counts SET total = total - 1
                WHERE dataset_id = OLD.dataset_id AND group_id = coalesce(OLD.group_id, 0);
        END""",
}

# On PostgreSQL one sees all rows of a statement: changed row by row, a counter would leave as many dead ones.
_POSTGRESQL = {
    "sample_arrives": "AFTER INSERT ON samples REFERENCING NEW TABLE AS arrived",
    "sample_moves": "AFTER UPDATE ON samples REFERENCING NEW TABLE AS arrived OLD TABLE AS gone",
    "sample_goes": "AFTER DELETE ON samples REFERENCING OLD TABLE AS gone",
}
_ARRIVED = "SELECT dataset_id, coalesce(group_id, 0), 1 FROM arrived WHERE deleted IS NULL"
_GONE = "SELECT dataset_id, coalesce(group_id, 0), -1 FROM gone WHERE deleted IS NULL"
_MOVED = {
    "sample_arrives": _ARRIVED,
    "sample_moves": f"{_ARRIVED} UNION ALL {_GONE}",
    "sample_goes": _GONE,
}
_COUNT = """
    CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO sample_counts SELECT dataset_id, group_id, sum(moved)
            FROM ({moved}) AS change (dataset_id, group_id, moved)
            GROUP BY dataset_id, group_id HAVING sum(moved) <> 0
        ON CONFLICT (dataset_id, group_id) DO UPDATE SET total = sample_counts.total + excluded.total;
        RETURN NULL;
    END $$"""

# Without statistics SQLite takes any column it is given a value of for selective, and would look up a handful
# of samples by reading all of their dataset. These say that datasets are few and large; it is the documented
# way to have plans that stay as they are, whatever is in the tables.
_EXPECT = {
    "ix_samples_dataset_id_deleted_id": "1000000 100000 90000 1",
    "ix_samples_dataset_id_deleted_group_id_id": "1000000 100000 90000 30000 1",
    "uq_samples_dataset_id_uuid": "1000000 100000 1",
}


def upgrade() -> None:
    """Create the counts and take them of what is there; tell SQLite what to expect."""
    op.create_table(
        "sample_counts",
        sa.Column("dataset_id", _ID, nullable=False),
        sa.Column("group_id", _ID, nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("dataset_id", "group_id", name="pk_sample_counts"),
    )
    op.execute(
        "INSERT INTO sample_counts SELECT dataset_id, coalesce(group_id, 0), count(*) FROM samples "
        "WHERE deleted IS NULL GROUP BY dataset_id, coalesce(group_id, 0)"
    )
    if op.get_bind().dialect.name == "sqlite":
        for name, body in _SQLITE.items():
            op.execute(f"CREATE TRIGGER {name} {body}")
        _expect()
    else:
        for name, event in _POSTGRESQL.items():
            op.execute(_COUNT.format(name=name, moved=_MOVED[name]))
            op.execute(f"CREATE TRIGGER {name} {event} FOR EACH STATEMENT EXECUTE FUNCTION {name}()")


def _expect() -> None:
    op.execute("ANALYZE alembic_version")  # the one way to make the table of statistics
    op.execute("DELETE FROM sqlite_stat1")
    for index, rows in _EXPECT.items():
        op.execute(f"INSERT INTO sqlite_stat1 VALUES ('samples', '{index}', '{rows}')")  # noqa: S608 (constants)
    op.execute("ANALYZE sqlite_schema")  # this connection reads them again; others do when they are opened


def downgrade() -> None:
    """Drop what was made."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name in _SQLITE:
        op.execute(f"DROP TRIGGER {name}" if sqlite else f"DROP TRIGGER {name} ON samples")
        if not sqlite:
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_table("sample_counts")
    if sqlite:
        op.execute("DELETE FROM sqlite_stat1")
        op.execute("ANALYZE sqlite_schema")
