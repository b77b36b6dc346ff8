"""Nested Arrow lists from flat numpy arrays and back, without a Python object per number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from groundwire.formats._arrow import arrow
from groundwire.formats.coco_columns import Rings

if TYPE_CHECKING:
    from numpy.typing import NDArray


def offsets(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each list begins, and after the last one where it ends."""
    found = np.zeros(lengths.size + 1, np.int64)
    np.cumsum(lengths, out=found[1:])
    return found


def rings_array(rings: Rings, numbers: NDArray[Any], present: NDArray[np.bool_]) -> Any:
    """Build a column of lists of rings; null where not ``present``.

    Args:
        rings: The layout.
        numbers: The coordinates to store, in place of those of ``rings``.
        present: Rows that have a list, be it empty.
    """
    pa = arrow()
    inner = pa.LargeListArray.from_arrays(pa.array(offsets(rings.lengths)), pa.array(numbers))
    return pa.LargeListArray.from_arrays(pa.array(offsets(rings.per_row)), inner, mask=pa.array(~present))


def vectors_array(values: NDArray[Any], present: NDArray[np.bool_]) -> Any:
    """Build a column of vectors of one length from ``(N, length)`` numbers; null where not ``present``."""
    pa = arrow()
    flat = pa.array(np.ascontiguousarray(values).reshape(-1))
    return pa.FixedSizeListArray.from_arrays(flat, values.shape[1], mask=pa.array(~present))


def rings_from(column: Any, kind: Any) -> tuple[Rings, NDArray[np.bool_]]:
    """Take a column of lists of rings apart: the layout with its numbers, and which rows have a list.

    Args:
        column: Arrow array of lists of lists of numbers; nulls inside count as NaN.
        kind: Arrow type of the numbers to take.
    """
    pa = arrow()
    present = np.asarray(column.is_valid())
    column = column.cast(pa.large_list(pa.large_list(kind)))
    rings = column.flatten()
    per_row = np.where(present, _lengths(column), 0)
    numbers = rings.flatten().to_numpy(zero_copy_only=False)
    return Rings(per_row, _lengths(rings), numbers), present


def _lengths(lists: Any) -> NDArray[np.int64]:
    found: NDArray[np.int64] = lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    return found.astype(np.int64)


def vectors_from(column: Any, kind: Any, size: int) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Take a column of vectors apart: ``(N, size)`` numbers, NaN or 0 where null, and which rows have one."""
    pa = arrow()
    present = np.asarray(column.is_valid())
    flat = column.flatten().cast(kind).to_numpy(zero_copy_only=False)
    values = np.zeros((present.size, size), pa.array([], kind).to_numpy().dtype)
    values[present] = flat.reshape(-1, size)
    return values, present
