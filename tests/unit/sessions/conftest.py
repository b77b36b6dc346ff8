"""A server that answers every method with an example of the spec, and clients of all kinds for it."""

from __future__ import annotations

import base64
import inspect
import json
import time
from importlib.resources import files
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from groundwire._core.retry import RetryPolicy
from groundwire.studio import AsyncClient, Client, _snapshot_upload

from .toy import PART, Toy

_METHODS = json.loads(files("groundwire_api.studio").joinpath("openrpc.json").read_bytes())["methods"]
EXAMPLES = {method["name"]: method["examples"] for method in _METHODS}


def example(method, name=None):
    """Return the answer of a documented exchange, the first unless named."""
    found = [one for one in EXAMPLES[method] if name in {None, one["name"]}]
    return json.loads(json.dumps(found[0]["result"]["value"]))


class Failure:
    """An error answer."""

    def __init__(self, code, message="told"):
        self.error = {"code": code, "message": message}


class Server:
    """Answers by method name, else with the example; notes each call."""

    def __init__(self):
        self.answers = {}
        self.calls = []
        self.requests = []

    def __call__(self, request):
        return self.reply(request, request.content)

    async def wait(self, request):
        return self.reply(request, await request.aread())

    def reply(self, request, content):
        self.requests.append(request)
        parts = urlsplit(str(request.url))
        if request.method == "GET":
            method, params = parts.path.strip("/"), dict(parse_qsl(parts.query, strict_parsing=True))
        elif parts.query:
            method, params = dict(parse_qsl(parts.query))["method"], self.form(request, content)
        else:
            body = json.loads(content)
            method, params = body["method"], body["params"]
        self.calls.append((method, params))
        answer = self.answers.get(method, MISSING)
        if isinstance(answer, Turns):
            answer = answer.pop(0)
        if isinstance(answer, httpx.Response):
            return answer
        if answer is MISSING:
            answer = example(method)
        told = {"error": answer.error} if isinstance(answer, Failure) else {"result": answer}
        return httpx.Response(200, json={"jsonrpc": "2.0", "id": "999", **told})

    @staticmethod
    def form(request, content):
        """Return the parts in order: name, file name, media type and content."""
        boundary = request.headers["content-type"].partition("boundary=")[2].encode()
        found = []
        for piece in content.split(b"--" + boundary)[1:-1]:
            head, _, body = piece.strip(b"\r\n").partition(b"\r\n\r\n")
            fields = dict(line.split(": ", 1) for line in head.decode().lower().split("\r\n"))
            told = dict(
                item.split("=", 1) for item in fields["content-disposition"].split("; ") if "=" in item
            )
            found.append(
                (
                    told["name"].strip('"'),
                    told.get("filename", "").strip('"'),
                    fields.get("content-type"),
                    body.decode(),
                )
            )
        return found


class Turns(list):
    """Several answers, given one after the other."""


MISSING = object()


def token():
    claims = json.dumps({"server": "local", "username": "ann", "exp": int(time.time()) + 86400})
    return f"h.{base64.b64encode(claims.encode()).decode().rstrip('=')}.s"


async def do(value):
    """Wait for what an async client returns, take what a sync client returns."""
    return await value if inspect.isawaitable(value) else value


@pytest.fixture(params=["sync", "asyncio", "trio"])
def mode(request):
    return request.param


@pytest.fixture
def anyio_backend(mode):
    return "trio" if mode == "trio" else "asyncio"


@pytest.fixture
def server():
    return Server()


@pytest.fixture
async def client(mode, server, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("EDGEFIRST_MAX_RETRIES", "0")
    if mode == "sync":
        http = httpx.Client(transport=httpx.MockTransport(server))
        made = Client(http=http)
    else:
        http = httpx.AsyncClient(transport=httpx.MockTransport(server.wait))
        made = AsyncClient(http=http)
    yield made.with_memory_storage().with_url("http://localhost:1").with_token(token())
    await do(http.close() if mode == "sync" else http.aclose())


@pytest.fixture
def toy(monkeypatch):
    monkeypatch.setattr(_snapshot_upload, "PART_BYTES", PART)
    with Toy().running() as server:
        yield server


@pytest.fixture
async def make(mode, toy):
    """Make clients of one kind for the toy."""
    opened = []

    def client(change=lambda one: one):
        kind = Client if mode == "sync" else AsyncClient
        made = kind(retry=RetryPolicy(max_retries=0)).with_memory_storage()
        opened.append(change(made.with_url(toy.url).with_token(token())))
        return opened[-1]

    async def close():
        while opened:
            one = opened.pop()
            await do(one.close() if mode == "sync" else one.aclose())

    client.close = close
    yield client
    await close()
