"""Sizes of images, on disk and in memory."""

from __future__ import annotations

import io
from pathlib import Path

from groundwire._core import imagetype


def image_size(path: str) -> tuple[int, int] | None:
    """Read ``(width, height)`` in pixels from an image file's header, or ``None`` if it is unreadable."""
    try:
        with Path(path).open("rb") as file:
            return imagetype.image_size(file)
    except OSError:
        return None


def image_size_in(data: bytes) -> tuple[int, int] | None:
    """Read ``(width, height)`` in pixels from an image's header, or ``None`` if it is unreadable."""
    return imagetype.image_size(io.BytesIO(data))
