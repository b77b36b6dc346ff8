"""Raster masks to outlines: the only form in which the server stores areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.errors import FormatError, InvalidArgumentError
from groundwire.formats import decode_mask_png, mask_to_rings

from ._png import png_info
from ._polygon import Polygon

if TYPE_CHECKING:
    from groundwire.formats.masks import MaskPng


def outline(png: bytes, width: int | None, height: int | None) -> Polygon:
    """Trace a mask along its pixel edges; filling the rings by the even-odd rule restores it.

    Args:
        png: The mask, of the size of the image or a crop with its offset.
        width: Image width in pixels, needed for a crop.
        height: Image height in pixels, needed for a crop.

    Raises:
        InvalidArgumentError: The mask has more than two levels, or is a crop and the image size is
            unknown.
    """
    try:
        mask = decode_mask_png(png)
    except FormatError as error:
        raise InvalidArgumentError(f"invalid mask PNG data: {error}") from error
    _require_two_levels(mask)
    x, y = mask.offset or (0, 0)
    rows, columns = mask.pixels.shape
    if mask.offset is not None:
        rows, columns = height or 0, width or 0
    if not rows or not columns:
        raise InvalidArgumentError(
            "A cropped mask needs the size of its image, which the sample does not tell.",
            hint="Add the image file to the sample, or call set_size.",
        )
    rings = mask_to_rings(mask.binary())
    return Polygon([[((px + x) / columns, (py + y) / rows) for px, py in ring] for ring in rings])


def check_levels(png: bytes) -> None:
    """Refuse a mask that cannot be outlined without loss.

    Raises:
        InvalidArgumentError: The bytes are no mask, or the mask has more than two levels.
    """
    if png_info(png).bit_depth == 1:
        return
    try:
        mask = decode_mask_png(png)
    except FormatError as error:
        raise InvalidArgumentError(f"invalid mask PNG data: {error}") from error
    _require_two_levels(mask)


def _require_two_levels(mask: MaskPng) -> None:
    if mask.bit_depth == 1:
        return
    import numpy as np

    levels = np.unique(mask.pixels)
    highest = (1 << mask.bit_depth) - 1
    if len(levels) > 2 or not set(levels.tolist()) <= {0, 1, highest}:
        raise InvalidArgumentError(
            f"The mask has {len(levels)} levels; only masks of two levels can be sent without loss.",
            hint="Threshold it, or send one mask per class.",
        )
