"""The database: short transactions that either happen or do not."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from groundwire.server.errors import ServerError
from groundwire.server.store.engine import Database, describe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INSERT = text("INSERT INTO t (a) VALUES (:a)")
COUNT = text("SELECT count(*) FROM t")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path}/test.db")
    with opened.write() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE child (t INTEGER REFERENCES t (a))"))
    yield opened
    opened.close()


def count(db: Database) -> int:
    with db.read() as connection:
        return connection.execute(COUNT).scalar_one()


def test_sqlite_is_tuned_for_many_readers_and_one_writer(db: Database) -> None:
    with db.read() as connection:
        values = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert values == ["wal", 1, 1, 30000]


def test_write_commits_at_the_end_of_its_block(db: Database) -> None:
    with db.write() as connection:
        connection.execute(INSERT, {"a": 1})
    assert count(db) == 1


def add_and_fail(db: Database) -> None:
    with db.write() as connection:
        connection.execute(INSERT, {"a": 99})
        raise ZeroDivisionError


def test_write_is_undone_when_its_block_raises(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        add_and_fail(db)
    assert count(db) == 0
    assert not db.writing


def test_blocks_inside_a_block_join_it(db: Database) -> None:
    with db.write() as outer, db.write() as inner, db.read() as reading:
        assert inner is outer is reading


def test_a_failing_outer_block_undoes_the_inner_one(db: Database) -> None:
    def inside() -> None:
        with db.write():
            with db.write() as connection:
                connection.execute(INSERT, {"a": 1})
            assert count(db) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        inside()
    assert count(db) == 0


def test_write_inside_read_is_a_programming_error(db: Database) -> None:
    with pytest.raises(RuntimeError, match="open the write transaction first"), db.read(), db.write():
        pass
    with db.write() as connection:
        connection.execute(INSERT, {"a": 1})


def test_read_sees_one_consistent_state(db: Database) -> None:
    def add() -> None:
        with db.write() as connection:
            connection.execute(INSERT, {"a": 1})

    with db.read() as connection:
        before = connection.execute(COUNT).scalar_one()
        writer = threading.Thread(target=add)
        writer.start()
        writer.join()
        assert connection.execute(COUNT).scalar_one() == before
    assert count(db) == before + 1


def test_writers_in_several_threads_take_turns(db: Database) -> None:
    def add(start: int) -> None:
        for number in range(start, start + 50):
            with db.write() as connection:
                taken = connection.execute(COUNT).scalar_one()
                connection.execute(INSERT, {"a": number})
                assert connection.execute(COUNT).scalar_one() == taken + 1

    threads = [threading.Thread(target=add, args=(start,)) for start in (0, 100, 200, 300)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(db) == 200


def test_writers_of_two_processes_wait_for_each_other(db: Database) -> None:
    other = Database(str(db.url.render_as_string(hide_password=False)))
    waiting = threading.Event()

    def add() -> None:
        waiting.set()
        with other.write() as connection:
            connection.execute(INSERT, {"a": 2})
        other.close()

    thread = threading.Thread(target=add)
    with db.write() as connection:
        connection.execute(INSERT, {"a": 1})
        thread.start()
        waiting.wait()
    thread.join()
    assert count(db) == 2


def test_foreign_keys_are_enforced_outside_and_checked_after_migrations(db: Database) -> None:
    orphan = text("INSERT INTO child VALUES (99)")
    with pytest.raises(IntegrityError), db.write() as connection:
        connection.execute(orphan)
    with pytest.raises(ServerError, match="child"), db.migration() as connection:
        connection.execute(orphan)
    with db.migration() as connection:
        connection.execute(orphan)
        connection.execute(text("INSERT INTO t VALUES (99)"))
    with pytest.raises(IntegrityError), db.write() as connection:
        connection.execute(text("INSERT INTO child VALUES (98)"))


def test_failing_statements_are_described_without_their_values(db: Database) -> None:
    with db.write() as connection:
        connection.execute(INSERT, {"a": 1})
    with pytest.raises(IntegrityError) as caught, db.write() as connection:
        connection.execute(text("INSERT INTO t (a) SELECT 1 WHERE :secret != ''"), {"secret": "hunter2"})
    assert "hunter2" not in str(caught.value)
    assert describe(caught.value) == "UNIQUE constraint failed: t.a"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "not understood"),
        ("mysql://x/y", "must be sqlite or postgresql"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("postgresql+nodriver://x/y", "not installed"),
    ],
)
def test_unusable_urls_are_explained(url: str, message: str) -> None:
    with pytest.raises(ServerError, match=message):
        Database(url)


def test_passwords_in_urls_are_not_shown() -> None:
    try:
        shown = Database("postgresql://ada:hunter2@localhost/x").shown
    except ServerError as error:
        shown = str(error)
    assert "hunter2" not in shown


def test_closed_database_lets_go_of_its_file(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path}/a.db")
    with db.write() as connection:
        connection.execute(text("CREATE TABLE t (a)"))
    db.close()
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]


def test_unreadable_file_is_an_operational_error(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path}/no/such/folder/a.db")
    with pytest.raises(OperationalError):
        db.ping()


def test_version_changes_with_every_commit_of_anyone_and_with_nothing_else(db: Database) -> None:
    other = Database(db.url.render_as_string(hide_password=False))
    seen = [db.version()]
    count(db)
    seen.append(db.version())
    assert seen[0] == seen[1]
    for number, writer in enumerate((db, other, db)):
        with writer.write() as connection:
            connection.execute(INSERT, {"a": number})
        seen.append(db.version())
    assert len(set(seen)) == 4
    with pytest.raises(ZeroDivisionError):
        add_and_fail(other)
    assert db.version() == seen[-1]
    other.close()


def test_waiting_too_long_for_the_write_lock_is_an_operational_error(db: Database) -> None:
    other = Database(db.url.render_as_string(hide_password=False))
    with other.read() as connection:
        connection.execute(text("PRAGMA busy_timeout=0"))
    with db.write(), pytest.raises(OperationalError, match="locked"), other.write():
        pass
    assert not other.writing
    other.close()
