"""Downloading snapshots: whole files only, inside their folder, and how the same call goes on."""

from __future__ import annotations

import pytest

from groundwire.errors import InvalidArgumentError, NotFoundError, StorageError, TransferError
from groundwire.studio import AsyncSnapshot, Snapshot

from .conftest import do

pytestmark = pytest.mark.anyio

FILES = {"a.arrow": b"a" * 5000, "media/b.zip": b"b" * 3_000_000, "media/ü/empty": b""}
TOTAL = 3_005_000


@pytest.fixture
def out(tmp_path):
    return tmp_path / "new" / "out"


def found(folder):
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def fetched(toy):
    """What was asked for beside sizes: file and first byte."""
    asked = [(one.target, one.headers.get("range")) for one in toy.server.requests if one.method == "GET"]
    return sorted(
        (target, int((span or "bytes=0-").removeprefix("bytes=").split("-")[0]))
        for target, span in asked
        if span != "bytes=0-0" and target != "/last"
    )


def cut(toy, target, after):
    """Cut the answer to one file, its size told, after some bytes."""

    def fault(exchange):
        if exchange.target != target or exchange.headers.get("range") == "bytes=0-0":
            return False
        body = toy.offered[target]
        exchange.start(200, {"content-length": str(len(body)), "etag": toy.etag(body)})
        exchange.send(body[:after])
        exchange.cut()
        return True

    toy.fault = fault


async def test_files_arrive_under_their_keys(make, toy, out):
    toy.offer(FILES)
    heard = []
    await do(make().download_snapshot("ss-5", str(out), lambda *told: heard.append(told)))
    assert found(out) == FILES
    assert heard[0] == (0, TOTAL, None)
    assert heard[-1] == (TOTAL, TOTAL, None)
    assert heard == sorted(heard)
    assert toy.calls == [("snapshots.create_download_url", {"snapshot_id": 5})]


async def test_no_key_leads_out_of_the_folder(make, toy, out, tmp_path):
    toy.offer({"../up": b"1", "/etc/x": b"2", "a/../../y": b"3", "c:\\z": b"4"})
    await do(make().download_snapshot(5, out))
    inside = sorted(found(out).values())
    assert inside == [b"1", b"2", b"3", b"4"]
    assert set(found(tmp_path)) == {f"new/out/{key}" for key in found(out)}


async def test_two_keys_for_one_path_are_refused(make, toy, out):
    toy.offer({"a/b": b"1", "a//b": b"2"})
    with pytest.raises(StorageError, match="'a/b' and 'a//b' of the snapshot would both be"):
        await do(make().download_snapshot(5, out))
    assert not out.exists()


async def test_a_missing_snapshot(make, toy, out):
    with pytest.raises(NotFoundError):
        await do(make().download_snapshot(6, out))
    assert not out.exists()


async def test_a_folder_that_cannot_be_made(make, toy, tmp_path):
    toy.offer(FILES)
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="Cannot make the folder"):
        await do(make().download_snapshot(5, tmp_path / "file" / "out"))


async def test_files_that_are_there_are_kept(make, toy, out):
    toy.offer(FILES)
    await do(make().download_snapshot(5, out))
    (out / "a.arrow").write_bytes(b"short")
    await make.close()
    toy.forget()
    heard = []
    await do(make().download_snapshot(5, out, lambda *told: heard.append(told)))
    assert found(out) == FILES
    assert fetched(toy) == [("/file/0", 0)]
    assert heard[0] == (0, TOTAL, None)
    assert heard[-1] == (TOTAL, TOTAL, None)


async def test_what_arrived_of_a_file_is_not_fetched_again(make, toy, out):
    toy.offer(FILES)
    cut(toy, "/file/1", 1_700_000)
    with pytest.raises(TransferError, match="1 of 3 files could not be downloaded"):
        await do(make().download_snapshot(5, out))
    (partial,) = (out / "media").glob(".*.part")
    assert found(out) == {
        "a.arrow": FILES["a.arrow"],
        "media/ü/empty": b"",
        f"media/{partial.name}": b"b" * 1_700_000,
    }
    await make.close()
    toy.forget()
    heard = []
    await do(make().download_snapshot(5, out, lambda *told: heard.append(told)))
    assert found(out) == FILES
    assert fetched(toy) == [("/file/1", 1_700_000)]
    assert heard[-1] == (TOTAL, TOTAL, None)


async def test_a_file_that_is_another_one_by_now_is_fetched_from_its_start(make, toy, out):
    toy.offer(FILES)
    cut(toy, "/file/1", 1_700_000)
    with pytest.raises(TransferError):
        await do(make().download_snapshot(5, out))
    await make.close()
    toy.forget()
    other = FILES | {"media/b.zip": b"c" * 3_000_000}
    toy.offer(other)
    await do(make().download_snapshot(5, out))
    assert fetched(toy) == [("/file/1", 0)]
    assert {key: body for key, body in found(out).items() if not key.endswith(".part")} == other


