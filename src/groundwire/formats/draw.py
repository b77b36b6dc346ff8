"""Draw boxes, polygons, masks and labels on images, and put images on one sheet."""

from __future__ import annotations

import colorsys
import os
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from groundwire._core.errors import FormatError
from groundwire.formats.rings import mask_to_rings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from groundwire.formats.coco import CocoAnnotation

Colour = tuple[int, int, int]
_Rect = tuple[float, float, float, float]

_FILL = 0.4  # share of the colour inside an object
_GOLDEN = 0.618033988749895  # steps of the golden ratio keep hues apart
_FEW = 12  # up to so many objects every one gets its label, beyond only where there is room


@dataclass(frozen=True, slots=True)
class Mark:
    """One object to draw; coordinates in pixels of the image, origin top left.

    Attributes:
        label: Text, which also decides the colour.
        box: ``(x, y, width, height)``, top-left corner.
        polygons: Each ``[x1, y1, x2, y2, …]``; their union is filled.
        mask: Pixels ``(height, width)`` of the whole image.
        note: Shown behind the label, e.g. a score.
    """

    label: str
    box: tuple[float, float, float, float] | None = None
    polygons: Sequence[Sequence[float]] = field(default=())
    mask: NDArray[np.bool_] | None = None
    note: str = ""

    @property
    def text(self) -> str:
        """Label and note."""
        return f"{self.label} {self.note}".strip()


def coco_marks(annotations: Sequence[CocoAnnotation], names: Mapping[int, str]) -> list[Mark]:
    """Return what to draw for COCO annotations; ``names`` gives the label of each category id."""
    marks: list[Mark] = []
    for annotation in annotations:
        notes = ["(crowd)"] if annotation.crowd else []
        if isinstance(annotation.score, (int, float)):
            notes.append(f"{annotation.score:.2f}")
        marks.append(
            Mark(
                label=names.get(annotation.category_id, f"category {annotation.category_id}"),
                box=annotation.box,
                polygons=annotation.polygons,
                mask=annotation.rle.mask() if annotation.rle else None,
                note=" ".join(notes),
            )
        )
    return marks


def label_colour(label: str) -> Colour:
    """Return the colour of a label: bright, and the same in every run."""
    hue = zlib.crc32(label.encode()) * _GOLDEN % 1.0
    red, green, blue = colorsys.hls_to_rgb(hue, 0.55, 0.9)
    return round(red * 255), round(green * 255), round(blue * 255)


def open_image(path: str | os.PathLike[str]) -> Image.Image:
    """Read an image file whole.

    Raises:
        FormatError: Not an image, or damaged.
        FileNotFoundError: There is no such file.
    """
    try:
        with Image.open(path) as image:
            image.load()
            return image
    except FileNotFoundError:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FormatError(f"{os.fspath(path)}: expected an image ({error}).") from error


def to_rgb(image: Image.Image) -> Image.Image:
    """Return an image of any mode as RGB; transparency becomes white, deep greys are spread over 8 bits."""
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, dtype=np.float64)
        low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)
        grey = (values - low) * (255.0 / (high - low)) if high > low else np.zeros_like(values)
        return Image.fromarray(grey.astype(np.uint8)).convert("RGB")
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, layer).convert("RGB")
    return image.convert("RGB")


def draw_annotations(
    image: Image.Image, marks: Sequence[Mark], *, max_size: tuple[int, int] | None = None
) -> Image.Image:
    """Draw objects on a copy of an image.

    Args:
        image: Any mode.
        marks: What to draw; large objects are drawn first so that small ones stay visible.
        max_size: ``(width, height)`` the result must fit in; lines and text keep their size when the image
            shrinks.

    Returns:
        An RGB image.
    """
    scale = 1.0
    if max_size is not None:
        scale = min(1.0, max_size[0] / image.width, max_size[1] / image.height)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    canvas = to_rgb(image)
    if size != image.size:
        canvas = canvas.resize(size, Image.Resampling.LANCZOS)
    ordered = sorted(marks, key=_extent, reverse=True)
    thick = max(1, round(min(size) / 200))
    for mark in ordered:
        canvas = _fill(canvas, mark, scale)
    pen = ImageDraw.Draw(canvas)
    for mark in ordered:
        _outline(pen, mark, scale, thick)
    _labels(pen, ordered, scale, size)
    return canvas


def _extent(mark: Mark) -> float:
    return mark.box[2] * mark.box[3] if mark.box else float("inf")


def _fill(canvas: Image.Image, mark: Mark, scale: float) -> Image.Image:
    """Tint the inside of an object."""
    if mark.mask is None and not mark.polygons:
        return canvas
    stencil = Image.new("L", canvas.size)
    if mark.mask is not None:
        full = Image.fromarray(mark.mask.astype(np.uint8) * 255)
        stencil.paste(full.resize(canvas.size, Image.Resampling.BILINEAR))
    pen = ImageDraw.Draw(stencil)
    for polygon in mark.polygons:
        if len(polygon) >= 6:
            pen.polygon([value * scale for value in polygon], fill=255)
    stencil = stencil.point(lambda value: value * _FILL)
    return Image.composite(Image.new("RGB", canvas.size, label_colour(mark.label)), canvas, stencil)


