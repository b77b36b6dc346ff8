"""The same server on PostgreSQL: the one `GROUNDWIRE_TEST_POSTGRES` names, or a throw-away one."""

from __future__ import annotations

import os
import secrets
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from groundwire.server import admin
from groundwire.server.embedded import LocalServer
from groundwire.server.errors import ServerError
from groundwire.server.store.engine import Database
from groundwire.server.store.migrate import migrate

from . import postgres
from .conftest import Api

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GIVEN = os.environ.get("GROUNDWIRE_TEST_POSTGRES", "")
INSTALLED = postgres.programs()
pytestmark = pytest.mark.skipif(
    not GIVEN and INSTALLED is None,
    reason="no PostgreSQL server is installed here (no initdb), and GROUNDWIRE_TEST_POSTGRES names none",
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if GIVEN or INSTALLED is None:
        yield GIVEN
    else:
        with postgres.running(INSTALLED) as started:
            yield started


@pytest.fixture
def url(address: str) -> Iterator[str]:
    name = f"groundwire_test_{secrets.token_hex(6)}"
    server = make_url(address).set(drivername="postgresql+psycopg")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.set(database=name, drivername="postgresql").render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def test_server_runs_on_postgres_and_keeps_its_state(url: str, tmp_path: Path) -> None:
    with LocalServer(tmp_path / "data", database=url) as server:
        api = Api(server.url)
        api.token = api.login(server.username, server.password)
        assert api.call("org.get")["result"]["name"] == "Local"
        server.add_user("bob", "bobs password", "Other")
        server.kill()
        server.restart()
        assert api.call("org.get")["result"]["name"] == "Local"
        token = api.login("bob", "bobs password")
        assert api.call("org.get", token=token)["result"]["name"] == "Other"
        assert not (tmp_path / "data" / "groundwire.db").exists()
        assert api.request("GET", "/health").json()["database"] == "ok"


def test_starters_at_once_migrate_and_set_up_once(url: str) -> None:
    made: list[bool] = []
    together = threading.Barrier(4)

    def start() -> None:
        db = Database(url)
        together.wait()
        migrate(db)
        made.append(admin.initialise(db) is not None)
        db.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [False, False, False, True]


def test_failing_writes_are_undone(url: str) -> None:
    db = Database(url)
    migrate(db)

    def add_and_fail() -> None:
        with db.write() as connection:
            connection.execute(text("INSERT INTO organizations (name, created) VALUES ('x', '')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()
    assert admin.list_accounts(db) == []
    db.close()


def test_unreachable_server_is_explained_without_its_password() -> None:
    db = Database("postgresql://ada:hunter2@127.0.0.1:1/none")
    with pytest.raises(ServerError, match="cannot be used") as caught:
        migrate(db)
    assert "hunter2" not in str(caught.value)
    db.close()
