"""Studio back to COCO: geometry, labels, flags and files from the server, the rest from the sidecar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import UNSET

from groundwire._core.errors import FormatError
from groundwire.demo.sidecar import AnnotationAside, annotation_key
from groundwire.formats.coco import CocoDocument, CocoImage
from groundwire.formats.coco_fields import Reader
from groundwire.formats.coco_read import read_annotation, read_category
from groundwire.formats.masks import counts_to_text, mask_to_counts, rings_to_mask
from groundwire.formats.snap import to_pixels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from groundwire.demo.sidecar import DocumentAside
    from groundwire.formats.coco import CocoAnnotation
    from groundwire.studio import Annotation, Label, Sample

_NOTHING = AnnotationAside(form="absent")


def receive_document(
    samples: Sequence[Sample], labels: Sequence[Label], aside: DocumentAside, path: Path
) -> CocoDocument:
    """Build a COCO document from what the server returned for its group.

    Images, sizes, boxes, outlines, categories and flags are the server's; ids of images, their folders and
    the keys the server does not know come from the sidecar. A sample the sidecar does not know is listed as a
    new image.
    """
    reader = Reader(path)
    top: dict[str, Any] = dict(aside.top)
    document = CocoDocument(
        images=[],
        annotations=[],
        categories=_categories(labels, aside, reader),
        info=top.pop("info", UNSET),
        licenses=top.pop("licenses", UNSET),
        extra=top,
        path=path,
    )
    for sample in in_order(samples, aside):
        image = _image(sample, aside, document)
        document.images.append(image)
        document.annotations += received_annotations(sample, image.id, aside.annotations, reader)
    document.annotations += [read_annotation(reader, record, "sidecar") for record in aside.orphans]
    return document


def in_order(samples: Sequence[Sample], aside: DocumentAside) -> list[Sample]:
    """Return samples in the order of the document; unknown ones last."""
    position = {name: number for number, name in enumerate(aside.images)}
    return sorted(samples, key=lambda sample: position.get(sample.image_name or "", len(position)))


def _categories(labels: Sequence[Label], aside: DocumentAside, reader: Reader) -> list[Any]:
    """Return the server's labels as categories; a label takes what the sidecar knows of its name."""
    kept = {record["name"]: record for record in aside.categories}
    index = {label.name: label.index for label in labels}
    found = [{**record, "id": index[name]} for name, record in kept.items() if name in index]
    return [read_category(reader, record, "sidecar") for record in found]


def _image(sample: Sample, aside: DocumentAside, document: CocoDocument) -> CocoImage:
    name = sample.image_name or ""
    known = aside.images.get(name)
    if known is None:
        following = max((image.id for image in document.images), default=0) + 1
        return CocoImage(id=following, file_name=name, width=sample.width, height=sample.height)
    return CocoImage(
        id=known.id,
        file_name=known.file_name,
        width=sample.width if known.has_size else None,
        height=sample.height if known.has_size else None,
        extra=known.extra,
    )


def received_annotations(
    sample: Sample, image_id: int, asides: Mapping[str, AnnotationAside], reader: Reader
) -> list[CocoAnnotation]:
    """Return the annotations of a sample as COCO annotations.

    Raises:
        FormatError: An annotation has no number as object id, or no label.
    """
    found: list[CocoAnnotation] = []
    for annotation in sample.annotations:
        number = annotation.object_id or ""
        if not number.isdigit() or annotation.label_index is None:
            raise FormatError(
                f"{sample.image_name}: an annotation without number or label came back: {annotation!r}."
            )
        aside = asides.get(annotation_key(sample.image_name or "", int(number)), _NOTHING)
        record: dict[str, Any] = {
            "id": int(number),
            "image_id": image_id,
            "category_id": annotation.label_index,
            **_geometry(annotation, sample, aside),
        }
        if aside.has_crowd or annotation.ignore:
            record["iscrowd"] = int(bool(annotation.ignore))
        if annotation.box2d_score is not None:
            record["score"] = annotation.box2d_score
        found.append(read_annotation(reader, {**record, **aside.rest}, f"{sample.image_name}, {number}"))
    return found


def _geometry(annotation: Annotation, sample: Sample, aside: AnnotationAside) -> dict[str, Any]:
    size = np.array([sample.width or 0, sample.height or 0], dtype=np.float64)
    record: dict[str, Any] = {}
    box = annotation.box2d
    if box is not None:
        sides = np.tile(size, 2)
        record["bbox"] = _pixels([box.left, box.top, box.width, box.height], sides)
    rings = annotation.polygon.rings if annotation.polygon is not None else []
    if aside.size is not None:
        record["segmentation"] = _run_lengths(rings, aside)
    elif aside.form == "null":
        record["segmentation"] = None
    elif rings or aside.form == "polygons":
        record["segmentation"] = [
            _pixels(np.ravel(ring).tolist(), np.tile(size, len(ring))) for ring in rings
        ]
    return record


def _pixels(fractions: list[float], extent: np.ndarray[Any, np.dtype[np.float64]]) -> list[float]:
    numbers: list[float] = to_pixels(np.array(fractions, dtype=np.float32), extent).tolist()
    return numbers


def _run_lengths(rings: list[list[tuple[float, float]]], aside: AnnotationAside) -> dict[str, Any]:
    """Fill outlines along pixel edges: their corners are whole numbers once multiplied by the size."""
    assert aside.size is not None
    height, width = aside.size
    corners = [[(round(x * width), round(y * height)) for x, y in ring] for ring in rings]
    counts: list[int] = mask_to_counts(rings_to_mask(corners, width, height))
    compressed = aside.form == "compressed runs"
    return {"size": [height, width], "counts": counts_to_text(counts) if compressed else counts}
