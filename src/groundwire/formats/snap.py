"""Pixels to the stored fractions and back, so that short source numbers return exactly.

A stored fraction is a float32: it stands for every pixel position that rounds to it. Going back, the
position with the fewest decimals among those is taken. Whole and short decimal source coordinates therefore
come back unchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Places = NDArray[np.int64]
    Float32s = NDArray[np.float32]
    Float64s = NDArray[np.float64]

_DECIMALS = range(8)
_USUAL_EXTENT = 2**15


def to_fractions(pixels: Float64s, extent: Float64s) -> Float32s:
    """Return ``pixels / extent``, divided in float64, stored in float32."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return (pixels / extent).astype(np.float32)


def to_pixels(fractions: Float32s, extent: Float64s) -> Float64s:
    """Return the shortest decimal pixel numbers that are stored as ``fractions`` of ``extent``."""
    flat_fractions, flat_extent = fractions.reshape(-1), extent.reshape(-1)

    def stands_for(found: Float64s, places: Places) -> NDArray[np.bool_]:
        return np.equal(to_fractions(found, flat_extent[places]), flat_fractions[places])

    return _shortest(fractions.astype(np.float64) * extent, stands_for, extent)


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
    flat_centre, flat_half, flat_sizes = centre.reshape(-1), half.reshape(-1), sizes.reshape(-1)

    def stands_for(found: Float64s, places: Places) -> NDArray[np.bool_]:
        corner = to_fractions(found, flat_sizes[places])
        return np.equal((corner + flat_half[places]).astype(np.float32), flat_centre[places])

    corner = _shortest((centre.astype(np.float64) - half) * sizes, stands_for, sizes)
    return np.concatenate([corner, to_pixels(extent, sizes)], axis=1)


def _shortest(
    exact: Float64s, stands_for: Callable[[Float64s, Places], NDArray[np.bool_]], extent: Float64s
) -> Float64s:
    """Round to as few decimals as ``stands_for`` allows; keep a number unrounded when none will do.

    On images of usual size two decimals come first: there a float32 stands for at most one number of two
    decimals, and one of fewer decimals is found with them.
    """
    result = exact.reshape(-1).copy()
    usual = not extent.size or float(extent.max()) < _USUAL_EXTENT
    places: Places = np.flatnonzero(np.isfinite(result))
    for decimals in _DECIMALS[2:] if usual else _DECIMALS:
        tried: Places | slice = slice(None) if places.size == result.size else places
        rounded = np.round(result[tried], decimals) + 0.0  # adding zero turns -0.0 into 0.0
        fits = stands_for(rounded, cast("Places", tried))
        result[places[fits]] = rounded[fits]
        places = places[~fits]
        if not places.size:
            break
    return result.reshape(exact.shape)
