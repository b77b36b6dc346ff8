"""Exact outlines of pixel masks: corner coordinates along pixel edges, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

Point = tuple[int, int]
Ring = list[Point]

_LEFT, _RIGHT = 0, 1


def mask_to_rings(mask: NDArray[np.bool_]) -> list[Ring]:
    """Trace the outlines of a mask along pixel edges.

    A pixel in column x and row y covers the square from corner (x, y) to corner (x + 1, y + 1). Filling the
    rings by the even-odd rule gives back exactly the mask. Pixels that only touch at a corner belong to
    separate rings.

    Args:
        mask: Array ``(height, width)``; non-zero is object.

    Returns:
        Rings of corners ``(x, y)``, origin top left, first corner not repeated, only corners where the
        outline turns. Outlines run clockwise as displayed, outlines of holes anticlockwise. Rings are
        ordered by their topmost, then leftmost corner.
    """
    inside = np.asarray(mask, dtype=np.bool_)
    padded = np.zeros((inside.shape[0] + 2, inside.shape[1] + 2), dtype=np.bool_)
    padded[1:-1, 1:-1] = inside
    ys, xs, copy, down_first = _corners(padded)
    if not ys.size:
        return []
    # Along one row the corners come in pairs, each joined by a horizontal edge; likewise along one column.
    horizontal = _partners(np.arange(ys.size))
    climbs = np.where(copy == _LEFT, down_first, ~down_first)
    vertical = _partners(np.lexsort((climbs, ys, xs)))
    is_hole = ~padded[ys + 1, xs + 1]
    return _follow(xs.tolist(), ys.tolist(), horizontal.tolist(), vertical.tolist(), is_hole.tolist())


def _corners(
    padded: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Find where outlines turn, in reading order; two entries where two pixels touch only at that corner.

    Returns:
        y, x, which copy of a doubled corner, and whether the left copy takes the edge downwards (else
        upwards).
    """
    above_left, above_right = padded[:-1, :-1], padded[:-1, 1:]
    below_left, below_right = padded[1:, :-1], padded[1:, 1:]
    single = above_left ^ above_right ^ below_left ^ below_right
    double = (above_left == below_right) & (above_right == below_left) & (above_left != above_right)
    ys, xs = np.nonzero(single | double)
    is_double = double[ys, xs]
    repeats = np.where(is_double, 2, 1)
    index = np.repeat(np.arange(ys.size), repeats)
    copy = np.zeros(index.size, dtype=np.int64)
    copy[1:][index[1:] == index[:-1]] = _RIGHT
    ys, xs = ys[index], xs[index]
    # The pixels touching here lie above left and below right: the left copy turns around the upper one.
    return ys, xs, copy, ~padded[ys, xs]


def _partners(order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Join the entries of ``order`` two by two; entry i of the result is the partner of corner i."""
    partners = np.empty_like(order)
    partners[order[0::2]] = order[1::2]
    partners[order[1::2]] = order[0::2]
    return partners


def _follow(
    xs: list[int], ys: list[int], horizontal: list[int], vertical: list[int], is_hole: list[bool]
) -> list[Ring]:
    rings: list[Ring] = []
    seen = bytearray(len(xs))
    for start in range(len(xs)):
        if seen[start]:
            continue
        first, second = (vertical, horizontal) if is_hole[start] else (horizontal, vertical)
        ring: Ring = []
        corner = start
        while True:
            following = first[corner]
            seen[corner] = seen[following] = 1
            ring.append((xs[corner], ys[corner]))
            ring.append((xs[following], ys[following]))
            corner = second[following]
            if corner == start:
                break
        rings.append(ring)
    return rings


def rings_to_mask(rings: Iterable[Sequence[Sequence[float]]], width: int, height: int) -> NDArray[np.bool_]:
    """Fill rings by the even-odd rule.

    A pixel belongs to the object when its centre lies inside an odd number of rings; a centre exactly on an
    edge belongs to the side with larger x, or larger y. With whole-number corners the result is exact.

    Args:
        rings: Rings of points ``(x, y)`` in pixels, origin top left, not closed. Parts outside the image
            are cut.
        width: Columns of the result.
        height: Rows of the result.

    Returns:
        Array ``(height, width)``.
    """
    toggles = np.zeros((height, width + 1), dtype=np.uint8)
    usable = [ring for ring in rings if len(ring) >= 3]
    if usable:
        points = np.array([point for ring in usable for point in ring])
        lengths = np.array([len(ring) for ring in usable])
        following = np.arange(1, len(points) + 1)
        following[np.cumsum(lengths) - 1] = np.cumsum(lengths) - lengths  # the last point leads to the first
        whole = points.astype(np.int64) if _whole(points) else points.astype(np.float64)
        rows, columns = _crossings(whole, whole[following])
        kept = (rows >= 0) & (rows < height)
        np.bitwise_xor.at(toggles, (rows[kept], np.clip(columns[kept], 0, width)), np.uint8(1))
    return np.bitwise_xor.accumulate(toggles[:, :width], axis=1).astype(np.bool_)


def _whole(points: NDArray[np.float64]) -> bool:
    return bool(np.issubdtype(points.dtype, np.integer) or np.array_equal(points, np.rint(points)))


def _crossings(
    points: NDArray[np.int64] | NDArray[np.float64], ends: NDArray[np.int64] | NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, per edge and pixel row whose centre it crosses, the row and the first column right of it."""
    down = points[:, 1] <= ends[:, 1]
    top = np.where(down[:, None], points, ends)
    bottom = np.where(down[:, None], ends, points)
    whole = np.issubdtype(points.dtype, np.integer)
    first = top[:, 1] if whole else np.ceil(top[:, 1] - 0.5).astype(np.int64)
    stop = bottom[:, 1] if whole else np.ceil(bottom[:, 1] - 0.5).astype(np.int64)
    crossed = stop - first
    edge = np.repeat(np.arange(len(points)), crossed)
    begins = np.cumsum(crossed) - crossed
    rows = first[edge] + np.arange(edge.size) - begins[edge]
    run, rise = (bottom - top)[edge, 0], (bottom - top)[edge, 1]
    x, y = top[edge, 0], top[edge, 1]
    if whole:
        # ceil(x + (row + 1/2 - y) * run / rise - 1/2), all in whole numbers
        numerator = (2 * x - 1) * rise + (2 * (rows - y) + 1) * run
        return rows, -(-numerator // (2 * rise))
    return rows, np.ceil(x + (rows + 0.5 - y) * run / rise - 0.5).astype(np.int64)
