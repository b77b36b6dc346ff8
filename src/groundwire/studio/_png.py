"""PNG masks: what their chunks say, without decoding the picture."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from groundwire._core.errors import InvalidArgumentError

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PIXELS: Final = 0  # unit of an oFFs chunk; the other unit is micrometres


@dataclass(frozen=True, slots=True)
class PngInfo:
    """Size of a PNG in pixels, and where its canvas places it.

    Attributes:
        width: Columns.
        height: Rows.
        bit_depth: Bits of each sample of a pixel.
        offset: ``(x, y)`` of the picture's top-left pixel on the canvas, when the file tells.
    """

    width: int
    height: int
    bit_depth: int
    offset: tuple[int, int] | None


def png_info(data: bytes) -> PngInfo:
    """Read size and offset of a PNG.

    Raises:
        InvalidArgumentError: The bytes are no PNG file; it is a ``ValueError``.
    """
    if len(data) < 33 or not data.startswith(_SIGNATURE) or data[12:16] != b"IHDR":
        raise InvalidArgumentError(
            f"invalid mask PNG data: {len(data)} bytes that do not start with a PNG header.",
            hint="Encode the mask as PNG, one bit per pixel, before passing it.",
        )
    width, height = struct.unpack_from(">II", data, 16)
    return PngInfo(width, height, data[24], _offset(data))


def _offset(data: bytes) -> tuple[int, int] | None:
    at = 33
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind == b"IDAT":  # the offset always comes before the picture
            return None
        if kind == b"oFFs" and length == 9 and at + 17 <= len(data):
            x, y, unit = struct.unpack_from(">iiB", data, at + 8)
            return (x, y) if unit == _PIXELS else None
        at += 12 + length
    return None
