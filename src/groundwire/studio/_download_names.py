"""Names of downloaded files: folder, file name and extension of each sample's files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundwire._core.transfer.paths import safe_component, safe_name

if TYPE_CHECKING:
    from ._types import FileType

# what may follow the frame in an image name that is kept: nothing, an extension, a camera and an extension
_PLAIN_SUFFIX = re.compile(r"(camera\.)?[^.]*")
_FRAME_DIGITS = re.compile(r"_([0-9]+)")


@dataclass(frozen=True, slots=True)
class SampleNaming:
    """What the names of a sample's files are made of."""

    image_name: str | None
    sample_name: str | None
    sequence: str | None
    frame: int | None
    flatten: bool

    @property
    def folder(self) -> str | None:
        """Name of the sub-folder, or ``None`` for the output folder itself."""
        return None if self.sequence is None or self.flatten else safe_component(self.sequence)


def with_extension(name: str, extension: str) -> str:
    """Append ``.extension`` unless ``name`` already ends in it; ``jpg`` and ``jpeg`` agree."""
    return name if extension_agrees(name, extension) else f"{name}.{extension}"


def extension_agrees(name: str, extension: str) -> bool:
    """Tell whether ``name`` ends in ``extension``, ignoring case; ``jpg`` and ``jpeg`` agree."""
    stem, dot, found = name.rpartition(".")
    return bool(stem and dot) and _same(found.lower()) == _same(extension)


def _same(extension: str) -> str:
    return {"jpeg": "jpg", "tiff": "tif"}.get(extension, extension)


def image_file_name(naming: SampleNaming, extension: str | None) -> str:
    """Return the name of a sample's image.

    Args:
        naming: What the name is made of.
        extension: What the content calls for; ``None`` when it is no known image, which keeps the
            suffix the image name has.
    """
    if naming.sequence is not None and naming.frame is not None:
        stem, suffix = _framed(naming, extension)
        return safe_name(stem + suffix)
    if naming.image_name is None:
        return f"unknown.{extension}" if extension else "unknown"
    name = safe_component(naming.image_name)
    return _prefixed(naming, with_extension(name, extension) if extension else name)


def sensor_file_name(naming: SampleNaming, kind: FileType) -> str:
    """Return the name of a file other than the image."""
    if naming.sequence is not None and naming.frame is not None:
        stem, _ = _framed(naming, None)
        return safe_name(f"{stem}.{kind.extension}")
    name = "unknown" if naming.sample_name is None else safe_component(naming.sample_name)
    return _prefixed(naming, f"{name}.{kind.extension}")


def _prefixed(naming: SampleNaming, name: str) -> str:
    if naming.sequence is None or not naming.flatten:
        return safe_name(name)
    prefix = f"{safe_component(naming.sequence)}_"
    return safe_name(name if name.startswith(prefix) else prefix + name)


def _framed(naming: SampleNaming, extension: str | None) -> tuple[str, str]:
    """Return stem and suffix of a frame: the image's own if they tell the same frame and content."""
    sequence = safe_component(naming.sequence or "")
    plain = f"{sequence}_{naming.frame}"
    suffix = f".{extension}" if extension else ""
    if naming.image_name is None:
        return plain, suffix
    name = safe_component(naming.image_name)
    head, _, tail = name.partition(".")
    digits = _FRAME_DIGITS.fullmatch(head[len(sequence) :]) if head.startswith(sequence) else None
    same_frame = digits is not None and int(digits[1]) == naming.frame
    if not _PLAIN_SUFFIX.fullmatch(tail):
        return plain, suffix
    agrees = extension is None or not tail or extension_agrees(name, extension)
    return (head if same_frame and agrees else plain), (f".{tail}" if agrees and tail else suffix)
