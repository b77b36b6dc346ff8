"""Snapshots of local files: what is sent, what is refused, and how the same call goes on."""

from __future__ import annotations

import os
import stat
import sys
import threading
import time
from pathlib import Path

import anyio
import anyio.to_thread
import pytest

from groundwire.errors import IntegrityError, InvalidArgumentError, StorageError, TransferError
from groundwire.studio import AsyncSnapshot, Client, Snapshot, SnapshotID
from groundwire.studio._journal import open_journal

from .conftest import do
from .toy import PART

pytestmark = pytest.mark.anyio


@pytest.fixture
def journals():
    return Path(os.environ["XDG_STATE_HOME"], "groundwire", "uploads")


@pytest.fixture
def folder(tmp_path):
    """Five files of 5 500 bytes in eight parts, one of them empty."""
    made = tmp_path / "drive"
    (made / "b" / "ünder").mkdir(parents=True)
    (made / "a.bin").write_bytes(bytes(range(250)) * 10)
    (made / "b" / "exact").write_bytes(b"e" * 2 * PART)
    (made / "b" / "ünder" / "small.txt").write_bytes(b"s" * 600)
    (made / "empty").touch()
    (made / "z").write_bytes(b"z" * 400)
    return made


class MineError(BaseException):
    """Not even an `Exception`: nothing may take it for its own."""


TOTAL = 5500
KEYS = ["a.bin", "b/exact", "b/ünder/small.txt", "empty", "z"]
PARTS = ["a.bin:1", "a.bin:2", "a.bin:3", "b/exact:1", "b/exact:2", "b/ünder/small.txt:1", "z:1"]


def contents(folder):
    return {key: (folder / key).read_bytes() for key in KEYS}


def stored(toy, number=85):
    prefix = f"org/snapshots/{number}/"
    return {key.removeprefix(prefix): body for key, body in toy.files.items() if key.startswith(prefix)}


def refuse(toy, when, status=500):
    """Answer some parts with an error."""

    def fault(exchange):
        refused = exchange.method == "PUT" and when(exchange.target)
        if refused:
            exchange.reply(status, b"no")
        return refused

    toy.fault = fault


# --- what is sent ---


async def test_a_folder_is_uploaded_in_parts(make, toy, folder, journals):
    heard = []
    made = await do(make().create_snapshot(str(folder), lambda *told: heard.append(told)))
    assert (made.id, made.description, made.status) == (SnapshotID(85), "drive", "available")
    assert made.created == "2025-11-20 12:00:00.500 UTC"
    assert stored(toy) == contents(folder)
    assert toy.puts() == dict.fromkeys(PARTS, 1)
    assert toy.calls[0] == (
        "snapshots.create_upload_url_multipart",
        {"snapshot_name": "drive", "keys": KEYS, "file_sizes": [2500, 2000, 600, 0, 400]},
    )
    assert toy.methods()[1] == "snapshots.get"
    assert toy.methods()[-2:] == ["snapshots.update", "snapshots.get"]
    assert toy.calls[-2][1] == {"snapshot_id": 85, "status": "available"}
    completed = {params["key"]: params for method, params in toy.calls if "complete" in method}
    assert completed["org/snapshots/85/empty"] == {
        "key": "org/snapshots/85/empty",
        "upload_id": "up-85-empty",
        "etag_list": [],
    }
    assert heard[0] == (0, TOTAL, None)
    assert heard[-1] == (TOTAL, TOTAL, None)
    assert heard == sorted(heard)
    assert list(journals.iterdir()) == []


async def test_a_file_is_named_after_itself(make, toy, folder):
    heard = []
    made = await do(make().create_snapshot(folder / "a.bin", lambda done, total: heard.append((done, total))))
    assert made.description == "a.bin"
    assert toy.calls[0][1] == {"snapshot_name": "a.bin", "keys": ["a.bin"], "file_sizes": [2500]}
    assert heard[0] == (0, 2500)
    assert heard[-1] == (2500, 2500)


