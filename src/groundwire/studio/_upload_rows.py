"""`SampleTable`: which samples and labels the rows of an EdgeFirst Dataset file tell of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from groundwire._core.errors import InvalidArgumentError
from groundwire.formats import read_dataset_metadata, read_edf
from groundwire.formats._arrow import arrow

from ._labels import requested
from ._masks import check_levels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from groundwire.formats._arrow import ArrowTable

_OUTLINES = ("box2d", "box3d", "polygon")
_SCORES = ("box2d_score", "box3d_score", "polygon_score", "mask_score")
# columns of 32-bit numbers, and in how many lists they are
_NARROW = {"box2d": 1, "box3d": 1, "polygon": 2, "location": 1, "pose": 1} | dict.fromkeys(_SCORES, 0)
# the version whose attitudes begin with yaw
_YAW_FIRST = "2026.04"
# masks looked at together
_MASKS = 1000


@dataclass(slots=True)
class FoundSample:
    """One sample of a table: name and frame tell it apart."""

    name: str
    frame: int | None
    group: str | None
    rows: list[int] = field(default_factory=list[int])
    annotated: bool = False


class SampleTable:
    """The rows of a dataset file.

    Attributes:
        path: The file.
        class_masks: Masks are label maps; no row is one object.
        yaw_first: Attitudes are yaw, pitch, roll instead of roll, pitch, yaw.
    """

    def __init__(self, table: ArrowTable, path: Path, *, class_masks: bool, yaw_first: bool) -> None:
        self.path = path
        self.class_masks = class_masks
        self.yaw_first = yaw_first
        self._table = table

    def samples(self) -> list[FoundSample]:
        """Return the samples in order of first appearance.

        Raises:
            InvalidArgumentError: The rows of a sample name different groups.
        """
        names, frames, groups = (self._column(name) for name in ("name", "frame", "group"))
        annotated = self._annotated()
        found: dict[tuple[str, int | None], FoundSample] = {}
        for row, (name, frame, group) in enumerate(zip(names, frames, groups, strict=True)):
            sample = found.get((name, frame))
            if sample is None:
                sample = found[name, frame] = FoundSample(name or "", frame, group)
            elif sample.group != group:
                raise InvalidArgumentError(
                    f"{self.path}: row {row} puts {name!r} into group {group!r}, an earlier row into "
                    f"{sample.group!r}; all rows of a sample name the same group."
                )
            sample.rows.append(row)
            sample.annotated = sample.annotated or annotated[row]
        return list(found.values())

    @cached_property
    def labels(self) -> tuple[list[str], list[int | None]]:
        """The labels in use, in order of first appearance, and the index each asks for.

        Raises:
            InvalidArgumentError: One label asks for two indices, or two labels for one.
        """
        found: dict[str, int | None] = {}
        for row, (label, index) in enumerate(
            zip(self._column("label"), self._column("label_index"), strict=True)
        ):
            if not label:
                continue
            known = found.setdefault(label, index)
            if known is None:
                found[label] = index
            elif index is not None and index != known:
                raise InvalidArgumentError(
                    f"{self.path}: label {label!r} has index {known} and, in row {row}, {index}."
                )
        names, indices = list(found), list(found.values())
        requested(names, indices)
        return names, indices

    def check_masks(self) -> None:
        """Refuse masks that cannot be sent without loss, and tell of label maps, which stay here.

        Raises:
            InvalidArgumentError: A mask has more than two levels.
        """
        maps = 0
        for row, (mask, label) in enumerate(self._masks()):
            if mask is None:
                continue
            if not label or self.class_masks:
                maps += 1
                continue
            try:
                check_levels(mask)
            except InvalidArgumentError as error:
                raise InvalidArgumentError(
                    f"{self.path}: row {row}: {error.message}", hint=error.hint
                ) from None
        if maps:
            import logging

            logging.getLogger("groundwire").warning(
                "%s: %d label maps are not uploaded, the server has no room for them; their images are",
                self.path,
                maps,
            )

    def _masks(self) -> Iterator[tuple[bytes | None, str | None]]:
        """Yield mask and label of each row, without holding all masks at once."""
        labels = self._column("label")
        if "mask" not in self._table.column_names:
            return
        column = self._table.column("mask")
        for start in range(0, len(labels), _MASKS):
            masks = column.slice(start, _MASKS).to_pylist()
            yield from zip(masks, labels[start : start + _MASKS], strict=True)

    def rows(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """Return rows by their numbers; boxes begin with their top-left corner."""
        pa = arrow()
        return _records(cast("Any", self._table).take(pa.array(numbers, pa.int64())))

    def _annotated(self) -> list[bool]:
        """Tell of each row whether it is an annotation."""
        pc = _compute()
        table = cast("Any", self._table)
        told = [bool(label) for label in self._column("label")]
        for name in _OUTLINES:
            if name in table.column_names:
                valid = pc.is_valid(table.column(name)).to_pylist()
                told = [one or other for one, other in zip(told, valid, strict=True)]
        return told

    def _column(self, name: str) -> list[Any]:
        if name not in self._table.column_names:
            return [None] * self._table.num_rows
        return cast("list[Any]", self._table.column(name).to_pylist())


def read_table(path: Path) -> SampleTable:
    """Read a dataset file of any schema version.

    Raises:
        FormatError: It cannot be read.
        InvalidArgumentError: A mask has more than two levels, or one label has two indices.
        MissingDependencyError: The extra ``formats`` is not installed.
        FileNotFoundError: There is no such file.
    """
    metadata = read_dataset_metadata(path)
    table = SampleTable(
        read_edf(path),
        path,
        class_masks=metadata.mask_interpretation == "class_index",
        yaw_first=metadata.schema_version == _YAW_FIRST,
    )
    table.check_masks()
    _ = table.labels  # contradictions are told before anything is sent
    return table


def _compute() -> Any:
    from importlib import import_module

    return import_module("pyarrow.compute")


def _records(table: Any) -> list[dict[str, Any]]:
    pa = arrow()
    known = [name for name in table.column_names if not name.startswith("coco_")]
    columns = {name: table.column(name).combine_chunks() for name in known}
    if "box2d" in columns:
        columns["box2d"] = _corners(columns["box2d"])
    for name, depth in _NARROW.items():
        if name in columns:
            columns[name] = _shortest(columns[name], depth)
    return cast("list[dict[str, Any]]", pa.table(columns).to_pylist())


def _corners(boxes: Any) -> Any:
    """Replace the centres of boxes by their top-left corners, in single precision like the file."""
    import numpy as np

    pa = arrow()
    numbers = np.array(boxes.fill_null([0.0] * 4).flatten(), np.float32).reshape(-1, 4)
    numbers[:, :2] -= numbers[:, 2:] / np.float32(2)
    return pa.FixedSizeListArray.from_arrays(pa.array(numbers.ravel()), 4, mask=boxes.is_null())


def _shortest(values: Any, depth: int) -> Any:
    """Widen 32-bit numbers inside lists to the doubles with the same decimal digits: 0.1 stays 0.1."""
    pa = arrow()
    text, number = pa.string(), pa.float64()
    for _ in range(depth):
        text, number = pa.list_(text), pa.list_(number)
    return values.cast(text).cast(number)
