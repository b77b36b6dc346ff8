"""What versions cost the database: the present nothing, a page at a tag as much as a page, at any size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from groundwire.server.services import close_services, open_services
from groundwire.server.settings import Settings
from groundwire.server.store.tables import annotation_rows, samples
from groundwire.server.store.version_tables import HISTORY
from tests.server.studio.desk import Desk, Filled, filled, open_desk, populated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SMALL, LARGE, PAGE = 300, 3000, 50
ALLOWED = 1.3  # a deeper index, and not a cost in proportion to the size, which would be ten times as much


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    services = open_services(Settings(data=tmp_path_factory.mktemp("costs")))
    yield open_desk(services)
    close_services(services)


def tag(desk: Desk, data: Filled, name: str = "v1") -> None:
    desk.call("version.tag.create", dataset_id=data.id, name=name)


def change_all(desk: Desk, data: Filled) -> None:
    sizes = [{"id": key, "width": 4, "height": 3} for key in data.samples]
    desk.call("samples.update_dimensions", dataset_id=data.id, samples=sizes)
    one = {"dataset_id": data.id, "annotation_set_id": data.annotation_set}
    desk.call("samples.populate2", **(populated(data.id, data.annotation_set, len(data.samples)) | one))


def cost(desk: Desk, method: str, **params: Any) -> int:
    begin = desk.steps
    desk.call(method, **params)
    return desk.steps - begin


def nothing(desk: Desk, data: Filled) -> None:
    tag(desk, data)


def changed_since(desk: Desk, data: Filled) -> None:
    tag(desk, data)
    change_all(desk, data)


def changed_before(desk: Desk, data: Filled) -> None:
    tag(desk, data, "v0")
    change_all(desk, data)
    tag(desk, data)


def deleted_since(desk: Desk, data: Filled) -> None:
    tag(desk, data)
    desk.call("image.delete_from_dataset", dataset_id=data.id, image_ids=[], sequence_ids=[], delete_all=True)


def created_since(desk: Desk, data: Filled) -> None:
    tag(desk, data)
    more = populated(data.id, data.annotation_set, 3 * len(data.samples), start=100_000)
    desk.call("samples.populate2", **more)


PASTS: list[Callable[[Desk, Filled], None]] = [
    nothing,
    changed_since,
    changed_before,
    deleted_since,
    created_since,
]


@pytest.mark.parametrize("past", PASTS)
def test_a_page_at_a_tag_costs_no_more_in_a_larger_dataset(desk, past) -> None:
    first, middle, count = [], [], []
    for size in (SMALL, LARGE):
        data = filled(desk, size)
        past(desk, data)
        at: dict[str, Any] = {"dataset_id": data.id, "tag": "v1"}
        page = at | {"limit": PAGE, "annotation_set_id": data.annotation_set}
        # Reading at the end is where samples that came later could get in the way.
        assert len(desk.call("samples.list", **page, continue_token=data.middle)["samples"]) == PAGE
        first.append(cost(desk, "samples.list", **page))
        middle.append(cost(desk, "samples.list", **page, continue_token=data.middle))
        count.append(cost(desk, "samples.count", **at))
    for costs in (first, middle, count):
        assert costs[1] <= ALLOWED * costs[0] + 5, f"{SMALL} and {LARGE} samples: {costs}"


@pytest.fixture(scope="module")
def tagged(desk: Desk) -> Filled:
    """A dataset with a tag and much of a past."""
    data = filled(desk, SMALL)
    changed_since(desk, data)
    return data


READS = {
    "samples.list": {"limit": PAGE},
    "samples.count": {"group_names": ["group 1"]},
    "label.list": {},
    "annset.list": {},
    "groups.list": {},
}


@pytest.mark.parametrize("method", READS)
def test_the_present_is_read_without_a_look_at_the_past(desk, tagged, method) -> None:
    params = READS[method] | {"dataset_id": tagged.id}
    if method == "samples.list":
        params["annotation_set_id"] = tagged.annotation_set
    desk.statements.clear()
    desk.call(method, **params)
    assert desk.statements
    assert [text for text, _ in desk.statements if "_history" in text] == []


def test_a_dataset_without_tags_writes_no_past(desk) -> None:
    data = filled(desk, SMALL)
    desk.statements.clear()
    change_all(desk, data)
    desk.call("image.delete_from_dataset", dataset_id=data.id, image_ids=[], sequence_ids=[], delete_all=True)
    assert [text for text, _ in desk.statements if "_history" in text] == []


def test_the_past_is_written_by_one_statement_for_many_rows(desk) -> None:
    data = filled(desk, SMALL)
    tag(desk, data)
    desk.statements.clear()
    change_all(desk, data)
    kept = [text for text, _ in desk.statements if text.startswith("INSERT INTO") and "_history" in text]
    assert len(kept) == 2  # samples once, annotations once: the second call finds the samples unchanged


def kept(desk: Desk, data: Filled) -> dict[str, int]:
    of_dataset = {
        samples: HISTORY[samples].c.dataset_id == data.id,
        annotation_rows: HISTORY[annotation_rows].c.annotation_set_id == data.annotation_set,
    }
    with desk.context.db.read() as connection:
        return {
            table.name: connection.execute(
                select(func.count()).select_from(HISTORY[table]).where(condition)
            ).scalar_one()
            for table, condition in of_dataset.items()
        }


def test_a_row_leaves_one_image_however_often_it_changes_between_tags(desk) -> None:
    data = filled(desk, SMALL)
    tag(desk, data)
    for width in (1, 2, 3):
        sizes = [{"id": key, "width": width, "height": 1} for key in data.samples[:10]]
        desk.call("samples.update_dimensions", dataset_id=data.id, samples=sizes)
    assert kept(desk, data) == {"samples": 10, "annotations": 0}


def test_what_a_restore_takes_away_stays_in_the_past(desk) -> None:
    data = filled(desk, SMALL)
    tag(desk, data)
    desk.call("samples.populate2", **populated(data.id, data.annotation_set, 5, start=100_000))
    assert kept(desk, data) == {"samples": 0, "annotations": 0}
    desk.call("version.tag.restore", dataset_id=data.id, name="v1")
    assert kept(desk, data) == {"samples": 5, "annotations": 5}
