"""What is committed holds no secret, and what is not recorded is refused."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from vcr.errors import CannotOverwriteExistingCassetteException

from groundwire import studio
from groundwire._core.redact import is_sensitive, redact_text

from .conftest import HIDDEN, HOST, RECORDINGS, TOKEN, USERNAME, Address

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx
    from vcr.cassette import Cassette

LOOK_AROUND = str(RECORDINGS / "test_log_in_and_look_around.yaml")
UPLOAD = str(RECORDINGS / "test_upload_and_read_back.yaml")


def texts(recording: object) -> Iterator[str]:
    """Yield every text in a recording, names and bytes included."""
    if isinstance(recording, dict):
        for name, item in recording.items():
            yield str(name)
            yield from texts(item)
    elif isinstance(recording, list):
        for item in recording:
            yield from texts(item)
    elif isinstance(recording, bytes):
        yield recording.decode("latin-1")
    else:
        yield str(recording)


def secrets(text: str) -> Iterator[str]:
    """Yield what looks like a credential, apart from the words that stand in for one."""
    rest = text.replace(TOKEN, "").replace(f"signature={HIDDEN}", "").replace(f'"password":"{HIDDEN}"', "")
    rest = rest.replace('"token":""', "")
    if redact_text(rest) != rest:
        yield rest
    yield from sensitive_members(text)


def sensitive_members(text: str) -> Iterator[str]:
    try:
        read = json.loads(text)
    except ValueError:
        return
    for name, value in members(read):
        if is_sensitive(name) and isinstance(value, str) and value not in {TOKEN, HIDDEN}:
            yield f"{name}: {value}"


def members(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield name, item
            yield from members(item)
    elif isinstance(value, list):
        for item in value:
            yield from members(item)


def test_recordings_hold_whole_conversations_no_secret_and_no_trace_of_a_machine():
    found = 0
    for path in RECORDINGS.glob("*.yaml"):
        recording = yaml.safe_load(path.read_text("utf-8"))
        found += len(recording["interactions"])
        everything = [*texts(recording)]
        assert [secret for text in everything for secret in secrets(text)] == [], path.name
        joined = "\n".join(everything).lower()
        assert not [trace for trace in ("127.0.0.1", "authorization", "/tmp/", "/home/") if trace in joined]
        assert all(text.startswith(HOST) for text in everything if text.startswith("http"))
    assert found >= 40


@pytest.mark.parametrize(
    "text",
    [
        '{"token":"eyJhbGciOiJIUzI1NiJ9.eyJ1c2VybmFtZSI6ImFkbWluIn0.c2lnbmF0dXJl"}',
        '{"params":{"username":"admin","password":"hunter2"}}',
        "Bearer abcdefgh",
        f"{HOST}/objects/a.png?method=GET&expires=1&signature=Zm9v",
        '{"token":"opaque"}',
        '{"nested":[{"api_key":"k"}]}',
    ],
)
def test_secret_would_be_found(text: str):
    assert [*secrets(text)] != []


@pytest.mark.parametrize(
    "text",
    [
        '{"token":"eyJhbGciOiJIUzI1NiJ9.eyJ1c2VybmFtZSI6ImFkbWluIn0.c2lnbmF0dXJl"}',
        '{"params":{"username":"admin","password":"with \\"quotes\\" inside"}}',
        "http://127.0.0.1:41873/objects/a.png?method=GET&expires=17&signature=Zm9v",
    ],
)
def test_secret_is_replaced_on_the_way_in_once_and_for_all(text: str):
    address = Address("http://127.0.0.1:41873", "unused")
    clean = address.clean(text.encode())
    assert [*secrets(clean.decode())] == []
    assert address.clean(clean) == clean
    assert b"127.0.0.1" not in clean


@pytest.fixture
def other_address(http: httpx.Client) -> studio.Client:
    """A client of a server that is somewhere else than the recorded one."""
    return studio.Client(http=http).with_memory_storage().with_url("http://127.0.0.1:9")


@pytest.fixture
def record_mode() -> str:
    """These tests play back, also while others are recorded."""
    return "none"


@pytest.mark.vcr(LOOK_AROUND, record_mode="none")
@pytest.mark.block_network
def test_recording_plays_back_whatever_the_address(other_address: studio.Client, vcr: Cassette):
    client = other_address.with_login(USERNAME, "anything")
    client.version()
    client.verify_token()
    client.renew_token()
    client.organization()
    first, again = client.projects(), client.projects()
    assert first == again
    assert client.datasets(first[0].id) == []
    assert vcr.all_played


@pytest.mark.vcr(UPLOAD, record_mode="none")
@pytest.mark.block_network
def test_request_with_a_changed_body_is_refused_and_the_difference_told(other_address: studio.Client):
    client = other_address.with_login(USERNAME, "anything")
    project = client.projects()[0]
    with pytest.raises(CannotOverwriteExistingCassetteException) as told:
        client.create_dataset(project.id, "Deer watch", "Three frames")
    assert "Three frames" in str(told.value)
    assert "Two frames" in str(told.value)


@pytest.mark.vcr(LOOK_AROUND, record_mode="none")
@pytest.mark.block_network
def test_request_that_was_not_recorded_is_refused(other_address: studio.Client):
    client = other_address.with_login(USERNAME, "anything")
    with pytest.raises(CannotOverwriteExistingCassetteException, match=r"dataset\.get"):
        client.dataset(1)


@pytest.mark.block_network
def test_network_is_blocked(local_listener: tuple[str, int]):
    with pytest.raises(RuntimeError, match="Network is disabled"), socket.socket() as connection:
        connection.connect(local_listener)


@pytest.fixture
def local_listener() -> Iterator[tuple[str, int]]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()
