"""The contact sheet: images and annotations as they came back, drawn on top of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from groundwire._core.errors import FormatError
from groundwire.formats.draw import coco_marks, contact_sheet, draw_annotations, open_image

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from groundwire.formats.coco import CocoDocument, CocoImage

_MOST = 12
_CELL = (480, 400)
_BLANK = (225, 225, 225)
_DAMAGED = (200, 60, 60)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document that came back, and the downloaded file of each image by its file name."""

    dataset: str
    document: CocoDocument
    files: dict[str, Path | None]


def write_sheet(documents: Sequence[Drawn], path: Path) -> int:
    """Draw up to twelve images with their annotations; images without a file come last, on a grey ground.

    Args:
        documents: Documents that came back.
        path: PNG file to write.

    Returns:
        The number of images drawn.
    """
    pictures = [(item, image) for item in documents for image in item.document.images]
    pictures.sort(key=lambda pair: pair[0].files.get(pair[1].file_name) is None)
    several = len({item.dataset for item in documents}) > 1
    cells = [
        (_picture(item, image), (f"{item.dataset}, " if several else "") + _caption(item, image))
        for item, image in pictures[:_MOST]
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    contact_sheet(cells, 4 if len(cells) > 6 else 3, cell=_CELL).save(path)
    return len(cells)


def _picture(item: Drawn, image: CocoImage) -> Image.Image:
    names = {number: category.name for number, category in item.document.category_by_id.items()}
    marks = coco_marks(item.document.annotations_by_image()[image.id], names)
    return draw_annotations(_ground(item, image), marks, max_size=_CELL)


def _ground(item: Drawn, image: CocoImage) -> Image.Image:
    """Return the downloaded picture; a grey one if there is none, a red one if it cannot be read."""
    file = item.files.get(image.file_name)
    size = (image.width or 1, image.height or 1)
    if file is None:
        return Image.new("RGB", size, _BLANK)
    try:
        return open_image(file)
    except FormatError:
        return Image.new("RGB", size, _DAMAGED)


def _caption(item: Drawn, image: CocoImage) -> str:
    count = len(item.document.annotations_by_image()[image.id])
    objects = "1 object" if count == 1 else f"{count} objects"
    missing = "" if item.files.get(image.file_name) else ", no image file"
    return f"{image.file_name}: {objects}{missing}"
