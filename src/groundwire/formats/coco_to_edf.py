"""COCO sources to one table of the EdgeFirst Dataset Format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from groundwire._core.errors import FormatError
from groundwire.formats._ahead import ahead
from groundwire.formats._arrow import ArrowTable, arrow
from groundwire.formats.coco_columns import columns_of, joined
from groundwire.formats.coco_encode import Job, Options, encode
from groundwire.formats.coco_fields import is_list
from groundwire.formats.coco_rest import DOCUMENT_KEY, IMAGE_COLUMN, INDEX_COLUMN
from groundwire.formats.coco_write import category_to_json, image_to_json, record_to_json
from groundwire.formats.edf_assemble import assemble
from groundwire.formats.edf_metadata import DatasetMetadata
from groundwire.formats.edf_schema import COLUMN
from groundwire.formats.names import sample_names, with_groups
from groundwire.formats.nested import rings_array, vectors_array

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from groundwire._core.progress import Progress
    from groundwire.formats._notes import Notes
    from groundwire.formats.coco import CocoCategory, CocoImage
    from groundwire.formats.coco_encode import Encoded
    from groundwire.formats.coco_source import Chunk, CocoSource

_CATEGORY_FIELDS = {"synset": "synset", "frequency": "frequency", "synonyms": "synonyms", "def": "definition"}
_NONE = -1


class TableMaker:
    """Makes one table of several documents, each with the group of its images.

    Annotations are encoded in chunks by a worker thread while the next chunk is decoded; at the end all are
    put into the order of their images.
    """

    def __init__(
        self, sources: Sequence[tuple[CocoSource, str | None]], options: Options, notes: Notes
    ) -> None:
        self._options = options
        self._notes = notes
        self._sources = sources
        self._images = [image for source, _ in sources for image in source.images]
        check_numbers(self._images, [item for source, _ in sources for item in source.categories])
        self._groups = [group for source, group in sources for _ in source.images]
        self._categories: dict[int, CocoCategory] = {
            category.id: category for source, _ in reversed(sources) for category in source.categories
        }
        self._position = {number: place for place, number in enumerate(self._categories)}
        self._sizes = np.array(
            [(image.width or 0, image.height or 0) for image in self._images], np.float64
        ).reshape(-1, 2)
        self._orphans: list[list[dict[str, Any]]] = [[] for _ in sources]
        self._image_of: list[NDArray[np.int64]] = []
        self._category_of: list[NDArray[np.int64]] = []
        self._index_of: list[NDArray[np.int64]] = []

    def table(self, progress: Progress) -> ArrowTable:
        """Encode everything.

        Raises:
            FormatError: A value does not fit its column.
        """
        progress.start(len(self._images))
        encoded: list[Encoded] = []
        total = max(1, sum(source.count for source, _ in self._sources))
        done = 0
        for piece in ahead(encode, self._jobs()):
            encoded.append(piece)
            done += piece.count
            progress.update(len(self._images) * done // total)
        progress.finish()
        self._report(sum(piece.damaged for piece in encoded))
        return self._assemble(encoded)

    def _jobs(self) -> Iterator[Job]:
        first = 0
        for number, (source, _) in enumerate(self._sources):
            known: dict[int, int] = {}
            for place, image in enumerate(source.images, first):
                known.setdefault(image.id, place)
            for chunk in source.chunks(others=not self._options.plain):
                yield self._job(chunk, known, number)
            first += len(source.images)

    def _job(self, chunk: Chunk, known: dict[int, int], document: int) -> Job:
        columns = columns_of(chunk)
        image_of = np.array([known.get(number, _NONE) for number in columns.image_ids], np.int64)
        category_of = np.array([self._position.get(n, _NONE) for n in columns.category_ids], np.int64)
        lost = (image_of == _NONE) | (category_of == _NONE)
        for row in np.flatnonzero(lost).tolist():
            others = chunk.others.get(row, {})
            self._orphans[document].append(record_to_json(chunk.records[row], others))
        image_of[lost] = _NONE
        self._image_of.append(image_of)
        self._category_of.append(category_of)
        self._index_of.append(np.arange(chunk.start, chunk.start + image_of.size))
        sizes = np.where((image_of >= 0)[:, None], self._size_of(image_of), 0.0)
        return Job(columns, chunk.others, sizes, self._options)

    def _size_of(self, image_of: NDArray[np.int64]) -> NDArray[np.float64]:
        return self._sizes[image_of] if len(self._images) else np.zeros((image_of.size, 2))

    def _report(self, damaged: int) -> None:
        kept = "; kept aside for the way back" if not self._options.plain else "; left out"
        for (source, _), orphans in zip(self._sources, self._orphans, strict=True):
            message = f"annotations name an unknown image or category{kept}"
            self._notes.counted(str(source.path), len(orphans), message)
        self._notes.counted("annotations", damaged, f"damaged run lengths give no mask{kept}")

    def _assemble(self, encoded: list[Encoded]) -> ArrowTable:
        pa = arrow()
        image_of_row, order = self._rows()
        taken = pa.array(order, mask=order == _NONE)
        columns: dict[str, Any] = {}
        pieces = [piece.arrays for piece in encoded]
        for name in {name: None for piece in pieces for name in piece}:
            whole = _joined([piece.pop(name, None) for piece in pieces], [piece.count for piece in encoded])
            columns[name] = whole.take(taken)
        polygons = [piece.polygon for piece in encoded if piece.polygon is not None]
        if polygons:
            has_polygon = np.concatenate([piece.has_polygon for piece in encoded])
            rings = joined(polygons).take(order)
            columns["polygon"] = rings_array(rings, rings.numbers, has_polygon[order] & (order >= 0))
        columns |= self._annotation_columns(order)
        columns |= self._sample_columns(image_of_row)
        columns["iscrowd"] = columns.get("ignore")
        extra: dict[str, Any] = {}
        if not self._options.plain:
            extra[IMAGE_COLUMN] = self._image_records(image_of_row)
            extra |= {name: columns.pop(name) for name in list(columns) if name not in COLUMN}
            extra = {name: _viewed(array) for name, array in extra.items()}
            extra[INDEX_COLUMN] = self._indices(order)
        return assemble(columns, self._metadata(), extra)

    def _rows(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return, per row of the table, its image and its annotation; ``_NONE`` for an image without any."""
        image_of = np.concatenate([np.zeros(0, np.int64), *self._image_of])
        order = np.argsort(image_of, kind="stable")
        order = order[image_of[order] >= 0]
        counts = np.bincount(image_of[order], minlength=len(self._images))
        image_of_row = np.repeat(np.arange(len(self._images)), np.maximum(counts, 1))
        annotation_of_row = np.full(image_of_row.size, _NONE)
        annotation_of_row[counts[image_of_row] > 0] = order
        return image_of_row, annotation_of_row

    def _annotation_columns(self, order: NDArray[np.int64]) -> dict[str, Any]:
        pa = arrow()
        category_of = np.concatenate([np.zeros(0, np.int64), *self._category_of])
        codes = np.where(order >= 0, category_of[order] if category_of.size else _NONE, _NONE)
        categories: list[CocoCategory] = list(self._categories.values())
        used, first, code_of_row = np.unique(codes[codes >= 0], return_index=True, return_inverse=True)
        rank = np.argsort(np.argsort(first))  # in order of first appearance, as other writers do
        ordered: list[int] = used[np.argsort(first)].tolist()
        labels = [categories[code] for code in ordered]
        places = np.full(codes.size, 0)
        places[codes >= 0] = rank[code_of_row]
        indices = pa.array(places, pa.int32(), mask=codes < 0)
        frequencies = [category.extra.get("frequency") for category in labels]
        numbers = pa.array([category.id for category in labels], pa.uint64())
        texts = pa.array([value if isinstance(value, str) else None for value in frequencies], pa.string())
        names = pa.array([category.name for category in labels], pa.string())
        return {
            "label": pa.DictionaryArray.from_arrays(indices, names),
            "label_index": numbers.take(indices),
            "category_frequency": texts.take(indices),
        }

    def _sample_columns(self, image_of_row: NDArray[np.int64]) -> dict[str, Any]:
        pa = arrow()
        rows = pa.array(image_of_row)
        file_names = [image.file_name for image in self._images]
        distinct = sample_names(with_groups(list(zip(file_names, self._groups, strict=True))))
        names = [name or f"image-{image.id}" for name, image in zip(distinct, self._images, strict=True)]
        sized = np.array(
            [image.width is not None and image.height is not None for image in self._images], np.bool_
        )
        sizes = vectors_array(self._sizes.astype(np.uint32), sized)
        return {
            "name": pa.array(names, pa.string()).take(rows),
            "group": pa.array(self._groups, pa.string()).take(rows),
            "size": sizes.take(rows),
            "neg_label_indices": self._label_lists("neg_category_ids").take(rows),
            "not_exhaustive_label_indices": self._label_lists("not_exhaustive_category_ids").take(rows),
        }

    def _label_lists(self, key: str) -> Any:
        pa = arrow()
        return pa.array(
            [self._label_list(image.extra.get(key)) for image in self._images], pa.list_(pa.uint32())
        )

    def _label_list(self, ids: object) -> list[int] | None:
        if not is_list(ids):
            return None
        known = (number for number in ids if type(number) is int and number in self._categories)
        return [number for number in known if number < 2**32]

    def _image_records(self, image_of_row: NDArray[np.int64]) -> Any:
        pa = arrow()
        records = [msgspec.json.encode(image_to_json(image)).decode() for image in self._images]
        codes = pa.array(image_of_row, pa.int32())
        return pa.DictionaryArray.from_arrays(codes, pa.array(records, pa.string()))

    def _indices(self, order: NDArray[np.int64]) -> Any:
        """Return the places of annotations in their document; only nulls when the rows are in that order."""
        pa = arrow()
        index_of = np.concatenate([np.zeros(0, np.int64), *self._index_of])
        known = index_of[order[order >= 0]]
        if np.array_equal(known, np.arange(known.size)):
            return pa.nulls(order.size, pa.uint32())
        places = index_of[order] if index_of.size else np.zeros(order.size, np.int64)
        return pa.array(places.astype(np.uint32), mask=order == _NONE)

    def _metadata(self) -> DatasetMetadata:
        ordered = sorted(self._categories.values(), key=lambda category: category.id)
        entries = {category.name: _facts(category) for category in ordered}
        documents = [
            _document_record(source, group, orphans)
            for (source, group), orphans in zip(self._sources, self._orphans, strict=True)
        ]
        kept = {} if self._options.plain else {DOCUMENT_KEY: msgspec.json.encode(documents).decode()}
        return DatasetMetadata(
            labels=[category.name for category in ordered] or None,
            category_metadata=entries or None,
            extra=kept,
        )


