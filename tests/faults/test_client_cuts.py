"""A client whose server cuts, refuses or falls silent: it goes on, or says so in time and leaves nothing."""

from __future__ import annotations

import pytest

from groundwire._core.retry import RetryPolicy
from groundwire._core.timeouts import Timeouts
from groundwire.errors import ConnectFailed, RequestTimeout, StatusError, TransferError, TransportError
from groundwire.studio import AsyncClient, Client
from tests.faults.conftest import (
    QUICK,
    do,
    found,
    is_file,
    new_dataset,
    png,
    rpc_method,
    samples_of,
    with_padding,
)

pytestmark = pytest.mark.anyio
PATIENCE = 3  # retries of QUICK


def calls_of(method):
    return lambda exchange: rpc_method(exchange) == method


# --- cut downloads ---


async def test_cut_files_are_completed(studio, proxy, twelve, tmp_path):
    proxy.cut_after(70_000, when=lambda exchange: is_file(exchange) and "range" not in exchange.headers)
    await do(studio.client().download_dataset(twelve.dataset_id, output=str(tmp_path / "out")))
    assert found(tmp_path / "out") == twelve.files
    resumed = [one for one in proxy.requests if is_file(one) and "range" in one.headers]
    assert len(resumed) == 12  # the part that came is not fetched again
    assert {one.headers["range"] for one in resumed} == {"bytes=70000-"}


async def test_a_sample_whose_answer_is_cut_is_completed(studio, proxy, twelve):
    client = studio.client()
    (first, *_) = await do(client.samples(twelve.dataset_id))
    proxy.forget()
    proxy.cut_after(70_000, times=2)
    assert await do(first.download()) == twelve.files["0.png"]
    assert len(proxy.requests) == 3


async def test_files_cut_for_ever_are_told_and_the_next_run_fetches_only_those(
    studio, proxy, twelve, tmp_path
):
    out = tmp_path / "out"
    client = studio.client()
    doomed = set()

    def some(exchange):
        if is_file(exchange):
            doomed.add(exchange.target) if len(doomed) < 3 else None
        return exchange.target in doomed

    proxy.cut_after(0, when=some)
    with pytest.raises(TransferError, match=r"3 of 12 files could not be downloaded") as caught:
        await do(client.download_dataset(twelve.dataset_id, output=str(out)))
    assert caught.value.attempts == PATIENCE + 1
    assert f"after {PATIENCE + 1} attempts" in str(caught.value)
    assert isinstance(caught.value.__cause__, TransportError)
    assert "Run the same download again" in str(caught.value)
    assert [proxy.calls()["GET"], len(found(out))] == [9 + 3 * (PATIENCE + 1), 9]
    assert found(out).items() <= twelve.files.items()

    proxy.forget()
    await do(client.download_dataset(twelve.dataset_id, output=str(out)))
    assert found(out) == twelve.files
    whole = [one for one in proxy.requests if is_file(one) and one.headers.get("range") != "bytes=0-0"]
    assert len(whole) == 3


async def test_a_sample_cut_for_ever_is_told(studio, proxy, twelve):
    client = studio.client()
    (first, *_) = await do(client.samples(twelve.dataset_id))
    proxy.cut_after(0)
    with pytest.raises(TransportError, match=rf"cut off.*after {PATIENCE + 1} attempts") as caught:
        await do(first.download())
    assert caught.value.attempts == PATIENCE + 1


async def test_a_cut_listing_is_asked_for_again(studio, proxy, twelve):
    proxy.cut_after(40, times=2, when=calls_of("samples.list"))
    assert len(await do(studio.client().samples(twelve.dataset_id))) == 12
    assert proxy.calls()["samples.list"] == 3


# --- refusals ---


async def test_calls_that_may_be_repeated_outlast_a_burst(studio, proxy):
    proxy.refuse(503, times=PATIENCE, when=calls_of("project.list"))
    assert await do(studio.client().projects())
    assert proxy.calls() == {"project.list": PATIENCE + 1}


async def test_a_burst_that_outlasts_the_retries_is_told(studio, proxy):
    proxy.refuse(503, when=calls_of("project.list"))
    with pytest.raises(StatusError) as caught:
        await do(studio.client().projects())
    assert (caught.value.status, caught.value.attempts) == (503, PATIENCE + 1)
    assert caught.value.method == "project.list"
    assert f"{PATIENCE + 1} attempts" in str(caught.value)


