"""Columns of COCO annotations to Arrow columns, and what those cannot give back to further ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from groundwire._core.errors import FormatError
from groundwire.formats._arrow import arrow
from groundwire.formats.coco_columns import Rings, joined, rings_of
from groundwire.formats.coco_rest import (
    AREA_COLUMN,
    BOX_COLUMN,
    REST_COLUMN,
    RINGS_COLUMN,
    SCORE_COLUMN,
    rest_texts,
)
from groundwire.formats.masks import encode_mask_png
from groundwire.formats.nested import rings_array, vectors_array
from groundwire.formats.rings import mask_to_rings
from groundwire.formats.snap import boxes_to_fractions, boxes_to_pixels, to_fractions, to_pixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from groundwire.formats.coco_columns import Columns

    Bits = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Options:
    """What is stored of an annotation.

    Attributes:
        masks: Polygons and masks at all.
        outline: Outlines of run lengths instead of masks.
        plain: Only the columns of the format.
    """

    masks: bool = True
    outline: bool = False
    plain: bool = False


@dataclass(slots=True)
class Job:
    """A chunk on its way: its columns, keys without a column by row, and the size of each row's image."""

    columns: Columns
    others: dict[int, dict[str, Any]]
    sizes: NDArray[np.float64]
    options: Options


@dataclass(slots=True)
class Encoded:
    """A chunk in the order of its annotations.

    Attributes:
        arrays: Arrow columns.
        polygon: The polygon column taken apart, in fractions; None when segmentations are left out.
        has_polygon: Rows that have polygons.
        damaged: Number of run lengths that make no mask.
    """

    arrays: dict[str, Any]
    polygon: Rings | None
    has_polygon: Bits
    damaged: int

    @property
    def count(self) -> int:
        """Number of annotations."""
        return int(self.has_polygon.size)


@dataclass(slots=True)
class Piece:
    """Some rows of the table: their columns, and the number of run lengths that make no mask."""

    arrays: dict[str, Any]
    damaged: int


def encode_rows(job: Job, rows: NDArray[np.int64]) -> Piece:
    """Encode a chunk and lay it out in rows: the annotation of each, negative for a row without one."""
    found = encode(job)
    arrays, rings, has_polygon = found.arrays, found.polygon, found.has_polygon
    if not np.array_equal(rows, np.arange(found.count)):
        taken = arrow().array(rows, mask=rows < 0)
        arrays = {name: array.take(taken) for name, array in arrays.items()}
        rings = None if rings is None else rings.take(rows)
        has_polygon = (rows >= 0) & (has_polygon[rows] if found.count else False)
    if rings is not None:
        arrays["polygon"] = rings_array(rings, rings.numbers, has_polygon)
    return Piece(arrays, found.damaged)


def encode(job: Job) -> Encoded:
    """Encode a chunk; needs no other chunk, so several can be encoded at once."""
    pa = arrow()
    columns, plain = job.columns, job.options.plain
    masks, outlines, damaged = _rasters(job)
    usable: Bits = np.logical_and(job.sizes[:, 0] > 0, job.sizes[:, 1] > 0)
    boxes, box_kept, box_exact = _boxes(columns.boxes, job.sizes, usable, check=not plain)
    arrays: dict[str, Any] = {
        "object_id": pa.array([str(number) for number in columns.ids], pa.string()),
        "box2d": vectors_array(boxes, box_kept),
        "ignore": pa.array([flag != 0 for flag in columns.crowds], pa.bool_()),
    }
    has_polygon = np.zeros(usable.size, np.bool_)
    rings_exact = np.ones(usable.size, np.bool_)
    polygon: Rings | None = None
    if job.options.masks:
        rings, is_rings = _with_outlines(columns, outlines)
        has_polygon = is_rings & usable
        polygon, rings_exact = _polygon(rings, has_polygon, job.sizes, check=not plain)
        rings_exact &= has_polygon
        arrays["mask"] = pa.array(masks, pa.binary())
    arrays |= _scores(columns.scores, np.array([mask is not None for mask in masks], np.bool_), has_polygon)
    if not plain:
        arrays |= _exact(columns, box_exact, rings_exact, with_rings=job.options.masks)
        stored = {row for row, mask in enumerate(masks) if mask is not None}
        texts = rest_texts(columns, job.others, stored, with_segmentation=job.options.masks)
        arrays[REST_COLUMN] = pa.array(texts, pa.string())
    return Encoded(arrays, polygon, has_polygon, damaged)


