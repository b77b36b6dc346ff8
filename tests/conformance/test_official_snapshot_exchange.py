"""Snapshots between the official client and ours: what one made, the other reads equal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import edgefirst_client
import pytest

from groundwire import studio

if TYPE_CHECKING:
    from pathlib import Path

PART = 100 << 20
# The official client makes no folders when it downloads, so what it reads is flat.
FILES = {"a.bin": bytes(range(256)) * 4000, "b c&ü.txt": b"text", "empty": b""}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "drive"
    made.mkdir()
    for name, body in FILES.items():
        (made / name).write_bytes(body)
    return made


def found(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def facts(snapshot: object) -> dict[str, str]:
    """What both show of a snapshot."""
    members = ("id", "description", "status", "path", "created")
    return {member: str(getattr(snapshot, member)) for member in members}


def test_what_ours_uploaded_the_official_client_reads_equal(ours, official, folder, tmp_path):
    made = ours.create_snapshot(folder)
    theirs = official.snapshot(str(made.id))
    assert facts(theirs) == facts(made)
    assert facts(made) in [facts(one) for one in official.snapshots()]
    theirs.download(str(tmp_path / "out"))
    assert found(tmp_path / "out") == FILES


def test_what_the_official_client_uploaded_ours_reads_equal(ours, official, folder, tmp_path):
    (folder / "sub" / "ünder").mkdir(parents=True)
    (folder / "sub" / "ünder" / "deep").write_bytes(b"deep")
    theirs = official.create_snapshot(str(folder))
    made = ours.snapshot(str(theirs.id))
    assert facts(made) == facts(theirs)
    assert facts(theirs) in [facts(one) for one in ours.snapshots()]
    made.download(tmp_path / "out")
    assert found(tmp_path / "out") == FILES | {"sub/ünder/deep": b"deep"}


def test_both_ask_the_server_for_the_same(ours, official, folder):
    paths = {}
    for client in (official, ours):
        made = client.create_snapshot(str(folder / "a.bin"))
        paths[client] = (made.description, made.status, made.path.rpartition("/")[0])
    assert len(set(paths.values())) == 1


@pytest.mark.parametrize("description", [None, "Training 42"])
@pytest.mark.parametrize("uploader", ["ours", "official"])
def test_datasets_in_edgefirst_format_are_exchanged(ours, official, tmp_path, description, uploader):
    paths = [tmp_path / "forest.arrow", tmp_path / "forest.zip"]
    for path in paths:
        path.write_bytes(path.suffix.encode() * 1000)
    sender, receiver = (ours, official) if uploader == "ours" else (official, ours)
    made = sender.create_snapshot_edgefirst_format(*map(str, paths), description)
    assert made.description == (description or "forest")
    receiver.download_snapshot(str(made.id), str(tmp_path / "out"))
    assert found(tmp_path / "out") == {path.name: path.read_bytes() for path in paths}


@pytest.mark.parametrize("uploader", ["ours", "official"])
def test_files_of_several_parts_are_exchanged(ours, official, tmp_path, uploader):
    path = tmp_path / "long.mcap"
    with path.open("wb") as file:
        file.truncate(PART)  # takes no room
        file.seek(PART - 5)
        file.write(b"first" + b"second")
    sender, receiver = (ours, official) if uploader == "ours" else (official, ours)
    made = sender.create_snapshot(str(path))
    receiver.download_snapshot(str(made.id), str(tmp_path / "out"))
    with (tmp_path / "out" / path.name).open("rb") as file:
        assert file.seek(0, os.SEEK_END) == PART + 6
        file.seek(PART - 5)
        assert file.read() == b"firstsecond"
    sender.delete_snapshot(str(made.id))
    with pytest.raises(RuntimeError):
        receiver.snapshot(str(made.id))


def test_progress_is_told_alike(ours, official, folder, tmp_path):
    told = {}
    for name, client in (("official", official), ("ours", ours)):
        heard: list[tuple[int, int, str | None]] = []
        made = client.create_snapshot(str(folder), lambda *event, heard=heard: heard.append(event))
        told[name] = (heard[0], heard[-1])
        heard.clear()
        client.download_snapshot(
            str(made.id), str(tmp_path / name), lambda *event, heard=heard: heard.append(event)
        )
        told[name] += (heard[-1],)
    assert told["official"] == told["ours"]


def test_an_id_of_one_is_an_id_of_the_other(ours, official, folder):
    made = ours.create_snapshot(folder / "empty")
    assert edgefirst_client.SnapshotID(str(made.id)).value == studio.SnapshotID(made.id).value
    assert official.snapshot(made.id.value).status == "available"
    official.snapshot(int(made.id)).delete()
    assert made.id not in [one.id for one in ours.snapshots()]
