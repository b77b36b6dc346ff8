"""What cannot be kept is refused, by an error of its own that says why, before anything is stored."""

from __future__ import annotations

import math
from typing import Any

import pytest

from groundwire import studio
from groundwire._core.errors import GroundwireError, InvalidArgumentError, RpcError
from groundwire.studio import Parameter

BAD_NAMES = {"empty": "", "NUL": "a\0b", "too long": "n" * 256, "surrogate": "\ud800 alone"}
BAD_TEXTS = {"NUL": "a\0b", "too long": "n" * 100_001, "surrogate": "half \udc00"}


def refused(call: Any) -> None:
    with pytest.raises(GroundwireError) as caught:
        call()
    assert isinstance(caught.value, RpcError | InvalidArgumentError), caught.value
    assert not isinstance(caught.value, RpcError) or caught.value.code == 3
    assert len(str(caught.value)) > 10


@pytest.mark.parametrize("name", BAD_NAMES.values(), ids=BAD_NAMES)
def test_names(both, name) -> None:
    refused(lambda: both.create_dataset(both.project, name))
    dataset, annotation_set = both.fresh()
    refused(lambda: both.create_annotation_set(dataset, name))
    refused(lambda: both.add_label(dataset, name))
    refused(lambda: both.add_labels(dataset, ["good", name]))
    refused(lambda: both.get_or_create_group(dataset, name))
    both.add_label(dataset, "label")
    (label,) = both.labels(dataset)
    refused(lambda: both.of(label, "set_name")(name))
    sample = both.sample()
    sample.set_group(name)
    refused(lambda: both.populate_samples(dataset, annotation_set, [both.sample(), sample]))
    sample = both.sample()
    one = studio.Annotation()
    one.set_label(name)
    sample.add_annotation(one)
    refused(lambda: both.populate_samples(dataset, annotation_set, [sample]))
    assert [label.name for label in both.labels(dataset)] == ["label"]
    assert len(both.annotation_sets(dataset)) == 1
    assert both.groups(dataset) == []


@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=BAD_TEXTS)
def test_descriptions(both, text) -> None:
    before = len(both.datasets(both.project))
    refused(lambda: both.create_dataset(both.project, "good", text))
    assert len(both.datasets(both.project)) == before
    dataset, _ = both.fresh()
    refused(lambda: both.create_annotation_set(dataset, "good", text))
    assert len(both.annotation_sets(dataset)) == 1


@pytest.mark.parametrize("field", ["image_name", "sequence_name", "sequence_uuid", "sequence_description"])
def test_text_of_samples_that_is_no_unicode(both, field) -> None:
    dataset, annotation_set = both.fresh()
    sample = both.sample()
    getattr(sample, f"set_{field}")("half \ud83d")
    refused(lambda: both.populate_samples(dataset, annotation_set, [sample]))
    assert both.samples_count(dataset).total == 0


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_that_json_does_not_have(both, number) -> None:
    dataset, annotation_set = both.fresh()
    for geometry in (
        lambda one: one.set_box2d(studio.Box2d(0.1, number, 0.1, 0.1)),
        lambda one: one.set_box3d(studio.Box3d(0.1, 0.1, 0.1, 0.1, number, 0.1)),
        lambda one: one.set_polygon(studio.Polygon([[(0, 0), (0, number), (1, 1)]])),
        lambda one: one.set_box2d_score(number),
    ):
        sample, one = both.sample(), studio.Annotation()

        def send(geometry: Any = geometry, one: Any = one, sample: Any = sample) -> None:
            geometry(one)
            sample.add_annotation(one)
            both.populate_samples(dataset, annotation_set, [sample])

        refused(send)
    assert both.samples_count(dataset).total == 0
    refused(lambda: studio.GpsData(number, 0))
    refused(lambda: Parameter({"inside": [number]}))


def test_numbers_that_are_too_large(both) -> None:
    dataset, annotation_set = both.fresh()
    for change in (
        lambda sample: sample.set_frame_number(2**31),
        lambda sample: sample.set_size(2**32, 1),
        lambda sample: sample.set_size(1, -1),
    ):
        sample = both.sample()
        change(sample)
        refused(lambda sample=sample: both.populate_samples(dataset, annotation_set, [sample]))
    for index in (2**63, 2**64, -1):
        refused(lambda index=index: both.add_label(dataset, "label", index))
    assert both.samples_count(dataset).total == 0
    assert both.labels(dataset) == []
    refused(lambda: Parameter.integer(2**63))


def test_parameters_that_json_cannot_carry(both) -> None:
    deep: list[Any] = []
    for _ in range(300):
        deep = [deep]
    for value in (deep, {"x": None}, {1: 2}, {"x": object()}, {"x": b"bytes"}, {"x": 10**400}):
        refused(lambda value=value: Parameter(value))


def test_text_in_parameters_that_is_no_unicode(both) -> None:
    dataset, annotation_set = both.fresh()
    experiment = both.experiments(both.project)[0].id

    def start(**params: Any) -> Any:
        return both.start_training_session(
            both.project,
            "x",
            experiment,
            "detection",
            dataset,
            annotation_set,
            tag_name="x",
            is_local=True,
            **params,
        )

    before = len(both.training_sessions(experiment))
    for params in ({"x": "\ud800"}, {"\udfff": 1}, {"x": [{"y": "\ud800"}]}):
        refused(lambda params=params: start(params=params))
    assert len(both.training_sessions(experiment)) == before
    session = both.training_session(start().session_id)
    for metrics in ({"x": "\ud800"}, {"\udfff": 1}):
        refused(lambda metrics=metrics: both.of(session, "set_metrics")(metrics))
    assert both.of(session, "metrics")() == {}
