"""A real server, users of two organisations, datasets with everything in them, and their snapshots."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import httpx

from tests.server.studio.conftest import Api, CallFailed, Data, data, local_server, mine, new_dataset, theirs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["data", "local_server", "mine", "theirs"]

PATIENCE_S = 120
PART = 104_857_600


def put(url: str, body: bytes) -> httpx.Response:
    return httpx.put(url, content=body, timeout=60)


def upload(api: Api, files: Mapping[str, bytes], name: str = "uploaded", **params: Any) -> int:
    """Upload files as a snapshot, as clients do, and return its id."""
    sizes = [len(body) for body in files.values()]
    plan = api(
        "snapshots.create_upload_url_multipart",
        snapshot_name=name,
        keys=list(files),
        file_sizes=sizes,
        **params,
    )
    snapshot = plan["snapshot_id"]
    prefix = api("snapshots.get", snapshot_id=snapshot)["path"].partition("::/")[2]
    for path, body in files.items():
        part = plan[f"{prefix}/{path}"]
        etags = [
            put(url, body[n * PART : (n + 1) * PART]).headers["etag"] for n, url in enumerate(part["urls"])
        ]
        complete(api, f"{prefix}/{path}", part["upload_id"], etags)
    api("snapshots.update", snapshot_id=snapshot, status="available")
    return snapshot


def complete(api: Api, key: str, upload_id: str, etags: Iterable[str]) -> Any:
    parts = [{"ETag": etag.strip('"'), "PartNumber": number} for number, etag in enumerate(etags, 1)]
    return api("snapshots.complete_multipart_upload", key=key, upload_id=upload_id, etag_list=parts)


def download(api: Api, snapshot: int) -> dict[str, bytes]:
    urls = api("snapshots.create_download_url", snapshot_id=snapshot)
    return {path: httpx.get(url, timeout=60).raise_for_status().content for path, url in urls.items()}


def ended(api: Api, task: int) -> dict[str, Any]:
    """Wait until a task has ended and return it."""
    pause = threading.Event()
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        info = api("task.get", id=task)
        if info["status"] in {"complete", "failed", "cancelled"}:
            return info
        pause.wait(0.05)
    raise AssertionError(f"the task has not ended: {info}")


def reason(task: Mapping[str, Any]) -> str:
    """What a failed task tells."""
    assert task["status"] == "failed", task
    return " ".join(
        stage["message"] for stage in task["progress"]["stages"].values() if stage["status"] == "failed"
    )


def freeze(data: Data, description: str = "frozen") -> int:
    """Make a snapshot of a dataset and return its id."""
    made = data.api(
        "snapshots.create",
        description=description,
        dataset_id=data.id,
        annotation_set_id=data.annotation_set,
    )
    assert ended(data.api, made["task_id"])["status"] == "complete"
    return made["id"]


def begin_restore(api: Api, snapshot: int, **params: Any) -> dict[str, Any]:
    plain = {"project_id": api.project_id, "fps": 1, "depth_gen": False, "agtg_pipeline": False}
    return api("snapshots.restore", snapshot_id=snapshot, **{**plain, **params})


def restore(api: Api, snapshot: int, **params: Any) -> Data:
    """Restore a snapshot and return the dataset."""
    made = begin_restore(api, snapshot, **params)
    task = ended(api, made["task_id"])
    assert task["status"] == "complete", task
    return Data(api, made["dataset_id"], made["annotation_set_id"])


def content(data: Data) -> dict[str, Any]:
    """Everything that can be read of a dataset, without the ids and addresses that differ."""
    http = httpx.Client(timeout=60)
    with http:
        return {
            "labels": [
                {name: label.get(name) for name in ("name", "index", "color")}
                for label in data.api("label.list", dataset_id=data.id)
            ],
            "groups": [group["name"] for group in data.api("groups.list", dataset_id=data.id)],
            "samples": [_plain(sample, http) for sample in data.samples()],
        }


def _plain(sample: dict[str, Any], http: httpx.Client) -> dict[str, Any]:
    sample = {name: value for name, value in sample.items() if name != "id"}
    if sample.get("image_url", "").find("/objects/") >= 0:
        sample["image_url"] = http.get(sample["image_url"]).raise_for_status().content
    sensors = []
    for entry in sample.pop("sensors", []):
        for kind, value in entry.items():
            stored = isinstance(value, str) and "/objects/" in value
            sensors.append((kind, http.get(value).raise_for_status().content if stored else value))
    notes = sample.pop("annotations", [])
    annotations = [{name: value for name, value in note.items() if name != "sample_id"} for note in notes]
    return {**sample, "sensors": sensors, "annotations": annotations}


def fill(data: Data, *samples: dict[str, Any], files: Mapping[str, bytes] | None = None) -> None:
    """Populate, and put the files named in `samples` into their places."""
    replies = data.populate(*samples, presigned_urls=True)
    for reply in replies:
        for one in reply["urls"]:
            body = (files or {}).get(one["filename"], one["filename"].encode())
            put(one["url"], body).raise_for_status()


__all__ += [
    "Api",
    "CallFailed",
    "Data",
    "begin_restore",
    "complete",
    "content",
    "download",
    "ended",
    "fill",
    "freeze",
    "new_dataset",
    "put",
    "reason",
    "restore",
    "upload",
]
