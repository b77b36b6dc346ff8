"""The default data: photographs from the scikit-image package, written as a COCO folder with outlines."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from groundwire._core.errors import MissingDependencyError
from groundwire.demo.outlines import PHOTOS, Found, Photo
from groundwire.formats.coco import CocoAnnotation, CocoCategory, CocoDocument, CocoImage, Rle
from groundwire.formats.coco_write import write_coco
from groundwire.formats.draw import open_image
from groundwire.formats.images import image_header
from groundwire.formats.masks import counts_to_text, mask_to_counts, mask_to_rings, polygons_to_mask

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Ids with gaps, as in real class lists.
_CATEGORIES = {
    "coin": (1, "thing"),
    "galaxy": (3, "space"),
    "rocket": (4, "space"),
    "person": (10, "living"),
    "horse": (11, "living"),
    "cell": (20, "tissue"),
    "retina": (21, "tissue"),
    "optic disc": (22, "tissue"),
    "cup": (90, "thing"),
}


def photographs() -> Path:
    """Return the folder of photographs inside the scikit-image package.

    Raises:
        MissingDependencyError: scikit-image is not installed.
    """
    spec = importlib.util.find_spec("skimage")
    if spec is None or spec.origin is None:
        raise MissingDependencyError(
            "The default data are photographs of the package 'scikit-image', which is not installed.",
            hint="pip install 'groundwire[demo]', or pass a COCO folder of your own.",
        )
    return Path(spec.origin).parent / "data"


def write_photo_dataset(folder: Path) -> None:
    """Write ``train/``, ``val/`` and ``annotations/instances_{train,val}.json`` below ``folder``."""
    source = photographs()
    for number, split in enumerate(("train", "val")):
        document = CocoDocument(
            info={
                "description": "Photographs of the scikit-image package with computed outlines",
                "version": "1.0",
            },
            licenses=[{"id": 1, "name": "see the README of skimage.data"}],
            images=[],
            annotations=[],
            categories=[
                CocoCategory(id=number, name=name, supercategory=above)
                for name, (number, above) in _CATEGORIES.items()
            ],
        )
        for photo in (photo for photo in PHOTOS if photo.split == split):
            _add(document, photo, source / photo.name, first_id=1000 * (number + 1))
            (folder / split).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / photo.name, folder / split / photo.name)
        write_coco(document, folder / "annotations" / f"instances_{split}.json")


def _add(document: CocoDocument, photo: Photo, path: Path, first_id: int) -> None:
    header = image_header(path)
    image = CocoImage(
        id=first_id + len(document.images) * 7,
        file_name=photo.name,
        width=header.width,
        height=header.height,
        extra={"license": 1},
    )
    document.images.append(image)
    pixels = np.asarray(open_image(path))
    for found in photo.find(pixels):
        number = first_id + len(document.annotations)
        document.annotations.append(_annotation(found, number, image.id))


def _annotation(found: Found, number: int, image_id: int) -> CocoAnnotation:
    height, width = found.mask.shape
    segmentation = _segmentation(found)
    mask = (
        segmentation.mask()
        if isinstance(segmentation, Rle)
        else polygons_to_mask(segmentation, width, height)
    )
    if isinstance(segmentation, Rle):
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        left, top = int(columns[0]), int(rows[0])
        box: list[float] = [left, top, int(columns[-1]) + 1 - left, int(rows[-1]) + 1 - top]
    else:
        xs, ys = segmentation[0][0::2], segmentation[0][1::2]
        box = [min(xs), min(ys), round(max(xs) - min(xs), 2), round(max(ys) - min(ys), 2)]
    return CocoAnnotation(
        id=number,
        image_id=image_id,
        category_id=_CATEGORIES[found.category][0],
        segmentation=segmentation,
        area=int(mask.sum()),
        bbox=box,
        iscrowd=int(found.crowd),
    )


def _segmentation(found: Found) -> Rle | list[list[float]]:
    if found.form == "polygon":
        return [_smooth_outline(found.mask)]
    counts = mask_to_counts(found.mask)
    size = (found.mask.shape[0], found.mask.shape[1])
    return Rle(size, counts if found.form == "runs" else counts_to_text(counts))


def _smooth_outline(mask: NDArray[np.bool_]) -> list[float]:
    """Return the outer outline with its pixel steps cut: a polygon through the middles of its edges."""
    ring = np.array(max(mask_to_rings(mask), key=len), dtype=np.float64)
    middles = (ring + np.roll(ring, -1, axis=0)) / 2
    return [round(value, 2) for value in middles.reshape(-1).tolist()]
