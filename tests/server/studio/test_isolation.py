"""A user of another organisation can neither see nor change anything by its id, nor tell that it exists."""

from __future__ import annotations

from typing import Any

import pytest

from groundwire.server.registry import load_handlers

UNKNOWN = 2**40
BOX = {"type": "box", "x": 0, "y": 0, "w": 1, "h": 1}

# Parameters of each call, made from the ids of a project, dataset, annotation set, sample, label and group.
CALLS: dict[str, Any] = {
    "project.get": lambda i: {"project_id": i["project"]},
    "dataset.list": lambda i: {"project_id": i["project"]},
    "dataset.get": lambda i: {"dataset_id": i["dataset"]},
    "dataset.create": lambda i: {"project_id": f"p-{i['project']:x}", "name": "x"},
    "dataset.delete": lambda i: {"id": i["dataset"]},
    "tags.list_dataset": lambda i: {"dataset_id": i["dataset"]},
    "label.list": lambda i: {"dataset_id": i["dataset"]},
    "label.add2": lambda i: {"dataset_id": i["dataset"], "labels": [{"name": "x"}]},
    "label.update": lambda i: {"label_id": i["label"], "label_name": "x", "label_index": 5},
    "label.del": lambda i: {"label_id": i["label"]},
    "groups.list": lambda i: {"dataset_id": i["dataset"]},
    "groups.create": lambda i: {"dataset_id": i["dataset"], "group_names": ["x"], "group_splits": [0]},
    "image.set_group_id": lambda i: {"image_id": i["sample"], "group_id": i["group"]},
    "annset.list": lambda i: {"dataset_id": i["dataset"]},
    "annset.get": lambda i: {"annotation_set_id": i["set"]},
    "annset.add": lambda i: {"dataset_id": i["dataset"], "name": "x", "operator": "x"},
    "annset.del": lambda i: {"id": i["set"]},
    "annotation.add_bulk": lambda i: {
        "annotation_set_id": i["set"],
        "annotations": [{**BOX, "image_id": i["sample"], "annotation_set_id": i["set"]}],
    },
    "annotation.bulk.del": lambda i: {
        "annotation_set_id": i["set"],
        "annotation_types": ["box"],
        "delete_all": True,
    },
    "samples.count": lambda i: {"dataset_id": i["dataset"]},
    "samples.list": lambda i: {"dataset_id": i["dataset"], "annotation_set_id": i["set"]},
    "samples.populate2": lambda i: {
        "dataset_id": i["dataset"],
        "presigned_urls": True,
        "samples": [{"uuid": "a"}],
    },
    "samples.update_dimensions": lambda i: {
        "dataset_id": i["dataset"],
        "samples": [{"id": i["sample"], "width": 5, "height": 5}],
    },
    "image.delete_from_dataset": lambda i: {
        "dataset_id": i["dataset"],
        "image_ids": [i["sample"]],
        "sequence_ids": [],
        "delete_all": False,
    },
}
# These take no id: they answer about the caller's own organisation.
WITHOUT_ID = {"project.list", "accounting.get_usage_summary"}
# A call of one's own dataset that names something of somebody else's.
MIXED: dict[str, Any] = {
    "image.set_group_id (group)": lambda own, i: {"image_id": own["sample"], "group_id": i["group"]},
    "image.set_group_id (sample)": lambda own, i: {"image_id": i["sample"], "group_id": own["group"]},
    "label.update": lambda own, i: {
        "dataset_id": own["dataset"],
        "label_id": i["label"],
        "label_name": "x",
        "label_index": 5,
    },
    "annotation.add_bulk (sample)": lambda own, i: {
        "annotation_set_id": own["set"],
        "annotations": [{**BOX, "image_id": i["sample"], "annotation_set_id": own["set"]}],
    },
    "annotation.add_bulk (label)": lambda own, i: {
        "annotation_set_id": own["set"],
        "annotations": [
            {**BOX, "image_id": own["sample"], "annotation_set_id": own["set"], "label_id": i["label"]}
        ],
    },
    "annotation.bulk.del": lambda own, i: {
        "annotation_set_id": own["set"],
        "annotation_types": ["box"],
        "image_ids": [i["sample"]],
    },
    "samples.count": lambda own, i: {"dataset_id": own["dataset"], "annotation_set_id": i["set"]},
    "samples.list": lambda own, i: {"dataset_id": own["dataset"], "annotation_set_id": i["set"]},
    "samples.populate2": lambda own, i: {
        "dataset_id": own["dataset"],
        "annotation_set_id": i["set"],
        "presigned_urls": False,
        "samples": [],
    },
    "samples.update_dimensions": lambda own, i: {
        "dataset_id": own["dataset"],
        "samples": [{"id": i["sample"], "width": 5, "height": 5}],
    },
    "image.delete_from_dataset": lambda own, i: {
        "dataset_id": own["dataset"],
        "image_ids": [i["sample"]],
        "sequence_ids": [],
        "delete_all": False,
    },
}


