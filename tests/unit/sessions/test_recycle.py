"""The recycle bin: listed with prefixed identifiers, purged as given."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from groundwire.studio import DatasetID, ProjectID, TaskID

from .conftest import do

pytestmark = pytest.mark.anyio


def entry(number, day, **named):
    return {"id": number, "deleted": f"2025-01-{day:02}T00:00:00Z", **named}


async def test_latest_deleted_comes_first(client, server):
    server.answers["recycle.list"] = {
        "projects": [entry(2, 3, name="p")],
        "datasets": [entry(26, 9, name="d"), entry(3, 3)],
        "annotation_sets": None,
        "experiments": [entry(5, 4, name=None, description="about")],
        "training_sessions": [entry(6, 5, name="t")],
        "validate_sessions": [entry(7, 6, name="v")],
    }
    found = await do(client.recycle_bin())
    assert [(item.id, item.name) for item in found] == [
        ("ds-1a", "d"),
        ("v-7", "v"),
        ("t-6", "t"),
        ("exp-5", "about"),
        ("p-2", "p"),
        ("ds-3", ""),
    ]
    assert found[0].deleted == datetime(2025, 1, 9, tzinfo=UTC)
    assert repr(found[0]) == "RecycleBinItem('ds-1a', 'd')"
    ((method, sent),) = server.calls
    assert method == "recycle.list"
    assert sent["types"] == ["project", "dataset", "annset", "experiment", "train-session", "validate"]
    assert sent["deleted_start"] == "1900-01-01T00:00:00Z"
    assert abs(datetime.now(UTC) - datetime.fromisoformat(sent["deleted_end"])).days == 0
    assert sent["deleted_end"].endswith("+00:00")


async def test_empty_bin(client, server):
    server.answers["recycle.list"] = {}
    assert await do(client.recycle_bin()) == []


async def test_items_are_purged_as_given(client, server):
    await do(client.purge_recycle_bin(["ds-1A", DatasetID(26), ProjectID(2), "ds-1A"]))
    assert server.calls == [("recycle.purge", {"item_ids": ["ds-1A", "ds-1a", "p-2", "ds-1A"]})]


async def test_nothing_to_purge_asks_nothing(client, server):
    await do(client.purge_recycle_bin([]))
    assert server.calls == []


@pytest.mark.parametrize("item", [3, TaskID(3), "task-3", "1a", "ds-", "ds-xyz", None])
async def test_other_items_are_refused(client, server, item):
    with pytest.raises(TypeError, match=r"recycle bin holds|Invalid dataset ID"):
        await do(client.purge_recycle_bin(["p-1", item]))
    assert server.calls == []
