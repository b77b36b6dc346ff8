"""Both engines against a real server: connections, redirects, proxies, threads and the order of work."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import textwrap
import threading
from typing import TYPE_CHECKING

import pytest

from groundwire._core.errors import InvalidArgumentError, StatusError
from groundwire._core.retry import RetryPolicy
from groundwire._core.transfer import (
    Checksum,
    CurlEngine,
    Download,
    EngineOptions,
    HttpxEngine,
    Upload,
)
from tests.unit.transfer.server import Exchange, Server, ranged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from groundwire._core.transfer import Engine, TransferResult
    from tests.unit.transfer.server import Handler

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


def test_redirects_are_followed_without_headers_to_another_host(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    store_server = serve(echo_path)
    api = serve(
        lambda exchange: exchange.reply(
            302,
            b"see there",
            location="/second" if exchange.target == "/first" else store_server.url("/there"),
        )
    )
    wanted = Download(api.url("/first"), tmp_path / "x", headers={"Authorization": "Bearer t", "X-Key": "k"})
    (result,) = run(engine, wanted)
    assert (result.state, result.attempts) == ("done", 1)
    assert files(tmp_path) == {"x": b"/there" * 100}
    assert [request.headers.get("x-key") for request in api.requests] == ["k", "k"]
    assert store_server.requests[0].headers == {"host": store_server.host, "accept": "*/*"}


def test_redirects_end_after_five(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    server = serve(lambda exchange: exchange.reply(302, location="/again"))
    (result,) = run(engine, Download(server.url(), tmp_path / "x"))
    assert isinstance(result.error, StatusError)
    assert result.error.status == 302
    assert len(server.requests) == 6
    assert files(tmp_path) == {}


@pytest.mark.parametrize(
    ("status", "state"), [(307, "done"), (308, "done"), (302, "failed"), (303, "failed")]
)
@pytest.mark.parametrize("size", [10, 2_000_000])
def test_uploads_follow_only_redirects_that_keep_the_body(
    engine: Engine, serve: Serve, tmp_path: Path, status: int, state: str, size: int
) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"u" * size)
    server = serve(lambda e: store(e) if e.target == "/there" else e.reply(status, location="/there"))
    (result,) = run(engine, Upload(server.url("/here"), source))
    assert result.state == state
    if state == "done":
        assert server.requests[-1].body == source.read_bytes()
    else:
        assert [request.target for request in server.requests] == ["/here"]


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://h/x", "gopher://h/x", "http://a b/", "javascript:x"]
)
def test_redirects_to_anything_but_http_are_refused(
    engine: Engine, serve: Serve, tmp_path: Path, location: str
) -> None:
    server = serve(lambda exchange: exchange.reply(302, location=location))
    (result,) = run(engine, Download(server.url(), tmp_path / "x"))
    assert result.state == "failed"
    assert files(tmp_path) == {}
    assert len(server.requests) == 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "//host/x", "http://h/\n"])
def test_urls_that_are_not_http_are_refused(engine: Engine, tmp_path: Path, url: str) -> None:
    (result,) = run(engine, Download(url, tmp_path / "x"))
    assert isinstance(result.error, InvalidArgumentError)
    assert result.attempts == 0
    assert files(tmp_path) == {}


def test_results_come_while_others_still_run(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    release = threading.Event()

    def answer(exchange: Exchange) -> None:
        if exchange.target == "/slow":
            assert release.wait(20)
        exchange.reply(200, b"x")

    server = serve(answer)
    downloads = [Download(server.url(f"/{name}"), tmp_path / name, key=name) for name in ("slow", "quick")]
    running = engine.run(downloads)
    assert next(running).transfer.key == "quick"
    release.set()
    assert [result.transfer.key for result in running] == ["slow"]


def test_transfers_are_taken_one_by_one_as_there_is_room(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    server = serve(echo_path)
    taken: list[int] = []

    def endless():
        while True:
            taken.append(len(taken))
            yield Download(server.url(f"/{len(taken)}"), tmp_path / str(len(taken)))

    running = engine.run(endless(), concurrency=3)
    assert next(running).state == "done"
    running.close()
    assert len(taken) <= 10


def test_what_the_transfers_iterator_raises_surfaces_unchanged(
    engine: Engine, serve: Serve, tmp_path: Path
) -> None:
    server = serve(echo_path)

    def broken():
        yield Download(server.url("/1"), tmp_path / "1")
        raise LookupError("listing failed")

    with pytest.raises(LookupError, match="listing failed"):
        list(engine.run(broken()))
    assert all(not name.endswith(".part") for name in files(tmp_path))


def test_connections_are_kept_from_run_to_run(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    server = serve(echo_path)
    for i in range(5):
        assert run(engine, Download(server.url(f"/{i}"), tmp_path / str(i)))[0].state == "done"
    assert server.opened == 1


def test_several_threads_share_one_engine(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    server = serve(echo_path)
    states: list[str] = []

    def work(name: str) -> None:
        wanted = [Download(server.url(f"/{name}{i}"), tmp_path / f"{name}{i}") for i in range(40)]
        states.extend(result.state for result in engine.run(wanted, concurrency=4))

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert states == ["done"] * 120
    assert len(files(tmp_path)) == 120


def test_a_closed_engine_says_so(engine: Engine) -> None:
    engine.close()
    with pytest.raises(InvalidArgumentError, match="closed"):
        list(engine.run([]))


@pytest.mark.parametrize("kind", [CurlEngine, HttpxEngine])
@pytest.mark.parametrize("how", ["option", "environment"])
def test_proxies_are_used(
    kind: type[Engine], how: str, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(echo_path)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    if how == "environment":
        monkeypatch.setenv("http_proxy", proxy.url(""))
    engine = kind(options=EngineOptions(proxy=proxy.url("") if how == "option" else None))
    (result,) = run(engine, Download("http://files.invalid/x", tmp_path / "x"))
    engine.close()
    assert result.state == "done"
    assert proxy.requests[0].target == "http://files.invalid/x"


@pytest.mark.parametrize("kind", [CurlEngine, HttpxEngine])
def test_no_proxy_is_respected(
    kind: type[Engine], serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy, server = serve(echo_path), serve(echo_path)
    monkeypatch.setenv("http_proxy", proxy.url(""))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    engine = kind()
    assert run(engine, Download(server.url("/x"), tmp_path / "x"))[0].state == "done"
    engine.close()
    assert proxy.requests == []


def test_a_download_resumes_where_it_was_cut(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    body = bytes(range(256)) * 8000
    cuts: list[int] = []

    def answer(exchange: Exchange) -> None:
        if not cuts:
            cuts.append(1)
            exchange.start(200, {"Content-Length": str(len(body)), "ETag": '"v1"', "Accept-Ranges": "bytes"})
            exchange.send(body[:1_200_000])
            exchange.cut()
        else:
            ranged(body, '"v1"', exchange)

    server = serve(answer)
    digest = Checksum("sha256", hashlib.sha256(body).hexdigest())
    moved: list[int] = []
    wanted = Download(server.url(), tmp_path / "x", size=len(body), checksum=digest)
    (result,) = run(engine, wanted, on_bytes=lambda _, change: moved.append(change))
    assert (result.state, result.attempts, result.bytes) == ("done", 2, len(body))
    assert server.requests[1].headers["range"] == "bytes=1200000-"
    assert server.requests[1].headers["if-range"] == '"v1"'
    assert files(tmp_path) == {"x": body}
    assert sum(moved) == len(body)
    assert min(moved) > 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_opens_its_own_connections(serve: Serve) -> None:
    program = """
        import os, sys
        from groundwire._core.transfer import CurlEngine, fetch_bytes

        engine = CurlEngine()
        fetch_bytes(engine, sys.argv[1])
        child = os.fork()
        if child == 0:
            os._exit(0 if fetch_bytes(engine, sys.argv[1] + "/child") else 1)
        status = os.waitpid(child, 0)[1]
        fetch_bytes(engine, sys.argv[1] + "/parent")
        sys.exit(status)
    """
    server = serve(echo_path)
    subprocess.run([sys.executable, "-c", textwrap.dedent(program), server.url("/first")], check=True)
    connections = {request.target: request.connection for request in server.requests}
    assert connections["/first"] is connections["/first/parent"]
    assert connections["/first"] is not connections["/first/child"]
