"""Outlines along pixel edges give back exactly the mask they were traced from."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from groundwire.formats.masks import mask_to_rings, rings_to_mask

masks = hnp.arrays(np.bool_, hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=16))


def signed_area(ring: list[tuple[int, int]]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]])) / 2


def picture(*rows: str) -> np.ndarray:
    return np.array([[character == "#" for character in row] for row in rows])


@given(masks)
def test_filling_the_rings_gives_the_mask(mask: np.ndarray) -> None:
    height, width = mask.shape
    assert np.array_equal(rings_to_mask(mask_to_rings(mask), width, height), mask)


@given(masks)
def test_rings_turn_at_every_corner_and_cover_the_area(mask: np.ndarray) -> None:
    rings = mask_to_rings(mask)
    for ring in rings:
        steps = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]])]
        assert all((dx == 0) != (dy == 0) for dx, dy in steps)
        assert all((a[0] == 0) != (b[0] == 0) for a, b in pairwise([*steps, steps[0]]))
    assert sum(signed_area(ring) for ring in rings) == mask.sum()


@given(masks)
def test_scaled_to_fractions_and_back_the_mask_is_the_same(mask: np.ndarray) -> None:
    height, width = mask.shape
    fractions = [[(x / width, y / height) for x, y in ring] for ring in mask_to_rings(mask)]
    corners = [[(round(x * width), round(y * height)) for x, y in ring] for ring in fractions]
    assert np.array_equal(rings_to_mask(corners, width, height), mask)


def test_a_hole_is_a_ring_of_the_other_direction() -> None:
    outer, hole = mask_to_rings(picture("####", "#..#", "#..#", "####"))
    assert outer == [(0, 0), (4, 0), (4, 4), (0, 4)]
    assert signed_area(outer) == 16
    assert signed_area(hole) == -4


@pytest.mark.parametrize("rows", [("#.", ".#"), (".#", "#.")])
def test_pixels_that_touch_at_a_corner_are_separate_rings(rows: tuple[str, str]) -> None:
    rings = mask_to_rings(picture(*rows))
    assert [len(ring) for ring in rings] == [4, 4]
    assert [signed_area(ring) for ring in rings] == [1, 1]


def test_an_empty_mask_has_no_rings() -> None:
    assert mask_to_rings(np.zeros((3, 4), dtype=bool)) == []
    assert not rings_to_mask([], 4, 3).any()


def test_rings_outside_the_image_are_cut() -> None:
    mask = rings_to_mask([[(-2, -2), (2, -2), (2, 9), (-2, 9)]], 4, 3)
    assert np.array_equal(mask, picture("##..", "##..", "##.."))


def test_rings_of_fewer_than_three_points_fill_nothing() -> None:
    assert not rings_to_mask([[(0, 0), (4, 4)]], 4, 4).any()


@given(st.lists(st.tuples(st.integers(-3, 12), st.integers(-3, 12)), min_size=3, max_size=8))
def test_sloped_rings_fill_by_pixel_centres(ring: list[tuple[int, int]]) -> None:
    """Compared with counting crossings left of each pixel centre in whole numbers."""
    size = 9
    mask = rings_to_mask([ring], size, size)
    for row in range(size):
        for column in range(size):
            assert mask[row, column] == (crossings_left_of(ring, 2 * column + 1, 2 * row + 1) % 2 == 1)


def crossings_left_of(ring: list[tuple[int, int]], x: int, y: int) -> int:
    count = 0
    for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]):
        ax, ay, bx, by = (2 * x0, 2 * y0, 2 * x1, 2 * y1) if y0 <= y1 else (2 * x1, 2 * y1, 2 * x0, 2 * y0)
        if ay <= y < by:
            count += (y - ay) * (bx - ax) <= (x - ax) * (by - ay)
    return count
