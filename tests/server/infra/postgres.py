"""A throw-away PostgreSQL server, where its programs are installed."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_START_S = 60
_NEEDED = ("initdb", "postgres", "pg_isready")


def programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs; many systems keep it off the search path."""
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), *on_path]
    return next((folder for folder in folders if all((folder / name).exists() for name in _NEEDED)), None)


@contextlib.contextmanager
def running(programs: Path) -> Iterator[str]:
    """Run a server that listens on a socket of its own; yield its address and remove it afterwards."""
    # Not pytest's folder: names of sockets are short.
    with tempfile.TemporaryDirectory(prefix="gw-pg-") as name:
        folder = Path(name)
        user = _unprivileged()
        if user is not None:
            shutil.chown(folder, user)
        data, log = folder / "data", folder / "log"
        setup = [programs / "initdb", "-D", data, "-U", "tester", "-A", "trust", "--no-sync", "-E", "UTF8"]
        subprocess.run(setup, check=True, user=user, stdout=subprocess.DEVNULL)
        serve = [
            programs / "postgres",
            "-D",
            data,
            "-k",
            folder,
            "-c",
            "listen_addresses=",
            "-c",
            "fsync=off",
        ]
        with log.open("wb") as stream:
            server = subprocess.Popen(serve, user=user, stderr=stream)
        try:
            _wait([programs / "pg_isready", "-h", folder, "-U", "tester", "-q"], server, log)
            yield f"postgresql://tester@/postgres?host={folder}"
        finally:
            server.terminate()
            server.wait(_START_S)


def _unprivileged() -> str | None:
    """Return a user to run as; the server refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _wait(ready: list[str | Path], server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_S
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.1)
