"""A client that is stopped: by a callback that raises, by Ctrl-C, by cancellation; nothing is left behind."""

from __future__ import annotations

import signal
import threading

import anyio
import pytest

from groundwire._core.timeouts import Timeouts
from groundwire.studio import Sample
from tests.faults.conftest import (
    do,
    found,
    is_file,
    new_dataset,
    png,
    rpc_method,
    samples_of,
    threads,
)

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["sync", "asyncio", "trio"])
def mode(request):
    return request.param


class MineError(BaseException):
    """Not even an `Exception`: nothing may take it for its own."""


async def settled(studio, proxy):
    """Show that a client which raised does nothing more; return another one."""
    assert threads() == set()
    await studio.close()
    proxy.wait_until_left()
    proxy.fault = lambda _: False
    before = len(proxy.requests)
    client = studio.client()
    await do(client.projects())
    assert len(proxy.requests) == before + 1
    return client


# --- callbacks that raise ---


@pytest.mark.parametrize("kind", [LookupError, MineError])
async def test_a_raising_callback_ends_a_listing(studio, proxy, twelve, kind):
    mine = kind("mine")

    def fail(*_):
        raise mine

    client = studio.client()
    with pytest.raises(kind) as caught:
        await do(client.samples(twelve.dataset_id, progress=fail))
    assert caught.value is mine
    await settled(studio, proxy)


@pytest.mark.parametrize("kind", [LookupError, MineError])
async def test_a_raising_callback_ends_a_download(studio, proxy, twelve, tmp_path, kind):
    mine = kind("mine")

    def fail(done, total, status):
        if status == "Downloading" and done == 3:
            raise mine

    proxy.swallow(is_file, first=3)
    client = studio.client(timeouts=Timeouts(bulk_idle=60))
    with pytest.raises(kind) as caught:
        await do(client.download_dataset(twelve.dataset_id, output=str(tmp_path / "out"), progress=fail))
    assert caught.value is mine
    assert len(found(tmp_path / "out")) == 3
    assert found(tmp_path / "out").items() <= twelve.files.items()
    await settled(studio, proxy)


@pytest.mark.parametrize("kind", [LookupError, MineError])
async def test_a_raising_callback_ends_an_upload_and_the_call_sent_ahead(
    studio, proxy, local_server, direct, tmp_path, kind
):
    mine = kind("mine")

    def fail(done, total):
        raise mine

    dataset_id, set_id = new_dataset(direct, local_server.project_id)
    made = samples_of(studio.sample, tmp_path / "in", [f"{n}.png" for n in range(6)])
    for sample in made[3:]:
        sample.set_group("later")  # a batch of its own, created while the first one is uploaded
    begun = threading.Event()

    def second_creation(exchange):
        if rpc_method(exchange) == "samples.populate2" and proxy.calls()["samples.populate2"] > 1:
            begun.set()
            exchange.reply(503, retry_after="30")  # to be asked again much later
            return True
        if is_file(exchange):
            begun.wait(20)
        return False

    proxy.fault = second_creation
    client = studio.client()
    with pytest.raises(kind) as caught:
        await do(client.populate_samples(dataset_id, set_id, made, fail))
    assert caught.value is mine
    client = await settled(studio, proxy)
    await do(client.populate_samples(dataset_id, set_id, made))
    received = direct.samples(dataset_id, set_id)
    assert sorted(one.uuid for one in received) == sorted(one.uuid for one in made)
    assert [len(one.annotations) for one in received] == [1] * 6
    direct.download_dataset(dataset_id, output=str(tmp_path / "out"))
    assert found(tmp_path / "out") == {f"{n}.png": png(n) for n in range(6)}


async def test_a_raising_callback_does_not_wait_for_a_silent_server(
    studio, proxy, local_server, direct, tmp_path
):
    dataset_id, set_id = new_dataset(direct, local_server.project_id)
    made = samples_of(studio.sample, tmp_path / "in", ["a.png", "b.png"])
    made[1].set_group("later")
    came = proxy.swallow(lambda one: rpc_method(one) == "samples.populate2", first=1)
    silent = proxy.fault

    def files_after_it(exchange):
        if is_file(exchange):
            came.wait(20)
        return silent(exchange)

    proxy.fault = files_after_it

    def fail(done, total):
        raise MineError

    client = studio.client()  # would wait for two minutes, several times
    with pytest.raises(MineError):
        await do(client.populate_samples(dataset_id, set_id, made, fail))
    assert not proxy.over.is_set()
    assert proxy.calls()["samples.populate2"] == 2
    proxy.over.set()


# --- cancellation ---


@pytest.mark.parametrize("mode", ["asyncio", "trio"])
@pytest.mark.parametrize("how", ["scope", "deadline"])
async def test_a_cancelled_download_leaves_whole_files_only(studio, proxy, twelve, tmp_path, how):
    client = studio.client()
    proxy.swallow(is_file, first=4)
    with anyio.CancelScope() as scope:

        def stop(done, total, status):
            if status == "Downloading" and done == 4:
                scope.cancel() if how == "scope" else setattr(scope, "deadline", anyio.current_time())

        await client.download_dataset(twelve.dataset_id, output=str(tmp_path / "out"), progress=stop)
    assert scope.cancelled_caught
    assert len(found(tmp_path / "out")) == 4
    assert found(tmp_path / "out").items() <= twelve.files.items()
    client = await settled(studio, proxy)
    await client.download_dataset(twelve.dataset_id, output=str(tmp_path / "out"))
    assert found(tmp_path / "out") == twelve.files