async def test_a_file_that_missed_only_its_name_costs_one_byte(make, toy, out):
    toy.offer(FILES)
    cut(toy, "/file/1", 1_700_000)
    with pytest.raises(TransferError):
        await do(make().download_snapshot(5, out))
    await make.close()
    toy.forget()
    (partial,) = (out / "media").glob(".*.part")
    partial.write_bytes(FILES["media/b.zip"])  # killed just before it was renamed
    await do(make().download_snapshot(5, out))
    assert fetched(toy) == [("/file/1", 2_999_999)]
    assert found(out) == FILES


async def test_one_lost_file_costs_only_itself(make, toy, out):
    toy.offer(FILES)

    def fault(exchange):
        lost = exchange.target == "/file/0"
        if lost:
            exchange.reply(404, b"gone")
        return lost

    toy.fault = fault
    with pytest.raises(TransferError, match=r"1 of 3 .* 404") as caught:
        await do(make().download_snapshot(5, out))
    assert caught.value.status == 404
    assert found(out) == {key: body for key, body in FILES.items() if key != "a.arrow"}
    await make.close()
    toy.forget()
    await do(make().download_snapshot(5, out))
    assert found(out) == FILES
    assert fetched(toy) == [("/file/0", 0)]


async def test_a_server_that_knows_no_ranges(make, toy, out):
    toy.offer(FILES)

    def fault(exchange):
        if exchange.method == "GET":
            exchange.reply(200, toy.offered[exchange.target])
        return exchange.method == "GET"

    toy.fault = fault
    heard = []
    for _ in range(2):
        await do(make().download_snapshot(5, out, lambda *told: heard.append(told)))
        assert found(out) == FILES
        assert heard[-1] == (TOTAL, TOTAL, None)


async def test_a_server_that_does_not_tell_sizes(make, toy, out):
    toy.offer({"f": b"content"})

    def fault(exchange):
        if exchange.method == "GET" and exchange.headers.get("range"):
            exchange.reply(206, b"c", content_range="bytes 0-0/*")
            return True
        return False

    toy.fault = fault
    heard = []
    await do(make().download_snapshot(5, out, lambda *told: heard.append(told)))
    assert found(out) == {"f": b"content"}
    assert heard[0] == (0, 0, None)
    assert heard[-1] == (7, 7, None)


async def test_a_raising_callback_leaves_no_file_that_is_not_whole(make, toy, out):
    toy.offer(FILES)

    def fail(done, total):
        if done:
            raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        await do(make().download_snapshot(5, out, fail))
    whole = {key: body for key, body in found(out).items() if not key.endswith(".part")}
    assert whole.items() <= FILES.items()


# --- from the object ---


@pytest.fixture
async def snapshot(make, toy):
    toy.offer({"f": b"content"})
    toy.snapshots[5] = {
        "id": 5,
        "description": "",
        "status": "available",
        "path": "",
        "date": "2025-11-20T12:00:00Z",
    }
    return await do(make().snapshot(5))


@pytest.mark.parametrize("form", ["folder", "keyword", "callback", "callback by keyword"])
async def test_a_snapshot_downloads_itself(snapshot, out, form):
    heard = []

    def hear(*told):
        heard.append(told)

    forms = {
        "folder": ([str(out)], {}),
        "keyword": ([], {"output": out, "progress": hear}),
        "callback": ([out, hear], {}),
        "callback by keyword": ([str(out)], {"progress": hear}),
    }
    positional, keywords = forms[form]
    await do(snapshot.download(*positional, **keywords))
    assert found(out) == {"f": b"content"}
    assert heard == ([] if form == "folder" else [(0, 7, None), (7, 7, None)])


async def test_a_snapshot_downloads_itself_through_another_client(snapshot, make, out):
    other = make()
    with pytest.warns(DeprecationWarning, match=r"Snapshot\.download\(client"):
        await do(snapshot.download(other, str(out)))
    assert found(out) == {"f": b"content"}


async def test_a_snapshot_is_told_where_to(snapshot, make, out):
    with pytest.raises(InvalidArgumentError, match="requires the folder"):
        await do(snapshot.download())
    with pytest.raises(InvalidArgumentError, match="two folders"):
        await do(snapshot.download(out, out))
    other = make()
    with pytest.warns(DeprecationWarning, match="client"), pytest.raises(InvalidArgumentError):
        await do(snapshot.download(other))
    assert not out.exists()


def test_a_snapshot_no_client_returned_cannot_be_downloaded():
    told = {"id": 1, "description": "", "status": "", "path": "", "date": "2024-01-01T00:00:00Z"}
    with pytest.raises(TypeError, match="Snapshot"):
        Snapshot.model_validate(told).download("x")
    assert AsyncSnapshot.model_validate(told).id == Snapshot.model_validate(told).id
