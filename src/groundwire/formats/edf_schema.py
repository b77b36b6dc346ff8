"""The columns of the EdgeFirst Dataset Format in each of its versions (see spec/formats/edf-*.yaml)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

SCHEMA_VERSION: Final = "2026.10"
VERSIONS: Final = ("2025.10", "2026.04", "2026.10")
CATEGORICAL_KEY: Final = "_PL_CATEGORICAL2"
MASK_INTERPRETATIONS: Final = ("binary", "class_index", "confidence", "sigmoid", "logits")

Level = Literal["sample", "annotation"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, physical Arrow type, level and, if categorical, the name of its category set.

    ``level`` says whether the value belongs to the sample, repeated on each of its rows, or to the
    annotation; ``since`` is the first version that has the column.
    """

    name: str
    type: str
    level: Level = "annotation"
    categories: str | None = None
    since: str = "2025.10"


COLUMNS: Final[tuple[Column, ...]] = (
    Column("name", "string_view", "sample"),
    Column("frame", "uint32", "sample"),
    Column("object_id", "string_view"),
    Column("label", "dictionary<uint16, string_view>", categories="labels"),
    Column("label_index", "uint64"),
    Column("group", "dictionary<uint8, string_view>", "sample", "groups"),
    Column("polygon", "large_list<large_list<float>>", since="2026.04"),
    Column("box2d", "fixed_size_list<float>[4]"),
    Column("box3d", "fixed_size_list<float>[6]"),
    Column("mask", "binary_view"),
    Column("box2d_score", "float", since="2026.04"),
    Column("box3d_score", "float", since="2026.04"),
    Column("polygon_score", "float", since="2026.04"),
    Column("mask_score", "float", since="2026.04"),
    Column("size", "fixed_size_list<uint32>[2]", "sample"),
    Column("location", "fixed_size_list<float>[2]", "sample"),
    Column("pose", "fixed_size_list<float>[3]", "sample"),
    Column("degradation", "string_view", "sample"),
    Column("ignore", "bool", since="2026.10"),
    Column("exclude", "bool", since="2026.10"),
    Column("iscrowd", "bool"),
    Column("category_frequency", "dictionary<uint8, string_view>", categories="cat_freq", since="2026.04"),
    Column("truncation", "uint32", since="2026.10"),
    Column("occlusion", "uint32", since="2026.10"),
    Column("neg_label_indices", "large_list<uint32>", "sample", since="2026.04"),
    Column("not_exhaustive_label_indices", "large_list<uint32>", "sample", since="2026.04"),
    Column(
        "timing",
        "struct<load: int64, preprocess: int64, inference: int64, decode: int64>",
        "sample",
        since="2026.04",
    ),
)

# 2025.10 kept polygons in ``mask``, as one flat list with NaN between the rings, and flags as numbers.
_OLD_TYPES: Final = {"mask": "large_list<float>", "iscrowd": "uint32"}
METADATA_SINCE: Final = {
    "schema_version": "2026.04",
    "category_metadata": "2026.04",
    "labels": "2026.04",
    "ignore_index": "2026.10",
    "mask_interpretation": "2026.10",
}

COLUMN: Final = {column.name: column for column in COLUMNS}
TIMING_STAGES: Final = ("load", "preprocess", "inference", "decode")


def columns_of(version: str) -> tuple[Column, ...]:
    """Return the columns of one version of the format, in the order they are written."""
    columns = tuple(column for column in COLUMNS if column.since <= version)
    if version > "2025.10":
        return columns
    return tuple(replace(column, type=_OLD_TYPES.get(column.name, column.type)) for column in columns)


def categorical_metadata(column: Column) -> str:
    """Return the text other readers need to restore the named categories of ``column``.

    Layout: length and text of the category set's name, of its namespace, then the integer width of the index.
    """
    assert column.categories is not None
    name = column.categories
    width = {"uint16": "u16", "uint8": "u8"}[column.type.removeprefix("dictionary<").partition(",")[0]]
    return f"{len(name)};{name}{len(name)};{name}{width};"
