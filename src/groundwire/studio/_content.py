"""Image content: the extension its first bytes call for."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import BinaryIO, Final

# bytes needed to recognise every format below
HEAD: Final = 32

_SIGNATURES: Final = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"II+\x00", "tif"),
    (b"MM\x00+", "tif"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "jp2"),
    (b"8BPS", "psd"),
    (b"II\xbc\x01", "jxr"),
)
IMAGE_EXTENSIONS: Final = tuple(
    dict.fromkeys([*(extension for _, extension in _SIGNATURES), "webp", "avif", "heif"])
)
_BRANDS: Final = {b"avif": "avif", b"avis": "avif", b"heic": "heif", b"heix": "heif", b"mif1": "heif"}


def image_extension(head: bytes) -> str | None:
    """Return the extension of the image that starts with ``head``, or ``None`` if it is none.

    Args:
        head: The first ``HEAD`` bytes of the file; fewer if the file is shorter.
    """
    for signature, extension in _SIGNATURES:
        if head.startswith(signature):
            return extension
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12])
    return None


def image_size(path: str) -> tuple[int, int] | None:
    """Read ``(width, height)`` in pixels from an image file's header, or ``None`` if it is unreadable."""
    try:
        with Path(path).open("rb") as file:
            return _read_size(file)
    except OSError:
        return None


def image_size_in(data: bytes) -> tuple[int, int] | None:
    """Read ``(width, height)`` in pixels from an image's header, or ``None`` if it is unreadable."""
    return _read_size(io.BytesIO(data))


def _read_size(file: BinaryIO) -> tuple[int, int] | None:
    import imagesize

    try:
        # coordinates refer to the stored pixels, so a rotation noted beside them does not count
        width, height = imagesize.get(file, exif_rotation=False)  # pyright: ignore[reportUnknownMemberType] - its own annotations are incomplete
    except (ValueError, SyntaxError, struct.error):
        return None
    return (int(width), int(height)) if width > 0 and height > 0 else None
