"""Bring the columns of a dataset file, whoever wrote it, to one set of easily handled Arrow types."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, cast

from groundwire._core.errors import FormatError
from groundwire.formats._arrow import ArrowTable, arrow, whole
from groundwire.formats.edf_schema import COLUMN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_FLAGS = ("ignore", "exclude", "iscrowd")


def normalise(table: ArrowTable, path: Path, release: Callable[[], None] = lambda: None) -> ArrowTable:
    """Return ``table`` with known columns in working types; see ``groundwire.formats.edf.read_edf``.

    Args:
        table: As it was read.
        path: Where from; named in messages.
        release: Called when a column was read.

    Raises:
        FormatError: The ``name`` column is missing, or a known column has a type or value that cannot be
            understood.
    """
    pa = arrow()
    columns: dict[str, Any] = {}
    for name in table.column_names:
        columns[name] = whole(table.column(name))
        release()
    if "name" not in columns:
        raise FormatError(
            f"{path}: required column 'name' not found; it has {', '.join(columns) or 'no columns'}."
        )
    _old_names(columns)
    for name, array in columns.items():
        try:
            columns[name] = _normalise_column(name, array)
            release()
        except (pa.ArrowException, TypeError, ValueError) as error:
            raise FormatError(
                f"{path}: column {name!r} of type {array.type} cannot be used ({error})."
            ) from error
    return cast("ArrowTable", pa.table(columns).replace_schema_metadata(table.schema.metadata))


def _old_names(columns: dict[str, Any]) -> None:
    """Move what earlier versions kept under other names; a column of today's name wins."""
    pa = arrow()
    if "object_reference" in columns and "object_id" not in columns:
        columns["object_id"] = columns.pop("object_reference")
    if "iscrowd" in columns and "ignore" not in columns:
        columns["ignore"] = columns["iscrowd"]
    if "mask" in columns and _is_list(columns["mask"].type):
        rings = pa.array(split_legacy_polygons(columns.pop("mask").to_pylist()), _polygons())
        columns.setdefault("polygon", rings)


def split_legacy_polygons(values: list[list[float | None] | None]) -> list[list[list[float]] | None]:
    """Split polygons stored as one flat list, ``x, y, x, y, NaN, x, y, …``, into rings.

    Leading, trailing and doubled NaNs create no empty ring; an x without its y is dropped.
    """
    return [None if value is None else _split(value) for value in values]


def _split(value: list[float | None]) -> list[list[float]]:
    rings: list[list[float]] = [[]]
    for number in value:
        if number is None or math.isnan(number):
            rings.append([])
        else:
            rings[-1].append(number)
    return [ring[: len(ring) // 2 * 2] for ring in rings if len(ring) > 1]


def _is_list(kind: Any) -> bool:
    types = arrow().types
    return bool(types.is_list(kind) or types.is_large_list(kind))


def _polygons() -> Any:
    pa = arrow()
    return pa.list_(pa.list_(pa.float32()))


def _normalise_column(name: str, array: Any) -> Any:
    column = COLUMN.get(name)
    if column is None:
        return _plain(array)
    readers: dict[str, Callable[[Any], Any]] = {
        "string_view": _text,
        "binary_view": lambda values: values.cast(arrow().binary()),
        "large_list<large_list<float>>": lambda values: values.cast(_polygons()),
        "large_list<uint32>": lambda values: values.cast(arrow().list_(arrow().uint32())),
        "float": lambda values: values.cast(arrow().float32(), safe=False),
        "bool": lambda values: values.cast(arrow().bool_()),
        "uint32": _unsigned(32),
        "uint64": _unsigned(64),
    }
    if column.categories:
        return _text(array).dictionary_encode()
    if column.type.startswith("fixed_size_list"):
        item, size = column.type.removeprefix("fixed_size_list<").split(">")
        return _fixed(array, item, int(size.strip("[]")))
    return readers[column.type](array) if column.type in readers else array


def _plain(array: Any) -> Any:
    """Replace the view types, for which pyarrow has few kernels; leave all else."""
    pa = arrow()
    if pa.types.is_string_view(array.type):
        return array.cast(pa.string())
    if pa.types.is_binary_view(array.type):
        return array.cast(pa.binary())
    if pa.types.is_dictionary(array.type) and pa.types.is_string_view(array.type.value_type):
        return array.cast(pa.dictionary(pa.int32(), pa.string()))
    return array


def _text(array: Any) -> Any:
    pa = arrow()
    if pa.types.is_dictionary(array.type):
        return array.cast(pa.dictionary(pa.int32(), pa.string())).dictionary_decode()
    return array.cast(pa.string())


def _unsigned(bits: int) -> Callable[[Any], Any]:
    def read(array: Any) -> Any:
        pa = arrow()
        kind = pa.uint32() if bits == 32 else pa.uint64()
        return array.cast(pa.string()).cast(kind) if pa.types.is_string_view(array.type) else array.cast(kind)

    return read


def _fixed(array: Any, item: str, size: int) -> Any:
    """Return a fixed-size list from any kind of list, checking the length of every row."""
    pa = arrow()
    kind = {"float": pa.float32(), "uint32": pa.uint32()}[item]
    if pa.types.is_fixed_size_list(array.type) and array.type.list_size != size:
        raise ValueError(f"expected {size} values per row, found {array.type.list_size}")
    if not pa.types.is_fixed_size_list(array.type):
        lengths = array.value_lengths().to_pylist()
        wrong = next((row for row, length in enumerate(lengths) if length not in (None, size)), None)
        if wrong is not None:
            raise ValueError(f"expected {size} values in row {wrong}, found {lengths[wrong]}")
    return array.cast(pa.list_(kind, size), safe=item != "float")