def filled(api) -> dict[str, int]:
    """Make a dataset with something of everything; return the ids."""
    project = api.project_id
    dataset = api("dataset.create", project_id=project, name="secret")["id"]
    annotation_set = api("annset.add", dataset_id=dataset, name="annotations", operator="x")["id"]
    sample = {
        "uuid": "secret",
        "group": "train",
        "annotations": [{"label_name": "secret", "box2d": {"x": 0, "y": 0, "w": 1, "h": 1}}],
    }
    api(
        "samples.populate2",
        dataset_id=dataset,
        annotation_set_id=annotation_set,
        presigned_urls=False,
        samples=[sample],
    )
    return {
        "project": project,
        "dataset": dataset,
        "set": annotation_set,
        "sample": api("samples.list", dataset_id=dataset)["samples"][0]["id"],
        "label": api("label.list", dataset_id=dataset)[0]["id"],
        "group": api("groups.list", dataset_id=dataset)[0]["id"],
    }


def everything(api, ids) -> list[Any]:
    """All that can be read of a dataset."""
    dataset = {"dataset_id": ids["dataset"]}
    reads = ["dataset.get", "label.list", "groups.list", "annset.list", "tags.list_dataset", "samples.count"]
    samples = api("samples.list", **dataset, annotation_set_id=ids["set"])
    return [*(api(method, **dataset) for method in reads), samples, api("project.list")]


@pytest.fixture(scope="module")
def secret(mine):
    return filled(mine)


@pytest.fixture(scope="module")
def own(theirs):
    return filled(theirs)


def test_every_implemented_method_is_covered() -> None:
    here = "groundwire.server.handlers.studio."
    # Those are covered in tests/server/sessions, snapshots, versions and recycle.
    elsewhere = tuple(here + area for area in ("session", "runs.", "snapshot", "version", "recycle"))
    implemented = {
        name
        for name, entry in load_handlers("studio").calls.items()
        if entry.function.__module__.startswith(here) and not entry.function.__module__.startswith(elsewhere)
    }
    assert implemented == CALLS.keys() | WITHOUT_ID


@pytest.mark.parametrize("method", CALLS)
def test_ids_of_others_are_not_found_exactly_as_unknown_ones(mine, theirs, secret, method) -> None:
    before = everything(mine, secret)
    foreign = theirs.fails(method, **CALLS[method](secret))
    unknown = theirs.fails(method, **CALLS[method](dict.fromkeys(secret, UNKNOWN)))
    assert foreign.code == unknown.code == 101
    shown = {f"{value:x}" for value in secret.values()}
    assert foreign.message.replace(f"{UNKNOWN:x}", "…").split("-")[0] == unknown.message.split("-")[0]
    assert foreign.message.rstrip(".").rsplit("-", 1)[1] in shown
    assert everything(mine, secret) == before


@pytest.mark.parametrize("case", MIXED)
def test_things_of_others_cannot_be_named_beside_own_ones(mine, theirs, secret, own, case) -> None:
    before, own_before = everything(mine, secret), everything(theirs, own)
    failure = theirs.fails(case.split(" ")[0], **MIXED[case](own, secret))
    assert failure.code == 101
    assert everything(mine, secret) == before
    assert everything(theirs, own) == own_before


def test_lists_hold_only_what_is_ones_own(mine, theirs, secret) -> None:
    assert secret["project"] not in [project["id"] for project in theirs("project.list")]
    listed = theirs("dataset.list", project_id=theirs.project_id)
    assert secret["dataset"] not in [dataset["id"] for dataset in listed]


@pytest.mark.parametrize("method", sorted(CALLS.keys() | WITHOUT_ID))
def test_nothing_is_answered_without_a_token(mine, secret, method) -> None:
    params = CALLS[method](secret) if method in CALLS else {}
    body = {"id": 0, "jsonrpc": "2.0", "method": method, "params": params}
    stranger = mine.http.post(f"{mine.url}/api", json=body, headers={"authorization": "Bearer x.y.z"})
    assert stranger.json()["error"]["code"] == 401
