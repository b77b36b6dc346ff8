"""Pixels to the stored fractions and back, so that short source numbers return exactly.

A stored fraction is a float32: it stands for every pixel position that rounds to it. Going back, the
position with the fewest decimals among those is taken. Whole and short decimal source coordinates therefore
come back unchanged.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Float32s = NDArray[np.float32]
    Float64s = NDArray[np.float64]
    Rows = list[list[list[float]] | None]

_DECIMALS = range(8)


def to_fractions(pixels: Float64s, extent: Float64s) -> Float32s:
    """Return ``pixels / extent``, divided in float64, stored in float32."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return (pixels / extent).astype(np.float32)


def to_pixels(fractions: Float32s, extent: Float64s) -> Float64s:
    """Return the shortest decimal pixel numbers that are stored as ``fractions`` of ``extent``."""
    return _shortest(
        fractions.astype(np.float64) * extent, lambda found: to_fractions(found, extent) == fractions
    )


def boxes_to_fractions(boxes: Float64s, sizes: Float64s) -> Float32s:
    """Turn pixel boxes into stored ones.

    Args:
        boxes: ``(N, 4)``: x, y of the top-left corner, width, height in pixels.
        sizes: ``(N, 2)``: image width and height in pixels.

    Returns:
        ``(N, 4)``: centre x, y, width, height as fractions, summed in float32 as the format asks.
    """
    corner, extent = to_fractions(boxes[:, :2], sizes), to_fractions(boxes[:, 2:], sizes)
    return np.concatenate([corner + extent / np.float32(2), extent], axis=1, dtype=np.float32)


def boxes_to_pixels(stored: Float32s, sizes: Float64s) -> Float64s:
    """Turn stored boxes into pixel boxes; the inverse of ``boxes_to_fractions`` for short source numbers."""
    centre, extent = stored[:, :2], stored[:, 2:]
    half = extent / np.float32(2)
    corner = _shortest(
        (centre.astype(np.float64) - half) * sizes,
        lambda found: (to_fractions(found, sizes) + half).astype(np.float32) == centre,
    )
    return np.concatenate([corner, to_pixels(extent, sizes)], axis=1)


def rings_to_pixels(rows: Rows, sizes: Float64s) -> Rows:
    """Turn the stored rings of many rows into pixel rings, all at once.

    Args:
        rows: Rings ``[x1, y1, x2, y2, …]`` of each row, of even length; None where there are none.
        sizes: ``(N, 2)``: image width and height of each row in pixels.
    """
    return _map_rings(rows, sizes, lambda flat, extent: to_pixels(flat.astype(np.float32), extent))


def rings_to_fractions(rows: Rows, sizes: Float64s) -> Rows:
    """Turn the pixel rings of many rows into stored ones; the inverse of ``rings_to_pixels``."""
    return _map_rings(rows, sizes, to_fractions)


def _map_rings(rows: Rows, sizes: Float64s, change: Callable[[Float64s, Float64s], NDArray[Any]]) -> Rows:
    """Apply ``change`` to the numbers of all rings at once and put them back into their rings."""
    numbers = chain.from_iterable(ring for rings in rows if rings is not None for ring in rings)
    points = [0 if rings is None else sum(map(len, rings)) // 2 for rings in rows]
    extent = np.repeat(sizes, points, axis=0).reshape(-1)
    changed: list[float] = change(np.fromiter(numbers, np.float64), extent).tolist()
    returned: list[list[list[float]] | None] = []
    at = 0
    for rings in rows:
        if rings is None:
            returned.append(None)
            continue
        found: list[list[float]] = []
        for ring in rings:
            found.append(changed[at : at + len(ring)])
            at += len(ring)
        returned.append(found)
    return returned


def _shortest(exact: Float64s, stands_for: Callable[[Float64s], NDArray[np.bool_]]) -> Float64s:
    """Round to as few decimals as ``stands_for`` allows; keep a number unrounded when none will do."""
    result = exact.copy()
    is_open = np.isfinite(exact)
    for decimals in _DECIMALS:
        rounded = np.round(exact, decimals) + 0.0  # adding zero turns -0.0 into 0.0
        fits = is_open & stands_for(rounded)
        result[fits] = rounded[fits]
        is_open &= ~fits
        if not is_open.any():
            break
    return result
