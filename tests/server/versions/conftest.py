"""The server of the studio tests, and a dataset whose states can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.server.studio.conftest import Api, Data, local_server, mine, new_dataset, theirs

__all__ = ["local_server", "mine", "theirs"]  # fixtures

BOX = {"x": 0.125, "y": 0.25, "w": 0.5, "h": 0.5}
RINGS = [[[0.1, 0.2], [0.4, 0.2], [0.25, 0.45]]]


@dataclass
class Versioned(Data):
    """A dataset with shorthands for its versions."""

    def __call__(self, method: str, /, **params: Any) -> Any:
        return self.api(method, dataset_id=self.id, **params)

    def fails(self, method: str, /, **params: Any) -> Any:
        return self.api.fails(method, dataset_id=self.id, **params)

    def tag(self, name: str, **params: Any) -> dict[str, Any]:
        return self("version.tag.create", name=name, **params)

    def restore(self, name: str) -> dict[str, Any]:
        return self("version.tag.restore", name=name)

    def entries(self, **params: Any) -> list[dict[str, Any]]:
        """Every change, page by page."""
        found: list[dict[str, Any]] = []
        while True:
            page = self("version.changelog", **params)
            found += page["entries"]
            if not page["continue_token"]:
                return found
            params["continue_token"] = page["continue_token"]

    def upload(self, uuid: str, name: str, content: bytes, kind: str = "image") -> None:
        (reply,) = self.populate({"uuid": uuid, "files": {kind: name}}, presigned_urls=True)
        (address,) = reply["urls"]
        self.put(address["url"], content)

    def put(self, url: str, content: bytes) -> None:
        assert self.api.http.put(url, content=content, headers={"authorization": ""}).is_success

    def get(self, url: str) -> bytes:
        return self.api.http.get(url, headers={"authorization": ""}).raise_for_status().content

    def state(self, tag: str | None = None) -> dict[str, Any]:
        """Everything a reader sees of the present, or of a tag; in the same form, files by their content."""
        at = {"tag": tag} if tag else {}
        sets = self("annset.list", **at)
        samples = [self._shown(one) for one in self.samples(annotation_set_id=None, limit=7, **at)]
        notes = {
            one["id"]: {
                sample["uuid"]: sample.get("annotations", [])
                for sample in self.samples(annotation_set_id=one["id"], **at)
            }
            for one in sets
        }
        groups = sorted({sample["group_name"] for sample in samples if "group_name" in sample})
        return {
            "labels": [
                (one["id"], one["index"], one["name"], one["color"]) for one in self("label.list", **at)
            ],
            "sets": [(one["id"], one["name"], one["description"]) for one in sets],
            "samples": samples,
            "annotations": notes,
            "count": self("samples.count", **at)["total"],
            "groups": {
                name: [one["uuid"] for one in self.samples(annotation_set_id=None, group_names=[name], **at)]
                for name in groups
            },
            "group counts": [self("samples.count", group_names=[name], **at)["total"] for name in groups],
        }

    def _shown(self, sample: dict[str, Any]) -> dict[str, Any]:
        shown = dict(sample)
        if "image_url" in shown:
            shown["image_url"] = self.get(shown["image_url"])
        shown["sensors"] = [
            {kind: self.get(value) if isinstance(value, str) else value for kind, value in one.items()}
            for one in shown.get("sensors", [])
        ]
        return shown


def versioned(api: Api) -> Versioned:
    data = new_dataset(api)
    return Versioned(data.api, data.id, data.annotation_set)


@pytest.fixture
def data(mine: Api) -> Versioned:
    """A dataset that no other test touches."""
    return versioned(mine)


def annotation(label: str | None = "car", **members: Any) -> dict[str, Any]:
    named = {} if label is None else {"label_name": label}
    return {**named, "box2d": BOX, "object_reference": "a", **members}


@pytest.fixture
def filled(data: Versioned) -> Versioned:
    """Three samples with everything, two groups, two labels."""
    data.populate(
        {"uuid": "a", "group": "train", "annotations": [annotation(), annotation("dog", mask=RINGS)]},
        {"uuid": "b", "group": "val", "width": 4, "height": 3, "annotations": [annotation("dog")]},
        {"uuid": "c", "sensors": {"gps": {"lat": 1, "lon": 2}}},
    )
    data.upload("a", "a.jpg", b"first a")
    data.upload("b", "b.pcd", b"first b", "radar.pcd")
    return data
