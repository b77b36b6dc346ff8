"""Snapshots, and what is made of them, belong to one organisation."""

from __future__ import annotations

import pytest

from tests.server.snapshots.conftest import download, fill, freeze, upload


@pytest.fixture
def snapshot(data) -> int:
    fill(data, {"uuid": "u", "image_name": "a.jpg", "files": {"image": "a.jpg"}})
    return freeze(data)


def test_snapshots_of_others_do_not_exist(mine, theirs, data, snapshot) -> None:
    before = download(mine, snapshot)
    theirs_before = (theirs("snapshots.list"), theirs("task.list")["tasks"])
    plain = {"fps": 1, "depth_gen": False, "agtg_pipeline": False}
    calls = [
        ("snapshots.get", {"snapshot_id": snapshot}),
        ("snapshots.update", {"snapshot_id": snapshot, "status": "failed"}),
        ("snapshots.delete", {"snapshot_id": snapshot}),
        ("snapshots.create_download_url", {"snapshot_id": snapshot}),
        ("snapshots.restore", {"project_id": theirs.project_id, "snapshot_id": snapshot, **plain}),
        (
            "snapshots.create",
            {"description": "s", "dataset_id": data.id, "annotation_set_id": data.annotation_set},
        ),
    ]
    for method, params in calls:
        failure = theirs.fails(method, **params)
        assert failure.code == 101, method
    assert (theirs("snapshots.list"), theirs("task.list")["tasks"]) == theirs_before
    assert snapshot not in [one["id"] for one in theirs_before[0]]
    assert mine("snapshots.get", snapshot_id=snapshot)["status"] == "available"
    assert download(mine, snapshot) == before


def test_a_snapshot_is_not_restored_into_a_project_of_others(mine, theirs, snapshot) -> None:
    plain = {"fps": 1, "depth_gen": False, "agtg_pipeline": False}
    before = theirs("dataset.list", project_id=theirs.project_id)
    failure = mine.fails("snapshots.restore", project_id=theirs.project_id, snapshot_id=snapshot, **plain)
    assert failure.code == 101
    assert theirs("dataset.list", project_id=theirs.project_id) == before


def test_uploads_of_others_are_not_completed(mine, theirs) -> None:
    plan = mine("snapshots.create_upload_url_multipart", snapshot_name="s", keys=["a"], file_sizes=[0])
    snapshot = plan.pop("snapshot_id")
    ((key, part),) = plan.items()
    call = {"key": key, "upload_id": part["upload_id"], "etag_list": []}
    assert theirs.fails("snapshots.complete_multipart_upload", **call).code == 101
    wrong = {**call, "key": key.replace(str(snapshot), str(snapshot + 1))}
    assert mine.fails("snapshots.complete_multipart_upload", **wrong).code == 101
    mine("snapshots.complete_multipart_upload", **call)


def test_keys_of_organisations_have_different_beginnings(mine, theirs) -> None:
    paths = [api("snapshots.get", snapshot_id=upload(api, {"a": b""}))["path"] for api in (mine, theirs)]
    first, second = (path.partition("::/")[2].partition("/")[0] for path in paths)
    assert first != second


def test_a_set_of_another_dataset_is_not_frozen(mine, data) -> None:
    from tests.server.snapshots.conftest import new_dataset

    other = new_dataset(mine)
    failure = mine.fails(
        "snapshots.create",
        description="s",
        dataset_id=data.id,
        annotation_set_id=other.annotation_set,
    )
    assert failure.code == 101
