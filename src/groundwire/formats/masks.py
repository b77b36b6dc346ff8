"""Instance masks as pixels, PNG, run lengths and rings."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from groundwire._core.errors import FormatError
from groundwire.formats._arrow import optional
from groundwire.formats.raster import polygons_to_mask
from groundwire.formats.rings import mask_to_rings, rings_to_mask
from groundwire.formats.rle import (
    counts_to_mask,
    counts_to_text,
    mask_to_counts,
    part_to_counts,
    text_to_counts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

__all__ = [
    "MaskPng",
    "counts_to_mask",
    "counts_to_text",
    "decode_mask_png",
    "encode_mask_png",
    "mask_to_counts",
    "mask_to_rings",
    "polygons_to_mask",
    "rings_to_mask",
    "text_to_counts",
]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GRAYSCALE = 0
_MOST_BYTES = 2**27  # of pixels; larger masks go the way that knows decompression bombs


@dataclass(frozen=True, slots=True)
class MaskPng:
    """A decoded mask PNG.

    Attributes:
        pixels: ``(height, width)``: bool for bit depth 1, uint8 for 2, 4 and 8, uint16 for 16; values as
            stored.
        bit_depth: Bits per pixel.
        offset: Top-left corner ``(x, y)`` of a tile on its image in pixels; None when the mask covers the
            image.
    """

    pixels: NDArray[np.bool_] | NDArray[np.uint8] | NDArray[np.uint16]
    bit_depth: int
    offset: tuple[int, int] | None = None

    def binary(self) -> NDArray[np.bool_]:
        """Return which pixels are object: those from half of the range on.

        A deeper mask that holds only 0 and 1 counts as binary.
        """
        if self.bit_depth == 1:
            return self.pixels.astype(np.bool_)
        threshold = 1 if not self.pixels.size or int(self.pixels.max()) <= 1 else 1 << (self.bit_depth - 1)
        return self.pixels >= threshold

    def on_canvas(self, width: int, height: int) -> NDArray[np.bool_]:
        """Place a tile on an image of this size, cutting what lies outside; a full mask stays as it is."""
        mask = self.binary()
        if self.offset is None:
            return mask
        canvas = np.zeros((height, width), dtype=np.bool_)
        x, y = self.offset
        top, left = max(y, 0), max(x, 0)
        bottom, right = min(y + mask.shape[0], height), min(x + mask.shape[1], width)
        if bottom > top and right > left:
            canvas[top:bottom, left:right] = mask[top - y : bottom - y, left - x : right - x]
        return canvas


@dataclass(frozen=True, slots=True)
class PngHeader:
    """What a PNG says about itself before its pixels; ``offset`` as in ``MaskPng``."""

    width: int
    height: int
    bit_depth: int
    colour_type: int
    offset: tuple[int, int] | None


def png_header(data: bytes, source: object = "the data") -> PngHeader:
    """Read the header of a PNG; ``source`` names it in messages.

    Raises:
        FormatError: Not a PNG.
    """
    if not data.startswith(_SIGNATURE) or len(data) < 33 or data[12:16] != b"IHDR":
        raise FormatError(f"{source}: expected a PNG; it does not start like one.")
    width, height, depth, colour = struct.unpack(">IIBB", data[16:26])
    return PngHeader(width, height, depth, colour, _offset(data))


def encode_mask_png(mask: NDArray[np.bool_]) -> bytes:
    """Encode a mask ``(height, width)`` as a grayscale PNG of bit depth 1, not interlaced.

    Raises:
        FormatError: The mask has no pixels.
    """
    height, width = mask.shape
    if not height or not width:
        raise FormatError(f"A mask of {width} x {height} pixels cannot be a PNG; both must be at least 1.")
    packed = np.packbits(np.ascontiguousarray(mask, dtype=np.bool_), axis=1)
    rows = np.zeros((height, packed.shape[1] + 1), dtype=np.uint8)  # filter type 0 leads each row
    rows[:, 1:] = packed
    header = struct.pack(">IIBBBBB", width, height, 1, _GRAYSCALE, 0, 0, 0)
    packer = zlib.compressobj(level=6, strategy=zlib.Z_RLE)  # a third of the time; masks are runs
    body = packer.compress(rows.tobytes()) + packer.flush()
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def decode_mask_png(data: bytes) -> MaskPng:
    """Decode a grayscale PNG of any bit depth, with the offset of its ``oFFs`` chunk.

    Raises:
        FormatError: Not a PNG, not grayscale, or damaged.
    """
    if not data.startswith(_SIGNATURE) or len(data) < 33:
        raise FormatError("Expected a PNG mask; the data does not start like a PNG.")
    depth, colour = data[24], data[25]
    if colour != _GRAYSCALE:
        raise FormatError(f"Expected a grayscale PNG mask (colour type 0), found colour type {colour}.")
    plain = _plain_rows(data) if depth == 1 else None
    if plain is not None:
        width = int.from_bytes(data[16:20], "big")
        return MaskPng(np.unpackbits(plain, axis=1, count=width).view(np.bool_), depth, _offset(data))
    image_module = optional("PIL.Image", "formats")
    try:
        with image_module.open(io.BytesIO(data), formats=["PNG"]) as image:
            pixels: NDArray[np.int64] = np.asarray(image)
    except (OSError, SyntaxError, ValueError, image_module.DecompressionBombError) as error:
        raise FormatError(f"The PNG mask is damaged ({error}).") from error
    return MaskPng(_stored_values(pixels, depth), depth, _offset(data))


def _plain_rows(data: bytes) -> NDArray[np.uint8] | None:
    """Return the packed rows of a PNG of one bit per pixel without row filters, as we write them.

    None for any other PNG, and for a damaged one.
    """
    width, height, interlaced = *struct.unpack(">II", data[16:24]), data[28]
    stride = (width + 7) // 8 + 1
    if interlaced or not width or not height or stride * height > _MOST_BYTES:
        return None
    unpack = zlib.decompressobj()
    try:
        packed = b"".join(body for kind, body in _chunks(data) if kind == b"IDAT")
        raw = unpack.decompress(packed, stride * height)
    except zlib.error:
        return None
    if len(raw) != stride * height:
        return None
    rows = np.frombuffer(raw, np.uint8).reshape(height, stride)
    return None if rows[:, 0].any() else rows[:, 1:]


def plain_png_to_counts(data: bytes) -> tuple[tuple[int, int], list[int]] | None:
    """Return height and width and the run lengths of a plain mask PNG without spreading out all its pixels.

    None when the PNG is of another kind, or a tile; ``decode_mask_png`` reads those.
    """
    header = png_header(data)
    if (header.bit_depth, header.colour_type, header.offset) != (1, _GRAYSCALE, None):
        return None
    rows = _plain_rows(data)
    if rows is None:
        return None
    filled = np.flatnonzero(rows.any(axis=1))
    size = (header.height, header.width)
    if not filled.size:
        return size, [header.height * header.width]
    band = rows[filled[0] : filled[-1] + 1]
    columns = np.flatnonzero(np.bitwise_or.reduce(band, axis=0))
    left = 8 * int(columns[0])
    part = np.unpackbits(band[:, columns[0] : columns[-1] + 1], axis=1)[:, : header.width - left]
    return size, part_to_counts(part, (left, int(filled[0])), (header.width, header.height))


def _stored_values(
    pixels: NDArray[np.int64], depth: int
) -> NDArray[np.bool_] | NDArray[np.uint8] | NDArray[np.uint16]:
    if depth == 1:
        return pixels.astype(np.bool_)
    if depth == 16:
        return pixels.astype(np.uint16)
    return (pixels // (255 // ((1 << depth) - 1))).astype(
        np.uint8
    )  # 2 and 4 bits are decoded spread over 0..255


def _offset(data: bytes) -> tuple[int, int] | None:
    for kind, body in _chunks(data):
        if kind == b"oFFs" and len(body) == 9 and body[8] == 0:
            x, y = struct.unpack(">ii", body[:8])
            return x, y
    return None


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = len(_SIGNATURE)
    while position + 8 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        yield data[position + 4 : position + 8], data[position + 8 : position + 8 + length]
        position += length + 12