def _joined(arrays: list[Any], lengths: list[int]) -> Any:
    """Concatenate a column of all chunks; chunks without it count as nulls."""
    pa = arrow()
    kind = next(array.type for array in arrays if array is not None)
    return pa.concat_arrays(
        [pa.nulls(n, kind) if array is None else array for array, n in zip(arrays, lengths, strict=True)]
    )


def _viewed(array: Any) -> Any:
    """Store text as views, as the columns of the format do."""
    pa = arrow()
    if pa.types.is_dictionary(array.type):
        return pa.DictionaryArray.from_arrays(array.indices, array.dictionary.cast(pa.string_view()))
    return array.cast(pa.string_view()) if pa.types.is_string(array.type) else array


def _facts(category: CocoCategory) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": category.id}
    if isinstance(category.supercategory, str):
        entry["supercategory"] = category.supercategory
    entry |= {name: category.extra[key] for key, name in _CATEGORY_FIELDS.items() if key in category.extra}
    return dict(sorted(entry.items()))


def _document_record(source: CocoSource, group: str | None, orphans: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what belongs to the document itself, and the annotations no row can hold."""
    categories = [category_to_json(category) for category in source.categories]
    record: dict[str, Any] = {"group": group, "top": source.top, "categories": categories}
    return {**record, "orphans": orphans} if orphans else record


def check_numbers(images: Sequence[CocoImage], categories: Sequence[CocoCategory]) -> None:
    """Check that image sizes and category ids fit the format.

    Raises:
        FormatError: A side of 2^32 pixels or more, or a category id below 0 or from 2^64 on.
    """
    for category in categories:
        if not 0 <= category.id < 2**64:
            raise FormatError(f"Category {category.name!r}: id {category.id}, expected 0 to 2^64 - 1.")
    for image in images:
        if max(image.width or 0, image.height or 0) >= 2**32:
            raise FormatError(f"Image {image.id} ({image.file_name}): {image.width} x {image.height} pixels?")
