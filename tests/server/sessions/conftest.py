"""A real server, a user of each of two organisations, and a fresh training session per test."""

from __future__ import annotations

import json
import os
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from groundwire.server import LocalServer
from tests.server.studio.conftest import Api, CallFailed, new_dataset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import httpx

Part = tuple[str, bytes]


def post_form(
    api: Api, method: str, fields: dict[str, str], files: Sequence[Part] = (), *, check: bool = True
) -> Any:
    """Send a multipart call; file names go to the wire as they are."""
    parts = [(name, (None, text)) for name, text in fields.items()]
    parts += [("file", part) for part in files]
    reply = api.http.post(f"{api.url}/api", params={"method": method}, files=parts).json()
    if "error" in reply and check:
        raise CallFailed(reply["error"]["code"], reply["error"]["message"])
    return reply["result"] if check else reply["error"]


def raw(api: Api, method: str, **params: Any) -> httpx.Response:
    """Call a method whose answer is a file."""
    body = json.dumps({"id": 0, "jsonrpc": "2.0", "method": method, "params": params})
    return api.http.post(f"{api.url}/api", content=body)


@dataclass
class Run:
    """A training session and everything it was made of."""

    api: Api
    experiment: int
    dataset: int
    annotation_set: int
    session: int
    task: int

    def upload(self, *files: Part) -> Any:
        params = json.dumps({"session_id": self.session})
        return post_form(self.api, "trainer.upload.files", {"params": params}, files)

    def validate(self, name: str = "check", **params: Any) -> dict[str, int]:
        fixed = {
            "type": "validation",
            "name": name,
            "project_id": self.api.project_id,
            "training_session_id": self.session,
            "model_file": "model.onnx",
            "val_type": "detection",
            "is_local": True,
            "is_kubernetes": False,
            "params": {"params": {"iou": 0.5}},
        }
        return self.api("cloud.server.start", **{**fixed, **params})

    @property
    def status(self) -> str:
        return self.api("task.get", id=self.task)["status"]


def start_params(api: Api, experiment: int, dataset: int, annotation_set: int) -> dict[str, Any]:
    """Parameters of `cloud.server.start` for a training run by its user."""
    return {
        "type": "trainer",
        "name": "task of baseline",
        "project_id": api.project_id,
        "is_local": True,
        "is_kubernetes": False,
        "params": {
            "trainer_id": experiment,
            "trainer_type": "detection",
            "split_mode": "group",
            "dataset_id": dataset,
            "annotation_set_id": annotation_set,
            "tag_name": "first",
            "train_group_name": "train",
            "val_group_name": "val",
            "session_name": "baseline",
            "session_description": "first try",
            "params": {"epochs": 50, "rate": 0.001, "deep": {"list": [1, 2.5, "x", True]}},
        },
    }


def new_run(api: Api) -> Run:
    experiment = api("trainer.list2", project_id=api.project_id)[0]["id"]
    data = new_dataset(api)
    started = api("cloud.server.start", **start_params(api, experiment, data.id, data.annotation_set))
    return Run(api, experiment, data.id, data.annotation_set, started["train_session_id"], started["id"])


@pytest.fixture(scope="session")
def local_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A real server process; on the empty database named by GROUNDWIRE_TEST_DATABASE, else on SQLite."""
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
def run(mine: Api) -> Run:
    """A training session that no other test touches."""
    return new_run(mine)
