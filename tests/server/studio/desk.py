"""The handlers of a server in this process, and what their calls cost the database."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import event

from groundwire.server import admin
from groundwire.server.context import Context
from groundwire.server.methods import MethodTable, load_routes
from groundwire.server.registry import load_handlers

if TYPE_CHECKING:
    from groundwire.server.context import Services

STEP = 5
"""Instructions of the database's virtual machine per count: a measure that no other load disturbs."""


@dataclass
class Desk:
    """Answers calls as the server does, and watches what they do to the database."""

    context: Context
    methods: MethodTable
    steps: int = 0
    statements: list[tuple[str, Any]] = field(default_factory=list)

    def call(self, method: str, **params: Any) -> Any:
        entry, function = self.methods.find(method)
        reply = function(self.context, entry.decoder.decode(json.dumps(params)))
        return msgspec.json.decode(reply) if isinstance(reply, msgspec.Raw) else reply

    def cost(self, method: str, params: dict[str, Any]) -> int:
        """Return how much work the database has with a call."""
        begin = self.steps
        self.call(method, **params)
        return self.steps - begin

    def plans(self, method: str, params: dict[str, Any]) -> dict[str, list[str]]:
        """Return how the database finds the rows of each statement of a call."""
        self.statements.clear()
        self.call(method, **params)
        noted = [(text, values) for text, values in self.statements if not text.startswith("PRAGMA")]
        with self.context.db.read() as connection:
            return {
                text: [step[3] for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)]
                for text, values in noted
            }

    def watch(self) -> None:
        """Note every statement, and count the work of the connection that this thread keeps."""

        def note(_connection: Any, _cursor: Any, text: str, values: Any, *_: Any) -> None:
            self.statements.append((text, values[0] if values and isinstance(values, list) else values))

        event.listen(self.context.db._engine, "before_cursor_execute", note)
        with self.context.db.read() as connection:
            driver = connection.connection.dbapi_connection
            assert driver is not None
            driver.set_progress_handler(self._step, STEP)

    def _step(self) -> int:
        self.steps += 1
        return 0


def open_desk(services: Services) -> Desk:
    """Sit down as the first user of a new server."""
    first = admin.initialise(services.db, password="correct horse")
    assert first is not None
    context = Context(
        user_id=1,
        username=first.username,
        organization_id=first.organization_id,
        db=services.db,
        objects=services.objects,
        base_url="http://127.0.0.1",
        settings=services.settings,
        auth=services.auth,
    )
    desk = Desk(context, MethodTable(load_routes("studio"), load_handlers("studio")))
    desk.watch()
    return desk


@dataclass(frozen=True)
class Filled:
    """A dataset of some size."""

    id: int
    annotation_set: int
    samples: list[int]
    group: int

    @property
    def middle(self) -> str:
        """The token of the page half way through."""
        return f"s{self.samples[len(self.samples) // 2]:x}"


def filled(desk: Desk, size: int) -> Filled:
    """Make a dataset with three groups, five labels, and a box on every sample."""
    (project,) = desk.call("project.list")
    dataset = desk.call("dataset.create", project_id=project["id"], name=f"{size} samples")["id"]
    annotation_set = desk.call("annset.add", dataset_id=dataset, name="all", operator="me")["id"]
    desk.call("samples.populate2", **populated(dataset, annotation_set, size))
    ids: list[int] = []
    token = None
    while token is not None or not ids:
        page = desk.call("samples.list", dataset_id=dataset, continue_token=token)
        ids += [sample["id"] for sample in page["samples"]]
        token = page["continue_token"]
    return Filled(dataset, annotation_set, ids, desk.call("groups.list", dataset_id=dataset)[1]["id"])


def populated(dataset: int, annotation_set: int, size: int, start: int = 0) -> dict[str, Any]:
    """Return the parameters of a call that makes `size` samples."""
    box = {"x": 0.1, "y": 0.1, "w": 0.5, "h": 0.5}
    samples = [
        {
            "uuid": f"{number}",
            "group": f"group {number % 3}",
            "files": {"image": f"{number}.jpg"},
            "annotations": [{"label_name": f"label {number % 5}", "box2d": box}],
        }
        for number in range(start, start + size)
    ]
    fixed = {"dataset_id": dataset, "annotation_set_id": annotation_set, "presigned_urls": True}
    return {**fixed, "samples": samples}
