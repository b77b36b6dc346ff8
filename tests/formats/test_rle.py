"""Run lengths: text, counts and pixels agree with a plain model and with the COCO tools."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from groundwire._core.errors import FormatError
from groundwire.formats.masks import (
    counts_to_mask,
    counts_to_text,
    mask_to_counts,
    polygons_to_mask,
    text_to_counts,
)

masks = hnp.arrays(np.bool_, hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=24))


def plain_counts(mask: np.ndarray) -> list[int]:
    counts, value = [0], False
    for column in range(mask.shape[1]):
        for row in range(mask.shape[0]):
            if mask[row, column] != value:
                counts.append(0)
                value = not value
            counts[-1] += 1
    return counts


def plain_text(counts: list[int]) -> str:
    text = ""
    for index, count in enumerate(counts):
        number = count - counts[index - 2] if index > 2 else count
        more = True
        while more:
            bits, number = number & 0x1F, number >> 5
            more = number != (-1 if bits & 0x10 else 0)
            text += chr(48 + bits + (0x20 if more else 0))
    return text


@given(masks)
def test_counts_equal_a_walk_down_the_columns(mask: np.ndarray) -> None:
    assert mask_to_counts(mask) == plain_counts(mask)


@given(masks)
def test_mask_survives_counts_and_text(mask: np.ndarray) -> None:
    counts = mask_to_counts(mask)
    text = counts_to_text(counts)
    assert text == plain_text(counts)
    assert text_to_counts(text).tolist() == counts
    assert np.array_equal(counts_to_mask(text_to_counts(text), *mask.shape), mask)


@given(st.lists(st.integers(0, 2**40), min_size=1, max_size=40))
def test_text_holds_any_counts(counts: list[int]) -> None:
    assert counts_to_text(counts) == plain_text(counts)
    assert text_to_counts(counts_to_text(counts)).tolist() == counts


def test_known_vector() -> None:
    counts = [11, 3, 2, 3, 2, 3, 6, 1, 4]
    assert counts_to_text(counts) == ";320004NN"
    mask = counts_to_mask(counts, 5, 7)
    assert mask.shape == (5, 7)
    assert mask[1:4, 2:5].all()
    assert mask[0, 6]
    assert mask.sum() == 10


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ([1, 2, 3], "add up to 6 pixels, expected 35"),
        ([], "add up to 0 pixels"),
        ([40, -5], "add up to 35 pixels"),
    ],
)
def test_counts_that_do_not_fit_are_refused(counts: list[int], text: str) -> None:
    with pytest.raises(FormatError, match=text):
        counts_to_mask(counts, 5, 7)


@pytest.mark.parametrize(
    ("text", "message"), [("!!", "character 0"), ("3\x7f", "character 1"), ("o", "inside a number")]
)
def test_damaged_text_is_refused(text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        text_to_counts(text)


# Made by the COCO tools (frPyObjects, merge): polygons, width, height, compressed counts.
COCO_TOOLS = {
    "square": ([[10, 10, 20, 10, 20, 20, 10, 20]], 30, 30, "f9:d000000000000000000R9"),
    "fractions": ([[1.5, 2.25, 17.75, 4.5, 8.0, 19.3]], 24, 22, "^13c02O2M3M2N3M1ON3N1N2O1N2N2O1Nh4"),
    "two parts": (
        [[1, 1, 6, 1, 6, 6], [10, 10, 14.5, 10, 14.5, 15, 10, 15]],
        20,
        18,
        "U11a01O1O1`21^M0000000`2",
    ),
    "outside": ([[-4, -4, 9, -3, 7.5, 8.25, -2, 11]], 8, 9, "0n11ZN0"),
    "overlapping": (
        [[2, 2, 12, 2, 12, 12, 2, 12], [6, 6, 16, 6, 16, 16, 6, 16]],
        20,
        20,
        "Z1::0000004L0000000004L000000Z2",
    ),
    "thinner than a pixel": ([[3, 1, 3.4, 1, 3.4, 12, 3, 12]], 9, 14, "n3"),
}


@pytest.mark.parametrize("case", COCO_TOOLS)
def test_polygons_fill_as_the_coco_tools_fill_them(case: str) -> None:
    polygons, width, height, expected = COCO_TOOLS[case]
    assert counts_to_text(mask_to_counts(polygons_to_mask(polygons, width, height))) == expected
