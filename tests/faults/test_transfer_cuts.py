"""Connections that break, lie or fall silent: whole files or none, on both engines."""

from __future__ import annotations

import hashlib
import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from groundwire._core.errors import (
    ConnectFailed,
    IntegrityError,
    ProtocolError,
    RequestTimeout,
    StatusError,
    StorageError,
    TransportError,
)
from groundwire._core.retry import RetryPolicy
from groundwire._core.timeouts import Timeouts
from groundwire._core.transfer import Checksum, CurlEngine, Download, Fetch, HttpxEngine, Upload
from tests.unit.transfer.server import Exchange, Server, ranged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from groundwire._core.transfer import Engine, TransferResult

    Serve = Callable[..., Server]

QUICK = RetryPolicy(max_retries=3, base=0.001, cap=0.002)
ONCE = RetryPolicy(max_retries=0)
BODY = bytes(range(256)) * 10_000  # 2.56 MB, more than is gathered in memory


@pytest.fixture(params=[CurlEngine, HttpxEngine], ids=["curl", "httpx"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = request.param()
    yield engine
    engine.close()


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as stack:
        yield lambda handler: stack.enter_context(Server(handler))


def run(
    engine: Engine, *transfers: object, retry: RetryPolicy = QUICK, **options: object
) -> list[TransferResult]:
    return list(engine.run(transfers, retry=retry, **options))


def cut(exchange: Exchange, body: bytes, sent: int, **headers: str) -> None:
    """Promise `body` and close after `sent` bytes."""
    exchange.start(200, {"Content-Length": str(len(body)), **headers})
    exchange.send(body[:sent])
    exchange.cut()


@pytest.mark.parametrize("sent", [0, 1, 1_000, 2_000_000])
def test_a_body_cut_each_time_leaves_nothing(engine: Engine, serve: Serve, tmp_path: Path, sent: int) -> None:
    server = serve(lambda exchange: cut(exchange, BODY, sent))
    (result,) = run(engine, Download(server.url(), tmp_path / "x"))
    assert (result.state, result.attempts) == ("failed", 4)
    assert isinstance(result.error, TransportError)
    assert "was cut off" in str(result.error)
    assert list(tmp_path.iterdir()) == []


def test_an_answer_cut_before_its_head_is_tried_again(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    def answer(exchange: Exchange) -> None:
        if len(server.requests) < 3:
            exchange.cut()
        else:
            exchange.reply(200, b"at last")

    server = serve(answer)
    (result,) = run(engine, Download(server.url(), tmp_path / "x"))
    assert (result.state, result.attempts) == ("done", len(server.requests))
    assert (tmp_path / "x").read_bytes() == b"at last"


def test_a_file_changed_between_two_attempts_is_taken_anew(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    changed = b"new" * 700_000

    def answer(exchange: Exchange) -> None:
        if len(server.requests) == 1:
            cut(exchange, BODY, 2_000_000, ETag='"old"')
        else:
            ranged(changed, '"new"', exchange)

    server = serve(answer)
    moved: list[int] = []
    (result,) = run(
        engine,
        Download(server.url(), tmp_path / "x", checksum=Checksum("md5", hashlib.md5(changed).hexdigest())),
        on_bytes=lambda _, change: moved.append(change),
    )
    assert (result.state, result.attempts) == ("done", 2)
    assert server.requests[1].headers["if-range"] == '"old"'
    assert (tmp_path / "x").read_bytes() == changed
    assert sum(moved) == len(changed)


@pytest.mark.parametrize("fault", ["other part", "other etag", "not satisfiable", "mixed versions"])
def test_servers_that_resume_wrongly_are_asked_from_the_start(
    engine: Engine, serve: Serve, tmp_path: Path, fault: str
) -> None:
    def answer(exchange: Exchange) -> None:
        part = f"bytes 2000000-{len(BODY) - 1}/{len(BODY)}"
        if len(server.requests) == 1:
            cut(exchange, BODY, 2_000_000, ETag='"v"')
        elif "range" not in exchange.headers:
            exchange.reply(200, BODY, ETag='"v"')
        elif fault == "other part":
            exchange.reply(206, BODY, ETag='"v"', content_range=f"bytes 0-{len(BODY) - 1}/{len(BODY)}")
        elif fault == "other etag":
            exchange.reply(206, BODY[2_000_000:], ETag='"w"', content_range=part)
        elif fault == "not satisfiable":
            exchange.reply(416, b"")
        else:
            exchange.reply(206, b"?" * (len(BODY) - 2_000_000), ETag='"v"', content_range=part)

    server = serve(answer)
    checksum = Checksum("sha256", hashlib.sha256(BODY).hexdigest())
    (result,) = run(engine, Download(server.url(), tmp_path / "x", checksum=checksum))
    assert (result.state, result.attempts) == ("done", 3)
    assert (tmp_path / "x").read_bytes() == BODY


def test_a_part_that_was_not_asked_for_is_refused(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    server = serve(lambda exchange: exchange.reply(206, b"part", content_range="bytes 0-3/10"))
    (result,) = run(engine, Download(server.url(), tmp_path / "x"))
    assert isinstance(result.error, ProtocolError)
    assert list(tmp_path.iterdir()) == []


def test_an_error_while_resuming_keeps_what_is_there(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    def answer(exchange: Exchange) -> None:
        if len(server.requests) == 1:
            cut(exchange, BODY, 2_000_000, ETag='"v"')
        elif len(server.requests) == 2:
            exchange.reply(503, b"busy")
        else:
            ranged(BODY, '"v"', exchange)

    server = serve(answer)
    (result,) = run(engine, Download(server.url(), tmp_path / "x"))
    assert (result.state, result.attempts) == ("done", 3)
    assert [request.headers.get("range") for request in server.requests] == [
        None,
        "bytes=2000000-",
        "bytes=2000000-",
    ]
    assert (tmp_path / "x").read_bytes() == BODY


def test_a_fetch_resumes_too(engine: Engine, serve: Serve) -> None:
    server = serve(
        lambda exchange: (
            cut(exchange, BODY, 1_000_000, ETag='"v"')
            if len(server.requests) == 1
            else ranged(BODY, '"v"', exchange)
        )
    )
    (result,) = run(engine, Fetch(server.url()))
    assert result.data == BODY
    assert result.attempts == 2


@pytest.mark.parametrize("size", [10, 3_000_000])
def test_a_burst_of_refusals_then_fine(engine: Engine, serve: Serve, tmp_path: Path, size: int) -> None:
    seen: dict[str, int] = {}
    lock = threading.Lock()

    def answer(exchange: Exchange) -> None:
        with lock:
            seen[exchange.target] = seen.get(exchange.target, 0) + 1
            busy = seen[exchange.target] <= 2
        if busy:
            exchange.reply(503, b"<Code>SlowDown</Code>", retry_after="0")
        else:
            exchange.reply(200, b"" if exchange.method == "PUT" else b"d" * size)

    server = serve(answer)
    source = tmp_path / "source"
    source.write_bytes(b"u" * size)
    wanted = [Download(server.url(f"/d{i}"), tmp_path / f"d{i}") for i in range(5)]
    wanted += [Upload(server.url(f"/u{i}"), source) for i in range(5)]
    results = run(engine, *wanted)
    assert {(result.state, result.attempts) for result in results} == {("done", 3)}
    assert set(seen.values()) == {3}
    assert all(len(request.body) == size for request in server.requests if request.method == "PUT")


def test_the_error_of_a_refusal_tells_what_the_server_said(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    body = (
        b"<Error><Message>Request has expired</Message><Signature>signature=abc123xyz</Signature>"
        + b"." * 2000
    )
    server = serve(lambda exchange: exchange.reply(403, body, x_amz_request_id="R1"))
    (result,) = run(engine, Download(server.url("/b/k?X-Amz-Signature=abc123xyz"), tmp_path / "x"))
    error = result.error
    assert isinstance(error, StatusError)
    assert (error.status, error.request_id, error.attempts) == (403, "R1", 1)
    assert "Request has expired" in str(error)
    assert "HTTP 403 Forbidden" in str(error)
    assert "abc123xyz" not in str(error)
    assert len(error.server_message) <= 500
    assert "presigned URL may have expired" in error.hint


def test_a_silent_body_ends_after_the_idle_limit(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    over = threading.Event()

    def stall(exchange: Exchange) -> None:
        exchange.start(200, {"Content-Length": "1000"})
        exchange.send(b"x" * 10)
        over.wait(20)  # longer than any limit; the client must give up by itself

    server = serve(stall)
    (result,) = run(
        engine, Download(server.url(), tmp_path / "x"), retry=ONCE, timeouts=Timeouts(bulk_idle=0.2)
    )
    over.set()
    assert isinstance(result.error, RequestTimeout)
    assert "nothing moved for 0.2 seconds" in str(result.error)
    assert list(tmp_path.iterdir()) == []


def test_a_slow_body_within_the_idle_limit_is_taken(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    counted = threading.Semaphore(0)

    def drip(exchange: Exchange) -> None:
        exchange.start(200, {"Content-Length": "5"})
        for _ in range(5):
            exchange.send(b"x")
            assert counted.acquire(timeout=20)  # the next byte only after this one was noticed

    server = serve(drip)
    (result,) = run(
        engine,
        Download(server.url(), tmp_path / "x"),
        retry=ONCE,
        timeouts=Timeouts(bulk_idle=5),
        on_bytes=lambda *_: counted.release(),
    )
    assert result.state == "done"


def test_a_silent_reply_to_an_upload_ends_after_the_upload_limit(engine: Engine, serve: Serve) -> None:
    over = threading.Event()
    server = serve(lambda exchange: over.wait(20))
    (result,) = run(
        engine, Upload(server.url(), b"x"), retry=ONCE, timeouts=Timeouts(bulk_idle=0.1, upload=0.4)
    )
    over.set()
    assert isinstance(result.error, RequestTimeout)


def test_nobody_listening_is_tried_again_and_told(engine: Engine, tmp_path: Path) -> None:
    with Server(lambda _: None) as gone:
        url = gone.url()
    (result,) = run(engine, Download(url, tmp_path / "x"))
    assert isinstance(result.error, ConnectFailed)
    assert result.attempts == 4
    assert url in str(result.error)


def test_an_unknown_host_is_told(engine: Engine, tmp_path: Path) -> None:
    (result,) = run(engine, Download("http://nowhere.invalid/x", tmp_path / "x"), retry=ONCE)
    assert isinstance(result.error, ConnectFailed)
    assert "nowhere.invalid" in str(result.error)


def test_a_body_longer_than_promised_is_refused_while_it_comes(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    ended = threading.Event()

    def flood(exchange: Exchange) -> None:
        exchange.start(200, {"Connection": "close"})
        try:
            while True:
                exchange.send(b"x" * 65536)
        finally:
            ended.set()

    server = serve(flood)
    (result,) = run(engine, Download(server.url(), tmp_path / "x", size=1000))
    assert isinstance(result.error, IntegrityError)
    assert ended.wait(20)
    assert list(tmp_path.iterdir()) == []


def test_an_endless_error_page_is_not_read(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    ended = threading.Event()

    def flood(exchange: Exchange) -> None:
        exchange.start(404, {"Connection": "close"})
        try:
            while True:
                exchange.send(b"not here " * 8000)
        finally:
            ended.set()

    server = serve(flood)
    (result,) = run(engine, Download(server.url(), tmp_path / "x"))
    assert isinstance(result.error, StatusError)
    assert result.error.status == 404
    assert len(result.error.server_message) <= 500
    assert ended.wait(20)


def test_a_source_that_shrinks_while_it_is_sent_is_told(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"x" * 30_000_000)
    server = serve(lambda exchange: exchange.reply(200))

    def shrink(*_: object) -> None:
        with source.open("r+b") as file:
            file.truncate(10)

    running = engine.run(
        _after(source, [Upload(server.url(), source)], shrink), retry=ONCE, timeouts=Timeouts(bulk_idle=5)
    )
    (result,) = running
    assert isinstance(result.error, StorageError)
    assert str(source) in str(result.error)


def _after(source: Path, uploads: list[Upload], action: Callable[[], None]) -> Iterator[Upload]:
    """Yield uploads; when the engine asks for more, the first has been opened and sized."""
    yield from uploads
    action()


def test_a_refusal_before_the_whole_upload_was_read_is_understood(
    engine: Engine, tmp_path: Path, serve: Serve
) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"x" * 1000)

    def refuse(exchange: Exchange) -> None:
        exchange.reply(413, b"too large", connection="close")
        exchange.cut()

    (result,) = run(engine, Upload(serve(refuse).url(), source))
    assert isinstance(result.error, StatusError)
    assert result.error.status == 413
    assert result.error.hint == "The server does not take a file of this size."
