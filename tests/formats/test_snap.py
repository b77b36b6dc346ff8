"""Stored fractions stand for short pixel numbers, and those come back unchanged."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from groundwire.formats.snap import boxes_to_fractions, boxes_to_pixels, to_fractions, to_pixels

sides = st.integers(1, 8192).map(float)


def array(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def test_the_arithmetic_of_the_format() -> None:
    stored = boxes_to_fractions(array(3, 3, 4, 4)[None], array(100, 50)[None])
    assert stored.dtype == np.float32
    assert stored.tolist() == [
        [0.04999999701976776, 0.09999999403953552, 0.03999999910593033, 0.07999999821186066]
    ]
    assert boxes_to_pixels(stored, array(100, 50)[None]).tolist() == [[3, 3, 4, 4]]


@given(st.lists(st.integers(-1000, 9000), min_size=4, max_size=4), sides, sides)
def test_whole_boxes_come_back(box: list[int], width: float, height: float) -> None:
    size = array(width, height)[None]
    stored = boxes_to_fractions(array(*box)[None], size)
    back = boxes_to_pixels(stored, size)
    assert np.array_equal(boxes_to_fractions(back, size), stored)
    if max(map(abs, box)) <= max(width, height):
        assert np.abs(back - array(*box)).max() <= 0.5


@given(
    hnp.arrays(np.float64, 20, elements=st.floats(0, 4000).map(lambda v: round(v, 2))), st.integers(1, 4096)
)
def test_numbers_of_two_decimals_come_back(pixels: np.ndarray, side: int) -> None:
    inside = np.minimum(pixels, side)
    extent = np.full(20, float(side))
    assert np.array_equal(to_pixels(to_fractions(inside, extent), extent), inside)


@given(hnp.arrays(np.float32, 8, elements=st.floats(-4, 4, width=32)), sides)
def test_what_comes_back_is_stored_as_the_same_fraction(fractions: np.ndarray, side: float) -> None:
    extent = np.full(8, side)
    assert np.array_equal(to_fractions(to_pixels(fractions, extent), extent), fractions)


def test_numbers_that_are_not_finite_stay_so() -> None:
    assert np.isnan(to_pixels(np.array([np.nan], dtype=np.float32), array(10))).all()
    assert to_fractions(array(1), array(0)).tolist() == [np.inf]
