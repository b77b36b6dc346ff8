"""A COCO document as a source of chunks: small parts whole, annotations decoded a few thousand at a time."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

from groundwire._core.errors import FormatError
from groundwire.formats.coco import CocoAnnotation, Rle
from groundwire.formats.coco_fields import Reader, is_object
from groundwire.formats.coco_read import read_annotation, read_category, read_image

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from groundwire.formats.coco import CocoCategory, CocoDocument, CocoImage

CHUNK = 2_500  # its numbers stay in the cache of the processor
_PARTS = ("images", "annotations", "categories")


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
    """Some annotations in a row.

    Attributes:
        start: Position of the first in the document.
        records: The keys that have columns.
        others: Keys without a column, by position in the chunk; only filled when they are asked for.
    """

    start: int
    records: Sequence[AnyRecord]
    others: dict[int, dict[str, Any]] = field(default_factory=dict[int, "dict[str, Any]"])


@dataclass(slots=True)
class CocoSource:
    """A document whose annotations are still to be decoded.

    Attributes:
        top: Every top-level key except the three lists.
        count: Number of annotations.
        read: Returns the chunk of annotations ``start .. stop``; with others if asked.
    """

    path: Path | None
    images: list[CocoImage]
    categories: list[CocoCategory]
    top: dict[str, Any]
    count: int
    read: Callable[[int, int, bool], Chunk]

    def chunks(self, *, others: bool) -> Iterator[Chunk]:
        """Decode the annotations in order."""
        for start in range(0, self.count, CHUNK):
            yield self.read(start, min(start + CHUNK, self.count), others)


def open_source(path: Path, reader: Reader) -> CocoSource:
    """Read a COCO file up to its annotations; what is odd is noted in ``reader``.

    Raises:
        FormatError: Not JSON, not a document, or a value that cannot be understood.
        FileNotFoundError: There is no such file.
    """
    data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    try:
        top = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        parts = {key: _records(reader, top.pop(key, None), key) for key in _PARTS}
        rest = {key: msgspec.json.decode(value) for key, value in top.items()}
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"{path}: expected a COCO document ({error}).") from error
    raw = parts["annotations"]
    return CocoSource(
        path=path,
        images=[
            read_image(reader, msgspec.json.decode(item), f"$.images[{n}]")
            for n, item in enumerate(parts["images"])
        ],
        categories=[
            read_category(reader, msgspec.json.decode(item), f"$.categories[{n}]")
            for n, item in enumerate(parts["categories"])
        ],
        top=rest,
        count=len(raw),
        read=lambda start, stop, others: _decode(reader, raw[start:stop], start, others=others),
    )


def _records(reader: Reader, value: msgspec.Raw | None, key: str) -> list[msgspec.Raw]:
    where = f"$.{key}"
    if value is None:
        return [] if key != "images" else reader.fail(where, "an array of images", None)
    try:
        return msgspec.json.decode(value, type=list[msgspec.Raw])
    except msgspec.ValidationError:
        return reader.records(msgspec.json.decode(value), where)


def _decode(reader: Reader, raw: list[msgspec.Raw], start: int, *, others: bool) -> Chunk:
    """Decode a chunk at once; one record at a time only when some record is out of the ordinary."""
    text = b"[" + b",".join(raw) + b"]"
    try:
        if not others:
            return Chunk(start, msgspec.json.decode(text, type=list[Record]))
        return Chunk(start, msgspec.json.decode(text, type=list[_OnlyKnown]))
    except (msgspec.ValidationError, UnicodeDecodeError):
        pass
    decoded = [_decode_one(reader, item, f"$.annotations[{start + row}]") for row, item in enumerate(raw)]
    left = {row: keys for row, (_, keys) in enumerate(decoded) if keys and others}
    return Chunk(start, [record for record, _ in decoded], left)


def _decode_one(reader: Reader, item: msgspec.Raw, where: str) -> tuple[AnyRecord, dict[str, Any]]:
    value = reader.record(msgspec.json.decode(item), where)
    left = {key: value[key] for key in value.keys() - _KNOWN}
    found = value.get("segmentation")
    if is_object(found) and found.keys() - {"size", "counts"}:
        left["segmentation"] = found
    try:
        return msgspec.convert(value, Record), left
    except msgspec.ValidationError:
        return read_annotation(reader, value, where), left


def source_of(document: CocoDocument) -> CocoSource:
    """Return a document in memory as a source."""
    top = {key: value for key in ("info", "licenses") if (value := getattr(document, key)) is not UNSET}

    def read(start: int, stop: int, others: bool) -> Chunk:
        chunk = Chunk(start, [*document.annotations[start:stop]])
        if others:
            found = ((row, _others(item)) for row, item in enumerate(document.annotations[start:stop]))
            chunk.others = {row: left for row, left in found if left}
        return chunk

    return CocoSource(
        path=document.path,
        images=document.images,
        categories=document.categories,
        top={**top, **document.extra},
        count=len(document.annotations),
        read=read,
    )


def _others(annotation: CocoAnnotation) -> dict[str, Any]:
    beside = {key: value for key in _BESIDE if (value := getattr(annotation, key)) is not UNSET}
    return {**beside, **annotation.extra}
