"""Purging: nothing of a forgotten set or dataset stays in the past, and the rest is untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from groundwire.server.services import close_services, open_services
from groundwire.server.settings import Settings
from groundwire.server.store.version_tables import HISTORY, changelog, dataset_summaries, version_tags
from groundwire.server.studio.versions import forget
from tests.server.studio.desk import Desk, filled, open_desk

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    services = open_services(Settings(data=tmp_path / "data"))
    yield open_desk(services)
    close_services(services)


def with_past(desk: Desk) -> dict[str, int]:
    """Make a dataset with an image of every kind of row in the past; return its ids."""
    data = filled(desk, 4)
    desk.call("version.tag.create", dataset_id=data.id, name="v1")
    desk.call("version.summary", dataset_id=data.id)
    label = desk.call("label.list", dataset_id=data.id)[0]["id"]
    desk.call("label.del", label_id=label)
    desk.call("groups.create", dataset_id=data.id, group_names=["late"], group_splits=[0])
    again = {"uuid": "0", "group": "late", "files": {"image": "new"}, "annotations": []}
    desk.call(
        "samples.populate2",
        dataset_id=data.id,
        annotation_set_id=data.annotation_set,
        presigned_urls=True,
        samples=[again],
    )
    desk.call("version.tag.restore", dataset_id=data.id, name="v1")
    desk.call("annset.del", id=data.annotation_set)
    return {"dataset": data.id, "set": data.annotation_set}


def counted(desk: Desk) -> dict[str, int]:
    tables = [*HISTORY.values(), version_tags, changelog, dataset_summaries]
    with desk.context.db.read() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables
        }


def test_a_forgotten_dataset_leaves_nothing_and_others_everything(desk) -> None:
    kept = with_past(desk)
    before = counted(desk)
    assert all(before.values()), before
    gone = with_past(desk)
    with desk.context.db.write() as connection:
        forget.forget_dataset(connection, gone["dataset"])
    assert counted(desk) == before
    assert [one["name"] for one in desk.call("version.tag.list", dataset_id=kept["dataset"])] == ["v1"]
    with desk.context.db.write() as connection:
        forget.forget_dataset(connection, kept["dataset"])
    assert not any(counted(desk).values())


def test_tags_no_longer_count_a_forgotten_set(desk) -> None:
    ids = with_past(desk)
    other = desk.call("annset.add", dataset_id=ids["dataset"], name="other", operator="me")["id"]
    desk.call("version.tag.create", dataset_id=ids["dataset"], name="v2")
    before = desk.call("version.tag.get", dataset_id=ids["dataset"], name="v1")
    assert (before["annotation_set_count"], before["annotation_counts"]) == (1, {"box": 4})
    with desk.context.db.write() as connection:
        forget.forget_annotation_set(connection, ids["set"])
    v1, v2 = desk.call("version.tag.list", dataset_id=ids["dataset"])
    assert {**v1, "is_current": False} == {
        **before,
        "annotation_set_count": 0,
        "annotation_counts": {},
        "is_current": False,
    }
    assert v2["annotation_set_count"] == 1
    assert [one["id"] for one in desk.call("annset.list", dataset_id=ids["dataset"], tag="v2")] == [other]
    past = HISTORY.values()
    with desk.context.db.read() as connection:
        for table in past:
            if "annotation_set_id" in table.c:
                found = select(func.count()).where(table.c.annotation_set_id == ids["set"])
                assert connection.execute(found).scalar_one() == 0
