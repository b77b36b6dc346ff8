"""The images behind the rows of a dataset file, as COCO records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from groundwire._core.errors import FormatError
from groundwire.formats._arrow import arrow
from groundwire.formats.coco_rest import IMAGE_COLUMN

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_LISTS = {
    "neg_label_indices": "neg_category_ids",
    "not_exhaustive_label_indices": "not_exhaustive_category_ids",
}


class _Head(msgspec.Struct, gc=False):
    id: int
    width: int | None = None
    height: int | None = None


@dataclass(slots=True)
class Images:
    """Images in the order of their first row.

    Attributes:
        of_row: The image of each row.
        ids: COCO ids.
        sizes: ``(N, 2)`` width and height in pixels; 0 where unknown.
        text: JSON of the records, parted by commas.
        is_original: Which ones are records of the document the file was made of.
    """

    of_row: NDArray[np.int64]
    ids: list[int]
    sizes: NDArray[np.float64]
    text: bytes
    is_original: NDArray[np.bool_]


def images_of(columns: dict[str, Any], source: Path) -> Images:
    """Find the images of a file: rows of one name, frame and original record belong together.

    Raises:
        FormatError: An original record cannot be read.
    """
    of_row, first = _distinct(columns)
    picked = {name: columns[name].take(first).to_pylist() for name in _wanted(columns)}
    blank = [None] * first.size
    sizes = picked.get("size", blank)
    ids: list[int] = []
    shown: list[Any] = []
    used: set[int] = set()
    highest = 0
    found = np.zeros((first.size, 2))
    records: list[str | None] = picked.get(IMAGE_COLUMN, blank)
    for place, record in enumerate(records):
        if record is None:
            number = highest + 1
            shown.append(_record(number, place, picked, sizes[place]))
            found[place] = sizes[place] or (0, 0)
        else:
            where = f"{source}: row {first[place]}, column {IMAGE_COLUMN}"
            number, text, found[place] = _original(record, used, highest, where)
            shown.append(msgspec.Raw(text))
        used.add(number)
        highest = max(highest, number)
        ids.append(number)
    is_original = np.array([record is not None for record in records], np.bool_)
    return Images(of_row, ids, found, msgspec.json.encode(shown)[1:-1], is_original)


def _wanted(columns: dict[str, Any]) -> list[str]:
    return [name for name in ("name", "frame", "size", IMAGE_COLUMN, *_LISTS) if name in columns]


def _distinct(columns: dict[str, Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the image of each row and the first row of each image, in order of appearance."""
    key = _codes(columns["name"])
    for name in ("frame", IMAGE_COLUMN):
        if name in columns:
            codes = _codes(columns[name])
            key = _codes(arrow().array(key * (int(codes.max(initial=0)) + 1) + codes))
    return key, np.unique(key, return_index=True)[1]


def _codes(column: Any) -> NDArray[np.int64]:
    """Number the values of a column in order of appearance; null is one of them."""
    pa = arrow()
    if pa.types.is_dictionary(column.type):
        column = column.indices
    indices = column.dictionary_encode("encode").indices
    found: NDArray[np.int64] = indices.to_numpy(zero_copy_only=False)
    return found.astype(np.int64)


def _record(number: int, place: int, picked: dict[str, list[Any]], size: list[int] | None) -> dict[str, Any]:
    name = picked["name"][place] or ""
    frame = picked["frame"][place] if "frame" in picked else None
    values: dict[str, Any] = {"id": number, "file_name": name if frame is None else f"{name}_{frame}"}
    if size is not None:
        values["width"], values["height"] = size
    for column, key in _LISTS.items():
        if column in picked and picked[column][place] is not None:
            values[key] = picked[column][place]
    return values


def _original(
    record: str, used: set[int], highest: int, where: str
) -> tuple[int, bytes, tuple[float, float]]:
    """Return id, JSON and size of an original record; an id that is taken is replaced."""
    try:
        head = msgspec.json.decode(record, type=_Head)
        number, text = head.id, record.encode()
        if number in used:
            number = highest + 1
            text = msgspec.json.encode({**msgspec.json.decode(record), "id": number})
    except msgspec.MsgspecError as error:
        raise FormatError(f"{where} cannot be read ({error}).") from error
    return number, text, (head.width or 0, head.height or 0)
