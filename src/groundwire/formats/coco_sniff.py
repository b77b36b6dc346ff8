"""Find out what a JSON file is, reading only ids and names."""

from __future__ import annotations

import codecs
from enum import Enum
from typing import TYPE_CHECKING, Any

import msgspec

from groundwire.formats.coco import CocoCategory, CocoDocument

if TYPE_CHECKING:
    from pathlib import Path


class Kind(Enum):
    """What a JSON file can be."""

    DOCUMENT = "a COCO document"
    RESULTS = "a COCO results list"
    OTHER = "something else"


class _Id(msgspec.Struct):
    id: Any = None


class _Category(msgspec.Struct):
    id: Any = None
    name: Any = None


class _Document(msgspec.Struct):
    images: list[_Id] | None = None
    annotations: msgspec.Raw = msgspec.Raw()
    categories: list[_Category] | None = None


class _Detection(msgspec.Struct):
    image_id: int
    category_id: int


class Sniffed(msgspec.Struct, kw_only=True):
    """What a JSON file turned out to be.

    Attributes:
        path: The file.
        kind: Document, results list or other.
        what: In words.
        image_ids: Ids of the images it has, or names.
        categories: Category id to name; a results list has ids only.
    """

    path: Path
    kind: Kind
    what: str
    image_ids: frozenset[int] = frozenset()
    categories: dict[int, str] = {}

    def categories_document(self) -> CocoDocument:
        """Return a document with nothing but the categories."""
        categories = [CocoCategory(id=number, name=name) for number, name in self.categories.items()]
        return CocoDocument(categories=categories, path=self.path)


def sniff(path: Path) -> Sniffed:
    """Tell COCO documents and results lists from other JSON files.

    Raises:
        FileNotFoundError: There is no such file.
    """
    data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    start = data.lstrip()[:1]
    if start == b"[":
        return _results(path, data)
    if start != b"{":
        return Sniffed(path=path, kind=Kind.OTHER, what="not a JSON object or list")
    try:
        found = msgspec.json.decode(data, type=_Document)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        return Sniffed(path=path, kind=Kind.OTHER, what=f"not readable as COCO ({error})")
    ids = [image.id for image in found.images or []]
    has_more = bool(found.annotations) or found.categories is not None
    if found.images is None or not (has_more or (ids and all(isinstance(number, int) for number in ids))):
        return Sniffed(
            path=path, kind=Kind.OTHER, what="JSON without the COCO keys 'images' and 'annotations'"
        )
    return Sniffed(
        path=path,
        kind=Kind.DOCUMENT,
        what=Kind.DOCUMENT.value,
        image_ids=frozenset(number for number in ids if isinstance(number, int)),
        categories={c.id: c.name for c in found.categories or [] if isinstance(c.id, int)},
    )


def _results(path: Path, data: bytes) -> Sniffed:
    try:
        found = msgspec.json.decode(data, type=list[_Detection])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Sniffed(path=path, kind=Kind.OTHER, what="a JSON list of something other than detections")
    return Sniffed(
        path=path,
        kind=Kind.RESULTS,
        what=Kind.RESULTS.value,
        image_ids=frozenset(item.image_id for item in found),
        categories={item.category_id: "" for item in found},
    )
