"""Images by their first bytes: the extension they call for, and their size."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing import BinaryIO

__all__ = ["HEAD", "IMAGE_EXTENSIONS", "image_extension", "image_size"]

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
# without a signature of its own that would call for an extension
_NETPBM: Final = tuple(b"P%d" % number for number in range(1, 7))


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


def image_size(file: BinaryIO) -> tuple[int, int] | None:
    """Read ``(width, height)`` in pixels from the header of an image, or ``None`` if it does not tell.

    Args:
        file: The image, or enough of its start, at position 0.
    """
    head = file.read(HEAD)
    if image_extension(head) is None and not head.startswith(_NETPBM):
        return None  # the reader below would take XML as well, and parse it
    file.seek(0)
    import imagesize  # only now: most programs look at no image

    try:
        # coordinates refer to the stored pixels, so a rotation noted beside them does not count
        width, height = imagesize.get(file, exif_rotation=False)  # pyright: ignore[reportUnknownMemberType] - its own annotations are incomplete
    except (ValueError, SyntaxError, ArithmeticError, LookupError, TypeError, struct.error):
        return None  # malformed or cut off
    return (int(width), int(height)) if width > 0 and height > 0 else None
