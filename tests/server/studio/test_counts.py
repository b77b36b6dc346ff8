"""Counts of samples are kept, not taken: they are right after whatever changed the samples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import delete, func, insert, select, update

from groundwire.server import admin
from groundwire.server.store import migrations
from groundwire.server.store.count_tables import sample_counts
from groundwire.server.store.engine import Database
from groundwire.server.store.migrate import migrate
from groundwire.server.store.tables import datasets, groups, samples

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_counts_follow_every_call(data) -> None:
    def total(*names: str) -> int:
        counted = data.api("samples.count", dataset_id=data.id, group_names=list(names))["total"]
        assert counted == len(data.samples(group_names=list(names))), names
        return counted

    def counts() -> list[int]:
        return [total(), total("a"), total("b"), total("a", "b", "none"), total("none")]

    def remove(*ids: int, everything: bool = False) -> None:
        params = {"image_ids": list(ids), "sequence_ids": [], "delete_all": everything}
        data.api("image.delete_from_dataset", dataset_id=data.id, **params)

    assert counts() == [0, 0, 0, 0, 0]
    data.populate(*({"uuid": f"{n}", **({"group": "ab"[n % 2]} if n < 8 else {})} for n in range(10)))
    assert counts() == [10, 4, 4, 8, 0]
    data.populate({"uuid": "9", "group": "a"}, {"uuid": "0", "group": "b"}, {"uuid": "2"}, {"uuid": "10"})
    assert counts() == [11, 4, 5, 9, 0]
    first, second, *_ = (sample["id"] for sample in data.samples(group_names=["b"]))
    group = next(one["id"] for one in data.api("groups.list", dataset_id=data.id) if one["name"] == "a")
    for _ in range(2):
        data.api("image.set_group_id", image_id=first, group_id=group)
    assert counts() == [11, 5, 4, 9, 0]
    remove(first, second)
    remove(first)
    assert counts() == [9, 4, 3, 7, 0]
    assert data.api.fails("samples.populate2", dataset_id=data.id, samples=[{"uuid": "x"}, {"uuid": "x"}])
    assert counts() == [9, 4, 3, 7, 0]
    remove(everything=True)
    assert counts() == [0, 0, 0, 0, 0]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'counts.db'}")
    migrate(database)
    admin.initialise(database, password="correct horse")
    yield database
    database.close()


def add(db: Database, *rows: tuple[int, int]) -> None:
    """Insert samples of a dataset and group as no call would: past every handler."""
    with db.write() as connection:
        known = set(connection.execute(select(datasets.c.id)).scalars())
        for key in {dataset for dataset, _ in rows} - known:
            connection.execute(insert(datasets).values(id=key, project_id=1, name="x", cloud_key="x"))
        start = connection.execute(select(func.count()).select_from(samples)).scalar_one()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for number, (dataset, group) in enumerate(rows, start):
            row = {"dataset_id": dataset, "group_id": group or None, "uuid": f"{number}", "body": ""}
            connection.execute(insert(samples).values(row))
        for key in (1, 2):
            row = {"id": key, "dataset_id": 1, "name": f"{key}"}
            connection.execute(insert(groups).prefix_with("OR IGNORE").values(row))


def kept(db: Database) -> dict[tuple[int, int], int]:
    with db.read() as connection:
        rows = connection.execute(select(sample_counts).where(sample_counts.c.total != 0)).all()
    return {(row.dataset_id, row.group_id): row.total for row in rows}


def test_statements_past_the_handlers_are_counted_as_well(db) -> None:
    add(db, (1, 0), (1, 1), (1, 1), (1, 2), (2, 0))
    assert kept(db) == {(1, 0): 1, (1, 1): 2, (1, 2): 1, (2, 0): 1}
    with db.write() as connection:
        connection.execute(update(samples).where(samples.c.group_id == 1).values(group_id=2))
        connection.execute(update(samples).values(width=5, group_id=samples.c.group_id))
    assert kept(db) == {(1, 0): 1, (1, 2): 3, (2, 0): 1}
    with db.write() as connection:
        connection.execute(update(samples).where(samples.c.dataset_id == 1).values(deleted="now"))
        connection.execute(update(samples).where(samples.c.group_id.is_(None)).values(deleted=None))
        connection.execute(delete(samples).where(samples.c.dataset_id == 2))
        connection.execute(delete(samples).where(samples.c.group_id == 2))
    assert kept(db) == {(1, 0): 1}


def test_what_is_rolled_back_is_not_counted(db) -> None:
    add(db, (1, 0))

    def fail() -> None:
        with db.write() as connection:
            connection.execute(delete(samples))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert kept(db) == {(1, 0): 1}


def test_an_older_database_is_counted_when_it_is_upgraded(db) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with db.migration() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0006-1")
    add(db, (1, 0), (1, 1), (1, 1))
    migrate(db)
    assert kept(db) == {(1, 0): 1, (1, 1): 2}
