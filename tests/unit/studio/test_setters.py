"""Setters refuse wrong values where they are set, and take the numbers of numpy."""

from __future__ import annotations

import math

import numpy as np
import pytest

from groundwire._core.codec import to_wire
from groundwire.errors import InvalidArgumentError
from groundwire.studio import Annotation, Box2d, Polygon, Sample, SampleFile
from groundwire.studio._populate import prepare

WRONG_KIND = [
    ("set_label", 3),
    ("set_label_index", "3"),
    ("set_label_index", True),
    ("set_label_index", 1.5),
    ("set_frame_number", "7"),
    ("set_ignore", 1),
    ("set_exclude", "yes"),
    ("set_box2d", (0.1, 0.2, 0.3, 0.4)),
    ("set_box2d_score", "0.5"),
    ("set_object_id", 17),
    ("set_polygon", [[(0.1, 0.2)]]),
]


@pytest.mark.parametrize(("setter", "value"), WRONG_KIND)
def test_annotation_refuses_a_value_of_the_wrong_kind(setter: str, value: object) -> None:
    with pytest.raises(TypeError, match=setter) as caught:
        getattr(Annotation(), setter)(value)
    assert isinstance(caught.value, InvalidArgumentError)


@pytest.mark.parametrize(
    ("setter", "value"), [("set_label_index", -1), ("set_frame_number", -1), ("set_mask_score", math.nan)]
)
def test_annotation_refuses_a_value_out_of_range(setter: str, value: object) -> None:
    with pytest.raises(ValueError, match=setter):
        getattr(Annotation(), setter)(value)


@pytest.mark.parametrize(
    ("setter", "value"), [("set_group", 1), ("set_frame_number", -1), ("set_location", (1, 2))]
)
def test_sample_refuses_a_wrong_value(setter: str, value: object) -> None:
    with pytest.raises(InvalidArgumentError, match=setter):
        getattr(Sample(), setter)(value)


def test_none_takes_a_value_back() -> None:
    annotation = Annotation()
    for setter, value in (
        ("set_label", "car"),
        ("set_label_index", 3),
        ("set_ignore", True),
        ("set_box2d_score", 0.5),
    ):
        getattr(annotation, setter)(value)
        getattr(annotation, setter)(None)
    assert annotation == Annotation()


def test_positional_arguments_do_not_reach_private_members() -> None:
    with pytest.raises(TypeError):
        Annotation(5)  # type: ignore[call-arg]


@pytest.mark.parametrize("kind", [np.float64, np.float32, np.int64])
def test_numbers_of_numpy_are_sent_as_numbers(kind: type) -> None:
    annotation = Annotation()
    annotation.set_box2d(Box2d(kind(0), kind(0), kind(1), kind(1)))
    annotation.set_polygon(Polygon([[(kind(0), kind(0)), (kind(1), kind(0)), (kind(1), kind(1))]]))
    annotation.set_box2d_score(kind(1))
    assert to_wire(annotation) == {
        "box2d": {"x": 0, "y": 0, "w": 1, "h": 1},
        "mask": [[[0, 0], [1, 0], [1, 1]]],
        "box2d_score": 1,
    }


@pytest.mark.parametrize("value", [math.nan, math.inf, "0.1", None])
def test_a_box_that_json_cannot_carry_is_refused_before_anything_is_sent(value: float) -> None:
    annotation = Annotation()
    annotation.set_box2d(Box2d(0.1, value, 0.3, 0.4))
    sample = Sample()
    sample.set_image_name("street.jpg")
    sample.add_file(SampleFile("image", "street.jpg"))
    sample.add_annotation(annotation)
    with pytest.raises(ValueError, match=r"street\.jpg"):
        prepare(sample)


def test_a_point_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="Ring 1"):
        Polygon([[(0, 0), (1, 0), (1, 1)], [(0, 0), (math.nan, 0), (1, 1)]])
