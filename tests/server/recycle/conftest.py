"""A real server of this package's own, where tests may purge, set quotas and look into the database."""

from __future__ import annotations

import os
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from groundwire.server import LocalServer, housekeeping
from groundwire.server.admin import ORGANIZATION
from groundwire.server.secret import load_secret
from groundwire.server.services import open_database, open_objects
from groundwire.server.settings import Settings
from groundwire.server.store.schema import metadata
from tests.server.sessions.conftest import Run, new_run
from tests.server.studio.conftest import Api, Data, new_dataset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundwire.server.store.engine import Database

EVER = {"deleted_start": "1900-01-01T00:00:00Z", "deleted_end": "9999-01-01T00:00:00.123456789+00:00"}
KINDS = ["project", "dataset", "annset", "experiment", "train-session", "validate"]
PREFIXES = {
    "projects": "p",
    "datasets": "ds",
    "annotation_sets": "as",
    "experiments": "exp",
    "training_sessions": "t",
    "validate_sessions": "v",
}


def listed(api: Api, types: list[str] = KINDS, **span: str) -> dict[str, dict[str, Any]]:
    """What is in the bin, by prefixed id."""
    found = api("recycle.list", types=types, **{**EVER, **span})
    return {f"{PREFIXES[kind]}-{one['id']:x}": one for kind, ones in found.items() for one in ones}


@contextmanager
def database(server: LocalServer) -> Iterator[Database]:
    with closing(open_database(Settings(data=server.data, database=server._database))) as opened:
        yield opened


def counts(server: LocalServer) -> dict[str, int]:
    """Rows of every table."""
    with database(server) as db, db.read() as connection:
        return {
            table.name: connection.exec_driver_sql(f'SELECT count(*) FROM "{table.name}"').scalar_one()
            for table in metadata.sorted_tables
        }


def objects(server: LocalServer, below: str = "") -> set[str]:
    """Keys of the stored objects."""
    root = server.data / "objects"
    walk = os.walk(root / below)  # which does not mind folders that go meanwhile
    keys = {str((Path(folder) / name).relative_to(root)) for folder, _, names in walk for name in names}
    return {key for key in keys if not key.startswith(".staging")}


def set_quota(server: LocalServer, limit: int | None, organization: str = ORGANIZATION) -> int:
    """Set a quota as the command does, and return the bytes stored."""
    settings = Settings(data=server.data)
    with (
        database(server) as db,
        closing(open_objects(settings, load_secret(server.data / "secret.key"), db)) as store,
    ):
        return housekeeping.set_quota(db, store, organization, limit).used


def used(server: LocalServer, organization_id: int = 1) -> int:
    """Bytes that count towards the quota of an organisation."""
    with database(server) as db:
        return housekeeping.quotas(db)[organization_id].used


def upload(data: Data, *names: str, body: bytes = b"image") -> None:
    """Add samples, each with one image."""
    sent = [{"uuid": f"{data.id}-{name}", "files": {"image": name}} for name in names]
    for reply in data.populate(*sent, presigned_urls=True):
        (address,) = reply["urls"]
        assert data.api.http.put(address["url"], content=body).is_success


@pytest.fixture(scope="session")
def local_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A real server process; on the empty database named by GROUNDWIRE_TEST_DATABASE, else on SQLite."""
    chosen = os.environ.get("GROUNDWIRE_TEST_DATABASE")
    with LocalServer(tmp_path_factory.mktemp("server"), database=chosen) as server:
        server.add_user("mallory", "correct horse battery", "Elsewhere")
        yield server


@contextmanager
def logged_in(server: LocalServer, username: str = "", password: str = "") -> Iterator[Api]:
    api = Api(server.url)
    with closing(api.http):
        api.login(username or server.username, password or server.password)
        yield api


@pytest.fixture(scope="session")
def mine(local_server: LocalServer) -> Iterator[Api]:
    """A user of one organisation."""
    with logged_in(local_server) as api:
        yield api


@pytest.fixture(scope="session")
def theirs(local_server: LocalServer) -> Iterator[Api]:
    """A user of another organisation."""
    with logged_in(local_server, "mallory", "correct horse battery") as api:
        yield api


@pytest.fixture
def data(mine: Api) -> Data:
    """A dataset that no other test touches."""
    return new_dataset(mine)


@pytest.fixture
def run(mine: Api) -> Run:
    """A training session that no other test touches."""
    return new_run(mine)
