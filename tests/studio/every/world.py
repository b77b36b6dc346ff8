"""What the cases work on: a server, and things on it that are made by plain HTTP when first looked at."""

from __future__ import annotations

import base64
import json
import time
import warnings
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, Any

from groundwire.config import RetryPolicy
from groundwire.server import admin, housekeeping
from groundwire.server.services import open_database
from groundwire.server.settings import Settings
from groundwire.server.store.tables import training_tags, users
from groundwire.studio import DatasetID
from tests.server.sessions.conftest import Run, new_run, post_form
from tests.server.studio.conftest import Api, Data, new_dataset
from tests.studio.conftest import image_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from groundwire.server import LocalServer
    from groundwire.server.store.engine import Database
    from tests.studio.every.driver import Driver

UNKNOWN = 2**40
LEAVER, PASSWORD = "leaver", "correct horse battery"
IMAGE, RADAR = image_bytes(), b"VERSION .7 radar"
DEER = {"label_name": "deer", "label_index": 3, "box2d": {"x": 0.125, "y": 0.25, "w": 0.5, "h": 0.25}}
FOX = {"label_name": "fox", "mask": [[[0.0, 0.0], [0.5, 0.0], [0.5, 0.5]]]}

LAUNCHER = """
from groundwire.server.studio.launchers import launchers

class Idle:
    manager, instance = "kubernetes", "idle"
    def start(self, ctx, launch): pass
    def stop(self, ctx, task_id): pass

launchers.register("app", "blur", Idle())
"""
"""Imported by the server at its start: the place where an operator plugs in a launcher."""


