"""Disks that refuse: the error names the path and what to do, nothing half-written stays."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
import textwrap
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from groundwire._core.errors import StorageError, TransferError
from groundwire._core.transfer import CurlEngine, Download, HttpxEngine, run_transfers
from tests.unit.transfer.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from groundwire._core.transfer import Engine

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


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("mounting a small tmpfs needs Linux")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"cannot mount a small tmpfs here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("size", [400_000, 3_000_000], ids=["small files", "large file"])
def test_a_full_disk_is_told_and_left_clean(engine: Engine, serve: Serve, tiny_disk: Path, size: int) -> None:
    server = serve(lambda exchange: exchange.reply(200, b"x" * size))
    wanted = [Download(server.url(f"/{i}"), tiny_disk / f"{i}.bin", size=size) for i in range(4)]
    with pytest.raises(TransferError, match="No space left") as caught:
        run_transfers(engine, wanted, concurrency=1)
    failed = next(result for result in caught.value.results if result.state == "failed")
    assert isinstance(failed.error, StorageError)
    assert failed.error.errno == errno.ENOSPC
    assert failed.attempts == 1
    assert str(failed.transfer.target) in str(caught.value)
    assert "free some space" in str(caught.value)
    kept = sorted(path.name for path in tiny_disk.iterdir())
    done = sorted(result.path.name for result in caught.value.results if result.state == "done")
    assert kept == done
    assert all((tiny_disk / name).stat().st_size == size for name in kept)


PROGRAM = """
    import resource, signal, sys
    from pathlib import Path
    from groundwire._core.transfer import {engine}, Download

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
    (result,) = {engine}().run([Download(sys.argv[1], Path(sys.argv[2]) / "x")])
    print(result.state, result.error.errno, result.error)
"""


@pytest.mark.parametrize("kind", ["CurlEngine", "HttpxEngine"])
def test_a_limit_on_file_sizes_is_told_and_left_clean(serve: Serve, tmp_path: Path, kind: str) -> None:
    server = serve(lambda exchange: exchange.reply(200, b"x" * 3_000_000))
    code = textwrap.dedent(PROGRAM.format(engine=kind))
    output = subprocess.check_output([sys.executable, "-c", code, server.url(), str(tmp_path)], text=True)
    assert output.startswith(f"failed {errno.EFBIG} Cannot write {tmp_path / 'x'}")
    assert list(tmp_path.iterdir()) == []


def test_too_many_open_files_is_told(serve: Serve, tmp_path: Path) -> None:
    server = serve(lambda exchange: exchange.reply(200, b"x" * 1000))
    engine = CurlEngine()
    assert [result.state for result in engine.run([Download(server.url(), tmp_path / "warm")])] == ["done"]
    _soft, hard = limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    held = [os.open(os.devnull, os.O_RDONLY)]
    try:
        # the connection stands already; the file is the one descriptor too many
        resource.setrlimit(resource.RLIMIT_NOFILE, (held[0] + 1, hard))
        (result,) = engine.run([Download(server.url(), tmp_path / "x")])
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        for descriptor in held:
            os.close(descriptor)
        engine.close()
    assert isinstance(result.error, StorageError)
    assert result.error.errno == errno.EMFILE
    assert [path.name for path in tmp_path.iterdir()] == ["warm"]


def test_a_folder_that_cannot_be_made_is_told(engine: Engine, serve: Serve, tmp_path: Path) -> None:
    server = serve(lambda exchange: exchange.reply(200, b"x"))
    (tmp_path / "plain").write_bytes(b"")
    (result,) = engine.run([Download(server.url(), tmp_path / "plain" / "x")])
    assert isinstance(result.error, StorageError)
    assert str(tmp_path / "plain" / "x") in str(result.error)


def test_more_open_files_than_select_can_watch_are_no_obstacle(serve: Serve, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 2200:
        pytest.skip(f"this process may open only {hard} files")
    server = serve(lambda exchange: exchange.reply(200, b"x" * 1000))
    engine = CurlEngine()
    held: list[int] = []
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2200), hard))
    try:
        held += [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
        results = list(engine.run([Download(server.url(f"/{i}"), tmp_path / f"{i}") for i in range(50)]))
    finally:
        for descriptor in held:
            os.close(descriptor)
        engine.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert {result.state for result in results} == {"done"}
