"""The whole schema: importing this module completes `metadata`, whichever modules its tables are in."""

from __future__ import annotations

from groundwire.server.store import count_tables, recycle_tables, snapshot_tables, tables, version_tables
from groundwire.server.store.columns import metadata

__all__ = ["count_tables", "metadata", "recycle_tables", "snapshot_tables", "tables", "version_tables"]
