"""A COCO document as a source: small parts whole, annotations decoded a few thousand at a time."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Protocol, TypeAlias

import msgspec
import numpy as np
from msgspec import UNSET, UnsetType

from groundwire._core.errors import FormatError
from groundwire.formats._files import forget, map_file
from groundwire.formats.coco import CocoAnnotation, Rle
from groundwire.formats.coco_fields import Reader, is_object
from groundwire.formats.coco_read import read_annotation, read_category, read_image
from groundwire.formats.coco_records import pick, place_of, slices
from groundwire.formats.coco_records import places as _places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from groundwire.formats._files import Mapped
    from groundwire.formats.coco import CocoCategory, CocoDocument, CocoImage

CHUNK = 2_500  # its numbers stay in the cache of the processor

Ids: TypeAlias = list[int]


class _StrictRle(Rle, frozen=True, forbid_unknown_fields=True):
    pass


class Record(msgspec.Struct, kw_only=True, gc=False):
    """The keys of an annotation that have columns; values as in ``CocoAnnotation``."""

    id: int
    image_id: int
    category_id: int
    bbox: Annotated[list[float], msgspec.Meta(min_length=4, max_length=4)] | UnsetType | None = UNSET
    segmentation: list[list[float]] | _StrictRle | UnsetType | None = UNSET
    area: float | UnsetType | None = UNSET
    iscrowd: int | UnsetType = UNSET
    score: float | UnsetType | None = UNSET


class _OnlyKnown(Record, forbid_unknown_fields=True):
    """A record that refuses unknown keys, so that none is lost unseen."""


AnyRecord: TypeAlias = Record | CocoAnnotation
_KNOWN = frozenset(Record.__struct_fields__)
_BESIDE = ("keypoints", "attributes")  # typed in CocoAnnotation, without a column here


@dataclass(slots=True)
class Chunk:
    """Some annotations.

    Attributes:
        records: The keys that have columns.
        others: Keys without a column, by position in the chunk; only filled when they are asked for.
    """

    records: Sequence[AnyRecord]
    others: dict[int, dict[str, Any]] = field(default_factory=dict[int, "dict[str, Any]"])


class Annotations(Protocol):
    """The annotations of a document; any of them can be decoded at any time."""

    image_ids: Ids
    category_ids: Ids

    def read(self, places: NDArray[np.int64], *, others: bool) -> Chunk:
        """Decode the annotations at these places, with their keys without a column if asked."""
        ...


@dataclass(slots=True)
class CocoSource:
    """A document whose annotations are still to be decoded.

    Attributes:
        top: Every top-level key except the three lists.
        annotations: What is known of them, and the way to get more.
    """

    path: Path | None
    images: list[CocoImage]
    categories: list[CocoCategory]
    top: dict[str, Any]
    annotations: Annotations

    @property
    def count(self) -> int:
        """Number of annotations."""
        return len(self.annotations.image_ids)


class FileAnnotations:
    """Annotations in a file: where each begins and ends."""

    def __init__(self, path: Path, data: Mapped) -> None:
        self.path = path
        self.begins = self.ends = np.zeros(0, np.int64)
        self.image_ids: Ids = []
        self.category_ids: Ids = []
        self._data = data
        self._reader = Reader(path)

    def __reduce__(self) -> tuple[Any, ...]:
        return _reopened, (self.path, self.begins, self.ends)

    def find(self, reader: Reader, start: int, stop: int) -> None:
        """Find the items between two places of the file."""
        begins, ends = [self.begins], [self.ends]
        for place, text, items in slices(self._data, start, stop):
            found = _places(text, items)
            begins.append(place + found[0])
            ends.append(place + found[1])
            first = len(self.image_ids)
            for item in _ids(reader, text, items, first):
                self.image_ids.append(item.image_id)
                self.category_ids.append(item.category_id)
            forget(self._data)
        self.begins, self.ends = np.concatenate(begins), np.concatenate(ends)

    def read(self, places: NDArray[np.int64], *, others: bool) -> Chunk:
        """Decode the annotations at these places."""
        texts = pick(self._data, self.begins[places], self.ends[places])
        return _decode(self._reader, texts, places, others=others)


def _reopened(path: Path, begins: NDArray[np.int64], ends: NDArray[np.int64]) -> FileAnnotations:
    """Restore what was sent to another process; ids stay behind."""
    found = FileAnnotations(path, map_file(path))
    found.begins, found.ends = begins, ends
    return found


class _Ids(msgspec.Struct, gc=False):
    image_id: int
    category_id: int


def _ids(reader: Reader, text: bytes, items: list[msgspec.Raw], first: int) -> list[_Ids]:
    try:
        return msgspec.json.decode(b"[%b]" % text, type=list[_Ids])
    except msgspec.ValidationError:
        pass
    found: list[_Ids] = []
    for row, item in enumerate(items, first):
        where = f"$.annotations[{row}]"
        value = reader.record(msgspec.json.decode(item), where)
        numbers = (reader.integer(value.get(key), f"{where}.{key}") for key in ("image_id", "category_id"))
        found.append(_Ids(*numbers))
    return found


def open_source(path: Path, reader: Reader) -> CocoSource:
    """Read a COCO file up to its annotations; what is odd is noted in ``reader``.

    Raises:
        FormatError: Not JSON, not a document, or a value that cannot be understood.
        FileNotFoundError: There is no such file.
    """
    data = map_file(path)
    annotations = FileAnnotations(path, data)
    start = len(codecs.BOM_UTF8) if data[:3] == codecs.BOM_UTF8 else 0
    try:
        top, place = _top(data, start)
        parts = {key: _records(reader, top.pop(key, None), key) for key in ("images", "categories")}
        rest = {key: msgspec.json.decode(value) for key, value in top.items()}
        images = [
            read_image(reader, msgspec.json.decode(item), f"$.images[{n}]")
            for n, item in enumerate(parts["images"])
        ]
        categories = [
            read_category(reader, msgspec.json.decode(item), f"$.categories[{n}]")
            for n, item in enumerate(parts["categories"])
        ]
        del top, parts
        if place is not None and data[place[0] : place[0] + 1] == b"[":
            annotations.find(reader, place[0] + 1, place[1] - 1)
        elif place is not None:
            reader.records(msgspec.json.decode(data[slice(*place)]), "$.annotations")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"{path}: expected a COCO document ({error}).") from error
    return CocoSource(path=path, images=images, categories=categories, top=rest, annotations=annotations)


def _top(data: Mapped, start: int) -> tuple[dict[str, bytes], tuple[int, int] | None]:
    """Return the texts of all top-level keys but the annotations, and where those lie."""
    top = msgspec.json.decode(memoryview(data)[start:], type=dict[str, msgspec.Raw])
    raw = top.pop("annotations", None)
    place = None if raw is None else place_of(raw, data)
    del raw
    copied = {key: bytes(value) for key, value in top.items()}
    top.clear()
    forget(data)
    return copied, place


def _records(reader: Reader, value: bytes | None, key: str) -> list[msgspec.Raw]:
    where = f"$.{key}"
    if value is None:
        return [] if key != "images" else reader.fail(where, "an array of images", None)
    try:
        return msgspec.json.decode(value, type=list[msgspec.Raw])
    except msgspec.ValidationError:
        return reader.records(msgspec.json.decode(value), where)


def _decode(reader: Reader, raw: list[bytes], places: NDArray[np.int64], *, others: bool) -> Chunk:
    """Decode a chunk at once; one record at a time only when some record is out of the ordinary."""
    text = b"[" + b",".join(raw) + b"]"
    try:
        if not others:
            return Chunk(msgspec.json.decode(text, type=list[Record]))
        return Chunk(msgspec.json.decode(text, type=list[_OnlyKnown]))
    except (msgspec.ValidationError, UnicodeDecodeError):
        pass
    named = zip(raw, places.tolist(), strict=True)
    decoded = [_decode_one(reader, item, f"$.annotations[{place}]") for item, place in named]
    left = {row: keys for row, (_, keys) in enumerate(decoded) if keys and others}
    return Chunk([record for record, _ in decoded], left)


def _decode_one(reader: Reader, item: bytes, where: str) -> tuple[AnyRecord, dict[str, Any]]:
    value = reader.record(msgspec.json.decode(item), where)
    left = {key: value[key] for key in value.keys() - _KNOWN}
    found = value.get("segmentation")
    if is_object(found) and found.keys() - {"size", "counts"}:
        left["segmentation"] = found
    try:
        return msgspec.convert(value, Record), left
    except msgspec.ValidationError:
        return read_annotation(reader, value, where), left


class _DocumentAnnotations:
    """Annotations of a document in memory."""

    def __init__(self, document: CocoDocument) -> None:
        self._items: Sequence[CocoAnnotation] = document.annotations
        self.image_ids: Ids = [item.image_id for item in self._items]
        self.category_ids: Ids = [item.category_id for item in self._items]

    def read(self, places: NDArray[np.int64], *, others: bool) -> Chunk:
        records: list[CocoAnnotation] = [self._items[place] for place in places.tolist()]
        left = {row: _others(item) for row, item in enumerate(records)} if others else {}
        return Chunk(records, {row: keys for row, keys in left.items() if keys})


def source_of(document: CocoDocument) -> CocoSource:
    """Return a document in memory as a source."""
    top = {key: value for key in ("info", "licenses") if (value := getattr(document, key)) is not UNSET}
    return CocoSource(
        path=document.path,
        images=document.images,
        categories=document.categories,
        top={**top, **document.extra},
        annotations=_DocumentAnnotations(document),
    )


def _others(annotation: CocoAnnotation) -> dict[str, Any]:
    beside = {key: value for key in _BESIDE if (value := getattr(annotation, key)) is not UNSET}
    return {**beside, **annotation.extra}
