"""Stopping in the middle: cancellation, exceptions from callbacks, Ctrl-C; nothing half-written stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from groundwire._core.errors import Cancelled
from groundwire._core.retry import RetryPolicy
from groundwire._core.transfer import CancelToken, CurlEngine, Download, Fetch, HttpxEngine, Upload
from tests.unit.transfer.server import Exchange, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from groundwire._core.transfer import Engine, TransferResult

    Serve = Callable[..., Server]


@pytest.fixture(params=[CurlEngine, HttpxEngine], ids=["curl", "httpx"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = request.param()
    yield engine
    engine.close()


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as stack:
        yield lambda handler: stack.enter_context(Server(handler))


class Stall:
    """Sends a part of each body, then waits until the test is over."""

    def __init__(self, sent: int, awaited: int = 1) -> None:
        self._sent = sent
        self._awaited = awaited
        self._begun = 0
        self._lock = threading.Lock()
        self.reached = threading.Event()
        self.over = threading.Event()

    def __call__(self, exchange: Exchange) -> None:
        if exchange.target.startswith("/ok"):
            exchange.reply(200, b"fine")
            return
        if self._sent:
            exchange.start(200, {"Content-Length": "9000000", "ETag": '"v"'})
            exchange.send(b"x" * self._sent)
        with self._lock:
            self._begun += 1
            if self._begun == self._awaited:
                self.reached.set()
        self.over.wait(30)


@pytest.mark.parametrize("sent", [0, 10, 2_000_000])
def test_a_token_set_by_another_thread_ends_what_runs(
    engine: Engine, serve: Serve, tmp_path: Path, sent: int
) -> None:
    stall = Stall(sent, awaited=4)
    server = serve(stall)
    token = CancelToken()
    wanted: list[object] = [Download(server.url(f"/{i}"), tmp_path / f"{i}", key=i) for i in range(3)]
    wanted.append(Fetch(server.url("/fetch"), key=3))
    results: list[TransferResult] = []
    worker = threading.Thread(target=lambda: results.extend(engine.run(wanted, cancel=token)))
    worker.start()
    assert stall.reached.wait(20)
    token.cancel()
    worker.join(20)
    assert not worker.is_alive()
    assert [(result.transfer.key, result.state) for result in results] == [(i, "cancelled") for i in range(4)]
    assert all(isinstance(result.error, Cancelled) for result in results)
    assert list(tmp_path.iterdir()) == []
    stall.over.set()


def test_cancelling_ends_waits_between_retries_and_takes_nothing_new(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    server = serve(lambda exchange: exchange.reply(503, retry_after="3600"))
    token = CancelToken()
    policy = RetryPolicy(on_retry=lambda _event: token.cancel(), retry_after_cap=7200, deadline=None)
    wanted = [Download(server.url(f"/{i}"), tmp_path / f"{i}") for i in range(3)]
    results = list(engine.run(wanted, concurrency=1, cancel=token, retry=policy))
    assert [(result.state, result.attempts) for result in results] == [("cancelled", 1)]
    assert len(server.requests) == 1


def test_the_engine_works_on_after_a_cancelled_run(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    stall = Stall(10)
    server = serve(stall)
    token = CancelToken()
    cancel = lambda *_: token.cancel()  # noqa: E731
    first = list(engine.run([Download(server.url("/stall"), tmp_path / "a")], cancel=token, on_bytes=cancel))
    assert [result.state for result in first] == ["cancelled"]
    (second,) = engine.run([Download(server.url("/ok"), tmp_path / "b")])
    assert second.state == "done"
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    stall.over.set()


def test_an_exception_from_on_bytes_surfaces_unchanged(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    stall = Stall(2_000_000)
    server = serve(stall)
    mine = LookupError("mine")

    def boom(_transfer: object, _change: int) -> None:
        raise mine

    wanted = [Download(server.url(f"/{i}"), tmp_path / f"{i}") for i in range(5)]
    with pytest.raises(LookupError) as caught:
        list(engine.run(wanted, on_bytes=boom))
    assert caught.value is mine
    assert list(tmp_path.iterdir()) == []
    stall.over.set()


@pytest.mark.parametrize("hook", ["on_retry", "name_from"])
def test_an_exception_from_another_callback_surfaces_unchanged(
    engine: Engine, serve: Serve, tmp_path: Path, hook: str
) -> None:
    server = serve(lambda exchange: exchange.reply(503 if hook == "on_retry" else 200, b"body"))
    mine = LookupError("mine")

    def boom(_value: object) -> Path:
        raise mine

    wanted = Download(server.url(), tmp_path / "x", name_from=boom if hook == "name_from" else None)
    with pytest.raises(LookupError) as caught:
        list(engine.run([wanted], retry=RetryPolicy(on_retry=boom if hook == "on_retry" else None)))
    assert caught.value is mine
    assert list(tmp_path.iterdir()) == []


def test_a_consumer_that_stops_leaves_nothing(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    stall = Stall(2_000_000)
    server = serve(stall)
    wanted = [Download(server.url("/stall"), tmp_path / "a"), Download(server.url("/ok"), tmp_path / "b")]
    running = engine.run(wanted)
    assert next(running).state == "done"
    assert stall.reached.wait(20)
    running.close()
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    stall.over.set()


def test_a_stopped_upload_closes_its_connection(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    closed = threading.Event()
    token = CancelToken()

    def answer(exchange: Exchange) -> None:
        exchange.start(200, {"Content-Length": "100"})
        token.cancel()
        try:
            more = exchange.connection.recv(1)
        except ConnectionResetError:  # the client closed with the head of the answer unread
            more = b""
        if not more:
            closed.set()

    (result,) = engine.run([Upload(serve(answer).url(), b"x" * 1000)], cancel=token)
    assert result.state == "cancelled"
    assert closed.wait(20)


PROGRAM = """
    import sys
    from pathlib import Path
    from groundwire._core.transfer import {engine}, Download, Upload, run_transfers

    url, folder, direction = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    if direction == "down":
        wanted = [Download(f"{{url}}/{{i}}", folder / f"{{i}}") for i in range(6)]
    else:
        wanted = [Upload(f"{{url}}/{{i}}", Path(sys.argv[4])) for i in range(6)]
    try:
        run_transfers({engine}(), wanted)
    except KeyboardInterrupt:
        print("interrupted", sorted(path.name for path in folder.iterdir()))
