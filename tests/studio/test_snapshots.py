"""Snapshots against a real server: made of files and of datasets, listed, downloaded, deleted."""

from __future__ import annotations

import pytest

from groundwire.errors import NotFoundError, RpcError
from groundwire.studio import AsyncSnapshot, Snapshot

from .conftest import do

pytestmark = pytest.mark.anyio


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "drive"
    (made / "sub" / "ünder").mkdir(parents=True)
    (made / "recording.mcap").write_bytes(bytes(range(256)) * 5000)
    (made / "sub" / "ünder" / "a b&c.txt").write_bytes(b"text")
    (made / "sub" / "empty").touch()
    return made


def found(folder):
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


async def test_a_folder_comes_back_as_it_was(studio, folder, tmp_path):
    heard = []
    made = await do(studio.client.create_snapshot(folder, lambda *told: heard.append(told)))
    assert type(made) is (Snapshot if type(studio.client).__name__ == "Client" else AsyncSnapshot)
    assert (made.description, made.status) == ("drive", "available")
    assert made.created.endswith(" UTC")
    total = sum(map(len, found(folder).values()))
    assert heard[0] == (0, total, None)
    assert heard[-1] == (total, total, None)
    assert made in await do(studio.client.snapshots())
    assert await do(studio.client.snapshot(str(made.id))) == made
    heard.clear()
    await do(made.download(str(tmp_path / "out"), lambda *told: heard.append(told)))
    assert found(tmp_path / "out") == found(folder)
    assert heard[0] == (0, total, None)
    assert heard[-1] == (total, total, None)


async def test_a_deleted_snapshot_is_gone(studio, folder, tmp_path):
    made = await do(studio.client.create_snapshot(folder / "recording.mcap"))
    await do(made.delete())
    with pytest.raises(NotFoundError):
        await do(studio.client.snapshot(made.id))
    with pytest.raises(NotFoundError):
        await do(made.download(tmp_path / "out"))
    assert made.id not in [one.id for one in await do(studio.client.snapshots())]
    assert not (tmp_path / "out").exists()


async def test_two_files_make_a_dataset_in_edgefirst_format(studio, tmp_path):
    (tmp_path / "forest.arrow").write_bytes(b"not looked into")
    (tmp_path / "forest.zip").write_bytes(b"nor this")
    paths = [tmp_path / "forest.arrow", tmp_path / "forest.zip"]
    named = await do(studio.client.create_snapshot_edgefirst_format(*map(str, paths), "Training 42"))
    plain = await do(studio.client.create_snapshot_edgefirst_format(*paths))
    assert (named.description, plain.description) == ("Training 42", "forest")
    await do(named.download(tmp_path / "out"))
    assert found(tmp_path / "out") == {one.name: one.read_bytes() for one in paths}


async def test_what_the_server_refuses_is_told(studio, folder):
    with pytest.raises(RpcError, match="ziparrow"):
        await do(
            studio.client.create_snapshot_edgefirst_format(
                folder / "recording.mcap", folder / "sub" / "empty"
            )
        )
