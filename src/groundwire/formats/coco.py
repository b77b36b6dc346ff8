"""COCO documents in memory: what is known has a type, everything else is kept as it came."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
import numpy as np
from msgspec import UNSET, UnsetType

from groundwire.formats.rle import check_counts, counts_to_mask, text_to_counts

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Polygon: TypeAlias = list[float]


class Issue(msgspec.Struct, frozen=True):
    """Something in a document that could be read but deserves a look.

    Attributes:
        where: JSON path, e.g. ``$.annotations[3].segmentation``.
        message: What was found and what was made of it.
    """

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class Rle(msgspec.Struct, frozen=True):
    """A mask as run lengths.

    Attributes:
        size: ``(height, width)`` in pixels.
        counts: Run lengths down the columns, background first; as a list, or compressed to text.
    """

    size: tuple[int, int]
    counts: list[int] | str

    def mask(self) -> NDArray[np.bool_]:
        """Return the pixels, ``(height, width)``.

        Raises:
            FormatError: The run lengths do not fit the size, or the text is damaged.
        """
        return counts_to_mask(self.runs(), *self.size)

    def runs(self) -> NDArray[np.int64]:
        """Return the run lengths as numbers, whichever form they have.

        Raises:
            FormatError: They do not fit the size, or the text is damaged.
        """
        counts = text_to_counts(self.counts) if isinstance(self.counts, str) else self.counts
        check_counts(counts, *self.size)
        return np.asarray(counts, dtype=np.int64)


Segmentation: TypeAlias = list[Polygon] | Rle | None


class CocoImage(msgspec.Struct, kw_only=True, gc=False):
    """One image record.

    Attributes:
        id: Id by which annotations name it.
        file_name: Path as written in the document; may hold folders. Empty when the document gives none.
        width: Pixels; None when the document does not say.
        height: Pixels; None when the document does not say.
        extra: Every other key, unchanged.
    """

    id: int
    file_name: str = ""
    width: int | None = None
    height: int | None = None
    extra: dict[str, Json] = {}


class CocoAnnotation(msgspec.Struct, kw_only=True, gc=False):
    """One object on one image. ``UNSET`` means the key was absent, None that it was null.

    Attributes:
        id: Annotation id.
        image_id: Id of the image.
        category_id: Id of the category.
        bbox: ``[x, y, width, height]`` in pixels, top-left corner.
        segmentation: Polygons ``[x1, y1, x2, y2, …]`` in pixels whose union is the object, or run lengths.
        area: Square pixels.
        iscrowd: Non-zero for a group of objects that evaluation treats as don't-care.
        score: Confidence of a detection.
        keypoints: ``[x1, y1, v1, …]``.
        attributes: Free-form attributes.
        extra: Every other key, unchanged.
    """

    id: int
    image_id: int
    category_id: int
    bbox: list[float] | UnsetType | None = UNSET
    segmentation: Segmentation | UnsetType = UNSET
    area: float | UnsetType | None = UNSET
    iscrowd: int | UnsetType = UNSET
    score: float | UnsetType | None = UNSET
    keypoints: list[float] | UnsetType | None = UNSET
    attributes: dict[str, Json] | UnsetType | None = UNSET
    extra: dict[str, Json] = {}

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """The box ``(x, y, width, height)`` in pixels, or None."""
        return None if not self.bbox else (self.bbox[0], self.bbox[1], self.bbox[2], self.bbox[3])

    @property
    def polygons(self) -> list[Polygon]:
        """The polygons; empty when there are none or the object is given as run lengths."""
        return self.segmentation if isinstance(self.segmentation, list) else []

    @property
    def rle(self) -> Rle | None:
        """The run lengths, or None."""
        return self.segmentation if isinstance(self.segmentation, Rle) else None

    @property
    def crowd(self) -> bool:
        """Whether the object is marked as a crowd."""
        return bool(self.iscrowd)


class CocoCategory(msgspec.Struct, kw_only=True, gc=False):
    """One class.

    Attributes:
        id: Id by which annotations name it; gaps and 0 are normal.
        name: Class name.
        supercategory: Name of the group of classes.
        extra: Every other key, unchanged: ``keypoints``, ``skeleton``, ``synset``, ``frequency`` …
    """

    id: int
    name: str
    supercategory: str | UnsetType | None = UNSET
    extra: dict[str, Json] = {}


class CocoDocument(msgspec.Struct, kw_only=True, dict=True):
    """One COCO file.

    Attributes:
        images: In the order of the file.
        annotations: In the order of the file.
        categories: In the order of the file.
        info: As it came; ``UNSET`` when absent.
        licenses: As they came; ``UNSET`` when absent.
        extra: Every other top-level key, unchanged.
        path: Where it was read from.
        issues: What deserves a look; see ``Issue``.
    """

    images: list[CocoImage] = []
    annotations: list[CocoAnnotation] = []
    categories: list[CocoCategory] = []
    info: Any = UNSET
    licenses: Any = UNSET
    extra: dict[str, Json] = {}
    path: Path | None = None
    issues: list[Issue] = []

    @cached_property
    def image_by_id(self) -> dict[int, CocoImage]:
        """Image id to image; the first wins when an id repeats."""
        return {image.id: image for image in reversed(self.images)}

    @cached_property
    def category_by_id(self) -> dict[int, CocoCategory]:
        """Category id to category."""
        return {category.id: category for category in self.categories}

    def annotations_by_image(self) -> dict[int, list[CocoAnnotation]]:
        """Return the annotations of each image id, in order; images without any give an empty list."""
        found: defaultdict[int, list[CocoAnnotation]] = defaultdict(list)
        for annotation in self.annotations:
            found[annotation.image_id].append(annotation)
        return {image.id: found.get(image.id, []) for image in self.images}

    def orphans(self) -> list[CocoAnnotation]:
        """Return the annotations that name an image or a category the document does not have."""
        images, categories = self.image_by_id, self.category_by_id
        return [
            annotation
            for annotation in self.annotations
            if annotation.image_id not in images or annotation.category_id not in categories
        ]
