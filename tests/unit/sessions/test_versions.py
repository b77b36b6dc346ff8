"""Versions of datasets, asked of the client and of the dataset."""

from __future__ import annotations

import pytest

from groundwire._core.errors import NotFoundError
from groundwire.studio import ChangelogEntry, DatasetSummary, RestoreResult, VersionTag

from .conftest import Failure, do, example

pytestmark = pytest.mark.anyio

RANGE = {"from_version": "v1", "to_version": "9", "entity_types": ["image", "label"]}
CALLS = {
    "version.tag.create": [{"name": "v1"}, {"name": "v1", "description": "d"}],
    "version.tag.get": [{"name": "v1"}],
    "version.tag.list": [{}],
    "version.tag.delete": [{"name": "v1"}],
    "version.tag.restore": [{"name": "v1"}],
    "version.changelog": [{}, {**RANGE, "limit": 5, "continue_token": "t"}],
    "version.changelog.count": [{}, RANGE],
    "version.current": [{}],
    "version.summary": [{}],
    "version.summary.recalculate": [{}],
}


@pytest.mark.parametrize("wire", CALLS)
async def test_client_and_dataset_send_the_same(client, server, wire):
    dataset = await do(client.dataset("ds-ebb"))
    server.calls.clear()
    name = wire.replace(".", "_")
    for arguments in CALLS[wire]:
        one = await do(getattr(client, name)(dataset.id, **arguments))
        assert await do(getattr(dataset, name)(*arguments.values())) == one
        sent = {"dataset_id": int(dataset.id), **arguments}
        assert server.calls == [(wire, sent)] * 2
        server.calls.clear()


async def test_tags_have_dates_as_text(client, server):
    told = example("version.tag.get")
    tag = await do(client.version_tag_get(1, "v1"))
    assert type(tag) is VersionTag
    assert tag.created_at == told["created_at"]
    assert (tag.name, tag.serial, tag.created_by) == (told["name"], told["serial"], told["created_by"])
    (first, *_) = await do(client.version_tag_list(1))
    assert type(first) is VersionTag


async def test_page_of_changes(client, server):
    told = example("version.changelog")
    page = await do(client.version_changelog(1))
    assert len(page.entries) == len(told["entries"]) > 0
    assert all(type(entry) is ChangelogEntry for entry in page.entries)
    assert page.entries[0].created_at == told["entries"][0]["created_at"]
    assert page.continue_token == told.get("continue_token", "")


async def test_number_of_changes(client, server):
    server.answers["version.changelog.count"] = {"count": 12}
    assert await do(client.version_changelog_count(1)) == 12


async def test_current_state(client, server):
    tag, summary = example("version.tag.get"), example("version.summary")
    server.answers["version.current"] = {
        "dataset_id": 1,
        "current_serial": 4,
        "latest_tag": tag,
        "tags": [tag],
        "summary": summary,
    }
    now = await do(client.version_current(1))
    assert (type(now.latest_tag), [type(one) for one in now.tags]) == (VersionTag, [VersionTag])
    assert type(now.summary) is DatasetSummary
    assert now.summary.last_updated == summary["last_updated"]
    server.answers["version.current"] = {"dataset_id": 1, "current_serial": 4}
    bare = await do(client.version_current(1))
    assert (bare.latest_tag, bare.tags, bare.summary) == (None, [], None)


async def test_restored_dataset(client, server):
    server.answers["version.tag.restore"] = {
        "success": True,
        "new_serial": 9,
        "restored_from": {"tag": "v1", "serial": 4},
        "restored_counts": {"images": 1, "labels": 2, "annotation_sets": 3},
        "message": "m",
    }
    result = await do(client.version_tag_restore(1, "v1"))
    assert type(result) is RestoreResult
    assert (result.restored_from_tag, result.restored_from_serial, result.new_serial) == ("v1", 4, 9)
    counts = (
        result.restored_counts_images,
        result.restored_counts_labels,
        result.restored_counts_annotation_sets,
    )
    assert counts == (1, 2, 3)


async def test_deleting_a_tag_gives_the_answer(client, server):
    server.answers["version.tag.delete"] = "deleted"
    assert await do(client.version_tag_delete(1, "v1")) == "deleted"


async def test_missing_tag(client, server):
    server.answers["version.tag.get"] = Failure(101)
    with pytest.raises(NotFoundError):
        await do(client.version_tag_get(1, "none"))
