"""Token storages, claims, and the shared holder of the current token."""

from __future__ import annotations

import base64
import json
import os
import stat
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import anyio.lowlevel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire._core.auth import HeaderAuth, TokenSource
from groundwire._core.errors import InvalidArgumentError, InvalidTokenError, NoTokenError, StorageError
from groundwire._core.tokens import (
    AppFolder,
    FileTokenStorage,
    MemoryTokenStorage,
    TokenStorage,
    decode_claims,
)


def token(claims: object, *, urlsafe: bool = False, padding: bool = False) -> str:
    encode = base64.urlsafe_b64encode if urlsafe else base64.b64encode
    payload = encode(json.dumps(claims).encode()).decode()
    return f"head.{payload if padding else payload.rstrip('=')}.sig"


def expiring(exp: object) -> str:
    return token({"server": "test", "username": "u", "exp": exp})


# storages


@pytest.mark.parametrize("make", [MemoryTokenStorage, None], ids=["memory", "file"])
def test_storage_keeps_replaces_and_forgets(make, tmp_path):
    storage = make() if make else FileTokenStorage.with_path(tmp_path / "deep" / "er" / "token")
    assert isinstance(storage, TokenStorage)
    assert storage.load() is None
    storage.clear()
    storage.store("one")
    storage.store("two")
    assert storage.load() == "two"
    storage.clear()
    assert storage.load() is None


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a Unix matter")
def test_file_is_for_its_owner_only_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "new" / "token"
    before = os.umask(0)
    try:
        FileTokenStorage(path).store("secret")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_bytes() == b"secret"
    assert [p.name for p in path.parent.iterdir()] == ["token"]


def test_failed_write_keeps_the_old_token_and_leaves_no_debris(tmp_path, monkeypatch):
    storage = FileTokenStorage(tmp_path / "token")
    storage.store("old")

    def refuse(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StorageError, match="token cannot be written: No space left"):
        storage.store("new")
    assert storage.load() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["token"]


@pytest.mark.parametrize("content", [b"", b"\n", b"  "])
def test_empty_file_is_no_token(tmp_path, content):
    (tmp_path / "token").write_bytes(content)
    assert FileTokenStorage(tmp_path / "token").load() is None


def test_newline_at_the_end_of_a_file_is_not_part_of_the_token(tmp_path):
    (tmp_path / "token").write_text("abc\n")
    assert FileTokenStorage(tmp_path / "token").load() == "abc"


def test_file_that_cannot_be_used_is_an_error_with_its_path(tmp_path):
    (tmp_path / "token").mkdir()
    storage = FileTokenStorage(tmp_path / "token")
    for act in (storage.load, lambda: storage.store("x"), storage.clear):
        with pytest.raises(StorageError, match="token") as caught:
            act()
        assert str(tmp_path / "token") in str(caught.value)
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    with pytest.raises(StorageError, match="not text in UTF-8"):
        FileTokenStorage(tmp_path / "binary").load()


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"XDG_CONFIG_HOME": "/x"}, "/x/app"),
        ("linux", {}, "/home/u/.config/app"),
        ("linux", {"XDG_CONFIG_HOME": "relative"}, "/home/u/.config/app"),
        ("darwin", {"XDG_CONFIG_HOME": "/x"}, "/home/u/Library/Application Support/ai.App"),
        ("win32", {"APPDATA": "/roaming"}, "/roaming/App/config"),
        ("win32", {}, "/home/u/AppData/Roaming/App/config"),
    ],
)
def test_folder_follows_the_rules_of_the_system(monkeypatch, platform, variables, expected):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/u"))
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    folder = AppFolder(linux="app", macos="ai.App", windows="App/config")
    assert folder.path() == Path(expected)

    class Storage(FileTokenStorage):
        pass

    Storage.folder = folder
    assert Storage().path == Path(expected) / "token"
    assert repr(Storage()) == f"Storage(path='{expected}/token')"


def test_core_storage_has_no_default_path():
    with pytest.raises(InvalidArgumentError, match="needs the path"):
        FileTokenStorage()


# claims


@pytest.mark.parametrize("urlsafe", [True, False])
@pytest.mark.parametrize("padding", [True, False])
@pytest.mark.parametrize("name", ["u", "us", "use", "ü>?~ÿ"])
def test_claims_are_read_from_every_base64(urlsafe, padding, name):
    claims = decode_claims(
        token({"server": "s", "username": name, "exp": 5, "org": 1}, urlsafe=urlsafe, padding=padding)
    )
    assert (claims.server, claims.username, claims.exp, claims.raw["org"]) == ("s", name, 5, 1)


def test_claims_may_be_absent():
    claims = decode_claims(token({}))
    assert (claims.server, claims.username, claims.exp) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "a.b",
        "a.b.c.d",
        "a..c",
        "a.%%%.c",
        "a.AAAAA.c",
        "a.////.c",
        token([1]),
        token("text"),
        token({"exp": 1.5}),
        token({"exp": "5"}),
        token({"exp": True}),
        token({"server": 5}),
        token({"username": ["u"]}),
    ],
)
def test_unreadable_token_is_an_error_that_does_not_show_it(text):
    with pytest.raises(InvalidTokenError, match=r"^The token cannot be read: ") as caught:
        decode_claims(text)
    if len(text) > 4:
        assert text not in f"{caught.value}{caught.value!r}"
        assert caught.value.__context__ is None


