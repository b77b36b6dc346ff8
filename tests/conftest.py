"""What every test shares: isolation from the user's own configuration, and a local server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pytest_recording import network

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundwire.server import LocalServer


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Undo the recording plugin's proxy of pycurl: it makes objects that pycurl itself does not take."""
    network.uninstall_pycurl_wrapper()


@pytest.fixture(autouse=True)
def _own_configuration(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give each test empty folders for configuration and state: no token of the user is read or replaced."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    for name in ("STUDIO_SERVER", "STUDIO_USERNAME", "STUDIO_PASSWORD", "STUDIO_TOKEN", "STUDIO_TOKEN_PATH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def local_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A real server process with an empty database; tests make their own datasets in it."""
    from groundwire.server import LocalServer

    with LocalServer(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def anyio_backend() -> str:
    """Run async tests on asyncio unless a test asks for more."""
    return "asyncio"
