"""The rules that the values of a dataset file keep, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from groundwire._core.errors import FormatError
from groundwire.formats._arrow import arrow
from groundwire.formats.edf_schema import COLUMNS
from groundwire.formats.masks import decode_mask_png, png_header
from groundwire.formats.nested import rings_from, vectors_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from groundwire.formats.edf_metadata import DatasetMetadata

_SCORES = ("box2d_score", "box3d_score", "polygon_score", "mask_score")
_RANGES = {"location": (90, 180), "pose": (180, 90, 180)}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a dataset file.

    Attributes:
        column: Column it is in; None for the metadata of the file.
        row: Row it is in, counted from 0; None when it concerns the whole column.
        message: What was found and what was expected.
    """

    column: str | None
    row: int | None
    message: str

    def __str__(self) -> str:
        if self.column is None:
            return f"metadata: {self.message}"
        where = f"column {self.column!r}" if self.row is None else f"column {self.column!r}, row {self.row}"
        return f"{where}: {self.message}"


def check_rows(columns: dict[str, Any], metadata: DatasetMetadata, limit: int) -> list[Fault]:
    """Return the faults of the rows; columns come in the types of ``read_edf``."""
    checks = (
        _names(columns),
        *_samples(columns),
        *_labels(columns, metadata),
        *_vectors(columns),
        *_polygons(columns),
        *_scores(columns),
        _flags(columns),
        _frequencies(columns),
        _masks(columns, metadata),
    )
    return [fault for check in checks for fault in _limited(check, limit)]


def _limited(faults: Iterable[Fault], limit: int) -> list[Fault]:
    found = list(faults)
    more = len(found) - limit
    if more <= 0:
        return found
    last = found[limit - 1]
    return [*found[: limit - 1], Fault(last.column, last.row, f"{last.message} (and {more} more rows)")]


def _rows(column: str, bad: NDArray[np.bool_], message: str) -> Iterator[Fault]:
    return (Fault(column, row, message) for row in np.flatnonzero(bad).tolist())


def _names(columns: dict[str, Any]) -> Iterator[Fault]:
    return _rows("name", np.asarray(columns["name"].is_null()), "null; every row names its sample")


def _samples(columns: dict[str, Any]) -> Iterator[Iterator[Fault]]:
    """Rows of one sample agree on what belongs to the sample."""
    names = columns["name"].to_pylist()
    frames = columns["frame"].to_pylist() if "frame" in columns else [None] * len(names)
    first: dict[Any, int] = {}
    leaders = [first.setdefault(key, row) for row, key in enumerate(zip(names, frames, strict=True))]
    for column in COLUMNS:
        if column.level == "sample" and column.name not in ("name", "frame") and column.name in columns:
            yield _disagreeing(column.name, columns[column.name].to_pylist(), leaders)


def _disagreeing(name: str, values: list[Any], leaders: list[int]) -> Iterator[Fault]:
    for row, leader in enumerate(leaders):
        if values[row] != values[leader]:
            yield Fault(name, row, f"{values[row]!r}, but row {leader} of the same sample {values[leader]!r}")


def _labels(columns: dict[str, Any], metadata: DatasetMetadata) -> Iterator[Iterator[Fault]]:
    if "label" not in columns:
        return
    labels = columns["label"].to_pylist()
    if metadata.labels is not None:
        known = set(metadata.labels)
        yield (
            Fault("label", row, f"{label!r} is not among the labels of the metadata")
            for row, label in enumerate(labels)
            if label and label not in known
        )
    if "label_index" in columns:
        yield _indices(labels, columns["label_index"].to_pylist(), metadata)


def _indices(
    labels: list[str | None], indices: list[int | None], metadata: DatasetMetadata
) -> Iterator[Fault]:
    """One label has one index, one index one label, and the metadata agrees."""
    facts = metadata.category_metadata or {}
    index_of: dict[str, int] = {}
    label_of: dict[int, str] = {}
    for row, (label, index) in enumerate(zip(labels, indices, strict=True)):
        if not label or index is None:
            continue
        wanted = facts.get(label, {}).get("id", index)
        if index_of.setdefault(label, index) != index:
            yield Fault("label_index", row, f"{index} for {label!r}, which has {index_of[label]} above")
        elif label_of.setdefault(index, label) != label:
            yield Fault("label_index", row, f"{index} for {label!r}, which {label_of[index]!r} has above")
        elif wanted != index:
            yield Fault("label_index", row, f"{index} for {label!r}, but the metadata says {wanted}")


