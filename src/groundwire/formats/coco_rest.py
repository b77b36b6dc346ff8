"""What of a COCO annotation the columns of the format cannot give back, kept as JSON text beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np

from groundwire.formats.coco import CocoAnnotation, Rle
from groundwire.formats.coco_write import annotation_to_json
from groundwire.formats.rle import counts_to_text, mask_to_counts

IMAGE_COLUMN = "coco_image"
REST_COLUMN = "coco_annotation"
INDEX_COLUMN = "coco_index"
DOCUMENT_KEY = "coco_documents"

_TEXT_FORM = "compressed"


class Rest(msgspec.Struct, omit_defaults=True):
    """Difference between an annotation and what the columns say.

    Attributes:
        set: Keys whose values the columns do not give back.
        drop: Keys the columns would add.
        counts: ``compressed`` when the run lengths were text.
    """

    set: dict[str, Any] = {}
    drop: list[str] = []
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Derived:
    """What a reader finds in the columns of one annotation; box and polygons in pixels."""

    box: list[float] | None
    polygons: list[list[float]] | None
    has_mask: bool
    mask: Rle | None = None
    crowd: bool = False
    score: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the COCO keys these values stand for, apart from the ids."""
        box = self.box if self.box is not None else bounds(self.polygons, self.mask)
        found: dict[str, Any] = {"bbox": box, "area": box[2] * box[3], "iscrowd": int(self.crowd)}
        if self.mask is not None:
            found["segmentation"] = {"size": list(self.mask.size), "counts": self.mask.counts}
        elif self.polygons is not None:
            found["segmentation"] = self.polygons
        if self.score is not None:
            found["score"] = self.score
        return found


def bounds(polygons: list[list[float]] | None, mask: Rle | None) -> list[float]:
    """Return the box around polygons or a mask; zeros when there is neither."""
    if polygons:
        xs = [x for ring in polygons for x in ring[0::2]]
        ys = [y for ring in polygons for y in ring[1::2]]
        return [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]
    if mask is not None and (pixels := mask.mask()).any():
        rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
        left, top = float(columns[0]), float(rows[0])
        return [left, top, float(columns[-1]) + 1 - left, float(rows[-1]) + 1 - top]
    return [0.0, 0.0, 0.0, 0.0]


def shortest_float32(value: float | None) -> float | None:
    """Return the shortest decimal number that is stored as the same float32."""
    return None if value is None else float(str(np.float32(value)))


def rest_of(annotation: CocoAnnotation, derived: Derived, *, with_segmentation: bool = True) -> str | None:
    """Return the rest of an annotation as JSON text, or None when the columns say it all."""
    wanted = annotation_to_json(annotation)
    for key in ("id", "image_id", "category_id"):
        del wanted[key]
    if not with_segmentation:
        wanted.pop("segmentation", None)
    rle = annotation.rle
    canonical = mask_to_counts(rle.mask()) if rle is not None and derived.has_mask else None
    found = Derived(
        box=derived.box,
        polygons=derived.polygons,
        has_mask=derived.has_mask,
        mask=Rle(rle.size, canonical) if rle is not None and canonical is not None else None,
        crowd=annotation.crowd,
        score=shortest_float32(annotation.score) if isinstance(annotation.score, (int, float)) else None,
    ).as_json()
    rest = Rest(drop=sorted(found.keys() - wanted.keys()))
    rest.set = {key: value for key, value in wanted.items() if key not in found or found[key] != value}
    if rle is not None and canonical is not None and rle.counts == counts_to_text(canonical):
        rest.counts = _TEXT_FORM
        del rest.set["segmentation"]
    return None if rest == Rest() else msgspec.json.encode(rest).decode()


def apply_rest(found: dict[str, Any], text: str | None) -> dict[str, Any]:
    """Return what the columns say, corrected by the rest."""
    if text is None:
        return found
    rest = msgspec.json.decode(text, type=Rest)
    if rest.counts == _TEXT_FORM and "segmentation" in found:
        shown = found["segmentation"]
        found["segmentation"] = {**shown, "counts": counts_to_text(shown["counts"])}
    found = {key: value for key, value in found.items() if key not in rest.drop}
    return {**found, **rest.set}