def _rasters(job: Job) -> tuple[list[bytes | None], dict[int, list[list[float]]], int]:
    """Turn run lengths into masks, or into outlines; damaged ones into neither."""
    masks: list[bytes | None] = [None] * len(job.columns.ids)
    outlines: dict[int, list[list[float]]] = {}
    damaged = 0
    if not job.options.masks:
        return masks, outlines, damaged
    for row, rle in job.columns.rles.items():
        try:
            pixels = rle.mask()
            if job.options.outline:
                traced = mask_to_rings(pixels)
                outlines[row] = [[float(value) for point in ring for value in point] for ring in traced]
            else:
                masks[row] = encode_mask_png(pixels)
        except FormatError:
            damaged += 1
    return masks, outlines, damaged


def _with_outlines(columns: Columns, outlines: dict[int, list[list[float]]]) -> tuple[Rings, Bits]:
    """Return the rings of all rows, those of outlines among them."""
    if not outlines:
        return columns.rings, columns.is_rings
    rows = np.arange(columns.rings.per_row.size)
    nothing: list[list[float]] = []
    traced = rings_of([outlines.get(row, nothing) for row in rows.tolist()])
    is_traced = np.isin(rows, list(outlines))
    merged = joined([columns.rings, traced]).take(np.where(is_traced, rows + rows.size, rows))
    return merged, np.logical_or(columns.is_rings, is_traced)


def _boxes(
    boxes: NDArray[np.float64], sizes: NDArray[np.float64], usable: Bits, *, check: bool
) -> tuple[NDArray[np.float32], Bits, Bits]:
    """Return stored boxes, which rows have one, and which give back exactly what the document says."""
    given = np.logical_not(np.isnan(boxes).any(axis=1))
    kept: Bits = np.logical_and(given, usable)
    stored = np.zeros(boxes.shape, np.float32)
    stored[kept] = boxes_to_fractions(boxes[kept], sizes[kept])
    exact: Bits = np.logical_not(given)
    if check:
        exact[kept] = _same(boxes_to_pixels(stored[kept], sizes[kept]), boxes[kept]).all(axis=1)
    return stored, kept, exact


def _polygon(rings: Rings, present: Bits, sizes: NDArray[np.float64], *, check: bool) -> tuple[Rings, Bits]:
    """Return the stored polygons, without odd ends and rings under three points, and the exact rows."""
    even = rings.lengths // 2 * 2
    good = (even >= 6) & present[rings.row_of_ring]
    exact = np.ones(present.size, np.bool_)
    exact[rings.row_of_ring[~good | (even != rings.lengths)]] = False
    if not (good.all() and (even == rings.lengths).all()):
        rings = rings.select(good, even)
    points = (
        np.bincount(rings.row_of_ring, weights=rings.lengths, minlength=present.size).astype(np.int64) // 2
    )
    extent = np.repeat(sizes, points, axis=0).reshape(-1)
    stored = to_fractions(rings.numbers, extent)
    if check:
        wrong = ~_same(to_pixels(stored, extent), rings.numbers)
        exact[np.repeat(np.arange(present.size), 2 * points)[wrong]] = False
    return Rings(rings.per_row, rings.lengths, stored), exact


def _same(found: NDArray[np.float64], wanted: NDArray[np.float64]) -> Bits:
    """Compare numbers bit by bit: -0.0 is not 0.0."""
    return np.equal(found.view(np.int64), np.ascontiguousarray(wanted).view(np.int64))


def _scores(scores: NDArray[np.float64], has_mask: Bits, has_polygon: Bits) -> dict[str, Any]:
    """Put each score beside the geometry it belongs to: mask before polygon before box."""
    pa = arrow()
    given = ~np.isnan(scores)
    if not given.any():
        return {}
    homes = {
        "mask_score": has_mask,
        "polygon_score": has_polygon & ~has_mask,
        "box2d_score": ~has_polygon & ~has_mask,
    }
    narrow = scores.astype(np.float32)
    return {name: pa.array(narrow, mask=~(given & home)) for name, home in homes.items()}


def _exact(columns: Columns, box_exact: Bits, rings_exact: Bits, *, with_rings: bool) -> dict[str, Any]:
    """Keep source numbers that the stored ones do not give back."""
    pa = arrow()
    boxes, areas, scores = columns.boxes, columns.areas, columns.scores
    given = ~np.isnan(boxes).any(axis=1)
    derived = _same(boxes[:, 2] * boxes[:, 3], areas) & given
    odd_score = ~np.isnan(scores)
    shortest = [float(str(value)) for value in scores[odd_score].astype(np.float32)]
    odd_score[odd_score] = ~_same(np.array(shortest, np.float64), scores[odd_score])
    found = {
        BOX_COLUMN: vectors_array(boxes, ~box_exact),
        AREA_COLUMN: pa.array(areas, mask=np.isnan(areas) | derived),
        SCORE_COLUMN: pa.array(scores, mask=~odd_score),
    }
    if with_rings:
        odd = columns.is_rings & ~rings_exact
        kept = columns.rings.of_rows(odd)
        found[RINGS_COLUMN] = rings_array(kept, kept.numbers, odd)
    return found