def _vectors(columns: dict[str, Any]) -> Iterator[Iterator[Fault]]:
    for name, size in (("box2d", 4), ("box3d", 6), ("location", 2), ("pose", 3)):
        if name not in columns:
            continue
        values, present = vectors_from(columns[name], arrow().float32(), size)
        infinite = present & ~np.isfinite(values).all(axis=1)
        yield _rows(name, infinite, "a value is not a finite number")
        usable = present & ~infinite
        if name in _RANGES:
            outside = (np.abs(values) > np.array(_RANGES[name])).any(axis=1)
            yield _rows(name, usable & outside, f"outside its range of ±{_RANGES[name]} degrees")
        else:
            extents = values[:, size - 2 :] if name == "box2d" else values[:, 3:]
            yield _rows(name, usable & (extents < 0).any(axis=1), "a side is negative")
    if "size" in columns:
        values, present = vectors_from(columns["size"], arrow().uint32(), 2)
        yield _rows("size", present & (values == 0).any(axis=1), "a side of 0 pixels")


def _polygons(columns: dict[str, Any]) -> Iterator[Iterator[Fault]]:
    if "polygon" not in columns:
        return
    rings, present = rings_from(columns["polygon"], arrow().float32())

    def rows_with(bad_rings: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.bincount(rings.row_of_ring[bad_rings], minlength=present.size) > 0

    yield _rows("polygon", rows_with(rings.lengths % 2 == 1), "a ring has an x without its y")
    yield _rows("polygon", rows_with(rings.lengths < 6), "a ring has fewer than three points")
    ring_of_number = np.repeat(np.arange(rings.lengths.size), rings.lengths)
    infinite = np.zeros(rings.lengths.size, np.bool_)
    infinite[ring_of_number[~np.isfinite(rings.numbers)]] = True
    yield _rows("polygon", rows_with(infinite), "a coordinate is not a finite number")


def _scores(columns: dict[str, Any]) -> Iterator[Iterator[Fault]]:
    for name in _SCORES:
        if name in columns:
            present = np.asarray(columns[name].is_valid())
            values = columns[name].fill_null(0).to_numpy(zero_copy_only=False)
            yield _rows(name, present & ~((values >= 0) & (values <= 1)), "outside 0..1")


def _flags(columns: dict[str, Any]) -> Iterator[Fault]:
    if "ignore" not in columns or "iscrowd" not in columns:
        return iter(())
    pairs = zip(columns["ignore"].to_pylist(), columns["iscrowd"].to_pylist(), strict=True)
    return (
        Fault("iscrowd", row, f"{crowd}, but ignore, of which it is a copy, {ignore}")
        for row, (ignore, crowd) in enumerate(pairs)
        if ignore != crowd
    )


def _frequencies(columns: dict[str, Any]) -> Iterator[Fault]:
    stored = columns.get("category_frequency")
    values: list[str | None] = [] if stored is None else stored.to_pylist()
    return (
        Fault("category_frequency", row, f"{value!r}; expected f, c or r")
        for row, value in enumerate(values)
        if value not in (None, "f", "c", "r")
    )


def _masks(columns: dict[str, Any], metadata: DatasetMetadata) -> Iterator[Fault]:
    if "mask" not in columns:
        return
    masks = columns["mask"]
    for row in np.flatnonzero(np.asarray(masks.is_valid())).tolist():
        size = columns["size"][row].as_py() if "size" in columns else None
        try:
            message = _mask_fault(masks[row].as_py(), size, metadata)
        except FormatError as error:
            message = error.message
        if message is not None:
            yield Fault("mask", row, message)


def _mask_fault(data: bytes, size: list[int] | None, metadata: DatasetMetadata) -> str | None:
    header = png_header(data, "the mask")
    png = decode_mask_png(data)
    if metadata.mask_interpretation != "class_index":
        allowed = header.bit_depth in (1, 8, 16)
        return None if allowed else f"{header.bit_depth} bits per pixel; expected 1, 8 or 16"
    if header.bit_depth not in (8, 16):
        return f"a label map of {header.bit_depth} bits per pixel; expected 8 or 16"
    if header.offset is not None:
        return "a label map with an oFFs chunk; it covers the whole image"
    if size is not None and [header.width, header.height] != size:
        return f"a label map of {header.width} x {header.height} pixels, but size says {size[0]} x {size[1]}"
    highest, count = int(png.pixels.max()), len(metadata.labels or [])
    return None if highest < count else f"pixel value {highest}, but there are {count} labels"
