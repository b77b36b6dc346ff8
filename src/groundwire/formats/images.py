"""What an image file is, from its first bytes: kind and size; and the extension its name should have."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from groundwire._core.errors import FormatError
from groundwire.formats._arrow import optional

if TYPE_CHECKING:
    import os

_EXTENSION = {"JPEG": "jpg", "MPO": "jpg", "TIFF": "tif"}
_SAME = {"jpeg": "jpg", "jpe": "jpg", "tiff": "tif"}


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """Kind and size of an image as stored; an orientation tag is not applied.

    Attributes:
        extension: Usual extension of the kind without a dot: ``jpg``, ``png``, ``tif``, ``webp`` …
        width: Pixels.
        height: Pixels.
    """

    extension: str
    width: int
    height: int


def image_header(source: str | os.PathLike[str] | bytes) -> ImageHeader:
    """Read kind and size of an image; pixels are not decoded.

    Args:
        source: A file, or the content of one.

    Raises:
        FormatError: Not an image, or of an unknown kind.
        FileNotFoundError: There is no such file.
    """
    module = optional("PIL.Image", "formats")
    name = "the data" if isinstance(source, bytes) else str(Path(source))
    try:
        with module.open(io.BytesIO(source) if isinstance(source, bytes) else source) as image:
            kind, (width, height) = str(image.format), image.size
    except FileNotFoundError:
        raise
    except (OSError, SyntaxError, ValueError, module.DecompressionBombError) as error:
        raise FormatError(f"{name}: expected an image ({error}).") from error
    return ImageHeader(_EXTENSION.get(kind, kind.lower()), width, height)


def with_extension(name: str, extension: str) -> str:
    """Return ``name`` with ``extension`` appended unless it ends so already; ``jpeg`` counts as ``jpg``."""
    present = name.rpartition(".")[2].lower()
    return name if _SAME.get(present, present) == extension else f"{name}.{extension}"