@given(st.text())
def test_any_text_is_read_or_refused_with_our_error(text):
    with pytest.raises(InvalidTokenError):
        decode_claims(f"a.{text}!.c")


# the holder


class Broken:
    def store(self, token: str) -> None:
        raise OSError("disk")

    def load(self) -> str | None:
        raise OSError("disk")

    def clear(self) -> None:
        raise OSError("disk")


def test_holder_writes_through_and_loads():
    storage = MemoryTokenStorage()
    source = TokenSource(storage=storage)
    assert source.get() is None
    source.set("a")
    assert storage.load() == source.get() == "a"
    storage.store("b")
    assert source.load() == source.get() == "b"
    source.clear()
    assert (source.get(), storage.load()) == (None, None)


def test_empty_text_is_no_token():
    storage = MemoryTokenStorage()
    storage.store("")
    assert TokenSource(storage=storage).load() is None
    assert TokenSource("").get() is None


def test_failing_storage_is_logged_on_set_and_clear_but_raised_on_save(caplog):
    source = TokenSource(storage=Broken())
    source.set("s3cret")
    assert source.get() == "s3cret"
    with pytest.raises(OSError, match="disk"):
        source.save()
    source.clear()
    assert source.get() is None
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert "s3cret" not in caplog.text


def test_storage_must_have_the_three_methods():
    with pytest.raises(InvalidArgumentError, match=r"store\(token\), load\(\) and clear\(\)"):
        TokenSource(storage=object())


def test_fork_is_independent():
    source = TokenSource("a")
    twin = source.fork(storage=MemoryTokenStorage())
    source.clear()
    assert twin.get() == "a"
    with pytest.raises(NoTokenError, match=r"thing.get needs a login"):
        source.require("thing.get")


@pytest.mark.parametrize(("left", "expected"), [(3601, False), (3600, True), (0, True), (-5, True)])
def test_expiry_is_measured_against_now(still, left, expected):
    source = TokenSource(expiring(int(still.now) + left), clock=still.clock())
    assert source.expires_within(3600) is expected


def test_token_without_expiry_is_invalid_when_expiry_is_asked_for():
    with pytest.raises(InvalidTokenError, match="does not say when it expires"):
        TokenSource(token({"server": "s"})).expires_within(1)


def test_refresh_happens_only_within_the_margin(still):
    far = expiring(int(still.now) + 9000)
    source = TokenSource(far, clock=still.clock())
    asked: list[str] = []

    def fetch(old: str) -> str:
        asked.append(old)
        return expiring(int(still.now) + 10)

    source.refresh(fetch, margin=3600)
    assert asked == []
    source.refresh(fetch)
    assert asked == [far]
    source.refresh(fetch, margin=3600)
    assert len(asked) == 2, "a token that stays near its end is refreshed on every call"


def test_many_threads_cause_one_refresh(still):
    source = TokenSource(expiring(0), clock=still.clock())
    start = threading.Barrier(8)
    asked: list[str] = []
    arrived = threading.Semaphore(0)

    def fetch(old: str) -> str:
        asked.append(old)
        for _ in range(7):
            arrived.acquire()
        return expiring(10**10)

    def work(_: int) -> None:
        start.wait()
        if source.expires_within(3600):
            arrived.release()
        source.refresh(fetch, margin=3600)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    assert len(asked) == 1


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request):
    return request.param


@pytest.mark.anyio
async def test_many_tasks_cause_one_refresh(still):
    source = TokenSource(expiring(0), clock=still.clock())
    asked: list[str] = []

    async def fetch(old: str) -> str:
        asked.append(old)
        await anyio.lowlevel.checkpoint()
        return expiring(10**10)

    async with anyio.create_task_group() as group:
        for _ in range(8):
            group.start_soon(lambda: source.arefresh(fetch, margin=3600))
    assert len(asked) == 1
    await source.arefresh(fetch, margin=3600)
    assert len(asked) == 1


def test_one_holder_serves_one_event_loop_after_another(still):
    source = TokenSource(expiring(0), clock=still.clock())

    async def fetch(old: str) -> str:
        return expiring(len(old))

    for backend in ("asyncio", "trio", "asyncio"):
        anyio.run(source.arefresh, fetch, backend=backend)
    assert source.claims().exp is not None


def test_failed_refresh_keeps_the_token_and_frees_the_lock():
    source = TokenSource("old")

    def fail(old: str) -> str:
        raise NoTokenError("no")

    with pytest.raises(NoTokenError):
        source.refresh(fail)
    assert source.get() == "old"
    source.refresh(lambda old: f"{old}er")
    assert source.get() == "older"


def test_header_auth():
    assert HeaderAuth().always(None) == {"authorization": "Bearer"}
    assert HeaderAuth().when_known(None) == {}
    assert HeaderAuth("x-api-key", "").when_known("k") == {"x-api-key": "k"}
