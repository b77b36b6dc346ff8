"""Versions of another organisation's dataset can neither be seen nor changed, nor told from missing ones."""

from __future__ import annotations

from typing import Any

import pytest

from groundwire.server.registry import load_handlers
from tests.server.versions.conftest import annotation, versioned

UNKNOWN = 2**40
CALLS: dict[str, dict[str, Any]] = {
    "version.tag.create": {"name": "mine"},
    "version.tag.get": {"name": "v1"},
    "version.tag.list": {},
    "version.tag.delete": {"name": "v1"},
    "version.tag.restore": {"name": "v1"},
    "version.changelog": {},
    "version.changelog.count": {"from_version": "v1"},
    "version.current": {},
    "version.summary": {},
    "version.summary.recalculate": {},
}
READS = ["label.list", "annset.list", "samples.count", "samples.list"]


@pytest.fixture(scope="module")
def secret(mine):
    data = versioned(mine)
    data.populate({"uuid": "a", "annotations": [annotation()]})
    data.tag("v1")
    data.populate({"uuid": "b", "annotations": [annotation("dog")]})
    return data


def everything(data) -> list[Any]:
    return [data.state(), data.state("v1"), data("version.tag.list"), data.entries()]


def test_every_method_is_covered() -> None:
    implemented = {name for name in load_handlers("studio").calls if name.startswith("version.")}
    assert implemented == CALLS.keys()


@pytest.mark.parametrize("method", [*CALLS, *READS])
def test_versions_of_others_are_not_found_exactly_as_unknown_ones(theirs, secret, method) -> None:
    before = everything(secret)
    params = CALLS.get(method, {"tag": "v1"})
    foreign = theirs.fails(method, dataset_id=secret.id, **params)
    unknown = theirs.fails(method, dataset_id=UNKNOWN, **params)
    assert foreign.code == unknown.code == 101
    assert foreign.message.replace(f"{secret.id:x}.", "…") == unknown.message.replace(f"{UNKNOWN:x}.", "…")
    assert everything(secret) == before


def test_sets_of_others_are_not_found_at_ones_own_tag(theirs, secret) -> None:
    own = versioned(theirs)
    own.tag("v1")
    for method in ("samples.list", "samples.count"):
        failure = own.fails(method, tag="v1", annotation_set_id=secret.annotation_set)
        assert failure.code == 101
        assert f"as-{secret.annotation_set:x}" in failure.message


@pytest.mark.parametrize("method", [*CALLS, *READS])
def test_nothing_is_answered_without_a_token(mine, secret, method) -> None:
    params = {"dataset_id": secret.id, **CALLS.get(method, {"tag": "v1"})}
    body = {"id": 0, "jsonrpc": "2.0", "method": method, "params": params}
    stranger = mine.http.post(f"{mine.url}/api", json=body, headers={"authorization": "Bearer x.y.z"})
    assert stranger.json()["error"]["code"] == 401
