"""Both engines against a real server: what is sent, what is stored, what is told."""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING

import pytest

from groundwire._core.errors import IntegrityError, InvalidArgumentError, StorageError
from groundwire._core.retry import RetryPolicy
from groundwire._core.transfer import (
    Checksum,
    Download,
    Fetch,
    Upload,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from groundwire._core.transfer import Engine, TransferResult
    from tests.unit.transfer.server import Exchange, Handler, Server

    Serve = Callable[[Handler], Server]

QUICK = RetryPolicy(base=0.001, cap=0.002)


def echo_path(exchange: Exchange) -> None:
    exchange.reply(200, exchange.target.encode() * 100)


def store(exchange: Exchange) -> None:
    exchange.reply(200, etag=f'"{hashlib.md5(exchange.body).hexdigest()}"')


def run(engine: Engine, *transfers: object, **options: object) -> list[TransferResult]:
    return list(engine.run(transfers, retry=QUICK, **options))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_five_hundred_files_arrive_whole_over_few_connections(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    server = serve(echo_path)
    downloads = [Download(server.url(f"/{i}"), tmp_path / str(i % 7) / f"{i}.bin", key=i) for i in range(500)]
    results = run(engine, *downloads, concurrency=12)
    assert sorted(result.transfer.key for result in results) == list(range(500))
    assert {result.state for result in results} == {"done"}
    assert all(result.bytes == len(f"/{result.transfer.key}") * 100 for result in results)
    assert files(tmp_path) == {f"{i % 7}/{i}.bin": f"/{i}".encode() * 100 for i in range(500)}
    assert server.open_peak <= 12
    assert server.opened <= 12


def test_a_download_says_no_more_than_it_must(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    server = serve(echo_path)
    run(engine, Download(server.url("/a%20b?sign=x%2Fy"), tmp_path / "x"))
    (request,) = server.requests
    assert (request.method, request.target) == ("GET", "/a%20b?sign=x%2Fy")
    assert request.headers == {"host": server.host, "accept": "*/*"}


@pytest.mark.parametrize("size", [0, 1, 60_000, 3_000_000])
def test_an_upload_sends_exact_bytes_and_no_more_than_it_must(
    engine: Engine, serve: Serve, tmp_path: Path, size: int
) -> None:
    server = serve(store)
    source = tmp_path / "source"
    source.write_bytes(bytes(range(256)) * (size // 256) + b"x" * (size % 256))
    (result,) = run(engine, Upload(server.url("/put?sign=1"), source))
    (request,) = server.requests
    assert (result.state, result.bytes, result.attempts) == ("done", size, 1)
    assert (request.method, request.target) == ("PUT", "/put?sign=1")
    assert request.body == source.read_bytes()
    assert request.headers == {"host": server.host, "accept": "*/*", "content-length": str(size)}
    assert result.headers["etag"] == f'"{hashlib.md5(request.body).hexdigest()}"'


def test_uploads_take_bytes_ranges_verbs_and_headers(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    server = serve(store)
    source = tmp_path / "source"
    source.write_bytes(b"0123456789" * 300_000)
    uploads = [
        Upload(server.url("/bytes"), b"hello world", offset=6),
        Upload(server.url("/part"), source, offset=5, length=10),
        Upload(server.url("/large"), source, offset=1_000_003, length=1_500_000),
        Upload(server.url("/post"), b"{}", method="POST", headers={"Content-Type": "application/json"}),
    ]
    assert [result.state for result in run(engine, *uploads, concurrency=1)] == ["done"] * 4
    bodies = {request.target: request.body for request in server.requests}
    assert bodies["/bytes"] == b"world"
    assert bodies["/part"] == b"5678901234"
    assert bodies["/large"] == source.read_bytes()[1_000_003:2_500_003]
    post = server.requests[-1]
    assert (post.method, post.headers["content-type"]) == ("POST", "application/json")


def test_one_run_mixes_directions(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    server = serve(lambda exchange: store(exchange) if exchange.method == "PUT" else echo_path(exchange))
    mixed = []
    for i in range(30):
        mixed += [Download(server.url(f"/{i}"), tmp_path / f"{i}"), Upload(server.url(f"/{i}"), b"x" * i)]
        mixed += [Fetch(server.url(f"/{i}"))]
    results = run(engine, *mixed, concurrency=4)
    assert {result.state for result in results} == {"done"}
    assert {r.data for r in results if isinstance(r.transfer, Fetch)} == {
        f"/{i}".encode() * 100 for i in range(30)
    }
    assert sorted(len(r.body) for r in server.requests if r.method == "PUT") == list(range(30))


def test_ranges_outside_the_source_are_refused_before_sending(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    server = serve(store)
    source = tmp_path / "source"
    source.write_bytes(b"123")
    bad = [
        Upload(server.url(), source, offset=2, length=2),
        Upload(server.url(), b"123", offset=4),
        Upload(server.url(), b"123", offset=-1),
        Upload(server.url(), b"123", method="BREW"),
    ]
    results = run(engine, *bad)
    assert [type(result.error) for result in results] == [InvalidArgumentError] * 4
    assert server.requests == []


def test_a_missing_source_is_told_with_its_path(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    server = serve(store)
    (result,) = run(engine, Upload(server.url(), tmp_path / "absent"))
    assert isinstance(result.error, StorageError)
    assert str(tmp_path / "absent") in str(result.error)
    assert server.requests == []


def test_an_empty_file_is_downloaded_too(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    server = serve(lambda exchange: exchange.reply(200))
    (result,) = run(engine, Download(server.url(), tmp_path / "empty", size=0))
    assert result.state == "done"
    assert files(tmp_path) == {"empty": b""}


def test_chunked_bodies_and_interim_answers_are_understood(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    def answer(exchange: Exchange) -> None:
        exchange.send(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
        exchange.start(200, {"Transfer-Encoding": "chunked", "ETag": '"e"'})
        exchange.send(b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n")

    (result,) = run(engine, Download(serve(answer).url(), tmp_path / "x"))
    assert files(tmp_path) == {"x": b"abcdefg"}
    assert result.headers["etag"] == '"e"'
    assert "link" not in result.headers


@pytest.mark.parametrize("algorithm", ["md5", "sha256"])
@pytest.mark.parametrize("size", [1000, 2_000_000])
def test_a_right_checksum_passes_and_a_wrong_one_leaves_no_file(
    engine: Engine, serve: Serve, tmp_path: Path, algorithm: str, size: int
) -> None:
    body = b"y" * size
    server = serve(lambda exchange: exchange.reply(200, body))
    right = Checksum(algorithm, hashlib.new(algorithm, body).hexdigest().upper())
    wrong = Checksum(algorithm, hashlib.new(algorithm, b"other").hexdigest())
    good, bad = run(
        engine,
        Download(server.url(), tmp_path / "good", checksum=right, size=size),
        Download(server.url(), tmp_path / "bad", checksum=wrong),
        concurrency=1,
    )
    assert (good.state, bad.state) == ("done", "failed")
    assert isinstance(bad.error, IntegrityError)
    assert wrong.hex in str(bad.error)
    assert files(tmp_path) == {"good": body}
    assert len(server.requests) == 2


@pytest.mark.parametrize("promised", [999, 1001])
def test_another_size_than_promised_leaves_no_file(
    engine: Engine, serve: Serve, tmp_path: Path, promised: int
) -> None:
    server = serve(lambda exchange: exchange.reply(200, b"z" * 1000))
    (result,) = run(engine, Download(server.url(), tmp_path / "x", size=promised))
    assert isinstance(result.error, IntegrityError)
    assert str(promised) in str(result.error)
    assert files(tmp_path) == {}


def test_existing_files_of_the_right_size_are_skipped_when_asked(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    server = serve(lambda exchange: exchange.reply(200, b"new!"))
    for name, body in {"same": b"old!", "short": b"old", "unsaid": b"old!", "unsized": b"old!"}.items():
        (tmp_path / name).write_bytes(body)
    results = run(
        engine,
        Download(server.url(), tmp_path / "same", size=4, skip_existing=True),
        Download(server.url(), tmp_path / "short", size=4, skip_existing=True),
        Download(server.url(), tmp_path / "absent", size=4, skip_existing=True),
        Download(server.url(), tmp_path / "unsaid", size=4),
        Download(server.url(), tmp_path / "unsized", skip_existing=True),
    )
    states = {result.transfer.target.name: result.state for result in results}
    assert states == {
        "same": "skipped",
        "short": "done",
        "absent": "done",
        "unsaid": "done",
        "unsized": "done",
    }
    assert files(tmp_path)["same"] == b"old!"
    assert len(server.requests) == 4


@pytest.mark.parametrize("size", [10, 2_000_000])
def test_a_name_can_depend_on_the_content(engine: Engine, serve: Serve, tmp_path: Path, size: int) -> None:
    body = b"\x89PNG" + b"." * size
    server = serve(lambda exchange: exchange.reply(200, body))
    heads: list[bytes] = []

    def choose(head: bytes) -> Path:
        heads.append(head)
        return tmp_path / "image.png"

    (result,) = run(engine, Download(server.url(), tmp_path / "image", name_from=choose))
    assert result.path == tmp_path / "image.png"
    assert heads == [body[:512]]
    assert files(tmp_path) == {"image.png": body}


def test_bytes_are_counted_as_they_move_in_the_callers_thread(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    half = threading.Event()
    seen: dict[object, list[int]] = {"down": [], "up": []}
    threads = set()

    def answer(exchange: Exchange) -> None:
        if exchange.method == "PUT":
            store(exchange)
            return
        exchange.start(200, {"Content-Length": "2000000"})
        exchange.send(b"a" * 1_000_000)
        assert half.wait(20)
        exchange.send(b"b" * 1_000_000)

    def count(transfer: Download | Upload, change: int) -> None:
        threads.add(threading.current_thread())
        seen[transfer.key].append(change)
        if transfer.key == "down":
            half.set()  # the server goes on only because the first half was told

    server = serve(answer)
    transfers = [
        Download(server.url(), tmp_path / "x", key="down"),
        Upload(server.url(), b"u" * 1000, key="up"),
    ]
    results = run(engine, *transfers, on_bytes=count)
    assert {result.state for result in results} == {"done"}
    assert {key: sum(changes) for key, changes in seen.items()} == {"down": 2_000_000, "up": 1000}
    assert len(seen["down"]) >= 2
    assert threads == {threading.current_thread()}


def test_a_part_may_be_asked_for_explicitly(engine: Engine, serve: Serve) -> None:
    server = serve(lambda exchange: exchange.reply(206, b"head", etag='"v"', content_range="bytes 0-3/1000"))
    (result,) = run(engine, Fetch(server.url(), headers={"Range": "bytes=0-3"}))
    assert (result.state, result.data) == ("done", b"head")
    assert server.requests[0].headers["range"] == "bytes=0-3"
