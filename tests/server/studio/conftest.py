"""A real server, a user of each of two organisations, and a fresh dataset per test."""

from __future__ import annotations

import json
import os
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundwire.server import LocalServer


class CallFailed(Exception):  # noqa: N818  (an answer, not a fault of the program)
    """The answer to a call was an error object."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(code, message)
        self.code, self.message = code, message


@dataclass
class Api:
    """Plain JSON-RPC over HTTP: no client library between the test and the wire."""

    url: str
    project_id: int = 0
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=60))

    def __call__(self, method: str, /, **params: Any) -> Any:
        return self.send(method, json.dumps(params).encode())

    def send(self, method: str, params: bytes) -> Any:
        """Call with parameters given as JSON text."""
        body = b'{"id":0,"jsonrpc":"2.0","method":"%s","params":%s}' % (method.encode(), params)
        reply = self.http.post(f"{self.url}/api", content=body).json()
        if "error" in reply:
            raise CallFailed(reply["error"]["code"], reply["error"]["message"])
        return reply["result"]

    def fails(self, method: str, /, **params: Any) -> CallFailed:
        """Call and return the failure."""
        with pytest.raises(CallFailed) as caught:
            self(method, **params)
        return caught.value

    def login(self, username: str, password: str) -> None:
        token = self("auth.login", username=username, password=password)["token"]
        self.http.headers["authorization"] = f"Bearer {token}"
        self.project_id = self("project.list")[0]["id"]

    def twin(self) -> Api:
        """The same user over a connection of its own."""
        return Api(self.url, self.project_id, httpx.Client(timeout=60, headers=self.http.headers))


@dataclass
class Data:
    """A dataset with one annotation set."""

    api: Api
    id: int
    annotation_set: int

    def populate(self, *samples: dict[str, Any], **params: Any) -> list[dict[str, Any]]:
        fixed = {"dataset_id": self.id, "annotation_set_id": self.annotation_set, "presigned_urls": False}
        return self.api("samples.populate2", **{**fixed, "samples": list(samples), **params})

    def samples(self, **params: Any) -> list[dict[str, Any]]:
        """Every sample, page by page."""
        found: list[dict[str, Any]] = []
        params = {"dataset_id": self.id, "annotation_set_id": self.annotation_set, **params}
        while True:
            page = self.api("samples.list", **params)
            found += page["samples"]
            if not page["continue_token"]:
                return found
            params["continue_token"] = page["continue_token"]

    def sample(self, **params: Any) -> dict[str, Any]:
        """The only sample."""
        (one,) = self.samples(**params)
        return one

    def labels(self) -> dict[str, int]:
        return {label["name"]: label["index"] for label in self.api("label.list", dataset_id=self.id)}


def new_dataset(api: Api) -> Data:
    name = f"dataset {uuid.uuid4()}"
    dataset = api("dataset.create", project_id=f"p-{api.project_id:x}", name=name)["id"]
    annotation_set = api("annset.add", dataset_id=dataset, name="annotations", operator="me")["id"]
    return Data(api, dataset, annotation_set)


@pytest.fixture(scope="session")
def local_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A real server process; on the empty database named by GROUNDWIRE_TEST_DATABASE, else on SQLite."""
    from groundwire.server import LocalServer

    database = os.environ.get("GROUNDWIRE_TEST_DATABASE")
    with LocalServer(tmp_path_factory.mktemp("server"), database=database) as server:
        yield server


def _logged_in(server: LocalServer, username: str, password: str) -> Iterator[Api]:
    api = Api(server.url)
    with closing(api.http):
        api.login(username, password)
        yield api


@pytest.fixture(scope="session")
def mine(local_server: LocalServer) -> Iterator[Api]:
    """A user of one organisation."""
    yield from _logged_in(local_server, local_server.username, local_server.password)


@pytest.fixture(scope="session")
def theirs(local_server: LocalServer) -> Iterator[Api]:
    """A user of another organisation."""
    local_server.add_user("mallory", "correct horse battery", "Elsewhere")
    yield from _logged_in(local_server, "mallory", "correct horse battery")


@pytest.fixture
def data(mine: Api) -> Data:
    """A dataset that no other test touches."""
    return new_dataset(mine)
