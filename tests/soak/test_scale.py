"""Two hundred thousand samples in one dataset: what a call takes there, and the memory of both sides."""

from __future__ import annotations

import os
import statistics
import threading
import time
from typing import TYPE_CHECKING, Any, Self

import pytest

from groundwire import studio

from .conftest import resident

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundwire.server import LocalServer

pytestmark = pytest.mark.soak

SMALL, LARGE, BATCH = 20_000, 200_000, 2_000
TURNS = 15
BOX = {"x": 0.25, "y": 0.25, "w": 0.5, "h": 0.5}
# Free text that makes all samples together far larger than what a process may gain.
NOTE = "n" * 1_000
# Two hundred thousand names and the set of them; all samples would be ten times that.
ALLOWED_MIB = 80


class Plain:
    """Calls as they are on the wire, timed."""

    def __init__(self, server: LocalServer, token: str) -> None:
        import httpx

        self._http = httpx.Client(timeout=300, headers={"authorization": f"Bearer {token}"})
        self._url = f"{server.url}/api"

    def __call__(self, method: str, **params: Any) -> Any:
        call = {"id": 0, "jsonrpc": "2.0", "method": method, "params": params}
        reply = self._http.post(self._url, json=call).json()
        assert "error" not in reply, reply
        return reply["result"]

    def milliseconds(self, method: str, **params: Any) -> float:
        """Return the median time of a call."""
        times = []
        for _ in range(TURNS):
            begin = time.perf_counter()
            self(method, **params)
            times.append(1000 * (time.perf_counter() - begin))
        return statistics.median(times)

    def close(self) -> None:
        self._http.close()


def populate(call: Plain, dataset: int, annotation_set: int, start: int) -> float:
    """Send one batch and return the seconds it took."""
    samples = [
        {
            "uuid": f"{number:032x}",
            "image_name": f"frame_{number:07}.camera.jpeg",
            "group": ("train", "val", "test")[number % 3],
            "files": {"image": f"frame_{number:07}.camera.jpeg"},
            "note": NOTE,
            "annotations": [{"label_name": f"label {number % 80}", "box2d": BOX}] * 2,
        }
        for number in range(start, start + BATCH)
    ]
    begin = time.perf_counter()
    params = {"dataset_id": dataset, "annotation_set_id": annotation_set, "presigned_urls": False}
    call("samples.populate2", **params, samples=samples)
    return time.perf_counter() - begin


def timings(call: Plain, dataset: int, annotation_set: int, middle: str) -> dict[str, float]:
    here = {"dataset_id": dataset}
    boxes = {**here, "annotation_set_id": annotation_set, "types": ["box2d", "image"]}
    page = {"limit": 1000}
    far = {**page, "continue_token": middle}
    group = {"group_names": ["val"]}
    return {
        "count": call.milliseconds("samples.count", **here),
        "count of a group": call.milliseconds("samples.count", **here, **group),
        "count with boxes": call.milliseconds("samples.count", **boxes),
        "first page of 10": call.milliseconds("samples.list", **here, limit=10),
        "first page": call.milliseconds("samples.list", **here, **page),
        "page in the middle": call.milliseconds("samples.list", **here, **far),
        "page of a group": call.milliseconds("samples.list", **here, **far, **group),
        "page with boxes": call.milliseconds("samples.list", **boxes, **far),
        "page of a group with boxes": call.milliseconds("samples.list", **boxes, **far, **group),
    }


class Peak:
    """The most resident memory that a process has while a block runs, in MiB above what it had before."""

    def __init__(self, pid: int) -> None:
        self._pid, self._stop = pid, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.growth = 0

    def _watch(self) -> None:
        start = resident(self._pid)
        while not self._stop.wait(0.01):
            self.growth = max(self.growth, resident(self._pid) - start)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


def measured(server: LocalServer, work: Callable[[], Any]) -> tuple[Any, int, int]:
    """Run something; return its result and the growth of client and server in MiB."""
    assert server.pid is not None
    with Peak(os.getpid()) as mine, Peak(server.pid) as theirs:
        result = work()
    return result, mine.growth, theirs.growth


def test_a_large_dataset_is_read_page_by_page_at_the_same_cost(server: LocalServer):
    client = studio.Client().with_memory_storage().with_url(server.url)
    client = client.with_login(server.username, server.password)
    dataset = client.create_dataset(client.projects()[0].id, "large")
    annotation_set = client.create_annotation_set(dataset, "boxes")
    keys = studio.DatasetID(dataset).value, studio.AnnotationSetID(annotation_set).value
    call = Plain(server, client.token())
    rows: dict[str, dict[str, float]] = {}
    seconds: list[float] = []
    for start in range(0, LARGE, BATCH):
        seconds.append(populate(call, *keys, start))
        if start + BATCH in {SMALL, LARGE}:
            total = start + BATCH
            assert call("samples.count", dataset_id=keys[0]) == {"total": total}
            first = call("samples.list", dataset_id=keys[0], limit=1)["samples"][0]["id"]
            rows[f"{total}"] = timings(call, *keys, f"s{first + total // 2:x}")
            rows[f"{total}"]["populate a batch"] = 1000 * statistics.median(seconds[-5:])
    print(f"\n{'milliseconds, median':28}" + "".join(f"{size:>10}" for size in rows))
    for name in rows[f"{LARGE}"]:
        print(f"{name:28}" + "".join(f"{found[name]:10.2f}" for found in rows.values()))
    names, mine, theirs = measured(server, lambda: client.sample_names(dataset))
    assert len(names) == LARGE
    print(f"sample_names: client +{mine} MiB, server +{theirs} MiB at most")
    some, mine_too, theirs_too = measured(server, lambda: client.sample_names(dataset, ["val"]))
    assert len(some) == len(range(1, LARGE, 3))
    print(f"sample_names of a group: client +{mine_too} MiB, server +{theirs_too} MiB at most")
    call.close()
    assert max(mine, theirs, mine_too, theirs_too) <= ALLOWED_MIB
