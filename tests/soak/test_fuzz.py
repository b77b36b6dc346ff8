"""Whatever is sent, the server answers properly, stays alive and writes only where it should."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import socket
import time
import uuid
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from groundwire import studio
from groundwire._core.errors import GroundwireError

from .furniture import moved_in
from .oddities import JSON, NAMES, REQUESTS
from .probes import METHODS, Probe, Prober

if TYPE_CHECKING:
    from pathlib import Path

    from groundwire.server import LocalServer

pytestmark = pytest.mark.soak

INTERNAL, NO_METHOD = 10, -32601
NOT_IMPLEMENTED = 501  # the answer to an HTTP method nobody has heard of
CANARY = "canary-5e1f"
SIDE_FILES = {"groundwire.db-wal", "groundwire.db-shm"}


class Line:
    """A connection that is made anew whenever the server closes it."""

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).netloc
        self._connection: http.client.HTTPConnection | None = None

    def send(self, probe: Probe) -> tuple[int, bytes]:
        """Return status and body."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection(self._host, timeout=30)
        connection = self._connection
        try:
            connection.putrequest(probe.verb, probe.target)
            for name, text in probe.headers.items():
                connection.putheader(name, text)
            connection.putheader("content-length", str(len(probe.body)))
            connection.endheaders()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.send(probe.body)  # refused before it was read: the answer is there already
            response = connection.getresponse()
            body = response.read()
        except BaseException:
            self.close()
            raise
        if response.will_close:
            self.close()
        return response.status, body

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def tree(folder: Path, besides: Path) -> set[Path]:
    """Return everything below `folder` that is not below `besides`."""
    return {path for path in folder.rglob("*") if not path.is_relative_to(besides)}


def logged_in(server: LocalServer) -> studio.Client:
    client = studio.Client().with_memory_storage().with_url(server.url)
    return client.with_login(server.username, server.password)


def served(line: Line, token: str) -> set[str]:
    """Return the methods that this server has: every one of the spec that is called by name."""
    found = set()
    for method in METHODS:
        name = method["name"]
        headers = {"content-type": JSON, "authorization": f"Bearer {token}"}
        call = {"id": 0, "jsonrpc": "2.0", "method": name, "params": {"x": 1}}
        _, body = line.send(Probe("POST", "/api", json.dumps(call).encode(), headers))
        if json.loads(body).get("error", {}).get("code") != NO_METHOD:
            found.add(name)
    return found


def complaint(probe: Probe, status: int, body: bytes) -> str | None:
    """Return what is wrong with an answer."""
    if status >= 500 and status != NOT_IMPLEMENTED:
        return f"HTTP {status}"
    if b"Traceback" in body or b'File "' in body or b"site-packages" in body:
        return "the answer tells of the server's code"
    if CANARY.encode() in body:
        return "the answer tells of another organisation"
    if not probe.target.startswith("/api") or probe.verb != "POST" or status != 200 or not probe.body:
        return None
    try:
        envelope = json.loads(body)
    except ValueError:
        return None if b"{" not in body[:1] else "the answer is not JSON"
    if not isinstance(envelope, dict) or "jsonrpc" not in envelope:
        return None  # a file that happens to be JSON
    if not isinstance(envelope.get("id"), str) or ("result" in envelope) == ("error" in envelope):
        return "not an envelope"
    error = envelope.get("error")
    if error is not None and error["code"] == INTERNAL:
        return f"the handler failed: {error['message']}"
    return "null result" if error is None and envelope["result"] is None else None