class World:
    """One test's view of the server.

    Attributes:
        client: The client under test, logged in.
        api: Plain JSON-RPC of the same user, to prepare and to look.
        tmp: A folder of this test's own.
    """

    def __init__(self, server: LocalServer, driver: Driver, api: Api, client: Any, tmp: Path) -> None:
        self.server, self.driver, self.api, self.client, self.tmp = server, driver, api, client, tmp
        self.project = api.project_id

    def new_client(self, token: str | None = None, url: str | None = None) -> Any:
        """Make another client of the kind under test."""
        made = self.driver.kind("Client")(retry=RetryPolicy(max_retries=0)).with_memory_storage()
        if token is not None:
            made = made.with_token(token)
        return self.driver.wrap(made.with_url(url or self.server.url))

    def impostor(self) -> Any:
        """A client made with a wrong password, which nobody has seen yet."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # as its users do, and are told
            made = self.driver.kind("Client")(
                username=LEAVER, password="wrong password", server=self.server.url
            )
        return self.driver.wrap(made)

    @cached_property
    def stranger(self) -> Any:
        """A client whose token the server did not issue."""
        claims = {"server": "local", "username": "nobody", "exp": int(time.time()) + 7200}
        text = base64.b64encode(json.dumps(claims).encode()).decode().rstrip("=")
        return self.new_client(f"e30.{text}.c2ln")

    @cached_property
    def data(self) -> Data:
        """Two samples: `a.png` with image, radar file and a box, `b.png` with a polygon; labels, groups."""
        data = new_dataset(self.api)
        a = {"uuid": f"a-{data.id}", "group": "train", "width": 16, "height": 8, "annotations": [DEER]}
        a["files"] = {"image": "a.png", "radar.pcd": "a.pcd"}
        b = {"uuid": f"b-{data.id}", "group": "val", "files": {"image": "b.png"}, "annotations": [FOX]}
        for reply in data.populate(a, b, presigned_urls=True):
            for address in reply["urls"]:
                body = RADAR if address["filename"].endswith(".pcd") else IMAGE
                assert self.api.http.put(address["url"], content=body).is_success
        return data

    @cached_property
    def sample_ids(self) -> list[int]:
        return [sample["id"] for sample in self.data.samples()]

    @property
    def empty(self) -> Data:
        """A dataset without samples."""
        return new_dataset(self.api)

    @cached_property
    def run(self) -> Run:
        """A training session with an artifact, a checkpoint and a text file."""
        run = new_run(self.api)
        run.upload(("artifacts/m.onnx", b"model"), ("checkpoints/c.pt", b"weights"), ("notes.txt", b"text"))
        return run

    @cached_property
    def check(self) -> dict[str, int]:
        """A validation session of it with one file."""
        check = self.run.validate()
        fields = {"session_id": str(check["val_session_id"])}
        post_form(self.api, "val.data.upload", fields, [("seen.json", b"{}")])
        return check

    @property
    def session(self) -> Any:
        return self.client.training_session(self.run.session)

    @property
    def validation(self) -> Any:
        return self.client.validation_session(self.check["val_session_id"])

    @property
    def task(self) -> Any:
        return self.client.task_info(self.run.task)

    @property
    def dataset(self) -> Any:
        return self.client.dataset(self.data.id)

    def purged(self, item: str, entity: Any) -> Any:
        """Delete something behind the back of its object, and return that."""
        number = int(item.rpartition("-")[2], 16)
        delete = {
            "ds": ("dataset.delete", {"id": number}),
            "as": ("annset.del", {"id": number}),
            "t": ("trainer.session.delete", {"session_ids": [number]}),
            "v": ("validate.session.delete", {"session_ids": [number]}),
        }.get(item.partition("-")[0])
        if delete is None:
            with self.database() as db:
                housekeeping.delete(db, item)
        else:
            self.api(delete[0], **delete[1])
        self.api("recycle.purge", item_ids=[item])
        return entity

    @property
    def gone_dataset(self) -> Any:
        """A dataset object whose dataset is no more."""
        data = new_dataset(self.api)
        return self.purged(f"ds-{data.id:x}", self.client.dataset(data.id))

    @property
    def gone_session(self) -> Any:
        return self.purged(f"t-{self.run.session:x}", self.session)

    @property
    def gone_validation(self) -> Any:
        return self.purged(f"v-{self.check['val_session_id']:x}", self.validation)

    @property
    def gone_validation_and_training(self) -> Any:
        return self.purged(f"t-{self.run.session:x}", self.validation)

    @property
    def gone_task(self) -> Any:
        return self.purged(f"t-{self.run.session:x}", self.task)

    @property
    def gone_project(self) -> Any:
        with self.database() as db:
            project = admin.add_project(db, "fleeting", admin.ORGANIZATION)
        return self.purged(f"p-{project:x}", self.client.project(project))

    @property
    def gone_experiment(self) -> Any:
        with self.database() as db:
            experiment = admin.add_experiment(db, "fleeting", f"p-{self.project:x}")
        return self.purged(f"exp-{experiment:x}", self.client.experiment(experiment))

    def expelled(self, look: Callable[[Any], Any]) -> Any:
        """Return what a user has looked at whose sessions were ended afterwards."""
        raw = Api(self.server.url)
        with closing(raw.http):
            client = self.new_client(raw("auth.login", username=LEAVER, password=PASSWORD)["token"])
        seen = look(client)
        with self.database() as db, db.write() as connection:
            epoch = {"token_epoch": users.c.token_epoch + 1}
            connection.execute(users.update().where(users.c.username == LEAVER).values(epoch))
        return seen

    def file(self, name: str, content: bytes = b"content") -> Path:
        path = self.tmp / name
        path.write_bytes(content)
        return path

    def lose(self, below: str) -> None:
        """Remove stored objects as a broken disk would."""
        for path in (self.server.data / "objects" / below).rglob("*"):
            if path.is_file():
                path.unlink()

    def finished(self, task_id: int) -> None:
        """Wait for a job of the server."""
        deadline = time.monotonic() + 120
        while (task := self.api("task.get", id=task_id))["status"] != "complete":
            assert task["status"] in {"pending", "running"}, task
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def dataset_id(self, number: int) -> DatasetID:
        return DatasetID(number)

    def write_training_tag(self, dataset_id: int, name: str) -> None:
        """No call makes these: trainers of the platform do."""
        with self.database() as db, db.write() as connection:
            connection.execute(training_tags.insert().values(dataset_id=dataset_id, name=name))

    def database(self) -> closing[Database]:
        return closing(open_database(Settings(data=self.server.data, database=self.server._database)))
