"""Media types of stored objects, told from their first bytes, or else from a short list of extensions."""

from __future__ import annotations

SNIFF_BYTES = 16
DEFAULT = b"application/octet-stream"

_MAGIC: tuple[tuple[bytes, bytes], ...] = (
    (b"\xff\xd8\xff", b"image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", b"image/png"),
    (b"GIF87a", b"image/gif"),
    (b"GIF89a", b"image/gif"),
    (b"BM", b"image/bmp"),
    (b"II*\x00", b"image/tiff"),
    (b"MM\x00*", b"image/tiff"),
    (b"PK\x03\x04", b"application/zip"),
    (b"\x1f\x8b", b"application/gzip"),
    (b"ARROW1", b"application/vnd.apache.arrow.file"),
)
# Nothing a browser would run: objects are uploaded by users and served from the API's own origin.
_EXTENSIONS = {
    "jpg": b"image/jpeg",
    "jpeg": b"image/jpeg",
    "png": b"image/png",
    "webp": b"image/webp",
    "json": b"application/json",
    "yaml": b"application/yaml",
    "yml": b"application/yaml",
    "csv": b"text/csv",
    "txt": b"text/plain",
    "log": b"text/plain",
}


def content_type(start: bytes, key: str) -> bytes:
    """Tell the media type of an object.

    Args:
        start: Its first bytes, 16 are enough.
        key: Its key, of which only the extension counts.
    """
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return b"image/webp"
    return _EXTENSIONS.get(key.rpartition(".")[2].lower(), DEFAULT)
