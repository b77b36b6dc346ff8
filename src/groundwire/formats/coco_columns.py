"""A chunk of COCO annotations as flat numpy columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import UNSET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from groundwire.formats.coco import Rle
    from groundwire.formats.coco_source import Chunk

NO_BOX = (float("nan"),) * 4
_BLOCK = 2_000


@dataclass(slots=True)
class Rings:
    """Lists of rings of many rows, flat.

    Attributes:
        per_row: Number of rings of each row.
        lengths: Number of coordinates of each ring.
        numbers: All coordinates: x1, y1, x2, y2, …
    """

    per_row: NDArray[np.int64]
    lengths: NDArray[np.int64]
    numbers: NDArray[Any]

    @property
    def row_of_ring(self) -> NDArray[np.int64]:
        """The row each ring belongs to."""
        return np.repeat(np.arange(self.per_row.size), self.per_row)

    def select(self, rings: NDArray[np.bool_], lengths: NDArray[np.int64]) -> Rings:
        """Keep some rings, each cut to the given length."""
        kept = np.where(rings, lengths, 0)
        place = np.arange(self.numbers.size) - np.repeat(np.cumsum(self.lengths) - self.lengths, self.lengths)
        numbers = self.numbers[place < np.repeat(kept, self.lengths)]
        per_row = np.bincount(self.row_of_ring[rings], minlength=self.per_row.size)
        return Rings(per_row, lengths[rings], numbers)

    def take(self, rows: NDArray[np.int64]) -> Rings:
        """Return the rings of these rows in this order; a negative row has none."""
        if not self.per_row.size:
            return Rings(np.zeros(rows.size, np.int64), self.lengths, self.numbers)
        per_row = np.where(rows >= 0, self.per_row[rows], 0)
        rings = _ranges((np.cumsum(self.per_row) - self.per_row)[rows], per_row)
        lengths = self.lengths[rings]
        unit = 1 if (self.lengths & 1).any() else 2  # move whole points where all rings have whole ones
        points, starts = self.numbers.reshape(-1, unit), (np.cumsum(self.lengths) - self.lengths)[rings]
        found = np.empty((int(lengths.sum()) // unit, unit), self.numbers.dtype)
        done = 0
        for at in range(0, rings.size, _BLOCK):  # one block fits the cache
            places = _ranges(starts[at : at + _BLOCK] // unit, lengths[at : at + _BLOCK] // unit)
            np.take(points, places, axis=0, out=found[done : done + places.size])
            done += places.size
        return Rings(per_row, lengths, found.reshape(-1))

    def of_rows(self, rows: NDArray[np.bool_]) -> Rings:
        """Keep only the rings of some rows; the number of rows stays."""
        return self.select(rows[self.row_of_ring], self.lengths)


def _ranges(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return ``start, start + 1, …`` for each start, as many as its count, one after the other."""
    ends = np.cumsum(counts)
    return np.repeat(starts - ends + counts, counts) + np.arange(ends[-1] if ends.size else 0)


def joined(pieces: Sequence[Rings]) -> Rings:
    """Return the rings of all pieces, row after row."""
    nothing = np.zeros(0, np.int64)
    return Rings(
        np.concatenate([nothing, *(piece.per_row for piece in pieces)]),
        np.concatenate([nothing, *(piece.lengths for piece in pieces)]),
        np.concatenate([piece.numbers for piece in pieces]) if pieces else np.zeros(0, np.float32),
    )


@dataclass(slots=True)
class Columns:
    """What the records say, one entry per row; ``no_…`` and ``null_…`` mark keys that are absent or null.

    Attributes:
        boxes: ``(N, 4)`` x, y, width, height in pixels; NaN where there is none.
        is_rings: Rows whose segmentation is a list of rings.
        rings: Those rings.
        rles: Run lengths by row.
        areas: Square pixels; NaN where there is none.
        crowds: Crowd flags as numbers; 0 where there is none.
        scores: Scores; NaN where there is none.
    """

    ids: list[int]
    image_ids: list[int]
    category_ids: list[int]
    boxes: NDArray[np.float64]
    no_box: NDArray[np.bool_]
    null_box: NDArray[np.bool_]
    is_rings: NDArray[np.bool_]
    rings: Rings
    rles: dict[int, Rle]
    null_segmentation: NDArray[np.bool_]
    areas: NDArray[np.float64]
    no_area: NDArray[np.bool_]
    null_area: NDArray[np.bool_]
    crowds: list[int]
    no_crowd: NDArray[np.bool_]
    scores: NDArray[np.float64]
    null_score: NDArray[np.bool_]


def columns_of(chunk: Chunk) -> Columns:
    """Lay out the records of a chunk as columns."""
    records = chunk.records
    boxes = [record.bbox for record in records]
    areas = [record.area for record in records]
    crowds = [record.iscrowd for record in records]
    scores = [record.score for record in records]
    segmentations = [record.segmentation for record in records]
    is_rings = np.fromiter((type(value) is list for value in segmentations), np.bool_, len(records))
    return Columns(
        ids=[record.id for record in records],
        image_ids=[record.image_id for record in records],
        category_ids=[record.category_id for record in records],
        boxes=_vectors(boxes),
        no_box=_marks(boxes, UNSET),
        null_box=_marks(boxes, None),
        is_rings=is_rings,
        rings=rings_of([value if type(value) is list else () for value in segmentations]),
        rles=_rles(segmentations, is_rings),
        null_segmentation=_marks(segmentations, None),
        areas=_numbers(areas),
        no_area=_marks(areas, UNSET),
        null_area=_marks(areas, None),
        crowds=[value if type(value) is int else int(bool(value)) for value in crowds],
        no_crowd=_marks(crowds, UNSET),
        scores=_numbers(scores),
        null_score=_marks(scores, None),
    )


def _marks(values: Sequence[Any], wanted: object) -> NDArray[np.bool_]:
    return np.array([value is wanted for value in values], np.bool_)


def _numbers(values: Sequence[Any]) -> NDArray[np.float64]:
    missing = float("nan")
    return np.array([missing if value is None or value is UNSET else value for value in values], np.float64)


def _vectors(values: Sequence[Any]) -> NDArray[np.float64]:
    flat = chain.from_iterable(value or NO_BOX for value in values)
    return np.fromiter(flat, np.float64, 4 * len(values)).reshape(-1, 4)


def rings_of(values: Sequence[Sequence[Sequence[float]]]) -> Rings:
    """Lay out the rings of many rows flat."""
    per_row = np.fromiter(map(len, values), np.int64, len(values))
    rings = list(chain.from_iterable(values))
    lengths = np.fromiter(map(len, rings), np.int64, len(rings))
    numbers = np.fromiter(chain.from_iterable(rings), np.float64, int(lengths.sum()))
    return Rings(per_row, lengths, numbers)


def _rles(values: Sequence[Any], is_rings: NDArray[np.bool_]) -> dict[int, Rle]:
    found = ((row, values[row]) for row in np.flatnonzero(~is_rings).tolist())
    return {row: value for row, value in found if value is not None and value is not UNSET}
