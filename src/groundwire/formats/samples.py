"""Samples as columns: the neutral input from which tables and data frames are made."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from groundwire.formats._arrow import ArrowTable, DataFrame, arrow, optional
from groundwire.formats.edf_table import build_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from groundwire.formats.edf_metadata import DatasetMetadata

Rings = list[list[float]]
Vectors: TypeAlias = "NDArray[np.floating[Any]]"


@dataclass(slots=True)
class SampleRows:
    """One list per column, all of one length: one entry per annotation, None where there is nothing to say.

    A sample without annotations is one entry whose annotation columns are None. Sample columns (``name``,
    ``frame``, ``group``, ``size``, ``location``, ``pose``, ``degradation``, label index lists, ``timing``)
    repeat on every entry of the sample. ``append`` fills all lists at once; bulk producers may assign whole
    lists instead and leave the lists of absent columns empty.

    Attributes:
        box2d: ``(cx, cy, w, h)``, fractions of image width and height, origin top left; also an ``(N, 4)``
            array with a row of NaN where there is no box.
        polygon: Rings, each ``[x1, y1, x2, y2, …]``, fractions of image width and height.
        box3d: ``(x, y, z, w, h, l)``, centre first.
        mask: One PNG.
        size: ``(width, height)`` in pixels.
        location: ``(latitude, longitude)`` in degrees.
        pose: ``(roll, pitch, yaw)`` in degrees.
        timing: Nanoseconds by stage: ``load``, ``preprocess``, ``inference``, ``decode``.
    """

    name: list[str] = field(default_factory=list[str])
    frame: list[int | None] = field(default_factory=list[int | None])
    object_id: list[str | None] = field(default_factory=list[str | None])
    label: list[str | None] = field(default_factory=list[str | None])
    label_index: list[int | None] = field(default_factory=list[int | None])
    group: list[str | None] = field(default_factory=list[str | None])
    polygon: list[Rings | None] = field(default_factory=list[Rings | None])
    box2d: list[Sequence[float] | None] | Vectors = field(default_factory=list["Sequence[float] | None"])
    box3d: list[Sequence[float] | None] = field(default_factory=list["Sequence[float] | None"])
    mask: list[bytes | None] = field(default_factory=list[bytes | None])
    box2d_score: list[float | None] = field(default_factory=list[float | None])
    box3d_score: list[float | None] = field(default_factory=list[float | None])
    polygon_score: list[float | None] = field(default_factory=list[float | None])
    mask_score: list[float | None] = field(default_factory=list[float | None])
    size: list[Sequence[int] | None] = field(default_factory=list["Sequence[int] | None"])
    location: list[Sequence[float] | None] = field(default_factory=list["Sequence[float] | None"])
    pose: list[Sequence[float] | None] = field(default_factory=list["Sequence[float] | None"])
    degradation: list[str | None] = field(default_factory=list[str | None])
    ignore: list[bool | None] = field(default_factory=list[bool | None])
    exclude: list[bool | None] = field(default_factory=list[bool | None])
    iscrowd: list[bool | None] = field(default_factory=list[bool | None])
    category_frequency: list[str | None] = field(default_factory=list[str | None])
    truncation: list[int | None] = field(default_factory=list[int | None])
    occlusion: list[int | None] = field(default_factory=list[int | None])
    neg_label_indices: list[Sequence[int] | None] = field(default_factory=list["Sequence[int] | None"])
    not_exhaustive_label_indices: list[Sequence[int] | None] = field(
        default_factory=list["Sequence[int] | None"]
    )
    timing: list[Mapping[str, int | None] | None] = field(
        default_factory=list["Mapping[str, int | None] | None"]
    )

    def append(self, name: str, **values: object) -> None:
        """Add one entry; columns that are not named get None.

        Raises:
            TypeError: A keyword is not a column.
        """
        unknown = values.keys() - _COLUMN_NAMES
        if unknown:
            raise TypeError(f"Not columns of a sample table: {', '.join(sorted(unknown))}.")
        for column in _COLUMN_NAMES - {"name"}:
            getattr(self, column).append(values.get(column))
        self.name.append(name)

    def columns(self) -> dict[str, Sequence[Any]]:
        """Return the filled columns; ``iscrowd`` mirrors ``ignore`` when only the latter is given."""
        found = {item.name: getattr(self, item.name) for item in fields(self)}
        columns = {name: values for name, values in found.items() if len(values) or name == "name"}
        if "ignore" in columns and all(value is None for value in columns.get("iscrowd", ())):
            columns["iscrowd"] = columns["ignore"]
        return columns


_COLUMN_NAMES = frozenset(item.name for item in fields(SampleRows))


def samples_to_table(rows: SampleRows, metadata: DatasetMetadata | None = None) -> ArrowTable:
    """Build an Arrow table with the columns, types and order of the EdgeFirst Dataset Format 2026.10.

    Columns without any value are left out, except ``name``.

    Raises:
        FormatError: Lists of unequal length or a value that does not fit its column.
    """
    return build_table(rows.columns(), metadata)


def table_to_polars(table: ArrowTable) -> DataFrame:
    """Convert to a ``polars.DataFrame``; the named categories of label and group survive.

    Raises:
        MissingDependencyError: polars is not installed.
    """
    return cast("DataFrame", optional("polars", "polars").from_arrow(table))


def table_to_pandas(table: ArrowTable) -> DataFrame:
    """Convert to a ``pandas.DataFrame``; categorical columns become ``category``, nested ones lists.

    Raises:
        MissingDependencyError: pandas is not installed.
    """
    optional("pandas", "pandas")
    pa = arrow()
    columns = {name: _for_pandas(table.column(name)) for name in table.column_names}
    return cast("DataFrame", pa.table(columns).to_pandas())


def _for_pandas(column: Any) -> Any:
    """Replace text views, for which the conversion to pandas depends on the versions of both packages."""
    pa = arrow()
    if pa.types.is_string_view(column.type):
        return column.cast(pa.string())
    if pa.types.is_binary_view(column.type):
        return column.cast(pa.binary())
    if pa.types.is_dictionary(column.type):
        return column.cast(pa.dictionary(pa.int32(), pa.string()))
    return column
