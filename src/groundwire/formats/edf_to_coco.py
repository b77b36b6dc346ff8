"""Rows of the EdgeFirst Dataset Format to a COCO document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from msgspec import UNSET

from groundwire._core.errors import FormatError
from groundwire.formats.coco import CocoDocument, CocoImage, Issue, Rle
from groundwire.formats.coco_fields import Reader
from groundwire.formats.coco_read import read_annotation, read_category, read_image
from groundwire.formats.coco_rest import (
    DOCUMENT_KEY,
    IMAGE_COLUMN,
    INDEX_COLUMN,
    REST_COLUMN,
    Derived,
    apply_rest,
    shortest_float32,
)
from groundwire.formats.edf_categories import Categories
from groundwire.formats.edf_metadata import decode_metadata
from groundwire.formats.masks import decode_mask_png
from groundwire.formats.rle import mask_to_counts
from groundwire.formats.snap import boxes_to_pixels, rings_to_pixels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from groundwire._core.progress import Progress
    from groundwire.formats._arrow import ArrowTable
    from groundwire.formats.coco import CocoAnnotation
    from groundwire.formats.edf_metadata import DatasetMetadata

_SCORES = ("mask_score", "polygon_score", "box3d_score", "box2d_score")
_NO_RASTER = frozenset({"logits", "class_index"})


def table_to_document(
    table: ArrowTable,
    *,
    include_masks: bool,
    groups: Sequence[str],
    progress: Progress,
    path: Path,
) -> CocoDocument:
    """Convert a table in the types of ``read_edf``; see ``groundwire.formats.coco_edf.arrow_to_coco``."""
    metadata = decode_metadata(table.schema.metadata, path)
    return _Converter(table, metadata, path, include_masks=include_masks).convert(set(groups), progress)


@dataclass(slots=True)
class _Pending:
    """An annotation whose id is not settled yet."""

    record: dict[str, Any]
    object_id: str | None
    index: int | None
    from_coco: bool


class _Converter:
    def __init__(
        self, table: ArrowTable, metadata: DatasetMetadata, path: Path, *, include_masks: bool
    ) -> None:
        self._columns: dict[str, list[Any]] = {
            name: table.column(name).to_pylist()
            for name in table.column_names
            if name not in {"timing", "pose"}
        }
        self._rows = table.num_rows
        self._metadata = metadata
        self._path = path
        self._include_masks = include_masks
        self._reader = Reader(path)
        self._skipped: dict[str, int] = {}
        self._boxes = self._box_pixels()
        self._rings = self._polygon_pixels() if include_masks else [None] * self._rows

    def _value(self, name: str, row: int) -> Any:
        values = self._columns.get(name)
        return None if values is None else values[row]

    def convert(self, groups: set[str], progress: Progress) -> CocoDocument:
        kept = [row for row in range(self._rows) if not groups or (self._value("group", row) or "") in groups]
        documents = self._document_records(groups)
        categories = Categories(self._metadata)
        images: dict[tuple[Any, ...], CocoImage] = {}
        used_ids: set[int] = set()
        pending: list[_Pending] = []
        progress.start(len(kept))
        for row in kept:
            key = (self._value("name", row), self._value("frame", row), self._value(IMAGE_COLUMN, row))
            image = images.get(key)
            if image is None:
                image = images[key] = self._image(row, used_ids)
            if (label := self._label(row)) is not None:
                category_id = categories.id_of(label, self._value("label_index", row))
                pending.append(self._pending(row, image, category_id))
            progress.advance()
        progress.finish()
        return self._document(list(images.values()), pending, categories, documents)

    def _label(self, row: int) -> str | None:
        """Return the label of a row that is an annotation in COCO's sense, else None."""
        label: str | None = self._value("label", row) or None
        if self._value("exclude", row):
            self._skip("rows marked exclude")
            return None
        if label is None and any(self._value(name, row) is not None for name in ("box2d", "polygon", "mask")):
            self._skip("rows without label")
        return label

    def _skip(self, what: str) -> None:
        self._skipped[what] = self._skipped.get(what, 0) + 1

    def _image(self, row: int, used_ids: set[int]) -> CocoImage:
        record = self._value(IMAGE_COLUMN, row)
        size = self._value("size", row) or (None, None)
        if record is not None:
            image = read_image(self._reader, msgspec.json.decode(record), f"row {row}, {IMAGE_COLUMN}")
        else:
            frame = self._value("frame", row)
            name = self._value("name", row) or ""
            file_name = name if frame is None else f"{name}_{frame}"
            image = CocoImage(id=0, file_name=file_name, width=size[0], height=size[1])
            for column, key in (
                ("neg_label_indices", "neg_category_ids"),
                ("not_exhaustive_label_indices", "not_exhaustive_category_ids"),
            ):
                if self._value(column, row) is not None:
                    image.extra = {**image.extra, key: self._value(column, row)}
        if record is None or image.id in used_ids:
            image.id = max(used_ids, default=0) + 1
        used_ids.add(image.id)
        return image

    def _pending(self, row: int, image: CocoImage, category_id: int) -> _Pending:
        rest = self._value(REST_COLUMN, row)
        geometry = [name for name in ("box2d", "polygon") if self._value(name, row) is not None]
        if geometry and not (image.width and image.height):
            raise FormatError(
                f"{self._path}: row {row}, image {image.file_name!r}: expected a 'size', found none; "
                f"the pixel values of its {geometry[0]} cannot be computed."
            )
        found = apply_rest(self._derived(row, image).as_json(), rest)
        if not self._include_masks:
            found.pop("segmentation", None)
        record = {**found, "id": 0, "image_id": image.id, "category_id": category_id}
        return _Pending(
            record=record,
            object_id=self._value("object_id", row),
            index=self._value(INDEX_COLUMN, row),
            from_coco=self._value(IMAGE_COLUMN, row) is not None,
        )

    def _derived(self, row: int, image: CocoImage) -> Derived:
        mask = self._mask(row, image) if self._include_masks else None
        score = next((v for name in _SCORES if (v := self._value(name, row)) is not None), None)
        return Derived(
            box=self._boxes[row],
            polygons=self._rings[row],
            has_mask=mask is not None,
            mask=mask,
            crowd=bool(self._value("ignore", row)),
            score=shortest_float32(score),
        )

    def _box_pixels(self) -> list[list[float] | None]:
        boxes = self._columns.get("box2d") or [None] * self._rows
        sizes = self._columns.get("size") or [None] * self._rows
        rows = [row for row in range(self._rows) if boxes[row] is not None and sizes[row] is not None]
        stored = np.array([boxes[row] for row in rows], dtype=np.float32).reshape(-1, 4)
        pixels = boxes_to_pixels(
            stored, np.array([sizes[row] for row in rows], dtype=np.float64).reshape(-1, 2)
        )
        found: list[list[float] | None] = [None] * self._rows
        for row, box in zip(rows, pixels.tolist(), strict=True):
            found[row] = box
        return found

    def _polygon_pixels(self) -> list[list[list[float]] | None]:
        """Return the rings of every row in pixels, without odd ends and rings of fewer than three points."""
        stored: list[list[list[float]] | None] = self._columns.get("polygon") or [None] * self._rows
        sizes: list[list[int] | None] = self._columns.get("size") or [None] * self._rows
        usable = [
            None
            if rings is None or size is None
            else [ring[: len(ring) // 2 * 2] for ring in rings if len(ring) >= 6]
            for rings, size in zip(stored, sizes, strict=True)
        ]
        return rings_to_pixels(
            usable, np.array([size or (0, 0) for size in sizes], dtype=np.float64).reshape(-1, 2)
        )

    def _mask(self, row: int, image: CocoImage) -> Rle | None:
        data: bytes | None = self._value("mask", row)
        if data is None:
            return None
        if self._metadata.mask_interpretation in _NO_RASTER:
            self._skip(f"masks with interpretation {self._metadata.mask_interpretation}")
            return None
        try:
            png = decode_mask_png(data)
        except FormatError as error:
            self._reader.note(f"row {row}, mask", error.message)
            return None
        tile = png.offset or (0, 0)
        width = image.width or tile[0] + png.pixels.shape[1]
        height = image.height or tile[1] + png.pixels.shape[0]
        mask = png.on_canvas(width, height)
        return Rle((mask.shape[0], mask.shape[1]), mask_to_counts(mask))

    def _document_records(self, groups: set[str]) -> list[dict[str, Any]]:
        text = self._metadata.extra.get(DOCUMENT_KEY)
        records: list[dict[str, Any]] = (
            [] if text is None else msgspec.json.decode(text, type=list[dict[str, Any]])
        )
        return [record for record in records if not groups or (record.get("group") or "") in groups]

    def _document(
        self,
        images: list[CocoImage],
        pending: list[_Pending],
        categories: Categories,
        documents: list[dict[str, Any]],
    ) -> CocoDocument:
        if all(item.index is not None for item in pending) and len(documents) <= 1:
            pending.sort(key=lambda item: item.index or 0)
        _settle_ids(pending)
        where = str(self._path)
        annotations: list[CocoAnnotation] = [
            read_annotation(self._reader, item.record, where) for item in pending
        ]
        only: dict[str, Any] = documents[0] if len(documents) == 1 else {}
        top: dict[str, Any] = dict(only.get("top", {}))
        kept: list[Any] | None = only.get("categories")
        orphans: list[Any] = only.get("orphans", [])
        annotations += [read_annotation(self._reader, record, where) for record in orphans]
        return CocoDocument(
            images=images,
            annotations=annotations,
            categories=categories.result()
            if kept is None
            else [read_category(self._reader, record, where) for record in kept],
            info=top.pop("info", UNSET),
            licenses=top.pop("licenses", UNSET),
            extra=top,
            path=self._path,
            issues=[
                *self._reader.issues,
                *(Issue("rows", f"{n} {what} left out") for what, n in self._skipped.items()),
            ],
        )


def _settle_ids(pending: list[_Pending]) -> None:
    """Give each annotation the number in its object id, or the next free one above all of those.

    A number that repeats is replaced too, unless the row came from COCO, where it repeated as well.
    """
    known = [_number(item.object_id) for item in pending]
    following = max((number for number in known if number is not None), default=0) + 1
    seen: set[int] = set()
    for item, wanted in zip(pending, known, strict=True):
        is_free = wanted is not None and (wanted not in seen or item.from_coco)
        number = wanted if is_free and wanted is not None else following
        following += not is_free
        seen.add(number)
        item.record["id"] = number


def _number(text: str | None) -> int | None:
    if text is None or not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if number < 2**64 else None
