"""Counts of samples, so that counting costs the same in a dataset of any size; see `tables`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table

from groundwire.server.store.columns import Id, metadata

# Kept by triggers (see the migrations), so no statement that writes samples can forget it.
sample_counts = Table(
    "sample_counts",
    metadata,
    Column("dataset_id", Id, primary_key=True, autoincrement=False),
    # 0 for the samples in no group.
    Column("group_id", Id, primary_key=True, autoincrement=False),
    # Samples that are not deleted.
    Column("total", BigInteger, nullable=False),
)
