"""Purging: rows and objects are gone for good, all or none, and nothing else is touched."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx
import pytest

from groundwire.server import LocalServer, admin, housekeeping
from groundwire.server.context import Context
from groundwire.server.errors import RpcFailure
from groundwire.server.multipart import FormFile
from groundwire.server.services import open_services
from groundwire.server.settings import Settings
from groundwire.server.studio.runs import files
from tests.server.recycle.conftest import counts, database, listed, logged_in, objects, upload
from tests.server.sessions.conftest import new_run, post_form
from tests.server.studio.conftest import new_dataset

BOX = {"label_name": "deer", "box2d": {"x": 0.1, "y": 0.1, "w": 0.5, "h": 0.5}}


def filled(data) -> None:
    upload(data, "a.png", "b.png")
    data.populate({"uuid": f"{data.id}-a.png", "group": "train", "annotations": [BOX, BOX]})
    data.api("version.tag.create", dataset_id=data.id, name="v1")
    data.populate({"uuid": f"{data.id}-a.png", "group": "val", "annotations": [BOX]})


def files_of_a_run(run) -> dict[str, int]:
    """Give a training session, and a validation of it, everything there is; return the validation."""
    run.upload(("artifacts/m.onnx", b"model"), ("checkpoints/c.pt", b"weights"))
    check = run.validate()
    post_form(run.api, "val.data.upload", {"session_id": str(check["val_session_id"])}, [("x.json", b"{}")])
    run.api("status.stages", docker_task_id=run.task, stages=[{"train": "Train"}])
    run.api("task.chart.add", task_id=check["id"], group_name="g", chart_name="c", params=None, data=1)
    return check


def test_a_dataset_goes_with_everything_in_it(local_server, mine) -> None:
    before, stored = counts(local_server), objects(local_server)
    data = new_dataset(mine)
    filled(data)
    assert counts(local_server)["annotations_history"] > before["annotations_history"]
    mine("dataset.delete", id=data.id)
    assert mine("recycle.purge", item_ids=[f"ds-{data.id:x}"]) == {"purged": 1}
    after = counts(local_server)
    assert after.pop("purged_places") == before.pop("purged_places") + 1
    assert after == before
    assert objects(local_server) == stored
    assert f"ds-{data.id:x}" not in listed(mine)
    assert mine.fails("dataset.get", dataset_id=data.id).code == 101


def test_an_annotation_set_goes_and_its_dataset_stays(mine, data) -> None:
    filled(data)
    other = mine("annset.add", dataset_id=data.id, name="other", operator="me")["id"]
    data.populate({"uuid": f"{data.id}-b.png", "annotations": [BOX]}, annotation_set_id=other)
    mine("annset.del", id=data.annotation_set)
    mine("recycle.purge", item_ids=[f"as-{data.annotation_set:x}"])
    (one,) = [sample for sample in data.samples(annotation_set_id=other) if sample.get("annotations")]
    assert one["annotations"][0]["label_name"] == "deer"
    assert {sample["image_name"] for sample in data.samples(annotation_set_id=other)} == {"a.png", "b.png"}
    assert [one["id"] for one in mine("annset.list", dataset_id=data.id)] == [other]
    assert mine("annset.list", dataset_id=data.id, tag="v1") == []


def test_sessions_go_with_their_tasks_files_and_charts(local_server, mine) -> None:
    run = new_run(mine)
    data = new_dataset(mine)
    before, stored = counts(local_server), objects(local_server)
    twin = new_run(mine)
    check = files_of_a_run(twin)
    mine("trainer.session.delete", session_ids=[twin.session])
    mine("recycle.purge", item_ids=[f"t-{twin.session:x}"])
    mine("dataset.delete", id=twin.dataset)
    mine("recycle.purge", item_ids=[f"ds-{twin.dataset:x}"])
    after = counts(local_server)
    before.pop("purged_places"), after.pop("purged_places")
    assert after == before
    assert objects(local_server) == stored
    assert mine.fails("task.get", id=check["id"]).code == 101
    assert mine.fails("task.get", id=twin.task).code == 101
    assert mine("trainer.session.get", trainer_session_id=run.session)["id"] == run.session
    assert mine("dataset.get", dataset_id=data.id)["id"] == data.id


def test_a_validation_session_goes_alone(mine, run) -> None:
    check = files_of_a_run(run)
    mine("validate.session.delete", session_ids=[check["val_session_id"]])
    mine("recycle.purge", item_ids=[f"v-{check['val_session_id']:x}"])
    assert mine.fails("task.get", id=check["id"]).code == 101
    assert mine("trainer.get_artifacts", training_session_id=run.session)[0]["name"] == "m.onnx"


def test_a_project_goes_with_datasets_experiments_and_their_sessions(tmp_path) -> None:
    with LocalServer(tmp_path) as server, logged_in(server) as api:
        empty = counts(server)
        with database(server) as db:
            project = admin.add_project(db, "Second", admin.ORGANIZATION)
        first, api.project_id = api.project_id, project
        filled(new_dataset(api))
        files_of_a_run(new_run(api))
        gone = new_dataset(api)
        api("dataset.delete", id=gone.id)
        with database(server) as db:
            housekeeping.delete(db, f"p-{project:x}")
        assert list(listed(api)) == [f"p-{project:x}"]
        api("recycle.purge", item_ids=[f"p-{project:x}"])
        left = counts(server)
        left.pop("purged_places"), empty.pop("purged_places")
        assert left == empty
        assert objects(server) == set()
        assert [one["id"] for one in api("project.list")] == [first]


def test_an_experiment_goes_with_its_sessions(local_server, mine) -> None:
    with database(local_server) as db:
        experiment = admin.add_experiment(db, "short-lived", f"p-{mine.project_id:x}")
    run = new_run(mine)
    moved = f"UPDATE training_sessions SET experiment_id = {experiment} WHERE id = {run.session}"
    with database(local_server) as db, db.write() as connection:
        connection.exec_driver_sql(moved)
    check = files_of_a_run(run)
    with database(local_server) as db:
        housekeeping.delete(db, f"exp-{experiment:x}")
    mine("recycle.purge", item_ids=[f"exp-{experiment:x}"])
    for task in (run.task, check["id"]):
        assert mine.fails("task.get", id=task).code == 101
        assert not [key for key in objects(local_server) if f"/task-{task:x}/" in key]


def test_sessions_outlive_the_dataset_they_used(mine, run) -> None:
    check = run.validate()
    mine("dataset.delete", id=run.dataset)
    mine("recycle.purge", item_ids=[f"ds-{run.dataset:x}"])
    params = mine("trainer.session.get", trainer_session_id=run.session)["params"]["dataset_params"]
    assert (params["dataset_id"], params["annotation_set_id"]) == (0, 0)
    seen = mine("validate.session.get", validate_session_id=check["val_session_id"])
    assert (seen["dataset_id"], seen["gt_annotation_set_id"]) == (0, 0)
    assert run.validate("again")["val_session_id"]


def test_all_or_nothing(local_server, mine, data) -> None:
    lone = new_dataset(mine)
    upload(lone, "a.png")
    mine("dataset.delete", id=lone.id)
    before, stored = counts(local_server), objects(local_server)
    failed = mine.fails("recycle.purge", item_ids=[f"ds-{lone.id:x}", f"ds-{data.id:x}"])
    assert failed.code == 101
    assert f"ds-{data.id:x}" in failed.message
    assert counts(local_server) == before
    assert objects(local_server) == stored
    mine("recycle.purge", item_ids=[f"ds-{lone.id:x}", f"ds-{lone.id:X}".replace("DS", "ds")])


@pytest.mark.parametrize(
    "item", ["", "ds-", "ds-xyz", "12", "ss-1", "s-1", "im-4", "DS-1", "ds-1 ", "ds-1/.."]
)
def test_ids_of_nothing_the_bin_can_hold_are_refused(mine, item) -> None:
    failed = mine.fails("recycle.purge", item_ids=[item])
    assert failed.code == 3
    assert "'item_ids'" in failed.message


@pytest.mark.parametrize(
    "item", [f"p-{2**70:x}", "exp-7fffffff", "t-7fffffff", "v-7fffffff", "as-ffffffffffffffff"]
)
def test_ids_of_nothing_are_not_found(mine, item) -> None:
    assert mine.fails("recycle.purge", item_ids=[item]).code == 101


def test_nothing_asked_nothing_done(mine) -> None:
    assert mine("recycle.purge", item_ids=[]) == {"purged": 0}


def test_another_organisation_purges_nothing_of_mine(local_server, mine, theirs, run) -> None:
    data = new_dataset(mine)
    check = run.validate()
    mine("annset.del", id=new_dataset(mine).annotation_set)
    mine("dataset.delete", id=data.id)
    mine("validate.session.delete", session_ids=[check["val_session_id"]])
    items = list(listed(mine))
    assert len(items) >= 3
    before = counts(local_server)
    for item in items:
        failed = theirs.fails("recycle.purge", item_ids=[item])
        assert failed.code == 101
        other = f"{item.partition('-')[0]}-7fffffff"
        unknown = theirs.fails("recycle.purge", item_ids=[other])
        assert unknown.message.replace(other, "it") == failed.message.replace(item, "it")
    assert counts(local_server) == before


def test_a_project_with_a_job_at_work_is_kept(local_server, mine) -> None:
    with database(local_server) as db:
        project = admin.add_project(db, "busy", admin.ORGANIZATION)
    dataset = mine("dataset.create", project_id=project, name="half")["id"]
    with database(local_server) as db:
        with db.write() as connection:
            connection.exec_driver_sql(
                f"UPDATE datasets SET deleted = created, building = 4660 WHERE id = {dataset}"
            )
        housekeeping.delete(db, f"p-{project:x}")
    failed = mine.fails("recycle.purge", item_ids=[f"p-{project:x}"])
    assert failed.code == 1
    assert "task-1234" in failed.message


def test_an_address_given_out_before_leaves_nothing_behind(tmp_path) -> None:
    """An upload that comes after the purge is removed by the next look."""
    with LocalServer(tmp_path, options=("--url-seconds", "3600")) as server, logged_in(server) as api:
        data = new_dataset(api)
        sent = {"uuid": str(uuid.uuid4()), "files": {"image": "a.png"}}
        address = data.populate(sent, presigned_urls=True)[0]["urls"][0]["url"]
        api("dataset.delete", id=data.id)
        api("recycle.purge", item_ids=[f"ds-{data.id:x}"])
        assert httpx.put(address, content=b"late").is_success
        assert objects(server)
        server.restart()
        wait_until(lambda: not objects(server))


def test_a_server_killed_after_the_rows_went_removes_the_objects_when_it_starts(tmp_path) -> None:
    with LocalServer(tmp_path) as server, logged_in(server) as api:
        data, kept = new_dataset(api), new_dataset(api)
        upload(data, "a.png", "b.png")
        upload(kept, "a.png")
        server.kill()
        with (
            database(server) as db,
            db.write() as connection,
        ):  # as `recycle.purge` leaves it when killed there
            from groundwire.server.studio.recycle import kinds, purging

            assert purging.purge(connection, 1, {kinds.DATASET: {data.id}}) == [f"org-1/ds-{data.id:x}"]
        assert objects(server, f"org-1/ds-{data.id:x}")
        server.restart()
        wait_until(lambda: not objects(server, f"org-1/ds-{data.id:x}"))
        assert len(objects(server, f"org-1/ds-{kept.id:x}")) == 1


def test_a_server_killed_during_a_purge_has_done_it_or_not_begun(tmp_path) -> None:
    count = 300
    with LocalServer(tmp_path) as server, logged_in(server) as api, logged_in(server) as twin:
        data, kept = new_dataset(api), new_dataset(api)
        upload(data, *(f"{number}.png" for number in range(count)))
        upload(kept, "a.png")
        place, item = f"org-1/ds-{data.id:x}", f"ds-{data.id:x}"
        api("dataset.delete", id=data.id)
        with ThreadPoolExecutor(1) as pool:
            purge = pool.submit(twin, "recycle.purge", item_ids=[item])
            wait_until(lambda: len(objects(server, place)) < count or purge.done())
            server.kill()
            purge.exception()
        server.restart()
        if item in listed(api):
            assert len(objects(server, place)) == count
        else:
            wait_until(lambda: not objects(server, place))
        assert kept.sample()["image_name"] == "a.png"
        assert len(objects(server)) - len(objects(server, place)) == 1


def wait_until(done) -> None:
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_files_that_arrive_for_something_purged_are_dropped(tmp_path) -> None:
    """As between the look at a session and the storing of its files."""
    services = open_services(Settings(data=tmp_path))
    with closing(services.db), closing(services.objects):
        admin.initialise(services.db, password="correct horse battery")
        context = Context(
            1, "admin", 1, services.db, services.objects, "http://x", services.settings, services.auth
        )
        upload = services.objects.begin()
        upload.write(b"late")
        sent = FormFile("file", "m.onnx", "", upload)
        with pytest.raises(RpcFailure, match="Cannot find task task-7"):
            files.store(context, 7, "training", {"artifacts/m.onnx": sent})
        assert list(services.objects.list("org-1")) == []
