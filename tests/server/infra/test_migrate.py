"""Migrations at start: once, whoever comes first, and never backwards."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import inspect, text

from groundwire.server.errors import DatabaseTooNewError, ServerError
from groundwire.server.services import open_database
from groundwire.server.store import migrations
from groundwire.server.store.engine import Database
from groundwire.server.store.migrate import migrate, revision

if TYPE_CHECKING:
    from pathlib import Path

    from groundwire.server.settings import Settings

START = """
import sys
from pathlib import Path
from groundwire.server import admin
from groundwire.server.services import open_database, prepare_folder
from groundwire.server.settings import Settings

settings = Settings(data=Path(sys.argv[1]))
prepare_folder(settings)
print("ready", flush=True)
sys.stdin.readline()
database = open_database(settings)
made = admin.initialise(database)
print("made" if made else "found")
database.close()
"""


def test_empty_database_is_brought_to_the_newest_schema(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path}/a.db")
    assert revision(db) is None
    assert migrate(db) == revision(db) == migrations.HEAD
    with db.read() as connection:
        assert "users" in inspect(connection).get_table_names()
    db.close()


def test_migrating_again_does_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = Database(f"sqlite:///{tmp_path}/a.db")
    migrate(db)
    monkeypatch.setattr(migrations, "upgrade", None)
    assert migrate(db) == migrations.HEAD
    db.close()


def test_database_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    db = Database(f"sqlite:///{tmp_path}/a.db")
    migrate(db)
    with db.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNewError, match="newer version"):
        migrate(db)
    assert revision(db) == "9999"
    db.close()


def test_failed_migration_leaves_the_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = migrations.upgrade

    def fail_late(connection: object) -> None:
        real(connection)  # type: ignore[arg-type]
        raise ZeroDivisionError

    db = Database(f"sqlite:///{tmp_path}/a.db")
    monkeypatch.setattr(migrations, "upgrade", fail_late)
    with pytest.raises(ZeroDivisionError):
        migrate(db)
    assert revision(db) is None
    with db.read() as connection:
        assert inspect(connection).get_table_names() == []
    db.close()


def test_a_file_that_is_no_database_is_explained(settings: Settings) -> None:
    settings.data.mkdir()
    (settings.data / "groundwire.db").write_bytes(b"this is not a database, it is a poem\n" * 100)
    with pytest.raises(ServerError, match="cannot be used: file is not a database"):
        open_database(settings)


def test_processes_that_start_at_once_set_up_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", START, str(tmp_path / "data")]
    starters = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for starter in starters:
        assert starter.stdout is not None
        assert starter.stdout.readline() == "ready\n"
    for starter in starters:
        assert starter.stdin is not None
        starter.stdin.write("go\n")
        starter.stdin.flush()
    ends = [starter.communicate(timeout=60) for starter in starters]
    assert [errors for _, errors in ends] == [""] * 4
    assert sorted(output.strip() for output, _ in ends) == ["found", "found", "found", "made"]
