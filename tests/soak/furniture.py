"""Something of every kind in an organisation, so that probes have something to get hold of."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from groundwire.server import LocalServer

Known = dict[str, list[int]]
"""Numbers of what exists, by kind."""

# What a parameter names, by its own name or, where that is not enough, by the method's as well.
KINDS: dict[str | tuple[str, str], str] = {
    "project_id": "project",
    "dataset_id": "dataset",
    "annotation_set_id": "annotation set",
    "image_id": "sample",
    "image_ids": "sample",
    "label_id": "label",
    "group_id": "group",
    "trainer_id": "experiment",
    "task_id": "task",
    "docker_task_id": "task",
    "training_session_id": "training session",
    "trainer_session_id": "training session",
    "session_id": "training session",
    "session_ids": "training session",
    "validate_session_id": "validation session",
    "snapshot_id": "snapshot",
    ("annset.del", "id"): "annotation set",
    ("dataset.delete", "id"): "dataset",
    ("task.get", "id"): "task",
    ("trainer.session.update", "id"): "training session",
    ("samples.update_dimensions", "id"): "sample",
    ("val.data.list", "session_id"): "validation session",
    ("val.data.upload", "session_id"): "validation session",
    ("val.data.download", "session_id"): "validation session",
    ("validate.session.delete", "session_ids"): "validation session",
}
# Names of what a house has, by parameter; the word of the house goes in between.
TEXTS = {
    **dict.fromkeys(("tag", "tag_name", "from_version", "to_version", "folder", "chart_name"), "{}"),
    **dict.fromkeys(("group_name", "group_names"), "{}"),
    **dict.fromkeys(("file", "filename"), "{}.txt"),
    "file_path": "artifacts/{}.txt",
}
BOX = {"x": 0.1, "y": 0.1, "w": 0.5, "h": 0.5}


@dataclass
class House:
    """One organisation: a user of it, and what the user has made."""

    url: str
    token: str
    word: str
    """Name of whatever can be asked for by name."""
    secret: str
    """Stands in everything that nobody needs to know in order to ask."""
    rounds: list[Known] = field(default_factory=list["Known"])
    """What belongs together: each round has a dataset and everything in it or made of it."""
    urls: list[tuple[str, str]] = field(default_factory=list)
    """Verb and address of objects."""

    def call(self, method: str, **params: Any) -> Any:
        request = {"id": 0, "jsonrpc": "2.0", "method": method, "params": params}
        reply = self.post("/api", content=json.dumps(request).encode()).json()
        assert "error" not in reply, (method, reply)
        return reply["result"]

    def form(self, method: str, fields: dict[str, str], *files: tuple[str, bytes]) -> None:
        parts = [
            *((name, (None, text)) for name, text in fields.items()),
            *(("file", file) for file in files),
        ]
        reply = self.post("/api", params={"method": method}, files=parts).json()
        assert "error" not in reply, (method, reply)

    def post(self, path: str, **how: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return httpx.post(f"{self.url}{path}", headers=headers, timeout=60, **how)

    def furnish(self) -> None:
        """Make something of every kind, called by the word of the house."""
        new = {"project": self.call("project.list")[0]["id"]}
        new["dataset"] = dataset = self.call("dataset.create", project_id=new["project"], name=self.word)[
            "id"
        ]
        new["annotation set"] = self.call(
            "annset.add", dataset_id=dataset, name=self.word, description=self.secret, operator="me"
        )["id"]
        samples = self._samples(dataset, new["annotation set"])
        new["label"] = self.call("label.list", dataset_id=dataset)[0]["id"]
        new["group"] = self.call("groups.list", dataset_id=dataset)[0]["id"]
        self.call("version.tag.create", dataset_id=dataset, name=self.word, description=self.secret)
        self._sessions(new)
        new["snapshot"] = self._snapshot(dataset, new["annotation set"])
        self.rounds.append({kind: [number] for kind, number in new.items()} | {"sample": samples})

    def _samples(self, dataset: int, annotation_set: int) -> list[int]:
        samples = [
            {
                "uuid": f"{self.word} {number}",
                "image_name": f"{self.word} {number}.png",
                "group": self.word,
                "files": {"image": f"{self.word} {number}.png"},
                "sequence_description": self.secret,
                "annotations": [{"label_name": self.secret, "object_reference": self.secret, "box2d": BOX}],
            }
            for number in range(3)
        ]
        where = {"dataset_id": dataset, "annotation_set_id": annotation_set}
        made = self.call("samples.populate2", **where, samples=samples, presigned_urls=True)
        for one in made:
            self.urls.append(("PUT", one["urls"][0]["url"]))
            httpx.put(one["urls"][0]["url"], content=self.secret.encode()).raise_for_status()
        listed = self.call("samples.list", **where)["samples"]
        self.urls += [("GET", sample["image_url"]) for sample in listed]
        return [sample["id"] for sample in listed]

    def _sessions(self, new: dict[str, int]) -> None:
        new["experiment"] = self.call("trainer.list2", project_id=new["project"])[0]["id"]
        common = {"project_id": new["project"], "name": self.word, "is_local": True, "is_kubernetes": False}
        params = {"trainer_id": new["experiment"], "trainer_type": "detection", "tag_name": self.word}
        params |= {
            "dataset_id": new["dataset"],
            "annotation_set_id": new["annotation set"],
            "params": {"x": self.secret},
        }
        params |= {"session_name": self.word, "session_description": self.secret}
        trained = self.call("cloud.server.start", type="trainer", params=params, **common)
        new["task"], new["training session"] = trained["id"], trained["train_session_id"]
        new["validation session"] = self.call(
            "cloud.server.start",
            type="validation",
            training_session_id=new["training session"],
            model_file="m.onnx",
            val_type="detection",
            params={"params": {}},
            **common,
        )["val_session_id"]
        text = (f"{self.word}.txt", self.secret.encode())
        self.form("task.data.upload", {"task_id": str(new["task"]), "folder": self.word}, text)
        self.form("val.data.upload", {"session_id": str(new["validation session"])}, text)
        target = json.dumps({"session_id": new["training session"]})
        self.form("trainer.upload.files", {"params": target}, (f"artifacts/{self.word}.txt", text[1]))
        chart = {"group_name": self.word, "chart_name": self.word, "params": None, "data": {"x": self.secret}}
        self.call("task.chart.add", task_id=new["task"], **chart)
        self.call(
            "trainer.session.metrics", trainer_session_id=new["training session"], metrics={"m": self.secret}
        )
        self.call("status.stages", docker_task_id=new["task"], stages=[{self.word: self.secret}])

    def _snapshot(self, dataset: int, annotation_set: int) -> int:
        """Make a snapshot and wait until the server has filled it."""
        what = {"description": self.secret, "dataset_id": dataset, "annotation_set_id": annotation_set}
        made = self.call("snapshots.create", **what)["id"]
        ends = time.monotonic() + 60
        while (status := self.call("snapshots.get", snapshot_id=made)["status"]) != "available":
            assert time.monotonic() < ends, status
            time.sleep(0.05)
        return made

    def contents(self) -> list[str]:
        """Return everything that the user can see, without the signatures in it."""
        calls: list[tuple[str, dict[str, Any]]] = [
            ("project.list", {}),
            ("task.list", {}),
            ("snapshots.list", {}),
        ]
        ever = {"types": ["dataset", "annset"], "deleted_start": "1900-01-01T00:00:00Z"}
        calls += [
            ("org.get", {}),
            ("job.list", {}),
            ("recycle.list", {**ever, "deleted_end": "2999-01-01T00:00:00Z"}),
        ]
        for known in self.rounds:
            one = {kind: numbers[0] for kind, numbers in known.items()}
            here = {"dataset_id": one["dataset"]}
            calls += [
                (name, here) for name in ("annset.list", "label.list", "groups.list", "version.current")
            ]
            calls += [("samples.count", here), ("version.tag.list", here)]
            calls.append(("dataset.list", {"project_id": one["project"]}))
            calls.append(("samples.list", {**here, "annotation_set_id": one["annotation set"]}))
            session = {"trainer_session_id": one["training session"]}
            calls += [(name, session) for name in ("trainer.session.get", "trainer.session.metrics")]
            calls.append(("trainer.get_artifacts", {"training_session_id": one["training session"]}))
            calls.append(("validate.session.get", {"validate_session_id": one["validation session"]}))
            calls.append(("val.data.list", {"session_id": one["validation session"]}))
            calls.append(("task.data.list", {"task_id": one["task"]}))
            calls.append(("task.chart.list", {"task_id": one["task"], "group_name": ""}))
        return [
            re.sub(r"https?://[^\"]*", "", json.dumps(self.call(name, **params))) for name, params in calls
        ]


def moved_in(server: LocalServer, username: str, password: str, word: str, secret: str) -> House:
    """Log in and furnish."""
    house = House(server.url, "", word, secret)
    house.token = house.call("auth.login", username=username, password=password)["token"]
    house.furnish()
    return house
