"""What came back, compared with what was sent: documents, Arrow file, image files, counts, detections."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from groundwire._core.errors import InvalidArgumentError
from groundwire.formats.coco import CocoDocument
from groundwire.formats.coco_edf import arrow_to_coco
from groundwire.formats.coco_read import read_coco, read_results
from groundwire.formats.compare import Comparison, compare_coco, compare_files
from groundwire.formats.images import image_header, with_extension

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from groundwire.demo.source import Source, SourceDocument, SourceImage
    from groundwire.formats.coco import CocoAnnotation, CocoImage


def verify_document(source: SourceDocument, exported: Path) -> Comparison:
    """Compare a COCO file written from the server's data with the source file, both read from disk.

    Raises:
        InvalidArgumentError: Both are the same file.
    """
    if exported.samefile(source.part.path):
        raise InvalidArgumentError(f"{exported} would be compared with itself.")
    title = f"COCO: {source.part.path.name} as sent, and as written from what the server returned"
    return compare_coco(read_coco(source.part.path), read_coco(exported), title=title)


def verify_arrow(source: SourceDocument, arrow: Path, scratch: Path) -> Comparison:
    """Compare an Arrow file written from the server's data, converted to COCO, with the source file."""
    groups = [source.part.group] if source.part.group else []
    arrow_to_coco(arrow, scratch, groups=groups)
    title = f"Arrow: {source.part.path.name} and {arrow.name}" + (f", group {groups[0]}" if groups else "")
    found = compare_coco(read_coco(source.part.path), read_coco(scratch), title=title)
    scratch.unlink()
    return found


def verify_detections(
    expected: Sequence[CocoAnnotation], exported: Path, images: Sequence[CocoImage]
) -> Comparison:
    """Compare a results list written from the server's data with the source list."""
    one = CocoDocument(images=list(images), annotations=list(expected))
    two = CocoDocument(images=list(images), annotations=read_results(exported))
    return compare_coco(one, two, title=f"detections: {exported.name}, scores included")


def verify_files(source: Source, folder: Path) -> Comparison:
    """Compare every downloaded image with the file that was sent."""
    pairs = {
        item.wire: (item.file, downloaded(item, folder)) for item in source.images if item.file is not None
    }
    return compare_files(pairs, title=f"image files: sent and downloaded to {folder.name}/")


def downloaded(item: SourceImage, folder: Path) -> Path | None:
    """Return where an image was downloaded to, or None if it was not.

    A download keeps the last part of the image name and makes its extension fit the content.
    """
    if item.file is None:
        return None
    name = PurePosixPath(item.wire).name
    for path in (folder / name, folder / with_extension(name, image_header(item.file).extension)):
        if path.is_file():
            return path
    return None
