"""The folder store: whole objects or none, and nothing outside its folder."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from groundwire.server.errors import ServerError
from groundwire.server.folder import FolderStore
from groundwire.server.objects import InvalidKeyError, ObjectConflictError, ObjectStore

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "objects"


@pytest.fixture
def store(root: Path) -> Iterator[FolderStore]:
    opened = FolderStore(root, b"k" * 32)
    yield opened
    opened.close()


def files(root: Path) -> list[str]:
    return sorted(
        str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and path.suffix != ".lock"
    )


def test_what_is_written_is_read(store: ObjectStore, root: Path) -> None:
    info = store.write("1/a/x.bin", b"hello")
    assert store.read("1/a/x.bin") == b"hello"
    assert store.stat("1/a/x.bin") == info
    assert info.size == 5
    assert info.etag.startswith('"')
    assert info.etag.endswith('"')
    assert files(root) == ["1/a/x.bin"]


@pytest.mark.parametrize("kind", ["stream", "path", "memoryview"])
def test_streams_files_and_buffers_are_accepted(store: ObjectStore, tmp_path: Path, kind: str) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"x" * 3_000_000)
    data = {
        "stream": io.BytesIO(source.read_bytes()),
        "path": source,
        "memoryview": memoryview(source.read_bytes()),
    }[kind]
    assert store.write("a", data).size == 3_000_000
    assert store.read("a") == source.read_bytes()


def test_replacing_an_object_changes_its_etag_and_spares_open_readers(store: ObjectStore) -> None:
    before = store.write("a", b"one")
    reader = store.open("a")
    assert reader is not None
    with reader:
        after = store.write("a", b"two")
        assert reader.read() == b"one"
    assert before.etag != after.etag
    assert store.read("a") == b"two"


def test_unfinished_uploads_are_invisible_and_leave_nothing(store: ObjectStore, root: Path) -> None:
    upload = store.begin()
    upload.write(b"half")
    assert list(store.list()) == []
    upload.abort()
    assert files(root) == []


def test_failing_source_leaves_the_old_object(store: ObjectStore, root: Path) -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise OSError("disk on fire")

    store.write("a", b"old")
    with pytest.raises(OSError, match="fire"):
        store.write("a", Broken())  # type: ignore[arg-type]
    assert store.read("a") == b"old"
    assert files(root) == ["a"]


def test_missing_objects_are_none(store: ObjectStore) -> None:
    store.write("dir/a", b"")
    for key in ("nope", "dir", "dir/a/b", "dir/nope"):
        assert store.stat(key) is None
        assert store.read(key) is None
        assert store.open(key) is None
        assert store.copy(key, "target") is None
        assert store.delete(key) is False


def test_copy_shares_content_and_outlives_its_source(store: ObjectStore) -> None:
    store.write("a", b"one")
    assert store.copy("a", "b/c") == store.stat("b/c")
    store.write("a", b"two")
    store.delete("a")
    assert store.read("b/c") == b"one"


def test_copy_onto_itself_keeps_the_object(store: ObjectStore, root: Path) -> None:
    store.write("a", b"one")
    store.copy("a", "a")
    store.copy("a", "b")
    store.copy("a", "b")
    assert store.read("a") == store.read("b") == b"one"
    assert files(root) == ["a", "b"]


def test_copy_works_without_hard_links(store: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    store.write("a", b"one")
    store.copy("a", "b")
    assert store.read("b") == b"one"


def test_compose_concatenates_in_order_or_not_at_all(store: ObjectStore, root: Path) -> None:
    store.write("p/2", b"two")
    store.write("p/1", b"one")
    assert store.compose(["p/1", "p/2"], "whole").size == 6
    assert store.read("whole") == b"onetwo"
    with pytest.raises(FileNotFoundError):
        store.compose(["p/1", "p/3"], "broken")
    assert files(root) == ["p/1", "p/2", "whole"]


def test_listing_is_ordered_and_stays_below_its_prefix(store: ObjectStore) -> None:
    for key in ("a/2", "a/10", "a/1/x", "ab/1", "b"):
        store.write(key, b"")
    assert [info.key for info in store.list("a")] == ["a/1/x", "a/10", "a/2"]
    assert [info.key for info in store.list()] == ["a/1/x", "a/10", "a/2", "ab/1", "b"]
    assert list(store.list("zzz")) == []


def test_deleting_a_prefix_removes_its_objects_and_folders(store: ObjectStore, root: Path) -> None:
    for key in ("a/1/x", "a/2", "ab/1"):
        store.write(key, b"")
    assert store.delete_prefix("a") == 2
    assert files(root) == ["ab/1"]
    assert not (root / "a").exists()


def test_keys_through_objects_are_conflicts(store: ObjectStore, root: Path) -> None:
    store.write("a", b"")
    store.write("d/x", b"")
    for key in ("a/b", "a/b/c", "d"):
        with pytest.raises(ObjectConflictError):
            store.write(key, b"")
    assert files(root) == ["a", "d/x"]


@pytest.mark.parametrize("key", ["../x", "a/../../x", "/etc/passwd", ".staging/x", "a\0b", "", "a//b"])
def test_malformed_keys_reach_no_file(store: ObjectStore, key: str, tmp_path: Path) -> None:
    for operation in (
        lambda: store.write(key, b"x"),
        lambda: store.read(key),
        lambda: store.delete(key),
        lambda: store.copy(key, "b"),
        lambda: store.presign_get(key, "http://x", lifetime=1),
        lambda: store.presign_put(key, "http://x", lifetime=1),
    ):
        with pytest.raises(InvalidKeyError):
            operation()
    assert not (tmp_path / "x").exists()


def test_symbolic_links_lead_nowhere(store: ObjectStore, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(b"secret")
    (root / "link").symlink_to(outside)
    (root / "file").symlink_to(outside / "secret")
    assert store.read("link/secret") is None
    assert store.read("file") is None
    assert store.delete("link/secret") is False
    assert list(store.list()) == []
    assert list(store.list("link")) == []
    with pytest.raises(ObjectConflictError):
        store.write("link/new", b"x")
    assert [path.name for path in outside.iterdir()] == ["secret"]


def test_named_pipes_do_not_hang_a_reader(store: ObjectStore, root: Path) -> None:
    os.mkfifo(root / "pipe")
    assert store.read("pipe") is None


def test_debris_of_dead_processes_is_swept_and_living_ones_are_spared(root: Path) -> None:
    living = FolderStore(root, b"k" * 32)
    upload = living.begin()
    upload.write(b"still going")
    dead = root / ".staging" / "1234-dead"
    dead.mkdir()
    (dead / "0").write_bytes(b"half an object")
    dead.with_name("1234-dead.lock").touch()
    other = FolderStore(root, b"k" * 32)
    assert not dead.exists()
    assert not dead.with_name("1234-dead.lock").exists()
    upload.commit("a")
    assert other.read("a") == b"still going"
    other.close()
    living.close()
    assert list((root / ".staging").iterdir()) == []


def test_concurrent_writers_of_one_key_leave_one_whole_object(store: ObjectStore, root: Path) -> None:
    bodies = [bytes([i]) * 200_000 for i in range(8)]

    def work(body: bytes) -> None:
        for _ in range(10):
            store.write("a/b", body)
            store.delete("a/b")

    threads = [threading.Thread(target=work, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.write("a/b", bodies[0])
    assert store.read("a/b") == bodies[0]
    assert files(root) == ["a/b"]


def test_durable_store_flushes_file_and_folder_before_publishing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        flushed.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    store = FolderStore(root, b"k" * 32, durable=True)
    store.write("a/b", b"x")
    store.close()
    assert ".staging" in flushed[0]
    assert Path(flushed[1]) == root / "a"


def test_unwritable_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "objects").write_text("a file")
    with pytest.raises(ServerError, match="cannot be written"):
        FolderStore(tmp_path / "objects", b"k" * 32)
