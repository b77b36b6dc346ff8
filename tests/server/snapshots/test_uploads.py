"""Snapshots uploaded in parts: what is accepted, completed, repeated, refused."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from groundwire.server import LocalServer
from tests.server.snapshots.conftest import PART, PATIENCE_S, Api, complete, download, put, upload


def plan(api, *files: tuple[str, int], **params) -> tuple[int, str, dict]:
    """Begin an upload; returns snapshot, prefix and plan."""
    keys, sizes = [key for key, _ in files], [size for _, size in files]
    reply = api(
        "snapshots.create_upload_url_multipart", snapshot_name="s", keys=keys, file_sizes=sizes, **params
    )
    snapshot = reply["snapshot_id"]
    return snapshot, api("snapshots.get", snapshot_id=snapshot)["path"].partition("::/")[2], reply


def one(api, size: int = 3) -> tuple[int, str, str, list[str]]:
    """Begin the upload of one file; returns snapshot, key, upload and addresses."""
    snapshot, prefix, reply = plan(api, ("a", size))
    part = reply[f"{prefix}/a"]
    return snapshot, f"{prefix}/a", part["upload_id"], part["urls"]


def test_what_was_uploaded_is_downloaded(mine) -> None:
    files = {"a/b.arrow": b"one", "a/b/ü ☂.jpg": b"two", "empty": b""}
    snapshot = upload(mine, files, "My snapshot")
    assert download(mine, snapshot) == files
    shown = mine("snapshots.get", snapshot_id=snapshot)
    assert (shown["description"], shown["status"]) == ("My snapshot", "available")
    assert shown["path"].endswith(f"/snapshots/{snapshot}")
    assert shown in mine("snapshots.list")


def test_completing_again_changes_nothing(mine) -> None:
    snapshot, key, number, (url,) = one(mine)
    etag = put(url, b"abc").headers["etag"]
    for _ in range(2):
        assert isinstance(complete(mine, key, number, [etag]), str)
    put(url, b"xyz")  # the address still works, but leads nowhere any more
    complete(mine, key, number, [etag])
    for _ in range(2):
        status = mine("snapshots.update", snapshot_id=snapshot, status="available")
    assert status["uid"] == f"ss-{snapshot:x}"
    assert download(mine, snapshot) == {"a": b"abc"}


@pytest.mark.parametrize(
    ("etags", "told"),
    [([], "parts 1 to 1"), (["x", "x"], "parts 1 to 1"), (["wrong"], "is not the one listed")],
)
def test_a_list_that_does_not_fit_is_refused(mine, etags, told) -> None:
    snapshot, key, number, (url,) = one(mine)
    etag = put(url, b"abc").headers["etag"]
    body = [{"ETag": tag, "PartNumber": n} for n, tag in enumerate(etags, 1)]
    failure = mine.fails("snapshots.complete_multipart_upload", key=key, upload_id=number, etag_list=body)
    assert told in failure.message
    assert "not complete" in mine.fails("snapshots.update", snapshot_id=snapshot, status="available").message
    complete(mine, key, number, [etag])


def test_parts_out_of_order_are_refused(mine) -> None:
    _, key, number, urls = one(mine, PART + 1)
    assert len(urls) == 2
    body = [{"ETag": "any", "PartNumber": n} for n in (2, 1)]
    failure = mine.fails("snapshots.complete_multipart_upload", key=key, upload_id=number, etag_list=body)
    assert failure.code == 3
    assert "in order" in failure.message


def test_a_part_that_is_missing_short_or_too_long_is_refused(mine) -> None:
    _, key, number, (url,) = one(mine)
    call = {"key": key, "upload_id": number, "etag_list": [{"ETag": "x", "PartNumber": 1}]}
    assert "has not been uploaded" in mine.fails("snapshots.complete_multipart_upload", **call).message
    etag = put(url, b"ab").headers["etag"]
    call["etag_list"][0]["ETag"] = etag.strip('"')
    assert "2 bytes instead of 3" in mine.fails("snapshots.complete_multipart_upload", **call).message
    assert put(url, b"abcd").status_code == 413


def test_the_address_of_a_part_takes_nothing_but_that_part(mine) -> None:
    _, _, _, (url,) = one(mine)
    assert httpx.get(url).status_code == 403
    assert put(url.replace("size=3", "size=9"), b"abc").status_code == 403
    assert put(url.replace("/1?", "/2?"), b"abc").status_code == 403


@pytest.mark.parametrize(
    "keys",
    [
        [],
        ["../a"],
        ["/a"],
        ["a/../b"],
        ["a//b"],
        ["a/"],
        ["."],
        [""],
        ["a\0b"],
        ["a\nb"],
        ["a\\b"],
        ["C:/a"],
        ["a" * 1025],
        ["a", "a"],
        ["a", "a/b"],
        ["a/b/c", "a/b"],
    ],
)
def test_paths_that_could_not_be_downloaded_again_are_refused(mine, keys) -> None:
    failure = mine.fails(
        "snapshots.create_upload_url_multipart",
        snapshot_name="s",
        keys=keys,
        file_sizes=[1] * len(keys),
    )
    assert failure.code == 3
    assert "keys" in failure.message


@pytest.mark.parametrize("sizes", [[1], [1, 2, 3], [1, -1], [1, 2**63], [1, 2**40]])
def test_sizes_that_do_not_fit_are_refused(mine, sizes) -> None:
    failure = mine.fails(
        "snapshots.create_upload_url_multipart", snapshot_name="s", keys=["a", "b"], file_sizes=sizes
    )
    assert failure.code == 3


def test_an_arrow_file_and_a_zip_file_is_what_ziparrow_means(mine) -> None:
    plan(mine, ("x.arrow", 1), ("x.zip", 1), type="ziparrow")
    for files in ([("x.arrow", 1)], [("x.arrow", 1), ("y.arrow", 1)], [("x.arrow", 1), ("x.png", 1)]):
        keys = [key for key, _ in files]
        call = {"snapshot_name": "s", "keys": keys, "file_sizes": [1] * len(keys), "type": "ziparrow"}
        assert mine.fails("snapshots.create_upload_url_multipart", **call).code == 3


def test_an_unfinished_snapshot_cannot_be_used(mine) -> None:
    snapshot, *_ = one(mine)
    assert mine("snapshots.get", snapshot_id=snapshot)["status"] == "pending"
    assert mine.fails("snapshots.create_download_url", snapshot_id=snapshot).code == 1
    assert mine.fails("snapshots.update", snapshot_id=snapshot, status="processing").code == 3
    assert mine("snapshots.update", snapshot_id=snapshot, status="failed")["status"] == "failed"
    assert mine.fails("snapshots.update", snapshot_id=snapshot, status="available").code == 1


def test_a_deleted_snapshot_is_gone_with_its_files_and_parts(mine, local_server) -> None:
    snapshot = upload(mine, {"a": b"abc"})
    address = mine("snapshots.create_download_url", snapshot_id=snapshot)["a"]
    pending, key, number, (url,) = one(mine)
    etag = put(url, b"abc").headers["etag"]
    for one_of in (snapshot, pending):
        for _ in range(2):
            mine("snapshots.delete", snapshot_id=one_of)
        assert mine.fails("snapshots.get", snapshot_id=one_of).code == 101
    assert httpx.get(address).status_code == 404
    call = {"key": key, "upload_id": number, "etag_list": [{"ETag": etag.strip('"'), "PartNumber": 1}]}
    assert mine.fails("snapshots.complete_multipart_upload", **call).code == 101
    objects = local_server.data / "objects"
    assert not [path for path in objects.rglob(f"*{number}*") if path.is_file()]


def test_parts_come_in_any_order_may_be_sent_again_and_survive_a_killed_server(tmp_path) -> None:
    with LocalServer(tmp_path) as server:
        api = Api(server.url)
        with api.http:
            api.login(server.username, server.password)
            snapshot, key, number, urls = one(api, PART + 2)
            put(urls[1], b"no")
            second = put(urls[1], b"zz").headers["etag"]
            first = put(urls[0], b"y" * PART).headers["etag"]
            assert first[0] == first[-1] == '"'
            server.kill()
            server.restart()
            complete(api, key, number, [first, second])
            api("snapshots.update", snapshot_id=snapshot, status="available")
            assert download(api, snapshot) == {"a": b"y" * PART + b"zz"}
            assert len(files_below(tmp_path / "objects" / "org-1")) == 1


def files_below(folder: Path) -> list[Path]:
    """Every file, also while folders are being removed."""
    return [Path(top) / name for top, _, names in os.walk(folder) for name in names]


def test_what_was_given_up_or_forgotten_is_swept_up(tmp_path) -> None:
    with LocalServer(tmp_path) as server:
        api = Api(server.url)
        with api.http:
            api.login(server.username, server.password)
            kept, given_up, forgotten = (one(api) for _ in range(3))
            for _, _, _, (url,) in (kept, given_up, forgotten):
                put(url, b"abc").raise_for_status()
            api("snapshots.update", snapshot_id=given_up[0], status="failed")
            stray = tmp_path / "objects" / "org-1" / "snapshots" / "77" / "00" / "stray"
            stray.parent.mkdir(parents=True)
            stray.write_bytes(b"left by a server that was killed")
            server.stop()
            with closing(sqlite3.connect(tmp_path / "groundwire.db")) as db, db:
                long_ago = "2020-01-01T00:00:00.000000Z"
                db.execute("UPDATE snapshots SET created = ? WHERE id = ?", (long_ago, forgotten[0]))
            server.restart()
            pause, objects = threading.Event(), tmp_path / "objects" / "org-1"
            deadline = time.monotonic() + PATIENCE_S
            while len(files_below(objects)) > 1 and time.monotonic() < deadline:
                pause.wait(0.05)
            assert [path.parent.name for path in files_below(objects)] == [kept[2]]
            assert api("snapshots.get", snapshot_id=forgotten[0])["status"] == "failed"
