"""A server of snapshots in memory, behind real HTTP, whose every answer a test may replace."""

from __future__ import annotations

import hashlib
import http.client
import json
from collections import Counter
from contextlib import contextmanager
from itertools import count
from urllib.parse import quote, unquote

from tests.unit.transfer.server import Server

PART = 1000


class Toy:
    """Keeps snapshots, parts and files; `fault` takes an exchange and tells whether it answered."""

    def __init__(self):
        self.server = Server(self._handle)
        self.snapshots = {}
        self.places = {}
        self.parts = {}
        self.files = {}
        self.offered = {}
        self.calls = []
        self.fault = lambda _: False
        self.numbers = count(85)

    @contextmanager
    def running(self):
        with self.server:
            yield self

    @property
    def url(self):
        return self.server.url("")

    def methods(self):
        return [method for method, _ in self.calls]

    def puts(self):
        """How often each part was sent, by file and number."""
        return Counter(
            unquote(one.target.split("?")[0].removeprefix("/part/"))
            for one in self.server.requests
            if one.method == "PUT"
        )

    def forget(self):
        """Count from now, without faults, once everybody who was connected has left."""
        last = http.client.HTTPConnection(self.server.host, timeout=20)
        last.request("GET", "/last")  # whoever connected before is known when this is answered
        last.getresponse().read()
        last.close()
        for thread in self.server._threads[1:]:  # the first one accepts
            thread.join(20)
            assert not thread.is_alive(), "a client holds on to its connection"
        self.calls.clear()
        self.server.requests.clear()
        self.fault = lambda _: False

    def _handle(self, exchange):
        if exchange.target == "/last":
            exchange.reply()
            return
        if self.fault(exchange):
            return
        if exchange.method == "PUT":
            self._put(exchange)
        elif exchange.method == "GET":
            self._get(exchange, self.offered[exchange.target])
        else:
            asked = json.loads(exchange.body)
            method, params = asked["method"], asked["params"]
            self.calls.append((method, params))
            try:
                answer = {"result": getattr(self, method.replace(".", "_"))(params)}
            except KeyError as error:
                answer = {"error": {"code": 101, "message": f"there is no {error}"}}
            exchange.reply(200, json.dumps({"jsonrpc": "2.0", "id": "1", **answer}).encode())

    @staticmethod
    def etag(body):
        return f'"{hashlib.md5(body).hexdigest()}"'

    @staticmethod
    def _get(exchange, body):
        """Answer as an object store does, with the whole or with the part that is asked for."""
        etag = Toy.etag(body)
        wanted = exchange.headers.get("range")
        if not wanted or exchange.headers.get("if-range") not in {None, etag}:
            exchange.reply(200, body, etag=etag)
            return
        first, last = wanted.removeprefix("bytes=").split("-")
        if int(first) >= len(body):
            exchange.reply(416, content_range=f"bytes */{len(body)}")
            return
        part = body[int(first) : int(last) + 1 if last else None]
        told = f"bytes {first}-{int(first) + len(part) - 1}/{len(body)}"
        exchange.reply(206, part, etag=etag, content_range=told)

    def _put(self, exchange):
        name = exchange.target
        self.parts[name] = exchange.body
        exchange.reply(200, ETag=self.etag(exchange.body))

    def snapshots_create_upload_url_multipart(self, params):
        number = next(self.numbers)
        self.snapshots[number] = {
            "id": number,
            "description": params["snapshot_name"],
            "status": "pending",
            "path": f"bucket::/org/snapshots/{number}",
            "date": "2025-11-20T12:00:00.5Z",
        }
        plan = {"snapshot_id": number}
        for key, size in zip(params["keys"], params["file_sizes"], strict=True):
            full = f"org/snapshots/{number}/{key}"
            urls = [
                f"{self.url}/part/{quote(key)}:{part + 1}?snapshot={number}&signature=secret"
                for part in range(-(-size // PART))
            ]
            plan[full] = {"upload_id": f"up-{number}-{key}", "urls": urls}
            self.places[full] = [url.removeprefix(self.url) for url in urls]
        return plan

    def snapshots_get(self, params):
        return self.snapshots[params["snapshot_id"]]

    def snapshots_list(self, _):
        return list(self.snapshots.values())

    def snapshots_complete_multipart_upload(self, params):
        parts = [self.parts[target] for target in self.places[params["key"]]]
        tags = [(tag["PartNumber"], tag["ETag"]) for tag in params["etag_list"]]
        assert tags == [(n, hashlib.md5(part).hexdigest()) for n, part in enumerate(parts, 1)]
        self.files[params["key"]] = b"".join(parts)
        return "done"

    def snapshots_update(self, params):
        found = self.snapshots[params["snapshot_id"]]
        found["status"] = params["status"]
        return {"id": found["id"], "uid": "", "description": "", "date": "", "status": found["status"]}

    def snapshots_delete(self, params):
        del self.snapshots[params["snapshot_id"]]
        return {}

    def snapshots_create_download_url(self, params):
        self.snapshots_get(params)
        return {key: f"{self.url}{target}" for key, target in self.addresses.items()}

    def offer(self, files):
        """Make a snapshot of files to be downloaded."""
        self.snapshots[5] = {}
        self.addresses = {key: f"/file/{number}" for number, key in enumerate(files)}
        self.offered = {self.addresses[key]: body for key, body in files.items()}
