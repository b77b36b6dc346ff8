"""Ten clients at once: nothing twice, nothing lost, nobody told to try again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

CLIENTS = 10


def together(api, work) -> list:
    """Run `work(api, number)` in ten threads that start at the same moment; the results in order."""
    barrier = Barrier(CLIENTS)

    def run(number: int):
        client = api.twin()
        with client.http:
            barrier.wait()
            return work(client, number)

    with ThreadPoolExecutor(CLIENTS) as pool:
        return [future.result() for future in [pool.submit(run, number) for number in range(CLIENTS)]]


@pytest.mark.parametrize("indexed", [False, True])
def test_labels(data, indexed) -> None:
    labels = [{"name": f"label {n}", **({"index": n} if indexed else {})} for n in range(50)]
    together(
        data.api,
        lambda api, number: api("label.add2", dataset_id=data.id, labels=labels[number:] + labels[:number]),
    )
    found = data.labels()
    assert sorted(found) == sorted(label["name"] for label in labels)
    assert sorted(found.values()) == list(range(50))


def test_groups(data) -> None:
    create = {"dataset_id": data.id, "group_names": ["train", "val"], "group_splits": [0, 0]}
    replies = together(data.api, lambda api, _: api("groups.create", **create))
    assert all(reply == replies[0] for reply in replies)
    assert data.api("groups.list", dataset_id=data.id) == replies[0]


def test_the_same_samples(data) -> None:
    samples = [
        {
            "uuid": f"{n}",
            "group": f"g{n % 3}",
            "files": {"image": "a"},
            "annotations": [{"label_name": f"l{n % 7}"}] * 4,
        }
        for n in range(50)
    ]
    params = {"dataset_id": data.id, "annotation_set_id": data.annotation_set, "presigned_urls": True}
    replies = together(data.api, lambda api, _: api("samples.populate2", **params, samples=samples))
    keys = {tuple(url["key"] for one in reply for url in one["urls"]) for reply in replies}
    assert len(keys) == 1, "all were told to upload to the same places"
    found = data.samples()
    assert [sample["uuid"] for sample in found] == [sample["uuid"] for sample in samples]
    assert all(len(sample["annotations"]) == 4 for sample in found)
    assert len(data.labels()) == 7
    assert len(data.api("groups.list", dataset_id=data.id)) == 3


def test_different_samples_while_others_read(data) -> None:
    def work(api, number: int) -> int:
        params = {"dataset_id": data.id, "annotation_set_id": data.annotation_set}
        for batch in range(5):
            samples = [
                {"uuid": f"{number}/{batch}/{n}", "annotations": [{"label_name": "x"}]} for n in range(20)
            ]
            api("samples.populate2", **params, presigned_urls=False, samples=samples)
            page = api("samples.list", **params)
            assert len(page["samples"]) % 20 == 0, "a reader saw part of a call"
            assert all(len(sample["annotations"]) == 1 for sample in page["samples"])
        return number

    assert together(data.api, work) == list(range(CLIENTS))
    assert data.api("samples.count", dataset_id=data.id) == {"total": CLIENTS * 100}


def test_uploads_and_listings(data) -> None:
    samples = [{"uuid": f"{n}", "files": {"image": f"{n}.jpg"}} for n in range(100)]
    urls = [one["urls"][0]["url"] for one in data.populate(*samples, presigned_urls=True)]

    def work(api, number: int) -> None:
        for url in urls[number::CLIENTS]:
            assert api.http.put(url, content=b"x").is_success
            api("samples.list", dataset_id=data.id)

    together(data.api, work)
    assert all("image_url" in sample for sample in data.samples())
