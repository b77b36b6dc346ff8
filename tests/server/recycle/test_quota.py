"""Storage quotas: what is beyond them is refused with a reason, and nothing of it is kept."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from groundwire.server import LocalServer
from tests.server.recycle.conftest import counts, listed, logged_in, objects, set_quota, upload, used
from tests.server.recycle.test_purge import wait_until
from tests.server.sessions.conftest import new_run, post_form
from tests.server.studio.conftest import Data, new_dataset

QUOTA = 507
TOO_MUCH = 413
MINE = "org-1"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with LocalServer(tmp_path_factory.mktemp("quota")) as running:
        yield running


@pytest.fixture(scope="module")
def api(server):
    with logged_in(server) as made:
        yield made


@pytest.fixture
def data(server, api) -> Data:
    """A dataset on a server that stores nothing else and has no quota yet."""
    set_quota(server, None)
    live = [f"ds-{one['id']:x}" for one in api("dataset.list", project_id=api.project_id)]
    for item in live:
        api("dataset.delete", id=int(item[3:], 16))
    for experiment in api("trainer.list2", project_id=api.project_id):
        sessions = api("trainer.session.list", trainer_id=experiment["id"])
        api("trainer.session.delete", session_ids=[one["id"] for one in sessions])
    api("recycle.purge", item_ids=list(listed(api)))
    assert objects(server, MINE) == set()
    return new_dataset(api)


def address(data, name="a.png"):
    sent = {"uuid": str(uuid.uuid4()), "files": {"image": name}}
    return data.populate(sent, presigned_urls=True)[0]["urls"][0]["url"]


def put(data, url, body):
    return data.api.http.put(url, content=body)


def test_a_quota_counts_what_was_stored_before_it(server, data) -> None:
    upload(data, "a.png", "b.png", body=b"x" * 500)
    assert set_quota(server, 5000) == 1000
    upload(data, "c.png", body=b"x" * 500)
    assert used(server) == 1500


@pytest.mark.parametrize("size", [1001, 3_000_000], ids=["small file", "large file"])
def test_an_upload_beyond_the_quota_is_refused_with_the_reason(server, data, size) -> None:
    set_quota(server, 1000)
    url = address(data)
    refused = put(data, url, b"x" * size)
    assert refused.status_code == TOO_MUCH
    assert "0 of 1000 bytes are used" in refused.text
    assert "recycle bin" in refused.text
    assert objects(server, MINE) == set()
    assert used(server) == 0
    assert put(data, url, b"x" * 1000).is_success
    assert used(server) == 1000


def test_an_upload_of_unknown_length_is_refused_as_well(server, data) -> None:
    set_quota(server, 1000)
    refused = put(data, address(data), iter([b"x" * 600, b"x" * 600]))
    assert refused.status_code == TOO_MUCH
    assert objects(server, MINE) == set()


def test_uploading_again_counts_once(server, data) -> None:
    set_quota(server, 1000)
    url = address(data)
    for size in (1000, 1000, 10, 900):
        assert put(data, url, b"x" * size).is_success
        assert used(server) == size


def test_a_full_organisation_adds_no_samples_with_files_but_samples_without(server, data) -> None:
    upload(data, "a.png", body=b"x" * 100)
    set_quota(server, 100)
    before = counts(server)
    failed = data.api.fails(
        "samples.populate2",
        dataset_id=data.id,
        presigned_urls=True,
        samples=[{"uuid": "full", "group": "new", "files": {"image": "b.png"}}],
    )
    assert failed.code == QUOTA
    assert "100 of 100 bytes are used, 0 of them by the recycle bin" in failed.message
    assert counts(server) == before
    assert data.populate({"uuid": "bare", "width": 3, "height": 4})


def test_the_recycle_bin_counts_until_it_is_purged(server, data) -> None:
    upload(data, "a.png", body=b"x" * 700)
    run = new_run(data.api)
    run.upload(("artifacts/m.onnx", b"m" * 200))
    set_quota(server, 1000)
    data.api("dataset.delete", id=data.id)
    data.api("trainer.session.delete", session_ids=[run.session])
    other = new_dataset(data.api)
    refused = put(other, address(other), b"x" * 300)
    assert "900 of 1000 bytes are used, 900 of them by the recycle bin, and 300 more" in refused.text
    data.api("recycle.purge", item_ids=[f"ds-{data.id:x}"])
    assert used(server) == 200
    upload(other, "b.png", body=b"x" * 300)
    data.api("recycle.purge", item_ids=[f"t-{run.session:x}"])
    assert used(server) == 300


def test_files_of_sessions_and_tasks_are_kept_all_or_none(server, data) -> None:
    run = new_run(data.api)
    run.upload(("artifacts/old", b"o" * 400))
    check = run.validate()["val_session_id"]
    set_quota(server, 1000)
    stored, rows = objects(server, MINE), counts(server)
    params = {"params": f'{{"session_id": {run.session}}}'}
    two = [("artifacts/a", b"a" * 400), ("artifacts/b", b"b" * 400)]
    for method, fields, files in (
        ("trainer.upload.files", params, two),
        ("val.data.upload", {"session_id": str(check)}, two),
        ("task.data.upload", {"task_id": str(run.task)}, [("c", b"c" * 700)]),
    ):
        failed = post_form(data.api, method, fields, files, check=False)
        assert failed["code"] == QUOTA
        assert objects(server, MINE) == stored
        assert counts(server) == rows
        assert used(server) == 400
    run.upload(("artifacts/old", b"n" * 600))  # both files are there for a moment
    assert used(server) == 600


def test_a_snapshot_that_would_not_fit_is_refused_before_anything_is_sent(server, data) -> None:
    set_quota(server, 1000)
    before = counts(server)
    plan = {"snapshot_name": "big", "keys": ["a", "b"], "file_sizes": [600, 600]}
    assert data.api.fails("snapshots.create_upload_url_multipart", **plan).code == QUOTA
    assert counts(server) == before


def test_a_snapshot_is_counted_once_when_its_parts_are_joined(server, data) -> None:
    set_quota(server, 1000)
    plan = data.api(
        "snapshots.create_upload_url_multipart", snapshot_name="fits", keys=["a"], file_sizes=[900]
    )
    snapshot = plan.pop("snapshot_id")
    ((key, file),) = plan.items()
    sent = put(data, file["urls"][0], b"s" * 900)
    parts = [{"ETag": sent.headers["etag"].strip('"'), "PartNumber": 1}]
    data.api("snapshots.complete_multipart_upload", key=key, upload_id=file["upload_id"], etag_list=parts)
    data.api("snapshots.update", snapshot_id=snapshot, status="available")
    assert used(server) == 900
    assert put(data, address(data), b"x" * 101).status_code == TOO_MUCH
    data.api("snapshots.delete", snapshot_id=snapshot)
    assert used(server) == 0


def test_uploads_at_once_never_exceed_it_together(server, data) -> None:
    set_quota(server, 1000)
    urls = [address(data, f"{number}.png") for number in range(20)]
    with ThreadPoolExecutor(10) as pool:
        replies = list(pool.map(lambda url: put(data, url, b"x" * 100).status_code, urls))
    assert sorted(replies) == [200] * 10 + [TOO_MUCH] * 10
    assert used(server) == 1000
    assert len(objects(server, MINE)) == 10


def test_another_organisation_is_not_affected(server, data) -> None:
    server.add_user("neighbour", "correct horse battery", "Next door")
    set_quota(server, 0)
    with logged_in(server, "neighbour", "correct horse battery") as neighbour:
        upload(new_dataset(neighbour), "a.png")
    set_quota(server, 10, "Next door")
    set_quota(server, None)
    upload(data, "a.png", body=b"x" * 5000)
    assert used(server, 2) == 5


def test_a_restart_puts_wrong_counts_right(tmp_path) -> None:
    from tests.server.recycle.conftest import database

    with LocalServer(tmp_path) as server, logged_in(server) as api:
        upload(new_dataset(api), "a.png", body=b"x" * 123)
        set_quota(server, 1000)
        server.kill()
        with database(server) as db, db.write() as connection:  # as charged before a write that never was
            connection.exec_driver_sql("UPDATE organizations SET storage_used = 999")
        server.restart()
        wait_until(lambda: used(server) == 123)


def test_our_clients_tell_the_reason_at_once_and_the_upload_goes_on_when_there_is_room(
    server, data, tmp_path
):
    from groundwire.errors import RpcError, TransferError
    from groundwire.studio import Client, Sample, SampleFile

    path = tmp_path / "a.png"
    path.write_bytes(b"x" * 500)
    sample = Sample()
    sample.add_file(SampleFile("image", str(path)))
    with Client().with_memory_storage().with_url(server.url) as client:
        client.login(server.username, server.password)
        set_quota(server, 0)
        with pytest.raises(RpcError, match="purge the recycle bin") as refused:
            client.populate_samples(data.id, data.annotation_set, [sample])
        assert refused.value.code == QUOTA
        set_quota(server, 100)
        with pytest.raises(TransferError, match="0 of 100 bytes are used") as caught:
            client.populate_samples(data.id, data.annotation_set, [sample])
        assert caught.value.attempts == 1
        assert objects(server, MINE) == set()
        set_quota(server, 1000)
        client.populate_samples(data.id, data.annotation_set, [sample])
        (seen,) = data.samples()
        assert data.api.http.get(seen["image_url"]).content == b"x" * 500


def outcome(api, task_id):
    """Wait for a job; return its status and what its stages say."""

    def task():
        return api("task.get", id=task_id)

    wait_until(lambda: task()["status"] not in {"pending", "running"})
    stages = task()["progress"]["stages"].values()
    return task()["status"], " ".join(stage["message"] or "" for stage in stages)


def test_jobs_of_the_server_keep_to_it_and_clean_up(server, data) -> None:
    upload(data, "a.png", body=b"x" * 5000)
    asked = {"description": "s", "dataset_id": data.id, "annotation_set_id": data.annotation_set}
    set_quota(server, 6000)
    made = data.api("snapshots.create", **asked)
    status, told = outcome(data.api, made["task_id"])
    assert status == "failed"
    assert "of 6000 bytes are used" in told
    assert used(server) == 5000
    set_quota(server, None)
    made = data.api("snapshots.create", **asked)
    assert outcome(data.api, made["task_id"])[0] == "complete"
    snapshot = made.get("id") or made["snapshot_id"]
    stored = set_quota(server, None)
    set_quota(server, stored + 100)
    copy = data.api(
        "snapshots.restore",
        project_id=data.api.project_id,
        snapshot_id=snapshot,
        fps=1,
        depth_gen=False,
        agtg_pipeline=False,
    )
    status, told = outcome(data.api, copy["task_id"])
    assert status == "failed"
    assert f"of {stored + 100} bytes are used" in told
    assert used(server) == stored
    assert data.api.fails("dataset.get", dataset_id=copy["dataset_id"]).code == 101
    assert f"ds-{copy['dataset_id']:x}" not in listed(data.api)
    data.api("snapshots.delete", snapshot_id=snapshot)
    assert used(server) == 5000
