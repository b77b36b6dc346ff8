"""Arrow columns of any fitting type to a table in the exact form of the EdgeFirst Dataset Format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from groundwire._core.errors import FormatError
from groundwire.formats._arrow import ArrowTable, arrow, data_type
from groundwire.formats.edf_schema import CATEGORICAL_KEY, COLUMNS, Column, categorical_metadata

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groundwire.formats.edf_metadata import DatasetMetadata


def assemble(
    columns: Mapping[str, Any],
    metadata: DatasetMetadata | None = None,
    extra: Mapping[str, Any] | None = None,
    layout: Sequence[Column] = COLUMNS,
    present: frozenset[str] | None = None,
) -> ArrowTable:
    """Build a table with the exact types, order and field metadata of the format.

    Args:
        columns: Arrow arrays by column name, ``name`` among them. Columns of nulls are left out, except
            ``name``.
        metadata: File-level metadata; none is attached when omitted.
        extra: Further Arrow arrays, appended after the columns of the format when not all null.
        layout: The columns of the version to write.
        present: Columns to write, of nulls or not, for tables that are parts of one; None decides by content.

    Raises:
        FormatError: Columns of unequal length, a null name, a value that does not fit its type, or more
            distinct categories than the index type of the format can hold.
    """
    pa = arrow()
    rows = len(columns["name"])
    fields: list[Any] = []
    arrays: list[Any] = []

    def is_left_out(name: str, array: Any) -> bool:
        return is_all_null(array) if present is None else name not in present

    for column in layout:
        array = columns.get(column.name)
        if array is None or (column.name != "name" and is_left_out(column.name, array)):
            continue
        physical = _physical(column, array)
        note = {CATEGORICAL_KEY: categorical_metadata(column)} if column.categories else None
        fields.append(pa.field(column.name, physical.type, metadata=note))
        arrays.append(physical)
    for name, array in (extra or {}).items():
        if not is_left_out(name, array):
            fields.append(pa.field(name, array.type))
            arrays.append(array)
    for field, array in zip(fields, arrays, strict=True):
        if len(array) != rows:
            raise FormatError(f"Column {field.name!r} has {len(array)} values, expected {rows} as in 'name'.")
    stored = metadata.encode() if metadata is not None else None
    return cast("ArrowTable", pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=stored)))


def is_all_null(array: Any) -> bool:
    """Tell whether a column says nothing; a structure says nothing when none of its members does."""
    pa = arrow()
    if array.null_count == len(array):
        return True
    if not pa.types.is_struct(array.type):
        return False
    return all(array.field(n).null_count == len(array) for n in range(array.type.num_fields))


def _physical(column: Column, array: Any) -> Any:
    pa = arrow()
    kind = data_type(column.type)
    if column.name == "name" and array.null_count:
        row = array.is_null().to_pylist().index(True)
        raise FormatError(f"Column 'name', row {row}: expected text, found null.")
    if column.categories:
        return _categorical(column, array, kind)
    try:
        return array if array.type == kind else array.cast(kind)
    except pa.ArrowException as error:
        raise FormatError(f"Column {column.name!r} does not fit {column.type} ({error}).") from error


def _categorical(column: Column, array: Any, kind: Any) -> Any:
    pa = arrow()
    if not pa.types.is_dictionary(array.type):
        array = array.cast(pa.string()).dictionary_encode()
    limit = 2 ** int(kind.index_type.bit_width) - 1
    if len(array.dictionary) > limit:
        raise FormatError(
            f"Column {column.name!r} has {len(array.dictionary)} distinct values; the format allows {limit}.",
            hint="Split the dataset into several files.",
        )
    names = array.dictionary.cast(pa.string_view())
    return pa.DictionaryArray.from_arrays(array.indices.cast(kind.index_type), names)
