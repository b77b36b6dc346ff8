"""Image formats and sizes by content."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from groundwire._core.imagetype import image_extension
from groundwire.studio._content import image_size, image_size_in


@pytest.mark.parametrize(
    ("format_", "extension"),
    [("JPEG", "jpg"), ("PNG", "png"), ("GIF", "gif"), ("BMP", "bmp"), ("TIFF", "tif"), ("WEBP", "webp")],
)
def test_extension_and_size_come_from_the_content(format_, extension, tmp_path):
    buffer = io.BytesIO()
    Image.new("RGB", (7, 5)).save(buffer, format_)
    path = tmp_path / "image.bin"
    path.write_bytes(buffer.getvalue())
    assert image_extension(buffer.getvalue()[:32]) == extension
    assert image_size(str(path)) == (7, 5)
    assert image_size_in(buffer.getvalue()) == (7, 5)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"text", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"MM\x00*\x00\x00\x00\x08\x00\x01" + bytes(9)),
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="7" height="5"/>',
    ],
)
def test_broken_images_have_no_size(data, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(data)
    assert image_size(str(path)) is None
    assert image_size_in(data) is None


def test_missing_file_has_no_size(tmp_path):
    assert image_size(str(tmp_path / "none")) is None
