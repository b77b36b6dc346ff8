"""COCO sources to one table of the EdgeFirst Dataset Format."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
import numpy as np

from groundwire._core.errors import FormatError
from groundwire.formats._arrow import ArrowTable, arrow
from groundwire.formats._second import Shared, stored
from groundwire.formats.coco_columns import columns_of
from groundwire.formats.coco_encode import Job, Options, Piece, encode_rows
from groundwire.formats.coco_fields import is_list
from groundwire.formats.coco_rest import DOCUMENT_KEY, IMAGE_COLUMN, INDEX_COLUMN
from groundwire.formats.coco_source import CHUNK
from groundwire.formats.coco_write import category_to_json, image_to_json, record_to_json
from groundwire.formats.edf_assemble import assemble, is_all_null
from groundwire.formats.edf_metadata import DatasetMetadata
from groundwire.formats.edf_schema import COLUMN
from groundwire.formats.names import sample_names, with_groups
from groundwire.formats.nested import vectors_array

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from groundwire._core.progress import Progress
    from groundwire.formats._notes import Notes
    from groundwire.formats._second import Second
    from groundwire.formats.coco import CocoCategory, CocoImage
    from groundwire.formats.coco_source import Annotations, CocoSource

_CATEGORY_FIELDS = {"synset": "synset", "frequency": "frequency", "synonyms": "synonyms", "def": "definition"}
_NONE = -1

ONE_BATCH = 500_000  # rows that are written as one batch, as other writers do; more come in several
LARGE_CHUNK = 20_000

Task: TypeAlias = tuple[int, int, int]  # document, first row, end


@dataclass(slots=True)
class RowEncoder:
    """Encodes rows of the table; can be sent to another process.

    Attributes:
        annotations: Those of each document.
        first: Number of the first annotation of each document, counted through all.
        annotation_of_row: Number of the annotation of each row; ``_NONE`` for an image without any.
        image_of_row: The image of each row.
        sizes: Width and height of each image; 0 where unknown.
        options: What is stored.
    """

    annotations: list[Annotations]
    first: list[int]
    annotation_of_row: NDArray[np.int64]
    image_of_row: NDArray[np.int64]
    sizes: NDArray[np.float64]
    options: Options

    def __call__(self, task: Task) -> Piece:
        """Encode rows ``start .. stop``, which belong to one document."""
        document, start, stop = task
        numbers = self.annotation_of_row[start:stop]
        given = numbers >= 0
        chunk = self.annotations[document].read(
            numbers[given] - self.first[document], others=not self.options.plain
        )
        sizes = self.sizes[self.image_of_row[start:stop][given]]
        job = Job(columns_of(chunk), chunk.others, sizes, self.options)
        return encode_rows(job, np.where(given, np.cumsum(given) - 1, _NONE))


class TableMaker:
    """Makes one table of several documents, each with the group of its images.

    Rows come in the order of the images. They are encoded a few thousand at a time, by a second process too
    if there is one.
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
        self._sizes = np.array(
            [(image.width or 0, image.height or 0) for image in self._images], np.float64
        ).reshape(-1, 2)
        self._orphans: list[list[dict[str, Any]]] = []
        image_of, self._category_of, self._index_of = self._placed()
        self._image_of_row, self._order = self._rows(image_of)
        counts = [source.count for source, _ in sources]
        self.encoder = RowEncoder(
            annotations=[source.annotations for source, _ in sources],
            first=[sum(counts[:number]) for number in range(len(counts))],
            annotation_of_row=self._order,
            image_of_row=self._image_of_row,
            sizes=self._sizes,
            options=options,
        )

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self._order.size)

    def _placed(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return image, category and place in its document of each annotation; orphans have no image."""
        position = {number: place for place, number in enumerate(self._categories)}
        images, categories = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        first = 0
        for source, _ in self._sources:
            known: dict[int, int] = {}
            for place, image in enumerate(source.images, first):
                known.setdefault(image.id, place)
            first += len(source.images)
            found = source.annotations
            image_of = np.array([known.get(number, _NONE) for number in found.image_ids], np.int64)
            category_of = np.array([position.get(number, _NONE) for number in found.category_ids], np.int64)
            lost = (image_of == _NONE) | (category_of == _NONE)
            image_of[lost] = _NONE
            chunk = found.read(np.flatnonzero(lost), others=not self._options.plain)
            self._orphans.append(
                [record_to_json(item, chunk.others.get(row, {})) for row, item in enumerate(chunk.records)]
            )
            images.append(image_of)
            categories.append(category_of)
        places = [np.arange(source.count) for source, _ in self._sources]
        return np.concatenate(images), np.concatenate(categories), np.concatenate([images[0], *places])

    def tasks(self) -> list[Task]:
        """Return the rows to encode at a time; none holds rows of two documents."""
        chunk = CHUNK if self.rows <= ONE_BATCH else LARGE_CHUNK
        ends = np.cumsum([len(source.images) for source, _ in self._sources])
        bounds = [0, *np.searchsorted(self._image_of_row, ends).tolist()]
        return [
            (document, start, min(start + chunk, stop))
            for document, (begin, stop) in enumerate(pairwise(bounds))
            for start in range(begin, stop, chunk)
        ]

    def table(self, progress: Progress, second: Second | None = None) -> ArrowTable:
        """Encode everything.

        Raises:
            FormatError: A value does not fit its column.
        """
        loads = self._encoded(progress, second)
        pieces = [load() for load in loads]
        self._report(sum(piece.damaged for piece in pieces))
        counts = [stop - start for _, start, stop in self.tasks()]
        columns = {
            name: _joined([piece.arrays.pop(name, None) for piece in pieces], counts)
            for name in {name: None for piece in pieces for name in piece.arrays}
        }
        return self._assembled({**columns, **self._shared_columns()})

    def batches(self, progress: Progress, second: Second | None, scratch: Path) -> Iterator[ArrowTable]:
        """Encode everything and yield it in parts, all of one schema; pieces wait in a folder.

        Raises:
            FormatError: A value does not fit its column.
        """
        types: dict[str, Any] = {}
        damaged = 0

        def kept(number: int, load: Callable[[], Piece]) -> Callable[[], Piece]:
            nonlocal damaged
            piece = load()
            damaged += piece.damaged
            types.update((name, array.type) for name, array in piece.arrays.items() if not is_all_null(array))
            return stored(piece, scratch / f"piece-{number}")

        loads = self._encoded(progress, second, kept)
        self._report(damaged)
        shared = {name: array for name, array in self._shared_columns().items() if not is_all_null(array)}
        columns = {**types, **{name: array.type for name, array in shared.items()}}
        if "ignore" in columns:
            columns["iscrowd"] = columns["ignore"]
        for load, (_, start, stop) in zip(loads, self.tasks(), strict=True):
            arrays = load().arrays
            part = {
                name: arrays[name] if name in arrays else arrow().nulls(stop - start, kind)
                for name, kind in types.items()
            }
            part |= {name: array.slice(start, stop - start) for name, array in shared.items()}
            yield self._assembled(part, frozenset(columns))

    def _encoded(
        self,
        progress: Progress,
        second: Second | None,
        kept: Callable[[int, Callable[[], Piece]], Callable[[], Piece]] = lambda _, load: load,
    ) -> list[Callable[[], Piece]]:
        """Encode everything; return the ways to get the pieces, in order."""
        progress.start(len(self._images))
        tasks = self.tasks()
        loads: dict[int, Callable[[], Piece]] = {}
        done = 0
        for number, load in Shared(self.encoder, second).results(tasks):
            loads[number] = kept(number, load)
            done += tasks[number][2] - tasks[number][1]
            progress.update(len(self._images) * done // max(1, self.rows))
        progress.finish()
        return [loads[number] for number in range(len(tasks))]

    def _report(self, damaged: int) -> None:
        kept = "; kept aside for the way back" if not self._options.plain else "; left out"
        for (source, _), orphans in zip(self._sources, self._orphans, strict=True):
            message = f"annotations name an unknown image or category{kept}"
            self._notes.counted(str(source.path), len(orphans), message)
        self._notes.counted("annotations", damaged, f"damaged run lengths give no mask{kept}")

    def _shared_columns(self) -> dict[str, Any]:
        """Return the columns that are made for all rows at once."""
        shared = self._annotation_columns(self._order) | self._sample_columns(self._image_of_row)
        if not self._options.plain:
            shared[IMAGE_COLUMN] = self._image_records(self._image_of_row)
            shared[INDEX_COLUMN] = self._indices(self._order)
        return shared

    def _assembled(self, columns: dict[str, Any], present: frozenset[str] | None = None) -> ArrowTable:
        extra = {name: _viewed(columns.pop(name)) for name in list(columns) if name not in COLUMN}
        if INDEX_COLUMN in extra:  # last, as it always was
            extra[INDEX_COLUMN] = extra.pop(INDEX_COLUMN)
        if IMAGE_COLUMN in extra:
            extra = {IMAGE_COLUMN: extra.pop(IMAGE_COLUMN), **extra}
        columns["iscrowd"] = columns.get("ignore")
        return assemble(columns, self._metadata(), extra, present=present)

    def _rows(self, image_of: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return, per row of the table, its image and its annotation; ``_NONE`` for an image without any."""
        order = np.argsort(image_of, kind="stable")
        order = order[image_of[order] >= 0]
        counts = np.bincount(image_of[order], minlength=len(self._images))
        image_of_row = np.repeat(np.arange(len(self._images)), np.maximum(counts, 1))
        annotation_of_row = np.full(image_of_row.size, _NONE)
        annotation_of_row[counts[image_of_row] > 0] = order
        return image_of_row, annotation_of_row

    def _annotation_columns(self, order: NDArray[np.int64]) -> dict[str, Any]:
        pa = arrow()
        category_of = self._category_of
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
            "category_frequency": texts.dictionary_encode().take(indices),
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
            "group": pa.array(self._groups, pa.string()).dictionary_encode().take(rows),
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
        return pa.DictionaryArray.from_arrays(codes, pa.array(records, pa.string_view()))

    def _indices(self, order: NDArray[np.int64]) -> Any:
        """Return the places of annotations in their document; only nulls when the rows are in that order."""
        pa = arrow()
        index_of = self._index_of
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