@pytest.mark.parametrize("how", ["refused", "lost answer"])
async def test_a_creation_is_never_doubled(studio, proxy, direct, local_server, how):
    create = calls_of("dataset.create")
    if how == "refused":
        proxy.refuse(503, when=create)
    else:
        proxy.cut_after(0, when=create)
    name = f"once {studio.mode} {how}"
    with pytest.raises(StatusError if how == "refused" else TransportError) as caught:
        await do(studio.client().create_dataset(local_server.project_id, name))
    assert caught.value.attempts == 1
    assert proxy.calls() == {"dataset.create": 1}
    if how == "lost answer":
        assert "may have done the work" in str(caught.value)
    made = [one for one in direct.datasets(local_server.project_id) if one.name == name]
    assert len(made) == (0 if how == "refused" else 1)


async def test_a_creation_refused_before_any_work_is_repeated(studio, proxy, direct, local_server):
    name = f"asked to wait {studio.mode}"
    proxy.refuse(503, times=2, when=calls_of("dataset.create"), retry_after="0")
    await do(studio.client().create_dataset(local_server.project_id, name))
    assert proxy.calls() == {"dataset.create": 3}
    assert [one.name for one in direct.datasets(local_server.project_id)].count(name) == 1


@pytest.mark.parametrize("kind", ["call", "file"])
async def test_the_server_says_when_to_come_back(studio, proxy, twelve, kind):
    waits = []
    policy = RetryPolicy(max_retries=1, base=0.001, on_retry=lambda event: waits.append(event.delay))
    client = studio.client(retry=policy)
    (first, *_) = await do(client.samples(twelve.dataset_id))
    file = kind == "file"
    proxy.refuse(503, times=1, when=is_file if file else calls_of("project.list"), retry_after="0.25")
    await do(first.download() if file else client.projects())
    assert waits == [0.25]


async def test_files_outlast_a_burst_in_both_directions(studio, proxy, local_server, direct, tmp_path):
    dataset_id, set_id = new_dataset(direct, local_server.project_id)
    client = studio.client()
    made = samples_of(studio.sample, tmp_path / "in", [f"{n}.png" for n in range(4)])
    proxy.refuse(503, times=PATIENCE, when=is_file)  # perhaps the same file each time
    await do(client.populate_samples(dataset_id, set_id, made))
    assert proxy.calls()["PUT"] == 4 + PATIENCE
    proxy.forget()
    proxy.refuse(503, times=PATIENCE, when=is_file)
    await do(client.download_dataset(dataset_id, output=str(tmp_path / "out")))
    assert proxy.calls()["GET"] == 4 + PATIENCE
    assert found(tmp_path / "out") == {f"{n}.png": png(n) for n in range(4)}


async def test_an_upload_refused_for_ever_is_told_and_completed_by_the_next_call(
    studio, proxy, local_server, direct, tmp_path
):
    dataset_id, set_id = new_dataset(direct, local_server.project_id)
    client = studio.client()
    made = samples_of(studio.sample, tmp_path / "in", ["a.png", "b.png"])
    proxy.refuse(503, when=is_file)
    with pytest.raises(TransferError, match=rf"after {PATIENCE + 1} attempts.*HTTP 503.*\.png") as caught:
        await do(client.populate_samples(dataset_id, set_id, made))
    assert caught.value.attempts == PATIENCE + 1
    assert caught.value.status == 503
    proxy.forget()
    await do(client.populate_samples(dataset_id, set_id, made))
    assert direct.samples_count(dataset_id).total == 2
    direct.download_dataset(dataset_id, output=str(tmp_path / "out"))
    assert found(tmp_path / "out") == {"a.png": png(0), "b.png": png(1)}


# --- silence ---


async def test_a_silent_call_ends_at_its_deadline(studio, proxy):
    proxy.swallow(calls_of("project.list"))
    client = studio.client(timeouts=Timeouts(rpc=0.2), retry=RetryPolicy(max_retries=2, base=0.001))
    with pytest.raises(
        RequestTimeout, match=r"project\.list was not answered in time, tried 3 times"
    ) as caught:
        await do(client.projects())
    assert caught.value.attempts == 3
    assert isinstance(caught.value, TimeoutError)
    assert proxy.calls() == {"project.list": 3}


async def test_a_silent_creation_is_not_asked_for_twice(studio, proxy, local_server):
    proxy.swallow(calls_of("dataset.create"))
    client = studio.client(timeouts=Timeouts(rpc=0.2))
    with pytest.raises(RequestTimeout, match="may have done the work") as caught:
        await do(client.create_dataset(local_server.project_id, "silent"))
    assert caught.value.attempts == 1


