"""Columns of plain Python values to an Arrow table of the EdgeFirst Dataset Format."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from groundwire._core.errors import FormatError
from groundwire.formats._arrow import ArrowTable, arrow, data_type
from groundwire.formats.edf_assemble import assemble
from groundwire.formats.edf_schema import COLUMNS, TIMING_STAGES, Column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from groundwire.formats.edf_metadata import DatasetMetadata


def build_table(
    columns: Mapping[str, Sequence[Any]],
    metadata: DatasetMetadata | None = None,
    extra: Mapping[str, Any] | None = None,
) -> ArrowTable:
    """Build a table with the exact types, order and field metadata of the format.

    Args:
        columns: Column name to one value per row; None is null. Columns that are absent or hold only nulls
            are left out, except ``name``.
        metadata: File-level metadata; none is attached when omitted.
        extra: Further Arrow arrays, appended after the columns of the format when not all null.

    Raises:
        FormatError: Columns of unequal length, a null name, a value that does not fit its type, or more
            distinct categories than the index type of the format can hold.
    """
    rows = _row_count(columns)
    arrays: dict[str, Any] = {}
    for column in COLUMNS:
        values = columns.get(column.name)
        if column.name == "name":
            arrays["name"] = column_array(column, _names(values or ()))
        elif values is not None and not _all_null(column, values):
            arrays[column.name] = column_array(column, values)
    for name, array in (extra or {}).items():
        if len(array) != rows:
            raise FormatError(f"Column {name!r} has {len(array)} values, expected {rows}.")
    return assemble(arrays, metadata, extra)


def _row_count(columns: Mapping[str, Sequence[Any]]) -> int:
    unknown = set(columns) - {column.name for column in COLUMNS}
    if unknown:
        raise FormatError(f"Unknown columns {sorted(unknown)}; pass columns outside the format as 'extra'.")
    rows = len(columns.get("name", ()))
    for name, values in columns.items():
        if len(values) != rows:
            raise FormatError(f"Column {name!r} has {len(values)} values, expected {rows} as in 'name'.")
    return rows


def _names(values: Sequence[str | None]) -> Sequence[str | None]:
    for row, value in enumerate(values):
        if value is None:
            raise FormatError(f"Column 'name', row {row}: expected text, found null.")
    return values


def _all_null(column: Column, values: Sequence[Any]) -> bool:
    if isinstance(values, np.ndarray):
        return bool(np.isnan(values).all())
    if column.name != "timing":
        return all(value is None for value in values)
    return all(value is None or all(value.get(stage) is None for stage in TIMING_STAGES) for value in values)


def column_array(column: Column, values: Sequence[Any]) -> Any:
    """Build the Arrow array of one column.

    Raises:
        FormatError: A value does not fit the column's type; the message names the first such row.
    """
    pa = arrow()
    if column.categories:
        return _categorical(column, values)
    kind = data_type(column.type)
    try:
        if pa.types.is_fixed_size_list(kind) and _are_vectors(values, kind.list_size):
            return _vectors(values, kind)
        return pa.array(values, kind)
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        row = _first_bad_row(values, kind)
        raise FormatError(
            f"Column {column.name!r}, row {row}: {values[row]!r} does not fit {column.type} ({error})."
        ) from error


def _are_vectors(values: Sequence[Any], size: int) -> bool:
    return isinstance(values, np.ndarray) or all(value is None or len(value) == size for value in values)


def _vectors(values: Sequence[Sequence[float] | None], kind: Any) -> Any:
    """Build a column of vectors of one length from its flat numbers, several times faster than one by one."""
    pa = arrow()
    flat: NDArray[np.floating[Any]]
    if isinstance(values, np.ndarray):
        vectors = cast("NDArray[np.floating[Any]]", values)
        flat, missing = vectors.ravel(), pa.array(np.isnan(vectors).all(axis=1))
    else:
        blank = (0,) * kind.list_size
        numbers = chain.from_iterable(blank if value is None else value for value in values)
        flat = np.fromiter(numbers, np.float64, len(values) * kind.list_size)
        missing = pa.array([value is None for value in values])
    return pa.FixedSizeListArray.from_arrays(pa.array(flat).cast(kind.value_type), type=kind, mask=missing)


def _first_bad_row(values: Sequence[Any], kind: Any) -> int:
    pa = arrow()
    for row, value in enumerate(values):
        try:
            pa.array([value], kind)
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            return row
    return 0


def _categorical(column: Column, values: Sequence[str | None]) -> Any:
    pa = arrow()
    kind = data_type(column.type)
    positions: dict[str, int] = {}
    indices = [None if value is None else positions.setdefault(value, len(positions)) for value in values]
    limit = 2 ** int(kind.index_type.bit_width) - 1
    if len(positions) > limit:
        raise FormatError(
            f"Column {column.name!r} has {len(positions)} distinct values; the format allows {limit}.",
            hint="Split the dataset into several files.",
        )
    names = pa.array(list(positions), pa.string_view())
    return pa.DictionaryArray.from_arrays(pa.array(indices, kind.index_type), names)
