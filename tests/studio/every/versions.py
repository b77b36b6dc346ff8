"""Versions of datasets; each method is one of the client and one of the dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundwire.errors import NotFoundError
from tests.studio.every.table import case
from tests.studio.every.world import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable


def both(
    method: str, fails: Callable[[Callable[..., Any]], object]
) -> Callable[[Callable[[Any, Callable[..., Any]], object]], None]:
    """Enter `Client.<method>(dataset, …)` and `Dataset.<method>(…)`; cases get the one as the other."""

    def enter(works: Callable[[Any, Callable[..., Any]], object]) -> None:
        def of_client(w, dataset_id):
            return lambda *args, **kwargs: getattr(w.client, method)(dataset_id, *args, **kwargs)

        case(f"Client.{method}", NotFoundError, lambda w: fails(of_client(w, UNKNOWN)))(
            lambda w: works(w, of_client(w, w.data.id))
        )
        case(f"Dataset.{method}", NotFoundError, lambda w: fails(getattr(w.gone_dataset, method)))(
            lambda w: works(w, getattr(w.dataset, method))
        )

    return enter


def tagged(w, name="v1"):
    return w.api("version.tag.create", dataset_id=w.data.id, name=name, description="text")


def tags(w) -> list[str]:
    return [one["name"] for one in w.api("version.tag.list", dataset_id=w.data.id)]


@both("version_tag_create", lambda create: create("v1"))
def _(w, create):
    made = create("v1", "text")
    assert (made.name, made.description, made.image_count) == ("v1", "text", 2)
    assert tags(w) == ["v1"]


@both("version_tag_get", lambda get: get("v1"))
def _(w, get):
    assert get("v1" if tagged(w) else "").serial == tagged(w, "v2")["serial"]


@both("version_tag_list", lambda list_: list_())
def _(w, list_):
    tagged(w)
    assert [one.name for one in list_()] == tags(w) == ["v1"]


@both("version_tag_delete", lambda delete: delete("v1"))
def _(w, delete):
    tagged(w)
    assert isinstance(delete("v1"), str)
    assert tags(w) == []


@both("version_tag_restore", lambda restore: restore("v1"))
def _(w, restore):
    tagged(w)
    w.api(
        "image.delete_from_dataset",
        dataset_id=w.data.id,
        image_ids=w.sample_ids,
        sequence_ids=[],
        delete_all=False,
    )
    done = restore("v1")
    assert (done.success, done.restored_from_tag, done.restored_counts_images) == (True, "v1", 2)
    assert [one["image_name"] for one in w.data.samples()] == ["a.png", "b.png"]


@both("version_changelog", lambda changelog: changelog())
def _(w, changelog):
    page = changelog(entity_types=["label"], limit=1)
    assert [(one.entity_type, one.operation) for one in page.entries] == [("label", "create")]
    (rest,) = changelog(entity_types=["label"], continue_token=page.continue_token).entries
    assert rest.id != page.entries[0].id


@both("version_changelog_count", lambda count: count())
def _(w, count):
    w.sample_ids  # noqa: B018  (makes the dataset)
    expected = w.api("version.changelog.count", dataset_id=w.data.id, entity_types=["image"])["count"]
    assert count(entity_types=["image"]) == expected > 0


@both("version_current", lambda current: current())
def _(w, current):
    serial = tagged(w)["serial"]
    found = current()
    assert (found.current_serial, found.latest_tag.name) == (serial, "v1")


@both("version_summary", lambda summary: summary())
def _(w, summary):
    found = summary()
    assert (found.image_count, found.label_count, found.annotation_set_count) == (2, 2, 1)


@both("version_summary_recalculate", lambda recalculate: recalculate())
def _(w, recalculate):
    found = recalculate()
    assert (found.image_count, found.annotation_counts) == (2, {"box": 1, "seg": 1})
