"""What these tests share: services in a folder, a running server, a plain HTTP client."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from groundwire.server import admin
from groundwire.server.embedded import LocalServer
from groundwire.server.presign import UrlSigner
from groundwire.server.secret import load_secret
from groundwire.server.services import close_services, open_services
from groundwire.server.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from groundwire.server.context import Services

PASSWORD = "correct horse battery"


@dataclass
class Response:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Api:
    """A client that sends exactly what a test says."""

    url: str
    token: str = ""

    def request(
        self, verb: str, target: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> Response:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        try:
            connection.request(verb, target.removeprefix(self.url), body, headers or {})
            answer = connection.getresponse()
            return Response(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def post(self, body: bytes, token: str | None = None) -> Any:
        bearer = self.token if token is None else token
        headers = {"authorization": f"Bearer {bearer}", "content-type": "application/json"}
        answer = self.request("POST", "/api", body, headers)
        assert answer.headers["content-type"] == "application/json"
        return answer.json()

    def call(self, method: str, params: object = None, token: str | None = None) -> Any:
        body = {"id": 0, "jsonrpc": "2.0", "method": method, "params": params}
        return self.post(json.dumps(body).encode(), token)

    def login(self, username: str, password: str) -> str:
        answer = self.call("auth.login", {"username": username, "password": password})
        assert "result" in answer, answer
        return answer["result"]["token"]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


@pytest.fixture
def services(settings: Settings) -> Iterator[Services]:
    """Open services with one organisation, the user `ada`, and one project."""
    opened = open_services(settings)
    admin.initialise(opened.db, username="ada", password=PASSWORD)
    yield opened
    close_services(opened)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """One running server for every test that leaves it as it was."""
    with LocalServer(tmp_path_factory.mktemp("server") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def token(server: LocalServer) -> str:
    return Api(server.url).login(server.username, server.password)


@pytest.fixture
def api(server: LocalServer, token: str) -> Api:
    return Api(server.url, token)


def signer_of(data: Path) -> UrlSigner:
    """Sign URLs as the server of a data folder does."""
    return UrlSigner(load_secret(data / "secret.key").derive("objects"))


@pytest.fixture(scope="session")
def signer(server: LocalServer) -> UrlSigner:
    return signer_of(server.data)
