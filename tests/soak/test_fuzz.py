"""Whatever is sent, the server answers properly, stays alive and writes only where it should."""

from __future__ import annotations

import contextlib
import http.client
import json
import time
import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from groundwire import studio
from groundwire._core.errors import GroundwireError

from .probes import METHODS, NAMES, Probe, Prober

if TYPE_CHECKING:
    from pathlib import Path

    from groundwire.server import LocalServer

pytestmark = pytest.mark.soak

INTERNAL, NO_METHOD = 10, -32601


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


def furnish(client: studio.Client) -> dict[str, list[int]]:
    """Make something of each kind, so that probes reach further; return the numbers by parameter."""
    project = client.projects()[0].id
    dataset = client.create_dataset(project, "probed")
    annotation_set = client.create_annotation_set(dataset, "probed")
    samples = []
    for number in range(3):
        sample = studio.Sample()
        sample.set_image_name(f"{number}.png")
        annotation = studio.Annotation()
        annotation.set_label("deer")
        annotation.set_box2d(studio.Box2d(0.1, 0.1, 0.5, 0.5))
        sample.add_annotation(annotation)
        samples.append(sample)
    client.populate_samples(dataset, annotation_set, samples)
    images = [sample.id.value for sample in client.samples(dataset) if sample.id is not None]
    return {
        "project_id": [project.value],
        "dataset_id": [studio.DatasetID(dataset).value],
        "annotation_set_id": [studio.AnnotationSetID(annotation_set).value],
        "image_id": images,
        "image_ids": images,
        "sample_id": images,
        "label_id": [
            label.id.value if hasattr(label.id, "value") else label.id for label in client.labels(dataset)
        ],
    }


def served(line: Line, token: str) -> set[str]:
    """Return the methods that this server has."""
    prober = Prober(0, token, set())
    found = set()
    for method in METHODS:
        name = method["name"]
        _, body = line.send(prober.call({"id": 0, "jsonrpc": "2.0", "method": name, "params": {"x": 1}}))
        if json.loads(body).get("error", {}).get("code") != NO_METHOD:
            found.add(name)
    return found


def complaint(probe: Probe, status: int, body: bytes) -> str | None:
    """Return what is wrong with an answer."""
    if status >= 500:
        return f"HTTP {status}"
    if b"Traceback" in body or b'File "' in body or b"site-packages" in body:
        return "the answer tells of the server's code"
    if probe.target != "/api" or probe.verb != "POST" or status != 200 or not probe.body:
        return None
    try:
        envelope = json.loads(body)
    except ValueError:
        return None if b"{" not in body[:1] else "the answer is not JSON"
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
        return probe.target


def test_server_survives_whatever_is_sent(server: LocalServer, tmp_path: Path, seconds: float, seed: int):
    client = logged_in(server)
    token = client.token()
    before, pid = tree(tmp_path, server.data), server.pid
    complaints: dict[str, str] = {}
    reached: set[str] = set()
    ends, sent = time.monotonic() + seconds, 0
    with contextlib.closing(Line(server.url)) as line:
        methods = served(line, token)
        prober = Prober(seed, token, methods)
        while time.monotonic() < ends:
            if sent % 500 == 0:
                prober.known = furnish(client)
            probe = prober.next()
            status, body = line.send(probe)
            sent += 1
            if problem := complaint(probe, status, body):
                complaints.setdefault(
                    f"{subject(probe)}: {problem.split(';')[0][:40]}", f"{problem} after {probe}"
                )
            elif b'"result":' in body:
                reached.add(subject(probe))
    assert not complaints, f"{sent} requests with seed {seed}:\n\n" + "\n\n".join(complaints.values())
    assert len(reached & methods) > len(methods) // 2, f"only {reached & methods} ever succeeded"
    assert server.pid == pid
    assert tree(tmp_path, server.data) == before
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
        if not stored(server, client, dataset, name):
            refused.append(name)
            continue
        with contextlib.suppress(GroundwireError):  # a name may be refused, but not obeyed
            client.download_dataset(dataset, [], [studio.FileType.Image], str(target), False)
        outside = {path for path in tree(tmp_path, server.data) if not path.is_relative_to(target)}
        assert outside | {target} == before, name
    assert len(refused) < len(NAMES) // 2, "hardly anything was tried"
    assert "Traceback" not in server.read_log()


def stored(server: LocalServer, client: studio.Client, dataset: str, name: str) -> bool:
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
