"""Columns that many tables have, their naming, and the clock they are filled from."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, String, Text, text

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
LIVE = text("deleted IS NULL")


def now() -> str:
    """The current time as stored and sent: RFC 3339, UTC, microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def row_id() -> Column[int]:
    """The key of a table."""
    return Column("id", Id, primary_key=True)


def created() -> Column[str]:
    """When a row was written."""
    return Column("created", Timestamp, nullable=False, default=now)


def updated() -> Column[str]:
    """When a row was last changed."""
    return Column("updated", Timestamp, nullable=False, default=now, onupdate=now)


def deleted() -> Column[str]:
    """When a row was deleted; null for live ones."""
    return Column("deleted", Timestamp)


def serial() -> Column[int]:
    """The dataset serial at which a row was written."""
    return Column("serial", BigInteger, nullable=False, server_default="0")


def texts(*names: str, default: str | None = None) -> list[Column[str]]:
    """Required text columns."""
    return [Column(name, Text, nullable=False, server_default=default) for name in names]


def ref(name: str, table: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    """The key of a row of another table."""
    return Column(name, Id, ForeignKey(f"{table}.id"), nullable=nullable, index=index or None)
