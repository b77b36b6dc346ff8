"""A server whose disk is full: it refuses with a reason, loses nothing, and works on when there is room."""

from __future__ import annotations

import contextlib
import os
import re

import pytest

from groundwire.errors import RpcError, TransferError
from groundwire.server import LocalServer
from groundwire.studio import Client, Sample
from tests.faults.conftest import QUICK, found, login, new_dataset, png, samples_of, small_disk, store


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "data", "12m") as folder:
        yield folder


@pytest.fixture
def server(disk):
    with LocalServer(disk) as running:
        yield running


@pytest.fixture
def client(server):
    token = login(server.url, server)
    with Client(retry=QUICK).with_memory_storage().with_url(server.url).with_token(token) as made:
        yield made


def fill(disk, room):
    """Leave `room` bytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    os.truncate(filler, max(0, filler.stat().st_size - room))
    return filler


def content(folder, client, dataset_id):
    client.download_dataset(dataset_id, output=str(folder))
    return found(folder)


def objects(disk):
    """Files of the object store, those being written included."""
    return {path for path in (disk / "objects").rglob("*") if path.is_file() and path.suffix != ".lock"}


@pytest.mark.parametrize("size", [400_000, 3_000_000], ids=["small file", "large file"])
def test_an_upload_without_room_is_refused_and_repeatable(disk, server, client, tmp_path, size):
    before = store(client, server.project_id, tmp_path / "before", 3)
    dataset_id, set_id = new_dataset(client, server.project_id)
    names = ["a.png"]
    more = samples_of(Sample, tmp_path / "more", names, lambda _: png() + b"x" * size)
    pid, held = server.pid, objects(disk)
    filler = fill(disk, 300_000)
    with pytest.raises(TransferError, match=r"HTTP 507.*disk is full") as caught:
        client.populate_samples(dataset_id, set_id, more)
    assert (caught.value.status, caught.value.attempts) == (507, QUICK.max_retries + 1)
    assert objects(disk) == held
    assert content(tmp_path / "now", client, before.dataset_id) == before.files
    (waiting,) = client.samples(dataset_id)
    assert waiting.image_url is None  # no half object is offered

    filler.unlink()
    client.populate_samples(dataset_id, set_id, more)
    assert content(tmp_path / "more out", client, dataset_id) == {"a.png": png() + b"x" * size}
    assert content(tmp_path / "again", client, before.dataset_id) == before.files
    assert client.samples_count(dataset_id).total == 1
    assert server.pid == pid


def create_until_full(client, project_id):
    """Make datasets until one is refused; some find room on a page that is there already."""
    made = []
    for name in (f"{number} {'n' * 200}" for number in range(2000)):
        try:
            client.create_dataset(project_id, name)
        except RpcError as error:
            return made, error
        made.append(name)
    raise AssertionError("there was room all the time")


def test_calls_without_room_are_refused_and_repeatable(disk, server, client, tmp_path):
    before = store(client, server.project_id, tmp_path / "before", 3)
    dataset_id, set_id = new_dataset(client, server.project_id)
    many = [Sample() for _ in range(400)]
    for sample in many:
        sample.set_image_name("n" * 30_000)
    pid = server.pid
    filler = fill(disk, 0)
    with pytest.raises(RpcError, match=r"disk is full.*[Nn]othing was changed") as caught:
        client.populate_samples(dataset_id, set_id, many)
    assert caught.value.method == "samples.populate2"
    names, refusal = create_until_full(client, server.project_id)
    assert "disk is full" in str(refusal)
    assert content(tmp_path / "now", client, before.dataset_id) == before.files
    assert login(server.url, server)
    assert client.samples_count(dataset_id).total == 0
    assert {one.name for one in client.datasets(server.project_id)} == {*names, "dataset"}

    filler.unlink()
    for sample in many:
        sample.set_image_name("short")
    client.populate_samples(dataset_id, set_id, many)
    assert client.samples_count(dataset_id).total == 400
    assert server.pid == pid
    server.kill()
    server.restart()
    assert client.samples_count(dataset_id).total == 400
    assert content(tmp_path / "again", client, before.dataset_id) == before.files
    assert re.search(r"\bTraceback\b", server.read_log()) is None
