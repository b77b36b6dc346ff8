"""Ten clients at once: nothing twice, nothing lost, nobody told to try again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.server.studio.conftest import CallFailed

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


def told(call) -> str:
    """Return the answer to a call, or why it was refused."""
    try:
        return call()
    except CallFailed as failure:
        return f"refused with {failure.code}: {failure.message}"


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


def test_labels_without_an_index_get_one_each(data) -> None:
    together(
        data.api,
        lambda api, number: [
            api("label.add2", dataset_id=data.id, labels=[{"name": f"{number}/{n}"}]) for n in range(5)
        ],
    )
    found = data.labels()
    assert sorted(found) == sorted(f"{number}/{n}" for number in range(CLIENTS) for n in range(5))
    assert sorted(found.values()) == list(range(5 * CLIENTS))


def test_one_index_goes_to_one_label(data) -> None:
    def work(api, number: int) -> str:
        label = {"name": f"label {number}", "index": 7}
        return told(lambda: api("label.add2", dataset_id=data.id, labels=[label]))

    replies = together(data.api, work)
    (winner,) = [number for number, reply in enumerate(replies) if reply == "Labels added"]
    assert all(f"index 7 of label 'label {n}' is held" in replies[n] for n in range(CLIENTS) if n != winner)
    assert data.labels() == {f"label {winner}": 7}


def test_labels_swap_while_others_swap_them(data) -> None:
    """Indices go round and round; at no moment does a reader see one of them twice, or a label less."""
    names = [f"label {n}" for n in range(4)]
    data.api("label.add2", dataset_id=data.id, labels=[{"name": name} for name in names])
    ids = {label["name"]: label["id"] for label in data.api("label.list", dataset_id=data.id)}
    refused = []

    def work(api, number: int) -> None:
        wanted = {name: (n + number) % len(names) for n, name in enumerate(names)}
        for parked in (100_000, 0):
            for name, index in wanted.items():
                params = {"label_id": ids[name], "label_name": name, "label_index": index + parked}
                reply = told(lambda params=params: api("label.update", dataset_id=data.id, **params))
                assert reply == "Label updated" or "is the index of label" in reply
                refused.append(reply != "Label updated")
                seen = api("label.list", dataset_id=data.id)
                assert {label["name"] for label in seen} == set(names)
                assert len({label["index"] for label in seen}) == len(names)

    together(data.api, work)
    assert not all(refused), "nobody ever moved a label"
    order = [{"label_id": ids[name], "label_name": name, "label_index": n} for n, name in enumerate(names)]
    for label in order:
        data.api(
            "label.update", dataset_id=data.id, **{**label, "label_index": label["label_index"] + 200_000}
        )
    for label in order:
        data.api("label.update", dataset_id=data.id, **label)
    assert list(data.labels().values()) == list(range(len(names)))


def test_the_same_swap_by_all(data) -> None:
    """What a client does to pin indices: park every label, then put it in place."""
    wanted = {f"label {n}": 9 - n for n in range(10)}
    data.api("label.add2", dataset_id=data.id, labels=[{"name": name} for name in wanted])
    labels = data.api("label.list", dataset_id=data.id)

    def work(api, _: int) -> None:
        for parked in (100_000, 0):
            for label in labels:
                index = wanted[label["name"]] + parked
                params = {"label_id": label["id"], "label_name": label["name"], "label_index": index}
                api("label.update", dataset_id=data.id, **params)

    together(data.api, work)
    assert data.labels() == wanted


def test_changes_to_one_sample_add_up(data) -> None:
    data.populate({"uuid": "a"})
    sample = data.sample()["id"]
    groups = data.api("groups.create", dataset_id=data.id, group_names=["x"], group_splits=[0])

    def work(api, number: int) -> None:
        params = {"dataset_id": data.id, "annotation_set_id": data.annotation_set, "presigned_urls": False}
        for turn in range(5):
            api("samples.populate2", **params, samples=[{"uuid": "a", f"note {number}": turn}])
            if number == 3:
                size = [{"id": sample, "width": 30 + turn, "height": 40}]
                api("samples.update_dimensions", dataset_id=data.id, samples=size)
            if number == 4:
                api("image.set_group_id", image_id=sample, group_id=groups[0]["id"])

    together(data.api, work)
    found = data.sample()
    assert {key: value for key, value in found.items() if key.startswith("note")} == {
        f"note {number}": 4 for number in range(CLIENTS)
    }
    assert (found["width"], found["height"], found["group_name"]) == (34, 40, "x")


def test_annotations_added_at_the_same_time_are_all_there(data) -> None:
    data.populate({"uuid": "a"}, {"uuid": "b"})
    samples = [sample["id"] for sample in data.samples()]
    box = {"type": "box", "x": 0, "y": 0, "w": 1, "h": 1}

    def work(api, number: int) -> list[int]:
        notes = [{**box, "image_id": key, "label_name": f"l{number % 3}", "score": number} for key in samples]
        reply = api("annotation.add_bulk", annotation_set_id=data.annotation_set, annotations=notes * 5)
        return [one["id"] for one in reply]

    ids = [key for keys in together(data.api, work) for key in keys]
    assert len(ids) == len(set(ids)) == CLIENTS * 10
    for sample in data.samples():
        assert sorted(one["box2d_score"] for one in sample["annotations"]) == sorted([*range(CLIENTS)] * 5)
    assert len(data.labels()) == 3


def test_a_sample_deleted_while_others_send_it(data) -> None:
    """It is there once or not at all, and what is counted is what is listed."""
    data.populate({"uuid": "a"})

    def work(api, number: int) -> None:
        for _ in range(10):
            if number % 2:
                params = {"annotation_set_id": data.annotation_set, "presigned_urls": False}
                note = [{"label_name": "l"}]
                sample = {"uuid": "a", "group": f"g{number}", "annotations": note}
                api("samples.populate2", dataset_id=data.id, **params, samples=[sample])
            else:
                empty = {"image_ids": [], "sequence_ids": [], "delete_all": True}
                api("image.delete_from_dataset", dataset_id=data.id, **empty)
            assert api("samples.count", dataset_id=data.id)["total"] in {0, 1}

    together(data.api, work)
    assert data.api("samples.count", dataset_id=data.id)["total"] == len(data.samples())
    data.populate({"uuid": "a", "annotations": [{}]})
    assert len(data.sample()["annotations"]) == 1
