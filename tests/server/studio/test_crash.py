"""A server killed in the middle of populate calls: after a restart each call is there whole or not at all."""

from __future__ import annotations

import threading

import httpx
import pytest

from groundwire.server import LocalServer
from tests.server.studio.conftest import Api, new_dataset

SIZE = 300


def batch(number: int) -> list[dict]:
    box = {"x": 0.1, "y": 0.2, "w": 0.3, "h": 0.4}
    annotation = {"label_name": f"label {number}", "box2d": box}
    return [
        {
            "uuid": f"{number}/{n}",
            "group": f"group {number}",
            "files": {"image": "a"},
            "annotations": [annotation] * 3,
        }
        for n in range(SIZE)
    ]


@pytest.mark.parametrize("answered", [1, 4])
def test_all_or_nothing(tmp_path, answered) -> None:
    with LocalServer(tmp_path) as server:
        api = Api(server.url)
        with api.http:
            api.login(server.username, server.password)
            data = new_dataset(api)
            acknowledged: list[int] = []
            enough = threading.Event()

            def send() -> None:
                with httpx.Client(timeout=60, headers=api.http.headers) as http:
                    own = new_writer(data, api, http)
                    for number in range(10_000):
                        try:
                            own.populate(*batch(number))
                        except httpx.TransportError:
                            return
                        acknowledged.append(number)
                        if len(acknowledged) >= answered:
                            enough.set()

            writer = threading.Thread(target=send)
            writer.start()
            assert enough.wait(60)
            server.kill()
            writer.join(60)
            server.restart()
            check(data, server, acknowledged)


def new_writer(data, api, http):
    return type(data)(Api(api.url, api.project_id, http), data.id, data.annotation_set)


def check(data, server, acknowledged: list[int]) -> None:
    with httpx.Client(timeout=60, headers=data.api.http.headers) as http:
        again = new_writer(data, Api(server.url, data.api.project_id), http)
        found = [sample["uuid"].split("/")[0] for sample in again.samples()]
        stored = [int(number) for number in dict.fromkeys(found)]
        assert stored[: len(acknowledged)] == acknowledged, "an answered call is gone"
        assert len(stored) <= len(acknowledged) + 1
        assert [found.count(str(number)) for number in stored] == [SIZE] * len(stored)
        assert all(len(sample["annotations"]) == 3 for sample in again.samples())
        assert sorted(again.labels()) == sorted(f"label {number}" for number in stored)
        # The call that was cut off is sent again, as clients do.
        again.populate(*batch(len(acknowledged)))
        assert again.api("samples.count", dataset_id=data.id) == {"total": SIZE * (len(acknowledged) + 1)}
