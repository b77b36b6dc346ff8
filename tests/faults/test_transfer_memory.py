"""Large bodies pass through in pieces: what is held at once is counted, not timed."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from groundwire._core.transfer import AtomicFile, CurlEngine, Download, HttpxEngine
from groundwire._core.transfer.job import SPILL
from tests.unit.transfer.server import Exchange, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Serve = Callable[..., Server]

SIZE = 200_000_000
PIECE = b"0123456789abcdef" * 65536


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as stack:
        yield lambda handler: stack.enter_context(Server(handler))


def stream(exchange: Exchange) -> None:
    exchange.start(200, {"Content-Length": str(SIZE)})
    for begin in range(0, SIZE, len(PIECE)):
        exchange.send(PIECE[: SIZE - begin])


def swallow(exchange: Exchange) -> None:
    exchange.reply(200)


@pytest.mark.parametrize("kind", [CurlEngine, HttpxEngine])
def test_a_large_download_is_written_in_bounded_pieces(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[CurlEngine | HttpxEngine]
) -> None:
    sizes: list[int] = []
    write = AtomicFile.write

    def watched(self: AtomicFile, data: bytearray) -> None:
        sizes.append(len(data))
        write(self, data)

    monkeypatch.setattr(AtomicFile, "write", watched)
    engine = kind()
    (result,) = engine.run([Download(serve(stream).url(), tmp_path / "x", size=SIZE)])
    engine.close()
    assert result.state == "done"
    assert sum(sizes) == SIZE
    assert max(sizes) <= 8 * SPILL
    assert (tmp_path / "x").stat().st_size == SIZE


PROGRAM = """
    import resource, sys
    from pathlib import Path
    from groundwire._core.transfer import {engine}, Download, Upload

    url, path, direction = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    engine = {engine}()
    transfer = Download(url, path) if direction == "down" else Upload(url, path)
    list(engine.run([Download(url + "/none", path.with_name("none"))]))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (result,) = engine.run([transfer])
    print(result.state, result.bytes, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("kind", ["CurlEngine", "HttpxEngine"])
@pytest.mark.parametrize("direction", ["down", "up"])
def test_the_process_does_not_grow_with_the_body(
    serve: Serve, tmp_path: Path, kind: str, direction: str
) -> None:
    path = tmp_path / "large"
    if direction == "up":
        with path.open("wb") as file:
            file.truncate(SIZE)

    def answer(exchange: Exchange) -> None:
        if exchange.target.endswith("/none"):
            exchange.reply(200, b"small")
        elif exchange.method == "PUT":
            swallow(exchange)
        else:
            stream(exchange)

    code = textwrap.dedent(PROGRAM.format(engine=kind))
    url = serve(answer).url("")
    output = subprocess.check_output([sys.executable, "-c", code, url, str(path), direction], text=True)
    state, moved, grown = output.split()
    assert (state, int(moved)) == ("done", SIZE)
    assert int(grown) < 40_000  # kilobytes, a fifth of the body
