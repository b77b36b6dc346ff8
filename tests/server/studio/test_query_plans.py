"""What a call costs the database: rows are found by index, nothing is sorted, and size does not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.dialects import postgresql

from groundwire.server.services import close_services, open_services
from groundwire.server.settings import Settings
from groundwire.server.studio import annotationpage
from groundwire.server.studio.filters import wanted
from tests.server.studio.desk import Desk, Filled, filled, open_desk, populated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SMALL, LARGE, PAGE = 300, 3000, 50
# A lookup takes a few steps more in a deeper index; what goes by the size would take ten times as many.
ALLOWED = 1.15

Case = tuple[str, dict[str, Any]]


def listed(data: Filled, *, middle: bool = False, **params: Any) -> Case:
    token = {"continue_token": data.middle} if middle else {}
    return "samples.list", {"dataset_id": data.id, "limit": PAGE, **token, **params}


def counted(data: Filled, **params: Any) -> Case:
    return "samples.count", {"dataset_id": data.id, **params}


READS: dict[str, Callable[[Filled], Case]] = {
    "count": counted,
    "count of a group": lambda data: counted(data, group_names=["group 1"]),
    "count of groups": lambda data: counted(data, group_names=["group 0", "group 2", "none"]),
    "count with boxes": lambda data: counted(data, annotation_set_id=data.annotation_set, types=["box2d"]),
    "count of a group with masks": lambda data: counted(
        data, annotation_set_id=data.annotation_set, types=["mask"], group_names=["group 1"]
    ),
    "first page": listed,
    "page in the middle": lambda data: listed(data, middle=True),
    "page of a group": lambda data: listed(data, middle=True, group_names=["group 1"]),
    "page of groups": lambda data: listed(data, group_names=["group 0", "group 1", "none"]),
    "page of no group": lambda data: listed(data, group_names=["none"]),
    "page with annotations": lambda data: listed(data, middle=True, annotation_set_id=data.annotation_set),
    "page of a group with boxes": lambda data: listed(
        data, annotation_set_id=data.annotation_set, types=["box2d", "image"], group_names=["group 2"]
    ),
    "labels": lambda data: ("label.list", {"dataset_id": data.id}),
    "annotation sets": lambda data: ("annset.list", {"dataset_id": data.id}),
    "dataset": lambda data: ("dataset.get", {"dataset_id": data.id}),
}


def boxes(data: Filled) -> list[dict[str, Any]]:
    box = {"type": "box", "x": 0.1, "y": 0.1, "w": 0.5, "h": 0.5, "label_index": 1}
    return [{**box, "image_id": key} for key in data.samples[:20]]


WRITES: dict[str, Callable[[Filled], Case]] = {
    "the same samples": lambda data: ("samples.populate2", populated(data.id, data.annotation_set, 20)),
    "new samples": lambda data: ("samples.populate2", populated(data.id, data.annotation_set, 20, 100_000)),
    "sizes": lambda data: (
        "samples.update_dimensions",
        {
            "dataset_id": data.id,
            "samples": [{"id": key, "width": 4, "height": 3} for key in data.samples[100:120]],
        },
    ),
    "a group": lambda data: ("image.set_group_id", {"image_id": data.samples[5], "group_id": data.group}),
    "annotations": lambda data: (
        "annotation.add_bulk",
        {"annotation_set_id": data.annotation_set, "annotations": boxes(data)},
    ),
    "annotations gone": lambda data: (
        "annotation.bulk.del",
        {
            "annotation_set_id": data.annotation_set,
            "annotation_types": ["box", "seg"],
            "image_ids": data.samples[:20],
            "sequence_ids": [],
        },
    ),
    "samples gone": lambda data: (
        "image.delete_from_dataset",
        {"dataset_id": data.id, "image_ids": data.samples[-20:], "sequence_ids": [], "delete_all": False},
    ),
}
CASES = READS | WRITES


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    services = open_services(Settings(data=tmp_path_factory.mktemp("plans")))
    yield open_desk(services)
    close_services(services)


@pytest.fixture(scope="module")
def small(desk: Desk) -> Filled:
    return filled(desk, SMALL)


@pytest.fixture(scope="module")
def costs(desk: Desk, small: Filled) -> dict[str, tuple[int, int]]:
    """What every call costs while only the small dataset is there, and then in the large one."""

    def measure(data: Filled) -> dict[str, int]:
        return {name: desk.cost(*case(data)) for name, case in CASES.items()}

    first = measure(small)
    second = measure(filled(desk, LARGE))
    return {name: (first[name], second[name]) for name in CASES}


def excess(steps: list[str]) -> list[str]:
    """Return the steps that read more than they are asked for."""
    # A scan of a subquery is a scan of the one page it yields; what comes in index order is sorted in parts.
    fine = ("SCAN anon_", "USE TEMP B-TREE FOR RIGHT PART")
    heavy = [step for step in steps if step.startswith(("SCAN", "USE TEMP B-TREE")) or "AUTOMATIC" in step]
    return [step for step in heavy if not step.startswith(fine)]


@pytest.mark.parametrize("name", READS)
def test_no_table_is_read_through_and_nothing_is_sorted(desk, small, name) -> None:
    plans = desk.plans(*READS[name](small))
    assert plans
    assert {text: excess(steps) for text, steps in plans.items() if excess(steps)} == {}


@pytest.mark.parametrize("name", CASES)
def test_a_call_costs_no_more_in_a_larger_dataset(costs, name) -> None:
    small, large = costs[name]
    assert 0 < large <= ALLOWED * small + 5, f"{SMALL} samples: {small}, {LARGE} samples: {large}"


def test_unwanted_geometry_is_not_read() -> None:
    query = annotationpage.annotations_query(1, [1, 2, 3], wanted(["box2d"]))
    text = str(query.compile(dialect=postgresql.dialect()))
    assert "box2d" in text
    assert "mask" not in text
    assert "box3d" not in text
