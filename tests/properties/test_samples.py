"""Samples with everything they can have come back as they were sent."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire import studio
from tests.properties.conftest import PROFILE
from tests.properties.values import bits, names, samples

FIELDS = ("image_name", "group", "width", "height", "uuid")
SEQUENCE = ("sequence_name", "sequence_uuid", "sequence_description", "frame_number")
MEMBERS = ("label", "object_id", "ignore", "exclude", "category_frequency", "truncation", "occlusion")
SCORES = ("box2d_score", "box3d_score", "polygon_score", "mask_score")
TYPES = [studio.AnnotationType.Box2d, studio.AnnotationType.Box3d, studio.AnnotationType.Polygon]


def numbers(thing: Any) -> Any:
    """Return the numbers of a box, a position or an attitude, to the last bit."""
    fields = ("x", "y", "width", "height"), ("cx", "cy", "cz", "width", "height", "length")
    fields += ("lat", "lon"), ("roll", "pitch", "yaw")
    found = next((one for one in fields if all(hasattr(thing, name) for name in one)), ())
    return [bits(float(getattr(thing, name))) for name in found]


def described(sample: Any) -> dict[str, Any]:
    return {
        **{name: getattr(sample, name) for name in (*FIELDS, *SEQUENCE)},
        "place": numbers(sample.location),
        "pose": numbers(sample.pose),
        "annotations": [noted(one) for one in sample.annotations],
    }


def noted(one: studio.Annotation) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in MEMBERS},
        **{name: bits(getattr(one, name)) for name in SCORES},
        "flat": numbers(one.box2d),
        "solid": numbers(one.box3d),
        "polygon": None if one.polygon is None else bits(one.polygon.rings),
    }


def labelled(draw: Any) -> dict[str, int | None]:
    """Return labels with an index each, or with none."""
    found = draw(st.lists(names, max_size=4, unique=True))
    indices = draw(
        st.lists(st.integers(0, 2**63 - 100_001), min_size=len(found), max_size=len(found), unique=True)
    )
    pinned = draw(st.booleans())
    return {name: index if pinned else None for name, index in zip(found, indices, strict=True)}


@settings(PROFILE)
@given(data=st.data())
def test_samples_come_back_as_they_were_sent(both, data) -> None:
    dataset, annotation_set = both.fresh()
    labels = labelled(data.draw)
    sent = data.draw(st.lists(samples(both.sample, labels), min_size=1, max_size=3))
    both.populate_samples(dataset, annotation_set, sent)
    received = {sample.uuid: sample for sample in both.samples(dataset, annotation_set)}
    assert len(received) == len(sent) == both.samples_count(dataset).total
    for sample in sent:
        assert described(received[sample.uuid]) == described(sample)
    known = {label.name: label.index for label in both.labels(dataset)}
    used = {one.label for sample in sent for one in sample.annotations if one.label is not None}
    assert set(known) == used
    assert {name: index for name, index in labels.items() if name in used and index is not None}.items() <= (
        known.items()
    )
    groups = {group.name for group in both.groups(dataset)}
    assert groups == {sample.group for sample in sent if sample.group is not None}


@settings(PROFILE, max_examples=max(5, PROFILE.max_examples // 3))
@given(data=st.data())
def test_what_was_read_can_be_sent_again_and_changes_nothing(both, data) -> None:
    dataset, annotation_set = both.fresh()
    sent = data.draw(st.lists(samples(both.sample, labelled(data.draw)), min_size=1, max_size=2))
    both.populate_samples(dataset, annotation_set, sent)
    first = both.samples(dataset, annotation_set, TYPES)
    before = [described(sample) for sample in first]
    both.populate_samples(dataset, annotation_set, first)
    again = [described(sample) for sample in both.samples(dataset, annotation_set, TYPES)]
    assert again == before


@settings(PROFILE)
@given(data=st.data())
def test_each_group_holds_its_own_samples(both, data) -> None:
    dataset, annotation_set = both.fresh()
    sent = data.draw(st.lists(samples(both.sample, {}), min_size=1, max_size=4))
    both.populate_samples(dataset, annotation_set, sent)
    for group in {sample.group for sample in sent if sample.group is not None}:
        wanted = {sample.uuid for sample in sent if sample.group == group}
        assert {sample.uuid for sample in both.samples(dataset, None, [], [group])} == wanted
        assert both.samples_count(dataset, None, [], [group]).total == len(wanted)
