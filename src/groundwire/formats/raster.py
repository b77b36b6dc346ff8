"""Fill polygons the way the COCO evaluation tools do, so that areas and pixels agree with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_SCALE = 5  # outlines are walked on a grid five times finer than the pixels


def polygons_to_mask(polygons: Iterable[Sequence[float]], width: int, height: int) -> NDArray[np.bool_]:
    """Return the union of polygons as pixels.

    Args:
        polygons: Each ``[x1, y1, x2, y2, …]`` in pixels, origin top left. Fewer than three points fill
            nothing.
        width: Columns of the result.
        height: Rows of the result.

    Returns:
        Array ``(height, width)``, equal to that of the COCO tools for the same polygons.
    """
    mask = np.zeros((height, width), dtype=np.bool_)
    for polygon in polygons:
        if len(polygon) >= 6:
            mask |= _fill(np.asarray(polygon, dtype=np.float64), width, height)
    return mask


def _fill(polygon: NDArray[np.float64], width: int, height: int) -> NDArray[np.bool_]:
    points = polygon[: polygon.size // 2 * 2].reshape(-1, 2)
    fine = np.trunc(_SCALE * points + 0.5).astype(np.int64)
    u, v = _walk(fine, np.roll(fine, -1, axis=0))
    changes = np.flatnonzero(u[1:] != u[:-1]) + 1
    x = (np.minimum(u[changes], u[changes - 1]) + 0.5) / _SCALE - 0.5
    y = (np.minimum(v[changes], v[changes - 1]) + 0.5) / _SCALE - 0.5
    kept = (np.floor(x) == x) & (x >= 0) & (x <= width - 1)
    columns = x[kept].astype(np.int64)
    rows = np.ceil(np.clip(y[kept], 0, height)).astype(np.int64)
    # Down the columns, one after the other, each crossing switches between background and object.
    switches = np.bincount(columns * height + rows, minlength=width * height + 1)[: width * height]
    return (np.cumsum(switches) & 1).astype(np.bool_).reshape(width, height).T


def _walk(begin: NDArray[np.int64], end: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return every fine-grid point along the edges, both ends included, edge after edge in order."""
    delta = np.abs(end - begin)
    flat = delta[:, 0] >= delta[:, 1]
    steps = np.where(flat, delta[:, 0], delta[:, 1])
    # Each edge is computed from its smaller end along the longer axis, whatever its direction.
    flip = np.where(flat, begin[:, 0] > end[:, 0], begin[:, 1] > end[:, 1])
    low = np.where(flip[:, None], end, begin)
    high = np.where(flip[:, None], begin, end)
    rise = np.where(flat, high[:, 1] - low[:, 1], high[:, 0] - low[:, 0])
    slope = np.divide(rise, steps, out=np.zeros(len(steps)), where=steps > 0)
    edge = np.repeat(np.arange(len(steps)), steps + 1)
    first = np.cumsum(steps + 1) - (steps + 1)
    place = np.arange(edge.size) - first[edge]
    place = np.where(flip[edge], steps[edge] - place, place)
    along = place + np.where(flat, low[:, 0], low[:, 1])[edge]
    across = np.trunc(np.where(flat, low[:, 1], low[:, 0])[edge] + slope[edge] * place + 0.5).astype(np.int64)
    return np.where(flat[edge], along, across), np.where(flat[edge], across, along)
