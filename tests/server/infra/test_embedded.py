"""`LocalServer`: starts, serves, survives being killed, and never outlives its parent."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from groundwire.server.embedded import LocalServer
from groundwire.server.errors import ServerError

from .conftest import Api, signer_of


def wait_until_gone(pid: int) -> None:
    """Wait for a process that is not our child to end."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        ready, _, _ = select.select([descriptor], [], [], 30)
    finally:
        os.close(descriptor)
    assert ready, f"process {pid} is still there"


def half_sent(server: LocalServer, target: str, length: int) -> socket.socket:
    """Send half of a PUT and return once the server is reading its body."""
    split = urlsplit(server.url)
    connection = socket.create_connection((split.hostname, split.port), timeout=30)
    head = f"PUT {target} HTTP/1.1\r\nhost: x\r\ncontent-length: {length}\r\nexpect: 100-continue\r\n\r\n"
    connection.sendall(head.encode())
    assert connection.recv(1000).startswith(b"HTTP/1.1 100")
    connection.sendall(b"x" * (length // 2))
    return connection


def answer_to(upload: socket.socket) -> int:
    """Return the HTTP status that comes back; 0 if the connection is cut instead."""
    with upload:
        try:
            answer = upload.recv(1000)
        except ConnectionResetError:
            return 0
    return int(answer.split()[1]) if answer else 0


def test_temporary_server_leaves_nothing_behind() -> None:
    with LocalServer() as server:
        data, pid = server.data, server.pid
        assert pid is not None
        api = Api(server.url)
        api.token = api.login(server.username, server.password)
        assert api.call("org.get")["result"]["name"] == "Local"
        assert server.project_id == "p-1"
        assert server.log_path.parent == data
    assert server.pid is None
    assert not data.exists()


def test_temporary_folder_is_its_own_even_with_a_given_password() -> None:
    server = LocalServer(password="given password")
    with pytest.raises(ServerError, match="start it first"):
        server.data  # noqa: B018
    with server:
        data = server.data
        assert data.parent == Path(tempfile.gettempdir())
        assert data.name.startswith("groundwire-")
        assert Api(server.url).login("admin", "given password")
    assert not data.exists()
    assert data.parent.exists()


@pytest.mark.anyio
async def test_async_block_starts_and_stops_it_too() -> None:
    async with LocalServer() as server:
        assert server.pid is not None
        data = server.data
    assert server.pid is None
    assert not data.exists()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def test_password_is_on_no_command_line_and_in_no_environment(server: LocalServer) -> None:
    folder = Path(f"/proc/{server.pid}")
    assert (
        server.password.encode() not in (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
    )
    assert server.password not in server.read_log()


def test_given_folder_is_kept_and_continued(tmp_path: Path) -> None:
    with LocalServer(tmp_path / "data", password="first password") as server:
        first = Api(server.url)
        first.token = first.login("admin", "first password")
    with LocalServer(tmp_path / "data", password="second password") as server:
        again = Api(server.url)
        assert again.login("admin", "second password")
        assert again.call("org.get", token=first.token)["error"]["code"] == 401
        assert server.project_id == "p-1"
    assert (tmp_path / "data" / "groundwire.db").exists()


def test_killed_server_restarts_on_the_same_port_with_the_same_state(tmp_path: Path) -> None:
    with LocalServer(tmp_path / "data") as server:
        api = Api(server.url)
        api.token = api.login(server.username, server.password)
        url, pid = server.url, server.pid
        server.kill()
        with pytest.raises(ConnectionError):
            api.call("org.get")
        server.restart()
        assert (server.url, server.pid == pid) == (url, False)
        assert api.call("org.get")["result"]["id"] == 1


def test_upload_cut_by_a_kill_leaves_no_half_object(tmp_path: Path) -> None:
    with LocalServer(tmp_path / "data") as server:
        signer, api = signer_of(server.data), Api(server.url)
        api.request("PUT", signer.sign("PUT", "t/whole", server.url, lifetime=60), b"whole")
        uploads = [
            half_sent(server, signer.sign("PUT", f"t/{name}", "", lifetime=60), length)
            for name, length in (("small", 1000), ("large", 8_000_000), ("whole", 8_000_000))
        ]
        server.kill()
        for upload in uploads:
            upload.close()
        server.restart()
        for name in ("small", "large"):
            assert api.request("GET", signer.sign("GET", f"t/{name}", server.url, lifetime=60)).status == 404
        assert api.request("GET", signer.sign("GET", "t/whole", server.url, lifetime=60)).body == b"whole"
        objects = server.data / "objects"
        found = [path for path in objects.rglob("*") if path.is_file() and path.suffix != ".lock"]
        assert found == [objects / "t" / "whole"]


def test_stopping_lets_requests_in_flight_finish(tmp_path: Path) -> None:
    with LocalServer(tmp_path / "data") as server:
        target = signer_of(server.data).sign("PUT", "t/slow", "", lifetime=60)
        upload = half_sent(server, target, 100_000)
        stopping = threading.Thread(target=server.stop)
        stopping.start()
        upload.sendall(b"x" * 50_000)
        assert answer_to(upload) == 200
        stopping.join()
        assert (server.data / "objects" / "t" / "slow").read_bytes() == b"x" * 100_000
        assert "stopped" in server.read_log()


def test_requests_that_do_not_finish_are_cut_at_the_deadline(tmp_path: Path) -> None:
    with LocalServer(tmp_path / "data", options=("--shutdown-seconds", "0")) as server:
        upload = half_sent(server, signer_of(server.data).sign("PUT", "t/slow", "", lifetime=60), 100_000)
        server.stop()
        assert answer_to(upload) != 200
        assert not (server.data / "objects" / "t").exists()
        assert "stopped" in server.read_log()


def test_two_servers_share_one_folder(tmp_path: Path) -> None:
    with LocalServer(tmp_path / "data", password="the password") as one:
        token = Api(one.url).login("admin", "the password")
        upload = half_sent(one, signer_of(one.data).sign("PUT", "t/a", "", lifetime=60), 100_000)
        command = [
            sys.executable,
            "-m",
            "groundwire",
            "serve",
            "--data",
            str(one.data),
            "--port",
            "0",
            "--embedded",
        ]
        two = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert two.stdout is not None
        url = json.loads(two.stdout.readline())["url"]
        assert Api(url, token).call("org.get")["result"]["name"] == "Local"
        upload.sendall(b"x" * 50_000)
        assert answer_to(upload) == 200
        got = Api(url).request("GET", signer_of(one.data).sign("GET", "t/a", url, lifetime=60))
        assert got.body == b"x" * 100_000
        two.communicate(timeout=30)
        assert two.returncode == 0


def test_server_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys; from groundwire.server import LocalServer; "
        "server = LocalServer(sys.argv[1]); server.start(); "
        "print(server.pid, flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "data")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.communicate()
    wait_until_gone(pid)


def test_added_users_see_their_own_organisation(server: LocalServer) -> None:
    server.add_user("bob", "bobs password", "Other")
    server.add_user("eve", "eves password", "Other")
    server.add_user("amy", "amys password")
    api = Api(server.url)
    names = {}
    for username in ("bob", "eve", "amy"):
        token = api.login(username, f"{username}s password")
        names[username] = api.call("org.get", token=token)["result"]["name"]
    assert names == {"bob": "Other", "eve": "Other", "amy": "Local"}


def test_password_reset_elsewhere_ends_sessions_at_once(server: LocalServer) -> None:
    server.add_user("zoe", "zoes password")
    api = Api(server.url)
    api.token = api.login("zoe", "zoes password")
    assert "result" in api.call("auth.verify_token")
    subprocess.run(
        [sys.executable, "-m", "groundwire", "admin", "--data", str(server.data), "reset-password", "zoe",
        "--password-stdin"], input="zoes new password\n", text=True, check=True, capture_output=True,
    )  # fmt: skip
    assert api.call("auth.verify_token")["error"]["code"] == 401


def test_failure_to_start_says_why(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ServerError, match="is in use"):
        LocalServer(tmp_path / "data", port=taken.getsockname()[1]).start()


def test_starting_and_stopping_twice_is_harmless() -> None:
    with LocalServer() as server:
        pid = server.pid
        server.start()
        assert server.pid == pid
        server.stop()
        server.stop()
        server.kill()
        assert server.pid is None
