"""COCO records to rows of the EdgeFirst Dataset Format, with what has no column kept aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from groundwire._core.errors import FormatError
from groundwire.formats._arrow import ArrowTable, arrow
from groundwire.formats.coco_fields import is_list
from groundwire.formats.coco_rest import (
    DOCUMENT_KEY,
    IMAGE_COLUMN,
    INDEX_COLUMN,
    REST_COLUMN,
    Derived,
    rest_of,
)
from groundwire.formats.coco_write import (
    annotation_to_json,
    category_to_json,
    document_to_json,
    image_to_json,
)
from groundwire.formats.edf_metadata import DatasetMetadata
from groundwire.formats.edf_table import build_table
from groundwire.formats.masks import encode_mask_png
from groundwire.formats.names import sample_names
from groundwire.formats.samples import SampleRows
from groundwire.formats.snap import boxes_to_fractions, boxes_to_pixels, rings_to_fractions, rings_to_pixels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.progress import Progress
    from groundwire.formats.coco import CocoAnnotation, CocoCategory, CocoDocument, CocoImage

_NO_BOX = (float("nan"),) * 4
_CATEGORY_FIELDS = {"synset": "synset", "frequency": "frequency", "synonyms": "synonyms", "def": "definition"}


class Rows:
    """Collects the rows of one or more documents."""

    def __init__(self, *, include_masks: bool, names: Sequence[str]) -> None:
        self.include_masks = include_masks
        self._names = dict(zip(names, sample_names(names), strict=True))
        self.table = SampleRows()
        self.annotations: list[CocoAnnotation | None] = []
        self.indices: list[int | None] = []
        self.image_records: list[str] = []
        self.documents: list[dict[str, Any]] = []
        self.categories: dict[int, CocoCategory] = {}

    def add_document(self, document: CocoDocument, group: str | None, progress: Progress) -> None:
        """Add the rows of one document, image by image."""
        for category in document.categories:
            self.categories.setdefault(category.id, category)
        self.documents.append(self._document_record(document, group))
        first = document.image_by_id
        grouped: dict[int, list[tuple[int, CocoAnnotation]]] = {}
        for index, annotation in enumerate(document.annotations):
            if annotation.image_id in first and annotation.category_id in self.categories:
                grouped.setdefault(annotation.image_id, []).append((index, annotation))
        for image in document.images:
            found = grouped.get(image.id, []) if first[image.id] is image else []
            self._add_image(image, group, found)
            progress.advance(item=image.file_name)

    def _document_record(self, document: CocoDocument, group: str | None) -> dict[str, Any]:
        """Return what belongs to the document itself, and the annotations no row can hold."""
        top = document_to_json(document)
        for key in ("images", "annotations", "categories"):
            top.pop(key)
        orphans = [annotation_to_json(annotation) for annotation in document.orphans()]
        record: dict[str, Any] = {"group": group, "top": top}
        record["categories"] = [category_to_json(category) for category in document.categories]
        return {**record, "orphans": orphans} if orphans else record

    def _add_image(
        self, image: CocoImage, group: str | None, annotations: list[tuple[int, CocoAnnotation]]
    ) -> None:
        size = None if image.width is None or image.height is None else (image.width, image.height)
        sample = {
            "size": size,
            "group": group,
            "neg_label_indices": self._label_list(image.extra.get("neg_category_ids")),
            "not_exhaustive_label_indices": self._label_list(image.extra.get("not_exhaustive_category_ids")),
        }
        name = self._names[image.file_name] or f"image-{image.id}"
        record = msgspec.json.encode(image_to_json(image)).decode()
        entries: list[tuple[int | None, CocoAnnotation | None]] = [*annotations] or [(None, None)]
        for index, annotation in entries:
            values = {} if annotation is None else self._annotation_values(annotation, size)
            self.table.append(name, **sample, **values)
            self.annotations.append(annotation)
            self.indices.append(index)
            self.image_records.append(record)

    def _label_list(self, ids: object) -> list[int] | None:
        if not is_list(ids):
            return None
        return [number for number in ids if isinstance(number, int) and number in self.categories]

    def _annotation_values(self, annotation: CocoAnnotation, size: tuple[int, int] | None) -> dict[str, Any]:
        category = self.categories[annotation.category_id]
        frequency = category.extra.get("frequency")
        values: dict[str, Any] = {
            "object_id": str(annotation.id),
            "label": category.name,
            "label_index": category.id,
            "ignore": annotation.crowd,
            "category_frequency": frequency if isinstance(frequency, str) else None,
        }
        if self.include_masks:
            values["mask"] = _mask(annotation)
            if size is not None and all(size) and isinstance(annotation.segmentation, list):
                # pixels for now; build_coco_table turns all of them into fractions at once
                values["polygon"] = [
                    ring[: len(ring) // 2 * 2] for ring in annotation.polygons if len(ring) >= 6
                ]
        if isinstance(annotation.score, (int, float)):
            values[_score_column(values)] = annotation.score
        return values


def _mask(annotation: CocoAnnotation) -> bytes | None:
    if annotation.rle is None:
        return None
    try:
        return encode_mask_png(annotation.rle.mask())
    except FormatError:
        return None  # damaged run lengths are among the document's issues and stay in the rest column


def _score_column(values: dict[str, Any]) -> str:
    if values.get("mask") is not None:
        return "mask_score"
    return "polygon_score" if values.get("polygon") is not None else "box2d_score"


def build_coco_table(rows: Rows) -> ArrowTable:
    """Turn collected rows into a table: fractions, metadata, and the columns that keep the rest."""
    pa = arrow()
    table = rows.table
    sizes = np.array([size or (0, 0) for size in table.size], dtype=np.float64).reshape(-1, 2)
    boxes, boxes_back = _boxes(rows, sizes)
    table.box2d = boxes
    table.polygon = rings_to_fractions(table.polygon, sizes)
    polygons_back = rings_to_pixels(table.polygon, sizes)
    rest: list[str | None] = []
    for row, annotation in enumerate(rows.annotations):
        derived = Derived(
            box=boxes_back[row], polygons=polygons_back[row], has_mask=table.mask[row] is not None
        )
        rest.append(
            None if annotation is None else rest_of(annotation, derived, with_segmentation=rows.include_masks)
        )
    records = list(dict.fromkeys(rows.image_records))
    position = {record: index for index, record in enumerate(records)}
    codes = pa.array([position[record] for record in rows.image_records], pa.int32())
    extra = {
        IMAGE_COLUMN: pa.DictionaryArray.from_arrays(codes, pa.array(records, pa.string_view())),
        REST_COLUMN: pa.array(rest, pa.string_view()),
        INDEX_COLUMN: pa.array(_order(rows.indices), pa.uint32()),
    }
    return build_table(table.columns(), _metadata(rows), extra)


def _order(indices: list[int | None]) -> list[int | None]:
    """Return the positions of annotations in their document; only None when the rows are in that order."""
    known = [index for index in indices if index is not None]
    return [None] * len(indices) if known == list(range(len(known))) else indices


def _boxes(
    rows: Rows, sizes: np.ndarray[Any, np.dtype[np.float64]]
) -> tuple[list[Sequence[float] | None], list[list[float] | None]]:
    boxes = np.array(
        [annotation.box or _NO_BOX if annotation else _NO_BOX for annotation in rows.annotations],
        dtype=np.float64,
    ).reshape(-1, 4)
    usable = ~np.isnan(boxes).any(axis=1) & (sizes > 0).all(axis=1)
    stored = boxes_to_fractions(boxes[usable], sizes[usable])
    back = boxes_to_pixels(stored, sizes[usable])
    columns: list[Sequence[float] | None] = [None] * len(boxes)
    returned: list[list[float] | None] = [None] * len(boxes)
    for row, box, pixels in zip(np.flatnonzero(usable).tolist(), stored.tolist(), back.tolist(), strict=True):
        columns[row], returned[row] = box, pixels
    return columns, returned


def _metadata(rows: Rows) -> DatasetMetadata:
    ordered = sorted(rows.categories.values(), key=lambda category: category.id)
    entries: dict[str, Any] = {}
    for category in ordered:
        entry: dict[str, Any] = {"id": category.id}
        if isinstance(category.supercategory, str):
            entry["supercategory"] = category.supercategory
        entry |= {
            name: category.extra[key] for key, name in _CATEGORY_FIELDS.items() if key in category.extra
        }
        entries[category.name] = dict(sorted(entry.items()))
    return DatasetMetadata(
        labels=[category.name for category in ordered] or None,
        category_metadata=entries or None,
        extra={DOCUMENT_KEY: msgspec.json.encode(rows.documents).decode()},
    )