"""


@pytest.mark.parametrize("kind", ["CurlEngine", "HttpxEngine"])
@pytest.mark.parametrize("direction", ["down", "up"])
@pytest.mark.parametrize("busy", [False, True], ids=["silent", "flowing"])
def test_ctrl_c_surfaces_and_leaves_nothing(
    serve: Serve, tmp_path: Path, kind: str, direction: str, busy: bool
) -> None:
    if not hasattr(signal, "SIGINT") or os.name == "nt":
        pytest.skip("a console interrupt cannot be sent to one process on Windows")
    folder = tmp_path / "target"
    folder.mkdir()
    source = tmp_path / "source"
    source.write_bytes(b"s" * 50_000_000 if direction == "up" else b"")
    reached, over = threading.Semaphore(0), threading.Event()

    def answer(exchange: Exchange) -> None:
        if direction == "down":
            exchange.start(200, {"Content-Length": "90000000000"})
            exchange.send(b"x" * 3_000_000)
        reached.release()
        while busy and direction == "down" and not over.is_set():
            exchange.send(b"x" * 100_000)
        if busy and direction == "up":
            exchange.reply(503, retry_after="0")
            return
        over.wait(30)

    server = serve(answer)
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(PROGRAM.format(engine=kind)),
            server.url(""),
            str(folder),
            direction,
            str(source),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(6):
        assert reached.acquire(timeout=30)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    over.set()
    assert output.strip() == "interrupted []"
    assert errors == ""
    assert process.returncode == 0
    assert list(folder.iterdir()) == []