async def test_the_environment_sets_the_deadlines(
    mode, proxy, token, twelve, direct, local_server, monkeypatch, tmp_path
):
    (first, *_) = direct.samples(twelve.dataset_id)
    url = first.image_url.replace(local_server.url, proxy.url)
    for name in ("EDGEFIRST_TIMEOUT", "EDGEFIRST_READ_TIMEOUT", "EDGEFIRST_UPLOAD_TIMEOUT"):
        monkeypatch.setenv(name, "0.2")
    monkeypatch.setenv("EDGEFIRST_MAX_RETRIES", "0")
    kind = Client if mode == "sync" else AsyncClient
    client = kind().with_memory_storage().with_url(proxy.url).with_token(token)
    proxy.swallow(lambda _: True)
    calls = [
        client.projects,
        lambda: client.download(url),
        lambda: client.download_dataset(twelve.dataset_id, output=str(tmp_path / "out")),
    ]
    for call in calls:
        with pytest.raises(RequestTimeout) as caught:
            await do(call())
        assert caught.value.attempts == 1
    await do(client.close() if mode == "sync" else client.aclose())
    assert found(tmp_path) == {}


async def test_silent_files_end_at_their_deadline_in_both_directions(
    studio, proxy, twelve, local_server, direct, tmp_path, monkeypatch
):
    monkeypatch.setenv("MAX_TASKS", "12")  # all at once; an adaptive number would shrink with the silence
    client = studio.client(
        timeouts=Timeouts(bulk_idle=0.5, upload=0.5), retry=RetryPolicy(max_retries=1, base=0.001)
    )
    proxy.swallow(is_file)
    with pytest.raises(TransferError, match=r"12 of 12.*took too long.*after 2 attempts") as caught:
        await do(client.download_dataset(twelve.dataset_id, output=str(tmp_path / "out")))
    assert isinstance(caught.value.__cause__, RequestTimeout)
    assert caught.value.attempts == 2
    assert found(tmp_path / "out") == {}
    dataset_id, set_id = new_dataset(direct, local_server.project_id)
    made = samples_of(studio.sample, tmp_path / "in", ["a.png"])
    with pytest.raises(TransferError, match=r"took too long") as caught:
        await do(client.populate_samples(dataset_id, set_id, made))
    assert isinstance(caught.value.__cause__, RequestTimeout)
    assert caught.value.attempts == 2


async def test_a_body_that_stops_half_way_ends_at_the_silence_limit(studio, proxy, twelve, tmp_path):
    def stall(exchange):
        if not is_file(exchange):
            return False
        answer = proxy.forward(exchange)
        exchange.start(answer.status, {**answer.headers, "content-length": str(len(answer.body))})
        exchange.send(answer.body[:1000])
        proxy.over.wait(60)
        exchange.cut()
        return True

    proxy.fault = stall
    client = studio.client(timeouts=Timeouts(bulk_idle=0.5), retry=RetryPolicy(max_retries=0))
    (first, *_) = await do(client.samples(twelve.dataset_id))
    with pytest.raises(RequestTimeout, match=r"nothing moved for 0\.5 seconds"):
        await do(first.download())
    with pytest.raises(TransferError, match="12 of 12"):
        await do(client.download_dataset(twelve.dataset_id, output=str(tmp_path / "out")))
    assert found(tmp_path / "out") == {}


async def test_nobody_listening_is_told(studio, proxy):
    client = studio.client(retry=QUICK)
    moved = client.with_url("http://127.0.0.1:1")
    studio.opened.append(moved)
    with pytest.raises(ConnectFailed, match=rf"tried {PATIENCE + 1} times") as caught:
        await do(moved.projects())
    assert caught.value.attempts == PATIENCE + 1
    assert isinstance(caught.value, ConnectionError)
    assert proxy.requests == []


async def test_bytes_that_trickle_are_taken(studio, proxy, twelve, tmp_path):
    def trickle(exchange):
        if not is_file(exchange):
            return False
        answer = proxy.forward(exchange)
        exchange.start(answer.status, {**answer.headers, "content-length": str(len(answer.body))})
        for start in range(0, len(answer.body), 20_000):
            exchange.send(answer.body[start : start + 20_000])
            proxy.over.wait(0.002)
        return True

    proxy.fault = trickle
    await do(studio.client().download_dataset(twelve.dataset_id, output=str(tmp_path / "out")))
    assert found(tmp_path / "out") == twelve.files
    assert with_padding(3, 200_000) == twelve.files["3.png"]
