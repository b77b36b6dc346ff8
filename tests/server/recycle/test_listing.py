"""What the recycle bin shows: what somebody deleted, not what is merely inside it."""

from __future__ import annotations

import pytest

from groundwire.server import housekeeping
from tests.server.recycle.conftest import KINDS, PREFIXES, database, listed
from tests.server.studio.conftest import new_dataset


def delete(server, item) -> None:
    with database(server) as db:
        housekeeping.delete(db, item)


def restore(server, item) -> None:
    with database(server) as db:
        housekeeping.restore(db, item)


def new_project(server, name="Other"):
    from groundwire.server import admin

    with database(server) as db:
        return admin.add_project(db, name, admin.ORGANIZATION)


def test_everything_deleted_is_listed_under_its_kind_with_its_name(local_server, mine, data, run) -> None:
    session = run.validate("the check", description="of it")["val_session_id"]
    project = new_project(local_server)
    mine("annset.del", id=data.annotation_set)
    mine("validate.session.delete", session_ids=[session])
    lone = new_dataset(mine)
    mine("dataset.delete", id=lone.id)
    delete(local_server, f"p-{project:x}")
    found = listed(mine)
    assert found[f"as-{data.annotation_set:x}"]["name"] == "annotations"
    assert found[f"v-{session:x}"]["name"] == "the check"
    assert found[f"v-{session:x}"]["description"] == "of it"
    assert found[f"ds-{lone.id:x}"]["name"].startswith("dataset ")
    assert found[f"p-{project:x}"]["name"] == "Other"
    mine("trainer.session.delete", session_ids=[run.session])
    found = listed(mine)
    assert found[f"t-{run.session:x}"]["name"] == "baseline"
    assert f"v-{session:x}" not in found  # it is inside the training session now
    assert set(found[f"t-{run.session:x}"]) == {"id", "deleted", "name", "description"}


def test_what_is_alive_or_inside_something_deleted_is_not_listed(local_server, mine) -> None:
    project = new_project(local_server)
    dataset = mine("dataset.create", project_id=project, name="inside")["id"]
    annotation_set = mine("annset.add", dataset_id=dataset, name="a", operator="me")["id"]
    assert f"ds-{dataset:x}" not in listed(mine)
    mine("annset.del", id=annotation_set)
    assert f"as-{annotation_set:x}" in listed(mine)
    mine("dataset.delete", id=dataset)
    assert f"as-{annotation_set:x}" not in listed(mine)
    assert f"ds-{dataset:x}" in listed(mine)
    delete(local_server, f"p-{project:x}")
    found = listed(mine)
    assert f"p-{project:x}" in found
    assert not {f"ds-{dataset:x}", f"as-{annotation_set:x}"} & set(found)
    restore(local_server, f"p-{project:x}")
    assert f"ds-{dataset:x}" in listed(mine)


def test_a_dataset_that_a_job_still_fills_is_not_in_the_bin(local_server, mine, data) -> None:
    with database(local_server) as db, db.write() as connection:
        connection.exec_driver_sql(
            f"UPDATE datasets SET deleted = created, building = 99 WHERE id = {data.id}"
        )
    assert f"ds-{data.id:x}" not in listed(mine)
    failed = mine.fails("recycle.purge", item_ids=[f"ds-{data.id:x}"])
    assert failed.code == 101


def test_deleted_experiments_are_listed_and_come_back(local_server, mine, run) -> None:
    item = f"exp-{run.experiment:x}"
    delete(local_server, item)
    assert listed(mine)[item]["name"] == "Experiments"
    assert mine.fails("trainer.session.get", trainer_session_id=run.session).code == 101
    restore(local_server, item)
    assert item not in listed(mine)
    assert mine("trainer.session.get", trainer_session_id=run.session)["name"] == "baseline"


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_kinds_asked_for_are_answered(mine, kind) -> None:
    reply = dict(zip(KINDS, PREFIXES, strict=True))[kind]
    assert set(
        mine(
            "recycle.list",
            types=[kind],
            deleted_start="1900-01-01T00:00:00Z",
            deleted_end="2900-01-01T00:00:00Z",
        )
    ) == {reply}


def test_the_span_includes_its_ends_and_orders_the_latest_first(mine) -> None:
    first, second = new_dataset(mine), new_dataset(mine)
    for data in (first, second):
        mine("dataset.delete", id=data.id)
    found = listed(mine, ["dataset"])
    one, two = found[f"ds-{first.id:x}"]["deleted"], found[f"ds-{second.id:x}"]["deleted"]
    assert list(found)[:2] == [f"ds-{second.id:x}", f"ds-{first.id:x}"]
    exact = listed(mine, ["dataset"], deleted_start=one, deleted_end=one.replace("Z", "999+00:00"))
    assert f"ds-{first.id:x}" in exact
    assert f"ds-{second.id:x}" not in listed(mine, ["dataset"], deleted_end=one)
    assert f"ds-{first.id:x}" not in listed(mine, ["dataset"], deleted_start=two)


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"types": ["snapshot"]}, "types"),
        ({"deleted_start": "yesterday"}, "deleted_start"),
        ({"deleted_end": "2025-01-01"}, "deleted_end"),
        ({"deleted_end": "2025-01-01T00:00:00"}, "deleted_end"),
        ({"deleted_start": "0001-01-01T00:00:00+14:00"}, "deleted_start"),
    ],
)
def test_unusable_parameters_are_named(mine, params, field) -> None:
    usual = {"types": KINDS, "deleted_start": "1900-01-01T00:00:00Z", "deleted_end": "2900-01-01T00:00:00Z"}
    failed = mine.fails("recycle.list", **{**usual, **params})
    assert failed.code == 3
    assert f"'{field}'" in failed.message


def test_other_organisations_see_nothing_of_it(mine, theirs, data) -> None:
    mine("dataset.delete", id=data.id)
    assert listed(theirs) == {}
