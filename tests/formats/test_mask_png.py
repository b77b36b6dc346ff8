"""Mask PNGs: one bit on the way out, every depth and tile on the way in."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as hnp
from PIL import Image

from groundwire._core.errors import FormatError
from groundwire.formats.masks import MaskPng, decode_mask_png, encode_mask_png

masks = hnp.arrays(np.bool_, hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=20))


def grey_png(rows: list[bytes], width: int, depth: int, *extra: tuple[bytes, bytes]) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, len(rows), depth, 0, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows))
    parts = [(b"IHDR", header), *extra, (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


@given(masks)
def test_a_mask_comes_back_bit_by_bit(mask: np.ndarray) -> None:
    data = encode_mask_png(mask)
    png = decode_mask_png(data)
    assert png.bit_depth == 1
    assert png.offset is None
    assert np.array_equal(png.binary(), mask)


def test_other_readers_understand_the_encoded_mask() -> None:
    mask = np.array([[True, False, True], [False, True, False]])
    with Image.open(io.BytesIO(encode_mask_png(mask))) as image:
        assert image.mode == "1"
        assert np.array_equal(np.asarray(image), mask)


@pytest.mark.parametrize(
    ("rows", "depth", "values"),
    [
        ([b"\x1b"], 2, [0, 1, 2, 3]),
        ([b"\x05\xfa"], 4, [0, 5, 15, 10]),
        ([b"\x00\x7f\x80\xff"], 8, [0, 127, 128, 255]),
        ([b"\x00\x01\x7f\xff\x80\x00\xff\xff"], 16, [1, 32767, 32768, 65535]),
    ],
)
def test_stored_values_of_every_depth(rows: list[bytes], depth: int, values: list[int]) -> None:
    png = decode_mask_png(grey_png(rows, 4, depth))
    assert png.pixels[0].tolist() == values
    assert png.binary()[0].tolist() == [value >= 1 << (depth - 1) for value in values]


def test_a_deep_mask_of_zeros_and_ones_is_binary() -> None:
    assert decode_mask_png(grey_png([b"\x00\x01"], 2, 8)).binary().tolist() == [[False, True]]


@pytest.mark.parametrize(
    ("offset", "expected"), [((2, 1), [(1, 2), (1, 3), (2, 2), (2, 3)]), ((-1, -1), [(0, 0)]), ((60, 40), [])]
)
def test_a_tile_lands_where_its_offset_says(offset: tuple[int, int], expected: list[tuple[int, int]]) -> None:
    png = decode_mask_png(grey_png([b"\xc0", b"\xc0"], 2, 1, (b"oFFs", struct.pack(">iiB", *offset, 0))))
    assert png.offset == offset
    assert [tuple(place) for place in np.argwhere(png.on_canvas(7, 5)).tolist()] == expected


def test_an_offset_in_another_unit_than_pixels_is_none() -> None:
    assert decode_mask_png(grey_png([b"\xc0"], 2, 1, (b"oFFs", struct.pack(">iiB", 2, 1, 1)))).offset is None


def test_a_full_mask_keeps_its_own_size() -> None:
    assert MaskPng(np.ones((2, 3), dtype=bool), 1).on_canvas(9, 9).shape == (2, 3)


def test_colour_damaged_and_foreign_data_are_refused() -> None:
    colour = io.BytesIO()
    Image.new("RGB", (2, 2)).save(colour, "PNG")
    with pytest.raises(FormatError, match="colour type 2"):
        decode_mask_png(colour.getvalue())
    with pytest.raises(FormatError, match="does not start like a PNG"):
        decode_mask_png(b"GIF89a")
    with pytest.raises(FormatError, match="damaged"):
        decode_mask_png(encode_mask_png(np.ones((4, 4), dtype=bool))[:40])
    with pytest.raises(FormatError, match="cannot be a PNG"):
        encode_mask_png(np.ones((0, 4), dtype=bool))