@pytest.mark.parametrize("mode", ["asyncio", "trio"])
@pytest.mark.parametrize("what", ["files", "creation"])
async def test_a_cancelled_upload_is_completed_by_the_next_call(
    studio, proxy, local_server, direct, tmp_path, what
):
    dataset_id, set_id = new_dataset(direct, local_server.project_id)
    made = samples_of(studio.sample, tmp_path / "in", [f"{n}.png" for n in range(4)])
    made[3].set_group("later")
    if what == "files":
        came = proxy.swallow(is_file, first=2)
    else:
        came = proxy.swallow(lambda one: rpc_method(one) == "samples.populate2", first=1)
    client = studio.client()
    with anyio.CancelScope() as scope:
        async with anyio.create_task_group() as group:

            async def stop():
                await anyio.to_thread.run_sync(came.wait, 20)
                scope.cancel()

            group.start_soon(stop)
            await client.populate_samples(dataset_id, set_id, made)
    assert scope.cancelled_caught
    client = await settled(studio, proxy)
    await client.populate_samples(dataset_id, set_id, made)
    assert sorted(one.uuid for one in direct.samples(dataset_id)) == sorted(one.uuid for one in made)
    direct.download_dataset(dataset_id, output=str(tmp_path / "out"))
    assert found(tmp_path / "out") == {f"{n}.png": png(n) for n in range(4)}


@pytest.mark.parametrize("mode", ["asyncio", "trio"])
async def test_a_cancelled_call_ends_at_once_and_the_client_works_on(studio, proxy):
    came = proxy.swallow(lambda _: True)
    client = studio.client()
    with anyio.CancelScope() as scope:
        async with anyio.create_task_group() as group:

            async def stop():
                await anyio.to_thread.run_sync(came.wait, 20)
                scope.cancel()

            group.start_soon(stop)
            await client.projects()
    assert scope.cancelled_caught
    await settled(studio, proxy)


# --- Ctrl-C ---

PROGRAM = """
    import sys, uuid
    from pathlib import Path
    import anyio
    from groundwire.studio import *

    url, token, mode, job, dataset_id, set_id, folder = (sys.stdin.readline().strip() for _ in range(7))

    def samples(kind):
        for path in sorted(Path(folder).iterdir()):
            sample = kind()
            sample.set_image_name(path.name)
            sample.set_group("later" if path.name > "5" else None)
            sample.add_file(SampleFile("image", str(path)))
            sample.identify(lambda: str(uuid.uuid5(uuid.NAMESPACE_URL, path.name)))
            yield sample

    def start(client, kind):
        client = client.with_memory_storage().with_url(url).with_token(token)
        if job == "download":
            return client.download_dataset(dataset_id, output=folder)
        return client.populate_samples(dataset_id, set_id, list(samples(kind)))

    async def main():
        await start(AsyncClient(), AsyncSample)

    try:
        if mode == "sync":
            start(Client(), Sample)
        else:
            anyio.run(main, backend=mode)
    except KeyboardInterrupt:
        print("interrupted")
        raise
    print("done")
"""


@pytest.mark.parametrize("silent", ["files", "creation"])
async def test_ctrl_c_ends_an_upload_that_the_next_run_completes(
    mode, proxy, token, local_server, direct, script, tmp_path, silent
):
    dataset_id, set_id = new_dataset(direct, local_server.project_id)
    samples_of(Sample, tmp_path / "in", [f"{n}.png" for n in range(8)])
    inputs = (proxy.url, token, mode, "upload", dataset_id, set_id, str(tmp_path / "in"))
    if silent == "files":
        came = proxy.swallow(is_file, first=3)
    else:  # the second batch, which is created while the first one is uploaded
        came = proxy.swallow(lambda one: rpc_method(one) == "samples.populate2", first=1)
    interrupted(script(PROGRAM, *inputs), came)
    assert not proxy.over.is_set()
    proxy.forget()
    assert script(PROGRAM, *inputs).end() == (0, "done\n", "")
    received = direct.samples(dataset_id, set_id)
    assert len({one.uuid for one in received}) == len(received) == 8
    direct.download_dataset(dataset_id, output=str(tmp_path / "out"))
    assert found(tmp_path / "out") == {f"{n}.png": png(n) for n in range(8)}


async def test_ctrl_c_ends_a_download_that_the_next_run_completes(
    mode, proxy, token, twelve, script, tmp_path
):
    inputs = (proxy.url, token, mode, "download", twelve.dataset_id, "", str(tmp_path / "out"))
    interrupted(script(PROGRAM, *inputs), proxy.swallow(is_file, first=5))
    assert found(tmp_path / "out").items() <= twelve.files.items()
    have = len(found(tmp_path / "out"))
    proxy.forget()
    assert script(PROGRAM, *inputs).end() == (0, "done\n", "")
    assert found(tmp_path / "out") == twelve.files
    whole = [one for one in proxy.requests if is_file(one) and one.headers.get("range") != "bytes=0-0"]
    assert len(whole) == 12 - have


def interrupted(program, came):
    """Press Ctrl-C once the server has fallen silent; the program ends by it."""
    assert came.wait(30), program.process.poll()
    program.process.send_signal(signal.SIGINT)
    code, output, errors = program.end()  # the server would have been waited for much longer
    assert output == "interrupted\n", errors
    assert code == -signal.SIGINT
    assert errors.rstrip().endswith("KeyboardInterrupt")
    assert "ExceptionGroup" not in errors
