"""Tables of what is stored and what is to be removed for good; conventions as in `tables`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table, Text

from groundwire.server.store.columns import created, metadata, ref, row_id, texts

# Bytes stored below each place of an organisation with a quota: a dataset, a task, its snapshots.
storage_usage = Table(
    "storage_usage",
    metadata,
    Column("place", Text, primary_key=True),  # what the keys of its objects begin with, without the slash
    ref("organization_id", "organizations", index=True),
    Column("bytes", BigInteger, nullable=False),
)

# Places whose rows were purged: their objects are removed until nobody can add any more.
purged_places = Table(
    "purged_places",
    metadata,
    row_id(),
    *texts("place"),
    created(),
    sqlite_autoincrement=True,
)
