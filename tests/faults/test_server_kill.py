"""A server killed under a client: what was there stays, nothing is half there, the next run completes."""

from __future__ import annotations

import pytest

from groundwire.errors import ConnectFailed, TransferError, TransportError
from groundwire.server import LocalServer
from groundwire.studio import AsyncClient, AsyncSample, Client, Sample
from tests.faults.conftest import (
    QUICK,
    Proxy,
    do,
    found,
    login,
    new_dataset,
    png,
    rpc_method,
    samples_of,
    store,
)

pytestmark = pytest.mark.anyio
COUNT = 300


@pytest.fixture
def server(tmp_path):
    with LocalServer(tmp_path / "data", log_level="debug") as running:
        yield running


@pytest.fixture
def direct(server):
    with Client(retry=QUICK).with_memory_storage().with_url(server.url) as made:
        yield made.with_token(login(server.url, server))


def content(number):
    """Mostly small images, and some that the server writes in several steps."""
    return png(number) + b"%d" % number * (300_000 if number % 30 == 0 else 1)


def objects(server):
    """Files of the object store, those being written included."""
    return [one for one in (server.data / "objects").rglob("*") if one.is_file() and one.suffix != ".lock"]


@pytest.mark.parametrize("mode", ["sync", "asyncio"])
async def test_uploads_under_way_are_whole_or_absent_and_completed(mode, server, direct, tmp_path):
    before = store(direct, server.project_id, tmp_path / "before", 5)
    dataset_id, set_id = new_dataset(direct, server.project_id)
    kind, sample = (Client, Sample) if mode == "sync" else (AsyncClient, AsyncSample)
    names = [f"{number}.png" for number in range(COUNT)]
    made = samples_of(sample, tmp_path / "in", names, content)
    wanted = {name: content(number) for number, name in enumerate(names)}

    def kill(done, total):
        if done == 50:
            server.kill()

    client = kind(retry=QUICK).with_memory_storage().with_url(server.url).with_token(direct.token())
    with pytest.raises(TransferError, match=r"after 4 attempts: PUT") as caught:
        await do(client.populate_samples(dataset_id, set_id, made, kill))
    assert isinstance(caught.value.__cause__, TransportError)
    done = {result.transfer.key for result in caught.value.results if result.state == "done"}
    assert 50 <= len(done) < COUNT

    server.restart()
    received = direct.samples(dataset_id, set_id)
    assert sorted(one.uuid for one in received) == sorted(one.uuid for one in made)
    offered = {one.image_name for one in received if one.image_url is not None}
    assert {one.image_name for one in made if one.uuid in done} <= offered  # what was acknowledged is there
    direct.download_dataset(dataset_id, output=str(tmp_path / "half"), allow_missing=True)
    assert found(tmp_path / "half") == {name: wanted[name] for name in offered}
    direct.download_dataset(before.dataset_id, output=str(tmp_path / "kept"))
    assert found(tmp_path / "kept") == before.files

    await do(client.populate_samples(dataset_id, set_id, made))
    await do(client.close() if mode == "sync" else client.aclose())
    received = direct.samples(dataset_id, set_id)
    assert sorted(one.uuid for one in received) == sorted(one.uuid for one in made)
    assert [len(one.annotations) for one in received] == [1] * COUNT
    direct.download_dataset(dataset_id, output=str(tmp_path / "out"))
    assert found(tmp_path / "out") == wanted
    assert len(objects(server)) == COUNT + 5


@pytest.mark.parametrize("done", [False, True], ids=["before the work", "before the answer"])
async def test_a_server_that_comes_back_in_time_is_not_even_noticed(server, direct, tmp_path, done):
    dataset_id, set_id = new_dataset(direct, server.project_id)
    made = samples_of(Sample, tmp_path / "in", [f"{number}.png" for number in range(20)])
    with Proxy(server.url) as proxy:

        def kill(exchange):
            if rpc_method(exchange) != "samples.populate2" or proxy.calls()["samples.populate2"] > 1:
                return False
            if done:
                assert proxy.forward(exchange).status == 200
            server.kill()
            server.restart()
            exchange.cut()
            return True

        proxy.fault = kill
        client = Client(retry=QUICK).with_memory_storage().with_url(proxy.url).with_token(direct.token())
        with client:
            results = client.populate_samples(dataset_id, set_id, made)
        assert proxy.calls()["samples.populate2"] == 2
    assert [one.uuid for one in results] == [one.uuid for one in made]
    received = direct.samples(dataset_id, set_id)
    assert sorted(one.uuid for one in received) == sorted(one.uuid for one in made)
    assert [len(one.annotations) for one in received] == [1] * 20
    assert [label.name for label in direct.labels(dataset_id)] == ["deer"]
    assert len(objects(server)) == 20


def test_a_server_that_stays_away_is_told_and_the_same_client_works_on_when_it_is_back(server, direct):
    assert direct.projects()
    server.kill()
    with pytest.raises(ConnectFailed, match="tried 4 times") as caught:
        direct.projects()
    assert caught.value.attempts == 4
    server.restart()
    assert direct.projects()
