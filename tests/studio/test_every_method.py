"""Every public method that talks to a server, sync and async, does what it says and fails as it says."""

from __future__ import annotations

import importlib
import os
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from groundwire.server import LocalServer
from tests.server.studio.conftest import Api
from tests.studio.every.driver import Driver, Face, methods_that_talk
from tests.studio.every.table import TABLE
from tests.studio.every.world import LAUNCHER, LEAVER, PASSWORD, World

if TYPE_CHECKING:
    from collections.abc import Iterator

for _module in ("account", "datasets", "runs", "samples", "snapshots", "tasks", "versions"):
    pytest.register_assert_rewrite(f"tests.studio.every.{_module}")
    importlib.import_module(f"tests.studio.every.{_module}")


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[LocalServer]:
    """A server with a launcher plugged in; on the empty database GROUNDWIRE_TEST_DATABASE, else SQLite."""
    plugins = tmp_path_factory.mktemp("plugins")
    (plugins / "sitecustomize.py").write_text(LAUNCHER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(plugins))
        chosen = os.environ.get("GROUNDWIRE_TEST_DATABASE")
        running = LocalServer(tmp_path_factory.mktemp("server"), database=chosen)
        running.start()
    running.add_user(LEAVER, PASSWORD)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def api(server) -> Iterator[Api]:
    made = Api(server.url)
    with closing(made.http):
        made.login(server.username, server.password)
        yield made


@pytest.fixture(scope="module", params=["sync", "async"])
def driver(request) -> Iterator[Driver]:
    made = Driver(request.param)
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(server, driver, api):
    token = api.http.headers["authorization"].removeprefix("Bearer ")
    made = driver.kind("Client")().with_memory_storage().with_token(token).with_url(server.url)
    yield Face(driver, made, "Client")
    driver.close_client(made)


@pytest.fixture
def world(server, driver, api, client, tmp_path) -> Iterator[World]:
    driver.begin()
    yield World(server, driver, api, client, tmp_path)
    driver.end()


def test_the_table_has_every_method_that_talks() -> None:
    assert set(TABLE) == methods_that_talk()


@pytest.mark.parametrize("name", sorted(TABLE))
def test_it_works(world, name) -> None:
    TABLE[name].works(world)
    assert name in world.driver.calls


@pytest.mark.parametrize("name", sorted(TABLE))
def test_it_fails_with_its_error(world, name) -> None:
    with pytest.raises(TABLE[name].error) as caught:
        TABLE[name].fails(world)
    assert world.driver.raised == name
    assert type(caught.value) is TABLE[name].error
    assert str(caught.value)