def _outline(pen: ImageDraw.ImageDraw, mark: Mark, scale: float, thick: int) -> None:
    colour = label_colour(mark.label)
    for polygon in mark.polygons:
        if len(polygon) >= 6:
            corners = [value * scale for value in polygon]
            pen.line([*corners, *corners[:2]], fill=colour, width=thick + 1, joint="curve")
    if mark.mask is not None:
        for ring in mask_to_rings(mark.mask):
            pen.line([(x * scale, y * scale) for x, y in [*ring, ring[0]]], fill=colour, width=thick)
    if mark.box is not None:
        x, y, width, height = (value * scale for value in mark.box)
        pen.rectangle((x, y, x + max(width, 1), y + max(height, 1)), outline=colour, width=thick)


def _labels(pen: ImageDraw.ImageDraw, marks: Sequence[Mark], scale: float, size: tuple[int, int]) -> None:
    """Write labels where they cover no other label; where objects are many, only where there is room."""
    font = ImageFont.load_default(max(11, round(min(size) / 28)))
    _, above, _, below = pen.textbbox((0, 0), "Ag", font=font, anchor="ls")  # relative to the baseline
    height = below - above + 5
    taken: list[_Rect] = []
    for mark in reversed(marks):
        width = pen.textlength(mark.text, font=font) + 6
        places = [
            (max(0, round(min(x, size[0] - width))), max(0, round(min(y, size[1] - height))))
            for x, y in _places(mark, scale, height)
        ]
        free = next(
            (p for p in places if not any(_overlap((*p, width, height), rect) for rect in taken)), None
        )
        if free is None and len(marks) > _FEW:
            continue
        x, y = free or places[0]
        taken.append((x, y, width, height))
        colour = label_colour(mark.label)
        pen.rectangle((x, y, x + width, y + height), fill=colour)
        light = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2] > 140
        ink = (0, 0, 0) if light else (255, 255, 255)
        pen.text((x + 3, y + 3 - above), mark.text, fill=ink, font=font, anchor="ls")


def _places(mark: Mark, scale: float, height: float) -> Iterator[tuple[float, float]]:
    x, y, w, h = (value * scale for value in _bounds(mark))
    yield x, y - height
    yield x, y
    yield x, y + h
    yield x + w, y
    yield x, y + h - height
    yield x + w / 2, y + h / 2


def _bounds(mark: Mark) -> _Rect:
    if mark.box is not None:
        return mark.box
    if mark.polygons:
        points = np.concatenate([np.asarray(part, dtype=np.float64) for part in mark.polygons])
        return _box(points[0::2], points[1::2])
    if mark.mask is not None and mark.mask.any():
        ys, xs = np.nonzero(mark.mask)
        return _box(xs, ys)
    return 0.0, 0.0, 0.0, 0.0


def _box(xs: NDArray[np.float64] | NDArray[np.int64], ys: NDArray[np.float64] | NDArray[np.int64]) -> _Rect:
    return float(xs.min()), float(ys.min()), float(np.ptp(xs)), float(np.ptp(ys))


def _overlap(one: _Rect, other: _Rect) -> bool:
    across = one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
    return across and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]


def contact_sheet(
    images: Sequence[tuple[Image.Image, str]], columns: int = 3, *, cell: tuple[int, int] = (480, 400)
) -> Image.Image:
    """Put images with captions on one sheet.

    Args:
        images: Image and caption, in reading order; images larger than the cell are shrunk.
        columns: Images side by side.
        cell: ``(width, height)`` for each image in pixels, without the caption.

    Returns:
        An RGB image; without images an empty sheet of one cell.
    """
    gap, caption = 12, 26
    across = max(1, min(columns, len(images)))
    down = max(1, -(-len(images) // across))
    sheet = Image.new(
        "RGB", (gap + across * (cell[0] + gap), gap + down * (cell[1] + caption + gap)), (250, 250, 250)
    )
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(15)
    for index, (image, text) in enumerate(images):
        row, column = divmod(index, across)
        x, y = gap + column * (cell[0] + gap), gap + row * (cell[1] + caption + gap)
        small = draw_annotations(image, (), max_size=cell)
        sheet.paste(small, (x + (cell[0] - small.width) // 2, y + (cell[1] - small.height) // 2))
        pen.text((x, y + cell[1] + 4), _shortened(pen, text, font, cell[0]), fill=(30, 30, 30), font=font)
    return sheet


def _shortened(
    pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int
) -> str:
    if pen.textlength(text, font=font) <= width:
        return text
    kept = len(text)
    while kept > 1 and pen.textlength(text[:kept] + "…", font=font) > width:
        kept -= 1
    return text[:kept] + "…"