def subject(probe: Probe) -> str:
    """Return the method that a probe calls, as far as that can be told."""
    try:
        return str(json.loads(probe.body)["method"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return probe.target.partition("&")[0][:60]


def outcome(status: int, body: bytes) -> str:
    """Return status and error code of an answer."""
    found = re.search(rb'"error":\{"code":(-?\d+)', body[:200])
    return f"{status}" if found is None else f"{status} error {found[1].decode()}"


def stored(folder: Path, mine: bool) -> dict[str, int]:
    """Return the objects of one organisation, or those of all others, with their sizes."""
    found = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    return {
        str(path.relative_to(folder)): size
        for path, size in found.items()
        if (path.relative_to(folder).parts[0] == "org-1") is mine
    }


def test_server_survives_whatever_is_sent(server: LocalServer, tmp_path: Path, seconds: float, seed: int):
    server.add_user("neighbour", "correct horse battery", "Elsewhere")
    house = moved_in(server, server.username, server.password, "mine", "plain")
    strangers = moved_in(server, "neighbour", "correct horse battery", "theirs", CANARY)
    theirs, theirs_stored = strangers.contents(), stored(server.data / "objects", mine=False)
    assert any(CANARY in text for text in theirs)
    assert theirs_stored
    before, pid, kept = tree(tmp_path, server.data), server.pid, {path.name for path in server.data.iterdir()}
    complaints: dict[str, str] = {}
    outcomes: Counter[str] = Counter()
    reached: set[str] = set()
    ends, sent = time.monotonic() + seconds, 0
    with contextlib.closing(Line(server.url)) as line:
        methods = served(line, house.token)
        prober = Prober(seed, house, strangers, methods)
        while time.monotonic() < ends:
            if sent % 500 == 499:
                house.furnish()
            probe = prober.next()
            status, body = line.send(probe)
            sent += 1
            outcomes[outcome(status, body)] += 1
            if problem := complaint(probe, status, body):
                kind = re.sub(r"error [0-9a-f]{12}", "error", problem)
                complaints.setdefault(f"{subject(probe)}: {kind}", f"{problem} after {probe}")
            elif status < 300 and b'"error":' not in body[:100]:
                reached.add(subject(probe))
    print(f"\n{sent} requests with seed {seed}: {dict(outcomes.most_common())}")
    print(f"{len(reached & methods)} of {len(methods)} methods succeeded; never: {sorted(methods - reached)}")
    assert not complaints, (
        f"{sent} requests with seed {seed}:\n\n" + "\n\n".join(complaints.values())[:20_000]
    )
    assert len(reached & methods) > len(methods) // 2, f"only {reached & methods} ever succeeded"
    assert server.pid == pid
    assert tree(tmp_path, server.data) == before
    assert {path.name for path in server.data.iterdir()} <= kept | SIDE_FILES
    assert strangers.contents() == theirs
    assert stored(server.data / "objects", mine=False) == theirs_stored
    assert logged_in(server).version()
    assert "Traceback" not in server.read_log()


def test_bytes_that_are_no_request_are_answered_or_cut_off(server: LocalServer) -> None:
    address = urlsplit(server.url)
    for request in REQUESTS:
        with socket.create_connection((address.hostname, address.port), timeout=30) as line:
            with contextlib.suppress(OSError):  # it may be cut off while it is still being sent
                line.sendall(request)
                line.shutdown(socket.SHUT_WR)
            answer = b""
            with contextlib.suppress(ConnectionResetError):
                while part := line.recv(65_536):
                    answer += part
        assert answer == b"" or re.match(rb"HTTP/1\.1 [1-4]\d\d ", answer), (request[:100], answer[:200])
        assert b"Traceback" not in answer
        assert b"root:" not in answer
    assert logged_in(server).version()
    assert "Traceback" not in server.read_log()


def test_no_file_name_leads_out_of_the_folders_meant_for_it(server: LocalServer, tmp_path: Path):
    client = logged_in(server)
    target = tmp_path / "d" / "e" / "f" / "downloads"
    target.mkdir(parents=True)
    before = tree(tmp_path, server.data)
    refused = []
    for number, name in enumerate(NAMES):
        dataset = client.create_dataset(client.projects()[0].id, f"name {number}")
        if not taken(server, client, dataset, name):
            refused.append(name)
            continue
        with contextlib.suppress(GroundwireError):  # a name may be refused, but not obeyed
            client.download_dataset(dataset, [], [studio.FileType.Image], str(target), False)
        outside = {path for path in tree(tmp_path, server.data) if not path.is_relative_to(target)}
        assert outside | {target} == before, name
    assert len(refused) < len(NAMES) // 2, "hardly anything was tried"
    assert "Traceback" not in server.read_log()


def taken(server: LocalServer, client: studio.Client, dataset: str, name: str) -> bool:
    """Create a sample whose file has this name, whatever it is; tell whether the server took it."""
    sample = {"uuid": str(uuid.uuid4()), "image_name": name, "files": {"image": name}}
    numbers = {"dataset_id": studio.DatasetID(dataset).value, "presigned_urls": True}
    call = {
        "id": 0,
        "jsonrpc": "2.0",
        "method": "samples.populate2",
        "params": {**numbers, "samples": [sample]},
    }
    headers = {"authorization": f"Bearer {client.token()}", "content-type": "application/json"}
    with httpx.Client() as plain:
        reply = plain.post(f"{server.url}/api", content=json.dumps(call).encode(), headers=headers)
        assert reply.status_code == 200
        assert reply.json().get("error", {}).get("code") != INTERNAL, f"{name!r}: {reply.json()}"
        urls = [offered["url"] for one in reply.json().get("result", []) for offered in one["urls"]]
        return bool(urls) and all(plain.put(url, content=b"escaped").is_success for url in urls)
