"""`run_transfers`, `fetch_bytes` and their async twins, on both engines."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import anyio
import httpx
import pytest

from groundwire._core.errors import Cancelled, InvalidArgumentError, StatusError, TransferError
from groundwire._core.progress import Progress, ProgressEvent
from groundwire._core.retry import RetryPolicy
from groundwire._core.transfer import (
    CancelToken,
    CurlEngine,
    Download,
    HttpxEngine,
    Upload,
    afetch_bytes,
    arun_transfers,
    default_engine,
    fetch_bytes,
    run_transfers,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from groundwire._core.transfer import Engine
    from tests.unit.transfer.server import Exchange, Handler, Server

    Serve = Callable[[Handler], Server]

ONCE = RetryPolicy(max_retries=0)


def answer(exchange: Exchange) -> None:
    if exchange.target.startswith("/bad"):
        exchange.reply(403, b"<Error>Denied, token=secretsecret</Error>")
    else:
        exchange.reply(200, b"x" * 100)


def downloads(server: Server, folder: Path, *names: str) -> list[Download]:
    return [Download(server.url(f"/{name}"), folder / name, key=name) for name in names]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_default_engine_is_the_fast_one() -> None:
    assert isinstance(default_engine(), CurlEngine)


def test_results_keep_the_order_of_the_transfers(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    wanted = downloads(serve(answer), tmp_path, *(f"{i}" for i in range(50)))
    results = run_transfers(engine, wanted)
    assert [result.transfer for result in results] == wanted
    assert [result.path for result in results] == [download.target for download in wanted]


def test_the_same_object_given_twice_has_two_results(engine: Engine, serve: Serve) -> None:
    upload = Upload(serve(answer).url(), b"x")
    assert [result.state for result in run_transfers(engine, [upload, upload])] == ["done", "done"]


def test_the_first_failure_stops_the_rest_and_tells_all(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    wanted = downloads(serve(answer), tmp_path, "good", "bad", *(f"{i}" for i in range(20)))
    with pytest.raises(TransferError) as caught:
        run_transfers(engine, wanted, concurrency=1, retry=ONCE)
    error = caught.value
    assert [result.state for result in error.results] == ["done", "failed"] + ["cancelled"] * 20
    assert "1 of 22 transfers failed, 1 ended well, 20 were stopped" in str(error)
    assert "after 1 attempt: GET" in str(error)
    assert "/bad was answered with HTTP 403" in str(error)
    assert str(tmp_path / "bad") in str(error)
    assert "secretsecret" not in str(error)
    assert error.status == 403
    assert isinstance(error.__cause__, StatusError)
    assert names(tmp_path) == ["good"]


def test_without_fail_fast_failures_are_results(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    wanted = downloads(serve(answer), tmp_path, "bad1", "good", "bad2")
    results = run_transfers(engine, wanted, fail_fast=False, retry=ONCE)
    assert [result.state for result in results] == ["failed", "done", "failed"]
    assert names(tmp_path) == ["good"]


def test_items_advance_the_progress(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    events: list[ProgressEvent] = []
    progress = Progress(events.append, unit="files", phase="Downloading")
    progress.start(4)
    wanted = downloads(serve(answer), tmp_path, "a", "b", "bad", "c")
    run_transfers(engine, wanted, progress=progress, fail_fast=False, retry=ONCE)
    assert [event.done for event in events] == [0, 1, 2, 3]
    assert {event.item for event in events[1:]} == {"a", "b", "c"}


def test_bytes_advance_the_progress_from_where_it_stands(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    events: list[ProgressEvent] = []
    progress = Progress(events.append, unit="bytes", interval=0.0)
    progress.start(400)
    for name in "ab":
        run_transfers(
            engine,
            downloads(serve(answer), tmp_path, f"{name}1", f"{name}2"),
            progress=progress,
            count="bytes",
        )
    done = [event.done for event in events]
    assert done == sorted(done)
    assert done[-1] == 400


def test_fetch_returns_the_body_and_raises_the_error_itself(engine: Engine, serve: Serve) -> None:
    server = serve(answer)
    assert fetch_bytes(engine, server.url()) == b"x" * 100
    assert fetch_bytes(engine, server.url()) == b"x" * 100
    assert server.opened == 1
    with pytest.raises(StatusError, match="HTTP 403"):
        fetch_bytes(engine, server.url("/bad"), retry=ONCE)
    with pytest.raises(InvalidArgumentError, match="http or https"):
        fetch_bytes(engine, "file:///etc/passwd")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        fetch_bytes(engine, server.url(), cancel=token)


def test_a_recorded_client_keeps_its_secrets_to_itself(tmp_path: Path) -> None:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=b"body")

    with httpx.Client(
        transport=httpx.MockTransport(handle),
        headers={"Authorization": "Bearer t", "User-Agent": "me"},
        cookies={"session": "s"},
        auth=("user", "password"),
        base_url="https://api.example",
    ) as client:
        engine = HttpxEngine(client)
        (result,) = run_transfers(engine, [Download("http://files.example/x", tmp_path / "x")])
        assert fetch_bytes(engine, "http://files.example/y") == b"body"
        engine.close()
        assert not client.is_closed
    assert result.path == tmp_path / "x"
    assert [dict(request.headers) for request in seen] == [{"host": "files.example", "accept": "*/*"}] * 2


# --- async ---


@pytest.mark.anyio
async def test_async_gives_the_same_results(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    wanted = downloads(serve(answer), tmp_path, *(f"{i}" for i in range(20)))
    results = await arun_transfers(engine, wanted)
    assert [result.transfer for result in results] == wanted
    assert {result.state for result in results} == {"done"}
    assert await afetch_bytes(engine, wanted[0].url) == b"x" * 100


@pytest.mark.anyio
async def test_async_failures_surface_unwrapped(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    server = serve(answer)
    with pytest.raises(TransferError, match="403"):
        await arun_transfers(engine, downloads(server, tmp_path, "bad"), retry=ONCE)
    with pytest.raises(StatusError, match="403"):
        await afetch_bytes(engine, server.url("/bad"), retry=ONCE)


@pytest.mark.anyio
async def test_async_callbacks_run_on_the_event_loop(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    threads: set[threading.Thread] = set()
    events: list[ProgressEvent] = []
    results: list[str] = []

    def on_event(event: ProgressEvent) -> None:
        threads.add(threading.current_thread())
        events.append(event)

    def on_result(result: object) -> None:
        threads.add(threading.current_thread())
        results.append(result.state)

    progress = Progress(on_event, unit="files", phase="Downloading")
    progress.start(7)
    progress.advance(2)
    wanted = downloads(serve(answer), tmp_path, *"abcde")
    await arun_transfers(engine, wanted, progress=progress, on_result=on_result)
    assert threads == {threading.current_thread()}
    assert [event.done for event in events] == [0, 2, 3, 4, 5, 6, 7]
    assert {event.phase for event in events} == {"Downloading"}
    assert results == ["done"] * 5


@pytest.mark.anyio
async def test_async_counts_bytes(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    events: list[ProgressEvent] = []
    progress = Progress(events.append, unit="bytes", interval=0.0)
    progress.start(500)
    await arun_transfers(
        engine, downloads(serve(answer), tmp_path, *"abcde"), progress=progress, count="bytes"
    )
    assert events[-1].done == 500


@pytest.mark.anyio
async def test_cancelling_the_task_waits_for_a_clean_end(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    begun, release = threading.Event(), threading.Event()

    def stall(exchange: Exchange) -> None:
        exchange.start(200, {"Content-Length": "5000000"})
        exchange.send(b"x" * 1_500_000)
        begun.set()
        release.wait(20)

    async with anyio.create_task_group() as group:
        group.start_soon(arun_transfers, engine, downloads(serve(stall), tmp_path, "a", "b"))
        await anyio.to_thread.run_sync(begun.wait)
        group.cancel_scope.cancel()
    assert names(tmp_path) == []
    release.set()


@pytest.mark.anyio
async def test_an_exception_from_an_async_callback_surfaces_unchanged(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    def boom(_result: object) -> None:
        raise LookupError("mine")

    wanted = downloads(serve(answer), tmp_path, *(f"{i}" for i in range(500)))
    with pytest.raises(LookupError, match="mine"):
        await arun_transfers(engine, wanted, on_result=boom, concurrency=2)
    assert not [name for name in names(tmp_path) if name.endswith(".part")]
