"""Write COCO documents: known keys first, in COCO's order, then everything that was kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET

from groundwire.formats._files import replacing
from groundwire.formats.coco import Rle

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from groundwire.formats.coco import CocoAnnotation, CocoCategory, CocoDocument, CocoImage
    from groundwire.formats.coco_source import AnyRecord

_ORDER = (
    "segmentation",
    "area",
    "iscrowd",
    "image_id",
    "bbox",
    "category_id",
    "id",
    "score",
    "keypoints",
    "attributes",
)


def write_coco(document: CocoDocument, path: str | os.PathLike[str], *, pretty: bool = False) -> int:
    """Write a document as JSON; the file appears under its name only when complete.

    Keys that were absent stay absent, nulls stay null, unknown keys follow the known ones.

    Returns:
        The number of annotations written.
    """
    _write(document_to_json(document), Path(path), pretty)
    return len(document.annotations)


def write_results(
    detections: Sequence[CocoAnnotation], path: str | os.PathLike[str], *, pretty: bool = False
) -> int:
    """Write a results list: detections with scores, as evaluation tools take them.

    Returns:
        The number of detections written.
    """
    _write([annotation_to_json(detection) for detection in detections], Path(path), pretty)
    return len(detections)


def _write(value: object, path: Path, pretty: bool) -> None:
    data = msgspec.json.encode(value)
    if pretty:
        data = msgspec.json.format(data, indent=1)
    with replacing(path) as temporary:
        temporary.write_bytes(data + b"\n")


def document_to_json(document: CocoDocument) -> dict[str, Any]:
    """Return the document as plain JSON values."""
    top: dict[str, Any] = {}
    if document.info is not UNSET:
        top["info"] = document.info
    if document.licenses is not UNSET:
        top["licenses"] = document.licenses
    top["images"] = [image_to_json(image) for image in document.images]
    top["annotations"] = [annotation_to_json(annotation) for annotation in document.annotations]
    top["categories"] = [category_to_json(category) for category in document.categories]
    return {**top, **document.extra}


def image_to_json(image: CocoImage) -> dict[str, Any]:
    """Return an image as plain JSON values; an unknown name or size is left out."""
    raw: dict[str, Any] = {"id": image.id}
    if image.file_name:
        raw["file_name"] = image.file_name
    if image.width is not None:
        raw["width"] = image.width
    if image.height is not None:
        raw["height"] = image.height
    return {**raw, **image.extra}


def annotation_to_json(annotation: CocoAnnotation) -> dict[str, Any]:
    """Return an annotation as plain JSON values."""
    return record_to_json(annotation, annotation.extra)


def record_to_json(record: AnyRecord, others: dict[str, Any]) -> dict[str, Any]:
    """Return an annotation as plain JSON values: the keys it knows, then the others."""
    raw: dict[str, Any] = {}
    for key in _ORDER:
        value = getattr(record, key, UNSET)
        if isinstance(value, Rle):
            raw[key] = {"size": list(value.size), "counts": value.counts}
        elif value is not UNSET:
            raw[key] = value
    return {**raw, **others}


def category_to_json(category: CocoCategory) -> dict[str, Any]:
    """Return a category as plain JSON values."""
    raw: dict[str, Any] = {"id": category.id, "name": category.name}
    if category.supercategory is not UNSET:
        raw["supercategory"] = category.supercategory
    return {**raw, **category.extra}