async def test_an_empty_file_has_no_parts(make, toy, folder):
    heard = []
    await do(make().create_snapshot(str(folder / "empty"), lambda *told: heard.append(told)))
    assert stored(toy) == {"empty": b""}
    assert heard == [(0, 0, None)]


@pytest.mark.parametrize(("given", "name"), [(None, "forest"), ("Training 42", "Training 42")])
async def test_a_dataset_is_uploaded_annotations_first(make, toy, tmp_path, given, name):
    (tmp_path / "forest.arrow").write_bytes(b"arrow")
    (tmp_path / "images.zip").write_bytes(b"zip")
    arguments = [str(tmp_path / "forest.arrow"), str(tmp_path / "images.zip"), given]
    await do(make().create_snapshot_edgefirst_format(*arguments))
    assert toy.calls[0][1] == {
        "snapshot_name": name,
        "keys": ["forest.arrow", "images.zip"],
        "file_sizes": [5, 3],
        "type": "ziparrow",
    }
    assert stored(toy) == {"forest.arrow": b"arrow", "images.zip": b"zip"}


async def test_the_current_folder_has_a_name(make, toy, folder, monkeypatch):
    monkeypatch.chdir(folder / "b")
    assert (await do(make().create_snapshot("."))).description == "b"
    assert (await do(make().create_snapshot(".."))).description == "drive"


