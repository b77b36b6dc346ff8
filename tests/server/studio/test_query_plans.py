"""Queries that run for every page: each looks its rows up in an index and sorts nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.dialects import postgresql

from groundwire.server.store.engine import Database
from groundwire.server.store.migrate import migrate
from groundwire.server.studio import annotationpage, selection
from groundwire.server.studio.filters import wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

QUERIES = {
    "page": selection.page_query(1, None, 5, 100),
    "page of a group": selection.page_query(1, [1], 5, 100),
    "page of groups": selection.page_query(1, [1, 2, 3], 5, 100),
    "count": selection.count_query(1, None),
    "count of groups": selection.count_query(1, [1, 2]),
    "annotations": annotationpage.annotations_query(1, [1, 2, 3], wanted([])),
    "boxes": annotationpage.annotations_query(1, [1, 2, 3], wanted(["box2d"])),
}


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('plans') / 'plans.db'}")
    migrate(database)
    yield database
    database.close()


def plan(db: Database, query) -> list[str]:
    with db.read() as connection:
        text = query.compile(connection, compile_kwargs={"literal_binds": True, "render_postcompile": True})
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]


@pytest.mark.parametrize("name", QUERIES)
def test_no_table_is_read_through_and_nothing_is_sorted(db, name) -> None:
    steps = plan(db, QUERIES[name])
    # A scan of a subquery is a scan of the one page it yields.
    scans = [step for step in steps if step.startswith("SCAN") and not step.startswith("SCAN anon_")]
    assert scans == []
    assert [step for step in steps if "TEMP B-TREE" in step] == []


@pytest.mark.parametrize("name", ["count", "count of groups"])
def test_counting_reads_an_index_alone(db, name) -> None:
    assert all("COVERING INDEX" in step for step in plan(db, QUERIES[name]))


def test_a_page_starts_where_the_last_one_ended(db) -> None:
    assert any("deleted=? AND id>?" in step for step in plan(db, QUERIES["page"]))
    groups = [step for step in plan(db, QUERIES["page of groups"]) if "group_id=? AND id>?" in step]
    assert len(groups) == 3


def test_unwanted_geometry_is_not_read() -> None:
    text = str(QUERIES["boxes"].compile(dialect=postgresql.dialect()))
    assert "box2d" in text
    assert "mask" not in text
    assert "box3d" not in text
