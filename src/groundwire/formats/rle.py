"""COCO run-length encoding: counts to text and back, counts to pixels and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from groundwire._core.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_TEXT_BASE = 48
_MORE = 0x20
_SIGN = 0x10
_MAX_GROUPS = 12  # twelve groups of five bits hold any run of a real mask


def counts_to_mask(counts: Sequence[int] | NDArray[np.int64], height: int, width: int) -> NDArray[np.bool_]:
    """Expand run lengths to pixels.

    Args:
        counts: Lengths of runs down the columns, column after column; background first.
        height: Rows of the mask.
        width: Columns of the mask.

    Returns:
        Array ``(height, width)``.

    Raises:
        FormatError: A negative count, or counts that do not add up to ``height * width``.
    """
    runs = np.asarray(counts, dtype=np.int64)
    check_counts(runs, height, width)
    mask = np.zeros((height, width), dtype=np.bool_)
    edges = np.cumsum(runs)
    if edges.size < 2 or not mask.size:
        return mask
    # Only the columns from the first to the last object pixel are filled: most objects are small.
    ends = edges[: edges.size // 2 * 2]
    left, right = int(ends[0]) // height, -(-int(ends[-1]) // height)
    inner = np.diff(np.concatenate(([left * height], ends, [right * height])))
    values = np.zeros(inner.size, dtype=np.bool_)
    values[1::2] = True
    mask[:, left:right] = np.repeat(values, inner).reshape((right - left, height)).T
    return mask


def check_counts(counts: Sequence[int] | NDArray[np.int64], height: int, width: int) -> None:
    """Check that run lengths describe a mask of ``height`` rows and ``width`` columns.

    Raises:
        FormatError: A negative count, or counts that do not add up to ``height * width``.
    """
    runs = np.asarray(counts, dtype=np.int64)
    total = int(runs.sum()) if runs.size else 0
    if total != height * width or (runs < 0).any():
        raise FormatError(
            f"Run lengths add up to {total} pixels, expected {height * width} for {height} rows of {width}."
        )


def mask_to_counts(mask: NDArray[np.bool_]) -> list[int]:
    """Return the run lengths of a mask ``(height, width)``, down the columns, background first."""
    height, width = mask.shape
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return [height * width]
    top, left = int(rows[0]), int(columns[0])
    part = mask[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]
    return part_to_counts(part, (left, top), (width, height))


def part_to_counts(
    part: NDArray[np.bool_] | NDArray[np.uint8], corner: tuple[int, int], size: tuple[int, int]
) -> list[int]:
    """Return the run lengths of a mask given only the part of it that holds the object.

    Args:
        part: ``(rows, columns)``.
        corner: Column and row of its top-left pixel in the mask.
        size: Width and height of the mask.
    """
    (left, top), (width, height) = corner, size
    # Down each column of the part, between a row of background above and below.
    framed = np.zeros((part.shape[1], part.shape[0] + 2), dtype=np.bool_)
    framed[:, 1:-1] = part.T
    changes = np.flatnonzero(framed[:, 1:] != framed[:, :-1])
    column, row = np.divmod(changes, part.shape[0] + 1)
    edges = (column + left) * height + row + top
    # Where one column ends in object and the next begins in it, the two changes fall together: no change.
    twice = np.flatnonzero(edges[1:] == edges[:-1])
    edges = np.delete(edges, np.concatenate((twice, twice + 1)))
    runs: list[int] = np.diff(np.concatenate(([0], edges, [height * width]))).tolist()
    return runs if runs[-1] else runs[:-1]


def text_to_counts(text: str | bytes) -> NDArray[np.int64]:
    """Decode the compressed form of COCO run lengths.

    Raises:
        FormatError: A character outside the alphabet, or text that ends inside a number.
    """
    raw = text.encode("ascii", "replace") if isinstance(text, str) else text
    codes = np.frombuffer(raw, dtype=np.uint8).astype(np.int64) - _TEXT_BASE
    if codes.size == 0:
        return np.zeros(0, dtype=np.int64)
    bad = np.flatnonzero((codes < 0) | (codes > 0x3F))
    if bad.size:
        raise FormatError(f"Compressed run lengths: character {int(bad[0])} is outside the alphabet.")
    last = (codes & _MORE) == 0
    if not last[-1]:
        raise FormatError("Compressed run lengths end inside a number.")
    ends = np.flatnonzero(last)
    starts = np.concatenate(([0], ends[:-1] + 1))
    groups = ends - starts + 1
    if int(groups.max()) > _MAX_GROUPS:
        raise FormatError("Compressed run lengths hold a number of more than 60 bits.")
    shift = 5 * (np.arange(codes.size) - np.repeat(starts, groups))
    values = np.add.reduceat((codes & 0x1F) << shift, starts)
    negative = (codes[ends] & _SIGN) != 0
    values[negative] -= np.left_shift(np.int64(1), 5 * groups[negative])
    # From the fourth number on, each is a difference to the number two places before.
    values[1::2] = np.cumsum(values[1::2])
    values[2::2] = np.cumsum(values[2::2])
    return values


def counts_to_text(counts: Sequence[int] | NDArray[np.int64]) -> str:
    """Encode run lengths in the compressed form of COCO; the inverse of ``text_to_counts``."""
    values = np.array(counts, dtype=np.int64)
    deltas = values.copy()
    deltas[3:] -= values[1:-2]
    groups = np.ones(deltas.size, dtype=np.int64)
    for size in range(1, _MAX_GROUPS):
        bound = np.int64(1) << np.int64(5 * size - 1)
        groups[(deltas < -bound) | (deltas >= bound)] = size + 1
    starts = np.concatenate(([0], np.cumsum(groups)[:-1])) if groups.size else groups
    place = np.arange(int(groups.sum())) - np.repeat(starts, groups)
    codes = (np.repeat(deltas, groups) >> (5 * place)) & 0x1F
    codes[place < np.repeat(groups, groups) - 1] |= _MORE
    data: bytes = (codes + _TEXT_BASE).astype(np.uint8).tobytes()
    return data.decode("ascii")
