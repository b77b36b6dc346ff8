"""Recorded conversations of our client with a real server, played back without any network.

Record them again, after a change of what is sent, with one command, which starts the server it needs:

    .venv/bin/python -m pytest tests/cassettes --record-mode=rewrite

and read the difference before committing it. Every test records against a server of its own with an empty
database, so numbers are the same each time. What is secret or differs from run to run is replaced on the way
in: the host, passwords, tokens, and the expiry and signature of presigned addresses.
"""

from __future__ import annotations

import itertools
import json
import re
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundwire.studio import Client

RECORDINGS = Path(__file__).parent / "recordings"
HOST = "http://studio.localhost"
USERNAME = "admin"
HIDDEN = "redacted"
# Stands for every token: {"server": "local", "username": "admin", "exp": 4102444800}, without a signature.
TOKEN = "eyJhbGciOiJub25lIn0.eyJzZXJ2ZXIiOiJsb2NhbCIsInVzZXJuYW1lIjoiYWRtaW4iLCJleHAiOjQxMDI0NDQ4MDB9.none"

_TOKENS = re.compile(rb"eyJ[\w+/=-]+\.[\w+/=-]+\.[\w+/=-]*")
_PRESIGNED = re.compile(rb"\b(expires|signature)=[\w%-]+")
_PASSWORDS = re.compile(rb'"password": *"(?:[^"\\]|\\.)*"')
_KEPT = {"content-type", "accept"}


class Address:
    """Where the server is: a real one while recording, a name that leads nowhere while playing back."""

    def __init__(self, url: str, password: str) -> None:
        self.url, self.password = url, password

    def clean(self, content: bytes) -> bytes:
        """Return content without what is secret or different in each run; doing so twice changes no more."""
        content = content.replace(self.url.encode(), HOST.encode())
        content = _PASSWORDS.sub(f'"password":"{HIDDEN}"'.encode(), content)
        content = _TOKENS.sub(TOKEN.encode(), content)
        return _PRESIGNED.sub(rb"\1=" + HIDDEN.encode(), content)

    def clean_request(self, request: Any) -> Any:
        """Rewrite a request before it is compared or kept."""
        parts = urlsplit(self.clean(request.uri.encode()).decode())
        request.uri = parts._replace(scheme="http", netloc=urlsplit(HOST).netloc).geturl()
        request.body = self.clean(request.body) if request.body else request.body
        request.headers = {name: text for name, text in request.headers.items() if name.lower() in _KEPT}
        return request

    def clean_response(self, response: dict[str, Any]) -> dict[str, Any]:
        """Rewrite an answer before it is kept."""
        body = self.clean(response["body"]["string"])
        headers = {name: text for name, text in response["headers"].items() if name.lower() in _KEPT}
        return {**response, "headers": headers, "body": {"string": body}}


@pytest.fixture(scope="session")
def vcr_cassette_dir() -> str:
    """Where the recordings are."""
    return str(RECORDINGS)


@pytest.fixture
def address(record_mode: str, tmp_path: Path) -> Iterator[Address]:
    """A server to record, or none."""
    if record_mode == "none":
        yield Address(HOST, HIDDEN)
        return
    from groundwire.server import LocalServer

    with LocalServer(tmp_path / "server", username=USERNAME) as server:
        yield Address(server.url, server.password)


@pytest.fixture
def vcr_config(address: Address) -> dict[str, Any]:
    """How requests are matched and what is kept of them."""
    return {
        "match_on": ["method", "path", "query", "content"],
        "before_record_request": address.clean_request,
        "before_record_response": address.clean_response,
        "decode_compressed_response": True,
    }


def pytest_recording_configure(config: pytest.Config, vcr: Any) -> None:
    """Teach the recorder to compare what requests say."""
    vcr.register_matcher("content", same_content)


def same_content(one: Any, other: Any) -> None:
    """Compare two bodies: JSON by its meaning, without the id of the request; anything else byte by byte."""
    ours, recorded = meaning(one.body), meaning(other.body)
    assert ours == recorded, f"sent:     {ours}\nrecorded: {recorded}"


def meaning(body: bytes | str | None) -> Any:
    content = body.encode() if isinstance(body, str) else body or b""
    try:
        read = json.loads(content)
    except ValueError:
        return content
    return {name: item for name, item in read.items() if name != "id"} if isinstance(read, dict) else read


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """The HTTP client that is recorded; file transfers go through it too."""
    with httpx.Client() as client:
        yield client


@pytest.fixture
def client(address: Address, http: httpx.Client) -> Client:
    """Our client, logged in."""
    from groundwire.studio import Client

    stranger = Client(http=http).with_memory_storage().with_url(address.url)
    return stranger.with_login(USERNAME, address.password)


@pytest.fixture(autouse=True)
def _same_identities(monkeypatch: pytest.MonkeyPatch) -> None:
    """Number the identities that samples are given, so that the same requests are made each time."""
    numbers = itertools.count(1)
    monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=next(numbers), version=4))
