"""A piece of the rows of a dataset file as the text of COCO annotations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from msgspec import UNSET, UnsetType

from groundwire._core.errors import FormatError
from groundwire.formats import _containers
from groundwire.formats._arrow import arrow, whole
from groundwire.formats.coco_rest import (
    AREA_COLUMN,
    BOX_COLUMN,
    REST_COLUMN,
    RINGS_COLUMN,
    SCORE_COLUMN,
    apply_rest,
    read_rest,
    shortest_float32,
)
from groundwire.formats.edf_read import normalise
from groundwire.formats.masks import decode_mask_png, plain_png_to_counts
from groundwire.formats.nested import offsets, rings_from, vectors_from
from groundwire.formats.rle import mask_to_counts
from groundwire.formats.snap import boxes_to_pixels, to_pixels

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from numpy.typing import NDArray

    from groundwire.formats.coco_columns import Rings

_SCORES = ("mask_score", "polygon_score", "box3d_score", "box2d_score")
_NO_RASTER = frozenset({"logits", "class_index"})
_BINARY = 1


class _Annotation(msgspec.Struct, gc=False):
    segmentation: Any
    area: float
    iscrowd: int
    image_id: int
    bbox: Any
    category_id: int
    id: int


def _as_dict(records: list[_Annotation | dict[str, Any]], row: int) -> dict[str, Any]:
    """Return the record of a row as a dictionary, which it becomes if it is none yet."""
    record = records[row]
    if isinstance(record, _Annotation):
        record = msgspec.structs.asdict(record)
        if record["segmentation"] is UNSET:
            del record["segmentation"]
        records[row] = record
    return record


@dataclass(slots=True)
class Piece:
    """Rows to render, with the ids of each and the size of its image (0 where unknown)."""

    rows: NDArray[np.int64]
    ids: list[int]
    image_ids: list[int]
    category_ids: list[int]
    sizes: NDArray[np.float64]


@dataclass(slots=True)
class Rendered:
    """JSON objects parted by commas, their number, and what was left out how often."""

    text: bytes
    count: int
    left_out: Counter[str] = field(default_factory=Counter[str])


@dataclass(slots=True)
class FileRendering:
    """Renders pieces of a file in another process, which opens it anew.

    Attributes:
        source: The file.
        stamp: What it was when it was read first.
        groups: Only rows of these groups; empty for all.
    """

    source: Path
    stamp: tuple[int, int, int]
    groups: frozenset[str]
    interpretation: str
    include_masks: bool
    _rendering: Rendering | None = None

    def prepare(self) -> None:
        """Open the file.

        Raises:
            FormatError: It was replaced meanwhile.
        """
        if stamp_of(self.source) != self.stamp:
            raise FormatError(f"{self.source}: changed while it was read.")
        self._rendering = Rendering(
            columns_in(self.source, self.groups),
            source=self.source,
            interpretation=self.interpretation,
            include_masks=self.include_masks,
        )

    def __call__(self, piece: Piece) -> Rendered:
        """Render one piece."""
        assert self._rendering is not None
        return self._rendering.render(piece)


def stamp_of(path: Path) -> tuple[int, int, int]:
    """Return what tells a file from another one of its name."""
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def columns_in(path: Path, groups: AbstractSet[str]) -> dict[str, Any]:
    """Read the columns that rendering needs from a file that was checked before."""
    table = _containers.read_table(path, checked=False)
    wanted = _USED | {"name", "group", "iscrowd"}
    table = normalise(table.select([name for name in table.column_names if name in wanted]), path)
    return of_groups({name: whole(table.column(name)) for name in table.column_names}, groups)


def of_groups(columns: dict[str, Any], groups: AbstractSet[str]) -> dict[str, Any]:
    """Keep the rows of some groups; of all when none is given."""
    if not groups:
        return columns
    rows = len(columns["name"])
    names = columns["group"].to_pylist() if "group" in columns else [None] * rows
    kept = np.fromiter(((name or "") in groups for name in names), np.bool_, rows)
    return {name: array.filter(kept) for name, array in columns.items()}


class Rendering:
    """Renders pieces of one file; pieces do not depend on each other."""

    def __init__(
        self, columns: dict[str, Any], *, source: Path, interpretation: str, include_masks: bool
    ) -> None:
        self._columns = columns
        self._source = source
        self._interpretation = interpretation
        self._include_masks = include_masks

    def render(self, piece: Piece) -> Rendered:
        """Render one piece.

        Raises:
            FormatError: A row has a box or polygon, but the size of its image is unknown.
        """
        rendered = Rendered(b"", len(piece.ids))
        taken = arrow().array(piece.rows)
        columns = {name: array.take(taken) for name, array in self._columns.items() if name in _USED}
        boxes = self._boxes(columns, piece)
        segmentations: list[Any] = [UNSET] * rendered.count
        if self._include_masks:
            segmentations = self._polygons(columns, piece)
            self._masks(columns, piece, segmentations, rendered.left_out)
        for row in [row for row, box in enumerate(boxes) if box is None]:
            boxes[row] = bounds(segmentations[row])
        ignored = columns["ignore"].to_pylist() if "ignore" in columns else [None] * rendered.count
        records: list[_Annotation | dict[str, Any]] = [
            _Annotation(segmentation, area, 1 if ignore else 0, image, box, category, number)
            for segmentation, area, ignore, image, box, category, number in zip(
                segmentations,
                self._areas(columns, boxes),
                ignored,
                piece.image_ids,
                boxes,
                piece.category_ids,
                piece.ids,
                strict=True,
            )
        ]
        _add_scores(columns, records)
        self._add_rest(columns, piece, records)
        rendered.text = msgspec.json.encode(records)[1:-1]
        return rendered

    def _boxes(self, columns: dict[str, Any], piece: Piece) -> list[Any]:
        """Return the boxes in pixels, None where there is none."""
        pa = arrow()
        found: list[Any] = [None] * len(piece.ids)
        if "box2d" in columns:
            stored, present = vectors_from(columns["box2d"], pa.float32(), 4)
            self._check_sizes(piece, present, "box2d")
            found = boxes_to_pixels(stored, piece.sizes).tolist()
            for row in np.flatnonzero(~present).tolist():
                found[row] = None
        if BOX_COLUMN in columns:
            exact, present = vectors_from(columns[BOX_COLUMN], pa.float64(), 4)
            for row in np.flatnonzero(present).tolist():
                found[row] = exact[row].tolist()
        return found

    def _check_sizes(self, piece: Piece, present: NDArray[np.bool_], name: str) -> None:
        unknown = np.flatnonzero(present & ~(piece.sizes > 0).all(axis=1))
        if not unknown.size:
            return
        row = int(piece.rows[unknown[0]])
        image = self._columns["name"][row].as_py()
        raise FormatError(
            f"{self._source}: row {row}, image {image!r}: expected a 'size', found none; "
            f"the pixel values of its {name} cannot be computed."
        )

    def _polygons(self, columns: dict[str, Any], piece: Piece) -> list[Any]:
        """Return the polygons in pixels, ``UNSET`` where there are none.

        Odd ends and rings of fewer than three points are left out.
        """
        pa = arrow()
        found: list[Any] = [UNSET] * len(piece.ids)
        if "polygon" in columns:
            rings, present = rings_from(columns["polygon"], pa.float32())
            self._check_sizes(piece, present, "polygon")
            even = rings.lengths // 2 * 2
            if not ((even == rings.lengths) & (even >= 6)).all():
                rings = rings.select(even >= 6, even)
            numbers = np.bincount(rings.row_of_ring, weights=rings.lengths, minlength=present.size)
            extent = np.repeat(piece.sizes, numbers.astype(np.int64) // 2, axis=0).reshape(-1)
            rings.numbers = to_pixels(rings.numbers, extent)
            found = _lists(rings, present)
        if RINGS_COLUMN in columns:
            rings, present = rings_from(columns[RINGS_COLUMN], pa.float64())
            exact = _lists(rings, present)
            found = [value if own is UNSET else own for value, own in zip(found, exact, strict=True)]
        return found

    def _masks(
        self, columns: dict[str, Any], piece: Piece, segmentations: list[Any], left_out: Counter[str]
    ) -> None:
        """Put masks in place of polygons where there are any."""
        stored = columns.get("mask")
        if stored is None:
            return
        for row in np.flatnonzero(np.asarray(stored.is_valid())).tolist():
            if self._interpretation in _NO_RASTER:
                left_out[f"masks left out: COCO has none of interpretation {self._interpretation}"] += 1
                continue
            try:
                segmentations[row] = self._mask(stored[row].as_py(), piece.sizes[row], left_out)
            except FormatError as error:
                left_out[f"masks left out, the first in row {piece.rows[row]}: {error.message}"] += 1

    @staticmethod
    def _mask(data: bytes, size: NDArray[np.float64], left_out: Counter[str]) -> dict[str, Any]:
        plain = plain_png_to_counts(data)
        if plain is not None:
            return {"size": plain[0], "counts": plain[1]}
        png = decode_mask_png(data)
        if png.bit_depth != _BINARY:
            left_out["masks of several bits per pixel cut at half their range"] += 1
        x, y = png.offset or (0, 0)
        width, height = (int(side) for side in size)
        mask = png.on_canvas(width or x + png.pixels.shape[1], height or y + png.pixels.shape[0])
        return {"size": mask.shape, "counts": mask_to_counts(mask)}

    @staticmethod
    def _areas(columns: dict[str, Any], boxes: list[Any]) -> list[float]:
        if AREA_COLUMN not in columns:
            return [box[2] * box[3] for box in boxes]
        stored = columns[AREA_COLUMN].to_pylist()
        return [box[2] * box[3] if area is None else area for box, area in zip(boxes, stored, strict=True)]

    def _add_rest(
        self, columns: dict[str, Any], piece: Piece, records: list[_Annotation | dict[str, Any]]
    ) -> None:
        stored = columns.get(REST_COLUMN)
        if stored is None:
            return
        for row in np.flatnonzero(np.asarray(stored.is_valid())).tolist():
            try:
                found = apply_rest(_as_dict(records, row), read_rest(stored[row].as_py()))
            except msgspec.MsgspecError as error:
                where = f"{self._source}: row {piece.rows[row]}, column {REST_COLUMN}"
                raise FormatError(f"{where} cannot be read ({error}).") from error
            if not self._include_masks:
                found.pop("segmentation", None)


_USED = frozenset(
    {
        *("box2d", "polygon", "mask", "ignore", *_SCORES),
        *(BOX_COLUMN, RINGS_COLUMN, AREA_COLUMN, SCORE_COLUMN, REST_COLUMN),
    }
)


def _lists(rings: Rings, present: NDArray[np.bool_]) -> list[Any]:
    """Return flat rings as lists of lists, ``UNSET`` for rows without."""
    numbers = rings.numbers.tolist()
    ends = offsets(rings.lengths).tolist()
    each = [numbers[a:b] for a, b in pairwise(ends)]
    rows = offsets(rings.per_row).tolist()
    found: list[Any] = [each[a:b] for a, b in pairwise(rows)]
    for row in np.flatnonzero(~present).tolist():
        found[row] = UNSET
    return found


def _add_scores(columns: dict[str, Any], records: list[_Annotation | dict[str, Any]]) -> None:
    """Add the first score a row has, as the shortest number that is stored the same."""
    for name in reversed(_SCORES):
        if name in columns:
            for row, score in enumerate(columns[name].to_pylist()):
                if score is not None:
                    _as_dict(records, row)["score"] = shortest_float32(score)
    if SCORE_COLUMN in columns:
        for row, score in enumerate(columns[SCORE_COLUMN].to_pylist()):
            if score is not None:
                _as_dict(records, row)["score"] = score


def bounds(segmentation: list[list[float]] | dict[str, Any] | UnsetType) -> list[float]:
    """Return the box around polygons or run lengths; zeros when there is neither."""
    if isinstance(segmentation, dict):
        return _mask_bounds(segmentation)
    if segmentation is UNSET or not segmentation:
        return [0.0, 0.0, 0.0, 0.0]
    xs = [x for ring in segmentation for x in ring[0::2]]
    ys = [y for ring in segmentation for y in ring[1::2]]
    if not xs or not ys:
        return [0.0, 0.0, 0.0, 0.0]
    return [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)]


def _mask_bounds(rle: dict[str, Any]) -> list[float]:
    height = rle["size"][0]
    edges = np.cumsum(rle["counts"])
    if edges.size < 2 or not height:
        return [0.0, 0.0, 0.0, 0.0]
    starts, stops = edges[0:-1:2], edges[1::2] - 1  # first and last pixel of each run of object
    left, right = int(starts[0]) // height, int(stops[-1]) // height
    tall = (starts // height != stops // height).any()  # such a run touches the top and the bottom edge
    top = 0 if tall else int((starts % height).min())
    bottom = height - 1 if tall else int((stops % height).max())
    return [float(left), float(top), float(right - left + 1), float(bottom - top + 1)]
