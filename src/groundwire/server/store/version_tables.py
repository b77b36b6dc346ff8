"""Tables of dataset versions: tags, the changelog, counts kept, and the past images of rows; see `tables`.

A row of the past, in a table ``…_history``, has the columns of the present table and ``until``: the serial
at which it was replaced or deleted. At serial S a dataset is made of the present rows with ``serial <= S``
and of the past ones with ``serial <= S < until``. Past rows refer to others without foreign keys, because
those may be past as well.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from groundwire.server.store.columns import Id, created, metadata, ref, row_id, serial, texts
from groundwire.server.store.tables import (
    annotation_rows,
    annotation_sets,
    groups,
    labels,
    sample_files,
    samples,
)

version_tags = Table(
    "version_tags",
    metadata,
    row_id(),
    ref("dataset_id", "datasets"),
    *texts("name"),
    *texts("description", default=""),
    serial(),
    *texts("created_by"),
    created(),
    # What the dataset held at that serial. The counts by kind are JSON objects.
    *[
        Column(name, BigInteger, nullable=False)
        for name in ("image_count", "label_count", "annotation_set_count")
    ],
    *texts("annotation_counts", "sensor_counts"),
    # No sample of that state has a larger id.
    Column("last_sample_id", BigInteger, nullable=False),
    UniqueConstraint("dataset_id", "name"),
    sqlite_autoincrement=True,
)

# The counts of the present state as they were last taken.
dataset_summaries = Table(
    "dataset_summaries",
    metadata,
    Column("dataset_id", Id, ForeignKey("datasets.id"), primary_key=True, autoincrement=False),
    serial(),
    *[
        Column(name, BigInteger, nullable=False)
        for name in ("image_count", "label_count", "annotation_set_count")
    ],
    *texts("annotation_counts", "sensor_counts"),
    created(),
)

changelog = Table(
    "changelog",
    metadata,
    row_id(),
    ref("dataset_id", "datasets"),
    serial(),
    *texts("entity_type", "operation", "username"),
    # Ids of the entities, a JSON list: a row stands for as many entries. Null: one entry about no one entity.
    Column("entities", Text),
    Column("amount", Integer, nullable=False),
    Column("data", Text),  # JSON text, the `change_data` of each entry
    created(),
    Index("ix_changelog_dataset_id_serial_id", "dataset_id", "serial", "id"),
    sqlite_autoincrement=True,
)


def _past(table: Table, *path: str) -> Table:
    """Make the table of past images; its key leads from what a reader knows to the images of one row."""
    columns = [Column(column.name, column.type, nullable=column.nullable) for column in table.columns]
    until = Column("until", BigInteger, nullable=False)
    past = Table(f"{table.name}_history", metadata, *columns, until)
    key = (*path, "id", "until")
    past.append_constraint(PrimaryKeyConstraint(*key))
    return past


HISTORY = {
    table: _past(table, *path)
    for table, path in (
        (labels, ("dataset_id",)),
        (groups, ("dataset_id",)),
        (annotation_sets, ("dataset_id",)),
        (samples, ("dataset_id",)),
        (sample_files, ("sample_id",)),
        (annotation_rows, ("annotation_set_id", "sample_id")),
    )
}
"""The table of past images of each table that keeps some."""
