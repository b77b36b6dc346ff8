"""Snapshots: what is asked by the methods of one request."""

from __future__ import annotations

import pytest

from groundwire._core.errors import InvalidArgumentError, NotFoundError
from groundwire.studio import SnapshotID

from .conftest import Failure, do, example

pytestmark = pytest.mark.anyio


async def test_snapshots_are_listed_read_and_deleted(client, server):
    found = await do(client.snapshots())
    assert [one.id for one in found] == [SnapshotID(one["id"]) for one in example("snapshots.list")]
    assert (await do(client.snapshot("ss-5"))).path == example("snapshots.get")["path"]
    assert await do(client.delete_snapshot(SnapshotID(5))) is None
    assert server.calls == [
        ("snapshots.list", None),
        ("snapshots.get", {"snapshot_id": 5}),
        ("snapshots.delete", {"snapshot_id": 5}),
    ]


async def test_missing_snapshot(client, server):
    server.answers["snapshots.get"] = Failure(101)
    with pytest.raises(NotFoundError):
        await do(client.snapshot(1))


@pytest.mark.parametrize(("names", "chosen"), [(["a", "annotations", "b"], 1), (["a", "b"], 0)])
async def test_annotation_set_is_chosen_for_a_snapshot(client, server, names, chosen):
    server.answers["annset.list"] = [
        {"id": number, "name": name, "description": ""} for number, name in enumerate(names)
    ]
    server.answers["snapshots.create"] = {"id": 5, "task_id": 9}
    made = await do(client.create_snapshot_from_dataset("ds-3", "backup"))
    assert (str(made.id), str(made.task_id)) == ("ss-5", "task-9")
    assert server.calls[1:] == [
        ("snapshots.create", {"description": "backup", "dataset_id": 3, "annotation_set_id": chosen})
    ]


async def test_given_annotation_set_is_used(client, server):
    await do(client.create_snapshot_from_dataset(3, "backup", "as-4"))
    assert server.calls == [
        ("snapshots.create", {"description": "backup", "dataset_id": 3, "annotation_set_id": 4})
    ]


async def test_dataset_without_annotation_sets_has_no_snapshot(client, server):
    server.answers["annset.list"] = []
    with pytest.raises(InvalidArgumentError, match="ds-3 has no annotation set"):
        await do(client.create_snapshot_from_dataset(3, "backup"))
    assert [method for method, _ in server.calls] == ["annset.list"]


async def test_snapshot_is_restored(client, server):
    told = example("snapshots.restore")
    made = await do(client.restore_snapshot("p-1", "ss-5", [], [], False))
    assert made.dataset_name == told["dataset_name"]
    assert (made.task_id, made.date) == (None, None)
    server.answers["snapshots.restore"] = example("snapshots.restore", "a recording, labelled")
    made = await do(client.restore_snapshot(1, 5, ["/cam"], ["person"], True, "n", "d"))
    assert (str(made.dataset_id), str(made.task_id)) == ("ds-ebe", "task-69a6")
    assert made.date == "2025-11-21 12:00:00 UTC"
    plain = {"project_id": 1, "snapshot_id": 5, "fps": 1, "depth_gen": False, "agtg_pipeline": False}
    full = {
        **plain,
        "depth_gen": True,
        "agtg_pipeline": True,
        "enabled_topics": ["/cam"],
        "label_names": ["person"],
        "dataset_name": "n",
        "dataset_description": "d",
    }
    assert server.calls == [("snapshots.restore", plain), ("snapshots.restore", full)]
