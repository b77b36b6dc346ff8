"""Where a dataset stands: counts of the present, tags."""

from __future__ import annotations

from tests.server.versions.conftest import annotation

COUNTS = ("image_count", "label_count", "annotation_set_count", "annotation_counts", "sensor_counts")


def test_the_summary_counts_the_present(filled) -> None:
    filled.tag("v1")
    summary = filled("version.summary")
    assert {name: summary[name] for name in COUNTS} == {
        "image_count": 3,
        "label_count": 2,
        "annotation_set_count": 1,
        "annotation_counts": {"box": 3, "seg": 1},
        "sensor_counts": {"radar.pcd": 1},
    }
    filled.populate({"uuid": "d", "annotations": [annotation("elk")]})
    late = filled("version.summary")
    assert late["current_serial"] == summary["current_serial"] + 1
    assert (late["image_count"], late["label_count"]) == (4, 3)


def test_counts_are_kept_until_something_changes_or_they_are_asked_for_anew(filled) -> None:
    first = filled("version.summary")
    assert filled("version.summary") == first
    anew = filled("version.summary.recalculate")
    assert anew["last_updated"] > first["last_updated"]
    assert {**anew, "last_updated": ""} == {**first, "last_updated": ""}
    assert filled("version.summary") == anew


def test_current_tells_of_tags_and_counts(filled) -> None:
    before = filled("version.current")
    assert (before["dataset_id"], before["latest_tag"], before["tags"]) == (filled.id, None, [])
    assert before["summary"] == filled("version.summary")
    first, second = filled.tag("v1"), filled.tag("v2")
    current = filled("version.current")
    assert current["tags"] == [first, second]
    assert current["latest_tag"] == second
    assert current["current_serial"] == second["serial"] == before["current_serial"]
