"""Servers, tokens and their storage, without a network (studio.md 1.1, 1.7, 1.8)."""

from __future__ import annotations

import base64
import json
import time

import pytest

from groundwire._core.errors import InvalidTokenError, NoTokenError
from groundwire.studio import AsyncClient, Client, FileTokenStorage, MemoryTokenStorage


def token(**claims):
    body = {"server": "test", "username": "ann", "exp": int(time.time()) + 90_000, **claims}
    payload = base64.b64encode(json.dumps({k: v for k, v in body.items() if v is not None}).encode()).decode()
    return f"h.{payload.rstrip('=')}.s"


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.fixture(params=[Client, AsyncClient])
def make(request):
    return request.param


@pytest.fixture
def token_file(tmp_path):
    return tmp_path / "edgefirststudio" / "token"


def test_new_client_is_at_the_default_server_without_a_token(make):
    client = make()
    assert (client.url, client.server) == ("https://edgefirst.studio", "saas")
    for read in (lambda: client.username, lambda: client.token_expiration):
        with pytest.raises(NoTokenError):
            read()


def test_token_moves_the_client_to_its_server_and_is_stored(make, token_file):
    text = token()
    client = make().with_token(text)
    assert (client.url, client.server, client.username) == ("https://test.edgefirst.studio", "test", "ann")
    assert client.token_expiration.utcoffset().total_seconds() == 0
    assert token_file.read_text() == text
    assert token_file.stat().st_mode & 0o077 == 0
    assert make().url == "https://test.edgefirst.studio"


def test_token_of_server_saas_has_a_host_of_its_own(make):
    assert (
        make().with_memory_storage().with_token(token(server="saas")).url == "https://saas.edgefirst.studio"
    )


def test_token_of_the_local_server_leaves_a_chosen_url_alone(make):
    client = make().with_memory_storage().with_url("http://127.0.0.1:8000")
    assert client.with_token(token(server="local")).url == "http://127.0.0.1:8000"
    assert client.with_token(token(server="stage")).url == "https://stage.edgefirst.studio"


@pytest.mark.parametrize(
    "text",
    ["", "a.b", token(server=None), token(exp="soon"), token(server=3)],
    ids=["empty", "two parts", "no server", "expiry is text", "server is a number"],
)
def test_text_that_is_no_token(make, text):
    client = make().with_memory_storage()
    if text:
        with pytest.raises(InvalidTokenError):
            client.with_token(text)
    else:
        assert client.with_token(text).url == client.url


def test_with_server_drops_the_token_here_and_in_the_storage(make, token_file):
    first = make().with_token(token())
    second = first.with_server("stage")
    assert (second.url, second.server) == ("https://stage.edgefirst.studio", "stage")
    with pytest.raises(NoTokenError):
        _ = second.username
    assert first.username == "ann"
    assert not token_file.exists()


def test_with_url_keeps_the_token_and_accepts_names_too(make):
    client = make().with_memory_storage().with_token(token()).with_url("https://host.example/prefix/")
    assert (client.url, client.server, client.username) == ("https://host.example/prefix", "saas", "ann")
    assert make().with_memory_storage().with_url("dev").url == "https://dev.edgefirst.studio"
    assert make().with_memory_storage().with_server("http://localhost:1/").url == "http://localhost:1"


def test_logging_out_of_one_client_leaves_the_others_alone(make):
    first = make().with_token(token())
    moved, plain = first.with_url("https://other.example"), first.with_no_storage()
    first.logout()
    assert first._tokens.get() is None
    assert (moved.username, plain.username) == ("ann", "ann")


def test_with_storage_uses_the_token_found_there_and_stays_where_it_is(make):
    storage = MemoryTokenStorage()
    storage.store(token(server="stage"))
    client = make().with_storage(storage)
    assert (client.username, client.url) == ("ann", "https://edgefirst.studio")


def test_with_storage_refuses_what_is_no_storage(make):
    with pytest.raises(RuntimeError, match="store"):
        make().with_storage(object())


def test_storage_of_the_users_own(make):
    class Keyring:
        kept = ""

        def store(self, token):
            self.kept = token

        def load(self):
            return self.kept

        def clear(self):
            self.kept = ""

    keyring = Keyring()
    text = token()
    client = make().with_storage(keyring).with_token(text)
    assert keyring.kept == text
    client.logout()
    assert keyring.kept == ""


def test_memory_storage_starts_without_a_token(make, token_file):
    client = make().with_token(token()).with_memory_storage()
    with pytest.raises(NoTokenError):
        _ = client.username
    assert token_file.exists()


def test_no_storage_keeps_the_token_and_saves_to_the_default_file(make, token_file):
    text = token()
    client = make().with_memory_storage().with_token(text).with_no_storage()
    assert not token_file.exists()
    client.save_token()
    assert token_file.read_text() == text


def test_save_token_needs_one(make):
    with pytest.raises(NoTokenError):
        make().with_memory_storage().save_token()


def test_token_path_is_read_and_followed(make, tmp_path):
    path = tmp_path / "elsewhere"
    storage = FileTokenStorage.with_path(str(path))
    assert isinstance(storage, FileTokenStorage)
    storage.store(token(server="dev"))
    client = make().with_token_path(path)
    assert (client.username, client.url) == ("ann", "https://dev.edgefirst.studio")
    assert make().with_token_path(None).url == "https://edgefirst.studio"


def test_logout_clears_memory_and_file(make, token_file):
    client = make().with_token(token())
    client.logout()
    assert not token_file.exists()
    with pytest.raises(NoTokenError):
        _ = client.username


@pytest.mark.parametrize("content", ["garbage", "", "a.b.c"])
def test_stale_token_file_does_not_keep_a_client_from_being_made(make, token_file, content):
    token_file.parent.mkdir()
    token_file.write_text(content)
    assert make().url == "https://edgefirst.studio"


def test_memory_client_touches_no_file(make, tmp_path):
    make().with_memory_storage().with_token(token()).logout()
    assert list(tmp_path.iterdir()) == []


def test_environment_sets_limits_and_wrong_values_are_named(monkeypatch):
    from groundwire._core.errors import ConfigurationError
    from groundwire.studio._settings import from_environment

    found = from_environment(
        environment={
            "EDGEFIRST_TIMEOUT": "5",
            "EDGEFIRST_READ_TIMEOUT": "6.5",
            "EDGEFIRST_UPLOAD_TIMEOUT": "7",
            "EDGEFIRST_MAX_RETRIES": "0",
            "MAX_TASKS": "128",
            "EDGEFIRST_SAMPLES_PAGE_SIZE": "5000",
        }
    )
    assert (found.timeouts.rpc, found.timeouts.bulk_idle, found.timeouts.upload) == (5, 6.5, 7)
    assert (found.retry.max_retries, found.concurrency, found.mask_page) == (0, 128, 1000)
    default = from_environment(environment={})
    assert (default.timeouts.rpc, default.retry.max_retries, default.concurrency, default.mask_page) == (
        30,
        5,
        None,
        100,
    )
    monkeypatch.setenv("EDGEFIRST_TIMEOUT", "soon")
    with pytest.raises(ConfigurationError, match="EDGEFIRST_TIMEOUT is 'soon'"):
        Client()
