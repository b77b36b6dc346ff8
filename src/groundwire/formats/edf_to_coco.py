"""Rows of the EdgeFirst Dataset Format to a COCO file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from groundwire._core.errors import FormatError
from groundwire.formats._arrow import arrow, optional, whole
from groundwire.formats._files import replacing
from groundwire.formats._second import Shared, in_order
from groundwire.formats.coco_rest import DOCUMENT_KEY, INDEX_COLUMN
from groundwire.formats.coco_write import category_to_json
from groundwire.formats.edf_categories import Categories
from groundwire.formats.edf_images import Images, images_of
from groundwire.formats.edf_metadata import decode_metadata
from groundwire.formats.edf_render import FileRendering, Piece, Rendering, of_groups, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from numpy.typing import NDArray

    from groundwire._core.progress import Progress
    from groundwire.formats._arrow import ArrowTable
    from groundwire.formats._notes import Notes
    from groundwire.formats._second import Second
    from groundwire.formats.edf_metadata import DatasetMetadata

CHUNK = 2_500
_INFO = {"description": "Converted from the EdgeFirst Dataset Format"}
_GEOMETRY = ("box2d", "polygon", "mask")


def write_document(
    table: ArrowTable,
    source: Path,
    target: Path,
    *,
    include_masks: bool,
    pretty: bool,
    groups: frozenset[str],
    progress: Progress,
    notes: Notes,
    second: Second | None = None,
) -> int:
    """Write a table in the types of ``read_edf`` as a COCO file; see ``coco_edf.arrow_to_coco``."""
    metadata = decode_metadata(table.schema.metadata, source)
    columns = {name: whole(table.column(name)) for name in table.column_names}
    columns = of_groups(columns, groups)
    conversion = _Conversion(columns, metadata, source, include_masks=include_masks)
    conversion.share(second, groups)
    document = conversion.document(groups)
    with replacing(target) as temporary:
        with temporary.open("wb") as sink:
            for text in conversion.texts(document, progress):
                sink.write(text)
        if pretty:
            temporary.write_bytes(msgspec.json.format(temporary.read_bytes(), indent=1) + b"\n")
    for what, count in conversion.left_out.items():
        notes.counted(str(source), count, what)
    return conversion.count


class _Document(msgspec.Struct):
    """Everything of the file except the annotations of rows."""

    top: dict[str, Any]
    categories: list[Any]
    orphans: list[dict[str, Any]]
    is_original: bool


class _Conversion:
    def __init__(
        self, columns: dict[str, Any], metadata: DatasetMetadata, source: Path, *, include_masks: bool
    ) -> None:
        self._columns = columns
        self._metadata = metadata
        self._source = source
        self._include_masks = include_masks
        self._categories = Categories(metadata)
        self._images: Images = images_of(columns, source)
        self.left_out: Counter[str] = Counter()
        self._rows, self._category_of = self._labelled()
        self._ids = self._settled_ids()
        self.count = 0
        self._rendering = Rendering(
            columns,
            source=source,
            interpretation=metadata.mask_interpretation,
            include_masks=include_masks,
        )
        self._second: Second | None = None

    def share(self, second: Second | None, groups: frozenset[str]) -> None:
        """Let a second process render too."""
        self._second = second
        if second is not None:
            interpretation = self._metadata.mask_interpretation
            stamp = stamp_of(self._source)
            second.prepare(FileRendering(self._source, stamp, groups, interpretation, self._include_masks))

    def _labelled(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the rows that are annotations in COCO's sense, and the category id of each."""
        rows = len(self._columns["name"])
        nothing = np.zeros(0, np.int64)
        excluded = _flags(self._columns.get("exclude"), rows)
        labels = self._columns.get("label")
        names: list[str | None] = [] if labels is None else labels.dictionary.to_pylist()
        codes = np.full(rows, -1) if labels is None else _codes(labels)
        named = np.array([bool(name) for name in [*names, None]], np.bool_)[codes]
        self._count_left_out(excluded, named, rows)
        kept = np.flatnonzero(named & ~excluded)
        if not kept.size:
            return nothing, nothing
        indices = self._columns.get("label_index")
        numbers: list[int | None] = [None] * rows if indices is None else indices.to_pylist()
        used, first = np.unique(codes[kept], return_index=True)
        ids = np.zeros(len(names), np.int64)
        pairs: list[tuple[int, int]] = list(zip(kept[first].tolist(), used.tolist(), strict=True))
        for row, code in sorted(pairs):  # in order of first use
            ids[code] = self._categories.id_of(names[code] or "", numbers[row])
        return kept, ids[codes[kept]]

    def _count_left_out(self, excluded: NDArray[np.bool_], named: NDArray[np.bool_], rows: int) -> None:
        drawn = np.zeros(rows, np.bool_)
        for name in _GEOMETRY:
            if name in self._columns:
                drawn |= np.asarray(self._columns[name].is_valid())
        self.left_out["rows marked exclude left out"] = int(excluded.sum())
        self.left_out["rows without label left out"] = int((drawn & ~named & ~excluded).sum())

    def _settled_ids(self) -> list[int]:
        """Give each annotation the number in its object id, or the next free one above all of those.

        A number that repeats is replaced too, unless the row came from COCO, where it repeated as well.
        """
        stored = self._columns.get("object_id")
        texts: list[str | None] = [None] * self._rows.size
        if stored is not None:
            taken = stored.take(self._rows)
            if (numbers := _distinct_numbers(taken)) is not None:
                return numbers
            texts = taken.to_pylist()
        original = self._images.is_original[self._images.of_row[self._rows]].tolist()
        known = [_number(text) for text in texts]
        following = max((number for number in known if number is not None), default=0) + 1
        seen: set[int] = set()
        ids: list[int] = []
        for wanted, from_coco in zip(known, original, strict=True):
            number = wanted
            if number is None or (number in seen and not from_coco):
                number = following
                following += 1
            seen.add(number)
            ids.append(number)
        return ids

    def document(self, groups: AbstractSet[str]) -> _Document:
        """Return the parts of the file that are not rows."""
        text = self._metadata.extra.get(DOCUMENT_KEY)
        try:
            records = msgspec.json.decode(text or "[]", type=list[dict[str, Any]])
        except msgspec.MsgspecError as error:
            raise FormatError(f"{self._source}: metadata {DOCUMENT_KEY} cannot be read ({error}).") from error
        records = [record for record in records if not groups or (record.get("group") or "") in groups]
        if len(records) == 1:
            (only,) = records
            orphans = only.get("orphans", [])
            return _Document(only.get("top", {}), only.get("categories", []), orphans, is_original=True)
        categories = [category_to_json(category) for category in self._categories.result()]
        return _Document({"info": _INFO, "licenses": []}, categories, [], is_original=False)

    def texts(self, document: _Document, progress: Progress) -> Iterator[bytes]:
        """Yield the text of the file in pieces."""
        top = dict(document.top)
        yield b"{"
        for key in ("info", "licenses"):
            if key in top:
                yield _member(key, msgspec.json.encode(top.pop(key))) + b","
        yield b'"images":[' + self._images.text + b'],\n"annotations":['
        yield from self._annotations(document, progress)
        yield b"],\n" + _member("categories", msgspec.json.encode(document.categories))
        for key, value in top.items():
            yield b"," + _member(key, msgspec.json.encode(value))
        yield b"}\n"

    def _annotations(self, document: _Document, progress: Progress) -> Iterator[bytes]:
        rows = len(self._columns["name"])
        progress.start(rows)
        comma = b""
        for rendered in in_order(
            Shared(self._rendering.render, self._second).results(self._pieces(document))
        ):
            yield comma + rendered.text
            comma = b",\n"
            self.left_out.update(rendered.left_out)
            self.count += rendered.count
            progress.update(rows * self.count // max(1, self._rows.size))
        for orphan in document.orphans:
            shown = (
                orphan if self._include_masks else {k: v for k, v in orphan.items() if k != "segmentation"}
            )
            yield comma + msgspec.json.encode(shown)
            comma = b",\n"
            self.count += 1
        progress.finish()

    def _pieces(self, document: _Document) -> Iterator[Piece]:
        order = self._order(document)
        for start in range(0, order.size, CHUNK):
            places = order[start : start + CHUNK]
            rows = self._rows[places]
            images = self._images.of_row[rows]
            yield Piece(
                rows=rows,
                ids=[self._ids[place] for place in places.tolist()],
                image_ids=[self._images.ids[image] for image in images.tolist()],
                category_ids=self._category_of[places].tolist(),
                sizes=self._images.sizes[images],
            )

    def _order(self, document: _Document) -> NDArray[np.int64]:
        """Return the annotations in the order of the document they came from, if they came from one."""
        stored = self._columns.get(INDEX_COLUMN)
        if stored is None or not document.is_original:
            return np.arange(self._rows.size)
        places = stored.take(self._rows)
        if places.null_count:
            return np.arange(self._rows.size)
        return np.argsort(places.to_numpy(zero_copy_only=False), kind="stable")


def _member(key: str, value: bytes) -> bytes:
    return msgspec.json.encode(key) + b":" + value


def _codes(labels: Any) -> NDArray[np.int64]:
    found: NDArray[np.int64] = labels.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return found


def _flags(column: Any, rows: int) -> NDArray[np.bool_]:
    if column is None:
        return np.zeros(rows, np.bool_)
    return np.asarray(column.fill_null(False))


def _distinct_numbers(texts: Any) -> list[int] | None:
    """Return the numbers of all texts at once, if each is a number and no two are the same."""
    pa = arrow()
    compute = optional("pyarrow.compute", "formats")
    if texts.null_count or not compute.all(compute.ascii_is_decimal(texts)).as_py():
        return None
    try:
        numbers: list[int] = texts.cast(pa.uint64()).to_numpy().tolist()
    except pa.ArrowInvalid:  # beyond 2^64
        return None
    return numbers if len(set(numbers)) == len(numbers) else None


def _number(text: str | None) -> int | None:
    if text is None or not (text.isascii() and text.isdigit()):
        return None
    number = int(text) if len(text) <= 20 else 2**64
    return number if number < 2**64 else None