async def test_more_files_than_are_joined_at_once(make, toy, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(150):
        (folder / f"{number:03}").write_bytes(b"x" * (number % 3 * 600))
    await do(make().create_snapshot(folder))
    assert stored(toy) == {one.name: one.read_bytes() for one in folder.iterdir()}
    assert set(toy.puts().values()) == {1}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
async def test_links_are_followed(make, toy, folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "f").write_bytes(b"f")
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    (folder / "other").symlink_to(folder / "z")
    await do(make().create_snapshot(folder))
    assert stored(toy) == contents(folder) | {"link/f": b"f", "other": b"z" * 400}


# --- what is refused, before anything is sent ---


def pipe(folder):
    os.mkfifo(folder / "pipe")
    return folder, InvalidArgumentError, r"pipe is a device, pipe or socket"


def circle(folder):
    (folder / "b" / "up").symlink_to(folder)
    return folder, InvalidArgumentError, r"up leads back to a folder it is in"


def broken_link(folder):
    (folder / "b" / "gone").symlink_to(folder / "nothing")
    return folder, StorageError, r"Cannot read .*gone: No such file"


def bytes_in_a_name(folder):
    os.close(os.open(os.fsencode(folder) + b"/\xff", os.O_CREAT | os.O_WRONLY))
    return folder, InvalidArgumentError, "not Unicode text"


def nothing_in_it(folder):
    (folder / "hollow" / "deep").mkdir(parents=True)
    return folder / "hollow", InvalidArgumentError, "hollow holds no file"


def missing(folder):
    return folder / "missing", StorageError, r"Cannot read .*missing: No such file"


def no_path(_):
    return Path("a\0b"), InvalidArgumentError, "is no path"


@pytest.mark.skipif(sys.platform != "linux", reason="pipes, links and names of any bytes as on Linux")
@pytest.mark.parametrize(
    "case", [pipe, circle, broken_link, bytes_in_a_name, nothing_in_it, missing, no_path]
)
async def test_what_cannot_be_a_snapshot_is_told_before_anything_is_sent(make, toy, folder, case):
    path, kind, text = case(folder)
    with pytest.raises(kind, match=text):
        await do(make().create_snapshot(path))
    assert toy.calls == []


async def test_a_dataset_needs_two_files(make, toy, folder):
    client = make()
    with pytest.raises(InvalidArgumentError, match="is a folder"):
        await do(client.create_snapshot_edgefirst_format(folder, folder / "z"))
    with pytest.raises(InvalidArgumentError, match="cannot both be called 'z'"):
        await do(client.create_snapshot_edgefirst_format(folder / "z", folder / "b" / "z"))
    with pytest.raises(StorageError, match="missing"):
        await do(client.create_snapshot_edgefirst_format(folder / "a.bin", folder / "missing"))
    assert toy.calls == []


# --- what goes wrong on the way ---


@pytest.mark.parametrize("etag", [None, "abc", 'W/"abc"'])
async def test_a_part_must_be_acknowledged_with_a_quoted_etag(make, toy, folder, etag):
    def fault(exchange):
        if exchange.method != "PUT":
            return False
        exchange.reply(200, **({} if etag is None else {"ETag": etag}))
        return True

    toy.fault = fault
    with pytest.raises(IntegrityError, match=r"Part 1 of z was answered with .*double quotes") as caught:
        await do(make().create_snapshot(folder / "z"))
    assert (etag or "no header ETag") in str(caught.value)
    assert toy.snapshots[85]["status"] == "pending"


async def test_a_file_that_changes_meanwhile_is_noticed_and_made_a_new_snapshot_of(make, toy, folder):
    def fault(exchange):
        if exchange.method == "PUT":
            (folder / "z").write_bytes(b"y" * 401)
        return False

    toy.fault = fault
    with pytest.raises(StorageError, match=r"z changed while it was uploaded: it had 400 bytes and has 401"):
        await do(make().create_snapshot(folder / "z"))
    assert "snapshots.update" not in toy.methods()
    toy.fault = lambda _: False
    made = await do(make().create_snapshot(folder / "z"))
    assert made.id == SnapshotID(86)
    assert list(toy.snapshots) == [86]


async def test_a_file_that_shrinks_below_its_parts_is_told_as_changed(make, toy, folder):
    def fault(exchange):
        if exchange.target == "/api":
            (folder / "a.bin").write_bytes(b"short")
        return False

    toy.fault = fault
    with pytest.raises(StorageError, match=r"a\.bin changed while it was uploaded"):
        await do(make().create_snapshot(folder / "a.bin"))


@pytest.mark.parametrize("kind", [LookupError, MineError])
async def test_a_raising_callback_ends_it_and_the_next_call_goes_on(make, toy, folder, kind):
    mine = kind("mine")

    def fail(done, total):
        if done:
            raise mine

    with pytest.raises(kind) as caught:
        await do(make().create_snapshot(folder, fail))
    assert caught.value is mine
    before = set(toy.puts())
    assert before
    await make.close()
    toy.forget()
    await do(make().create_snapshot(folder))
    assert stored(toy) == contents(folder)
    assert list(toy.snapshots) == [85]


@pytest.mark.parametrize("mode", ["asyncio", "trio"])
async def test_a_cancelled_call_is_completed_by_the_next_one(make, toy, folder):
    came, over = threading.Event(), threading.Event()

    def fault(exchange):
        if exchange.method == "PUT" and "/part/z" in exchange.target:
            came.set()
            over.wait(20)
        return False

    toy.fault = fault
    client = make()
    with anyio.CancelScope() as scope:
        async with anyio.create_task_group() as group:

            async def stop():
                await anyio.to_thread.run_sync(came.wait, 20)
                scope.cancel()

            group.start_soon(stop)
            await client.create_snapshot(folder)
    assert scope.cancelled_caught
    over.set()
    await make.close()
    toy.forget()
    await make().create_snapshot(folder)
    assert list(toy.snapshots) == [85]
    assert stored(toy) == contents(folder)


# --- going on ---


async def test_the_same_call_sends_only_what_is_missing(make, toy, folder, journals):
    def others_are_noted(target):
        """Hold back the parts to be refused until the client has noted all others."""
        if "/part/a.bin:3" not in target and "/part/z" not in target:
            return False
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if sum(one.read_bytes().count(b'["part"') for one in journals.iterdir()) == len(PARTS) - 2:
                return True
        raise TimeoutError

    refuse(toy, others_are_noted)
    with pytest.raises(TransferError, match="500"):
        await do(make().create_snapshot(folder))
    (journal,) = journals.iterdir()
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    assert stat.S_IMODE(journals.stat().st_mode) == 0o700
    await make.close()
    toy.forget()
    heard = []
    made = await do(make().create_snapshot(folder, lambda *told: heard.append(told)))
    assert toy.puts() == {"a.bin:3": 1, "z:1": 1}
    assert "snapshots.create_upload_url_multipart" not in toy.methods()
    assert list(toy.snapshots) == [85] == [int(made.id)]
    assert stored(toy) == contents(folder)
    assert heard[0] == (0, TOTAL, None)
    assert heard[-1] == (TOTAL, TOTAL, None)
    assert list(journals.iterdir()) == []


async def test_files_that_are_joined_are_not_joined_again(make, toy, folder):
    failing = []

    def fault(exchange):
        if b"multipart_upload" in exchange.body and failing:
            exchange.reply(503)
            return True
        failing.extend([True] if b"complete" in exchange.body else [])
        return False

    toy.fault = fault
    with pytest.raises(Exception, match="503"):
        await do(make().create_snapshot(folder))
    await make.close()
    toy.forget()
    await do(make().create_snapshot(folder))
    assert toy.puts() == {}
    assert sum("complete" in method for method in toy.methods()) == 4
    assert stored(toy) == contents(folder)


async def test_a_call_that_missed_only_its_end_does_nothing_twice(make, toy, folder):
    def fault(exchange):
        if b"snapshots.get" in exchange.body and toy.snapshots[85]["status"] == "available":
            exchange.reply(503)
            return True
        return False

    toy.fault = fault
    with pytest.raises(Exception, match="503"):
        await do(make().create_snapshot(folder))
    await make.close()
    toy.forget()
    made = await do(make().create_snapshot(folder))
    assert made.status == "available"
    assert toy.methods() == ["snapshots.get"]
    assert list(toy.snapshots) == [85]


@pytest.mark.parametrize("status", [403, 404])
async def test_addresses_that_expired_are_replaced_by_a_new_snapshot(make, toy, folder, status):
    refuse(toy, lambda target: "/part/z" in target)
    with pytest.raises(TransferError):
        await do(make().create_snapshot(folder))
    await make.close()
    toy.forget()
    refuse(toy, lambda target: "snapshot=85" in target, status)
    heard = []
    made = await do(make().create_snapshot(folder, lambda *told: heard.append(told)))
    assert made.id == SnapshotID(86)
    assert list(toy.snapshots) == [86]
    assert stored(toy, 86) == contents(folder)
    assert heard[-1] == (TOTAL, TOTAL, None)


async def test_a_snapshot_that_somebody_deleted_is_begun_anew(make, toy, folder):
    refuse(toy, lambda target: "/part/z" in target)
    with pytest.raises(TransferError):
        await do(make().create_snapshot(folder))
    await make.close()
    toy.forget()
    del toy.snapshots[85]
    await do(make().create_snapshot(folder))
    assert stored(toy, 86) == contents(folder)
    assert list(toy.snapshots) == [86]


async def test_other_files_make_another_snapshot_and_the_unfinished_one_goes(make, toy, folder):
    refuse(toy, lambda target: "/part/z" in target)
    with pytest.raises(TransferError):
        await do(make().create_snapshot(folder))
    await make.close()
    toy.forget()
    (folder / "z").write_bytes(b"other")
    await do(make().create_snapshot(folder))
    assert list(toy.snapshots) == [86]
    assert stored(toy, 86) == contents(folder)


async def test_a_finished_snapshot_is_never_deleted(make, toy, folder):
    refuse(toy, lambda target: "/part/z" in target)
    with pytest.raises(TransferError):
        await do(make().create_snapshot(folder))
    await make.close()
    toy.forget()
    toy.snapshots[85]["status"] = "available"  # whoever did that
    (folder / "z").write_bytes(b"other")
    await do(make().create_snapshot(folder))
    assert sorted(toy.snapshots) == [85, 86]


async def test_a_call_repeated_after_it_ended_makes_another_snapshot(make, toy, folder):
    for _ in range(2):
        await do(make().create_snapshot(folder))
    assert sorted(toy.snapshots) == [85, 86]


async def test_another_user_does_not_go_on(make, toy, folder, monkeypatch):
    refuse(toy, lambda target: "/part/z" in target)
    with pytest.raises(TransferError):
        await do(make().create_snapshot(folder))
    await make.close()
    toy.forget()
    other = make()
    monkeypatch.setattr(type(other), "username", "bob")
    claims = other._tokens.claims()
    monkeypatch.setattr(other._tokens, "claims", lambda: type(claims)("local", "bob", claims.exp, {}))
    await do(other.create_snapshot(folder))
    assert sorted(toy.snapshots) == [85, 86]


# --- without a journal ---


def switched_off(_, monkeypatch):
    monkeypatch.setenv("GROUNDWIRE_JOURNAL", "off")


def no_folder_possible(journals, _):
    journals.parent.parent.mkdir(exist_ok=True)
    journals.parent.write_text("a file in the way")


@pytest.mark.parametrize("case", [switched_off, no_folder_possible])
async def test_it_works_without_a_journal(make, toy, folder, journals, monkeypatch, case):
    case(journals, monkeypatch)
    refuse(toy, lambda target: "/part/z" in target)
    with pytest.raises(TransferError):
        await do(make().create_snapshot(folder))
    assert not journals.is_dir()
    await make.close()
    toy.forget()
    await do(make().create_snapshot(folder))
    assert stored(toy, 86) == contents(folder)


async def test_a_client_that_stores_nothing_keeps_no_journal(make, toy, folder, journals):
    refuse(toy, lambda target: "/part/z" in target)
    with pytest.raises(TransferError):
        await do(make(lambda one: one.with_no_storage()).create_snapshot(folder))
    assert not journals.exists()


async def test_a_folder_of_the_users_choice(make, toy, folder, tmp_path, monkeypatch):
    monkeypatch.setenv("GROUNDWIRE_JOURNAL", str(tmp_path / "mine"))
    refuse(toy, lambda target: "/part/z" in target)
    with pytest.raises(TransferError):
        await do(make().create_snapshot(folder))
    assert len(list((tmp_path / "mine").iterdir())) == 1


async def test_who_comes_second_makes_a_snapshot_of_its_own(make, toy, folder, journals):
    refuse(toy, lambda target: "/part/z" in target)
    with pytest.raises(TransferError):
        await do(make().create_snapshot(folder))
    await make.close()
    toy.forget()
    (path,) = journals.iterdir()
    before = path.read_bytes()
    held = open_journal("", toy.url, "ann", "snapshot", "", str(folder.resolve()))
    assert held.kept
    assert held.header is not None
    await do(make().create_snapshot(folder))
    assert sorted(toy.snapshots) == [85, 86]
    assert stored(toy, 86) == contents(folder)
    assert path.read_bytes() == before
    held.close()
    await do(make().create_snapshot(folder))
    assert sorted(toy.snapshots) == [85, 86]
    assert stored(toy) == contents(folder)


# --- the object ---


async def test_a_snapshot_acts_through_its_client(make, toy, folder):
    client = make()
    await do(client.create_snapshot(folder))
    (listed,) = await do(client.snapshots())
    assert type(listed) is (Snapshot if isinstance(client, Client) else AsyncSnapshot)
    assert listed == await do(client.snapshot(listed.id))
    assert "drive" in repr(listed)
    await do(listed.delete())
    assert toy.snapshots == {}


def test_a_snapshot_without_a_client_says_so():
    told = {"id": 1, "description": "", "status": "", "path": "", "date": "2024-01-01T00:00:00+01:00"}
    made = Snapshot.model_validate(told)
    assert made.created == "2023-12-31 23:00:00 UTC"
    with pytest.raises(TypeError, match="Snapshot"):
        made.delete()
    with pytest.raises(ValueError, match="offset"):
        Snapshot.model_validate({**told, "date": "2024-01-01T00:00:00"})
