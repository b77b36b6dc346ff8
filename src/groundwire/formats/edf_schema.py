"""The columns of the EdgeFirst Dataset Format 2026.10 (see spec/formats/edf-2026.10.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

SCHEMA_VERSION: Final = "2026.10"
CATEGORICAL_KEY: Final = "_PL_CATEGORICAL2"
MASK_INTERPRETATIONS: Final = ("binary", "class_index", "confidence", "sigmoid", "logits")

Level = Literal["sample", "annotation"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, physical Arrow type, level and, if categorical, the name of its category set.

    ``level`` says whether the value belongs to the sample, repeated on each of its rows, or to the
    annotation.
    """

    name: str
    type: str
    level: Level = "annotation"
    categories: str | None = None


COLUMNS: Final[tuple[Column, ...]] = (
    Column("name", "string_view", "sample"),
    Column("frame", "uint32", "sample"),
    Column("object_id", "string_view"),
    Column("label", "dictionary<uint16, string_view>", categories="labels"),
    Column("label_index", "uint64"),
    Column("group", "dictionary<uint8, string_view>", "sample", "groups"),
    Column("polygon", "large_list<large_list<float>>"),
    Column("box2d", "fixed_size_list<float>[4]"),
    Column("box3d", "fixed_size_list<float>[6]"),
    Column("mask", "binary_view"),
    Column("box2d_score", "float"),
    Column("box3d_score", "float"),
    Column("polygon_score", "float"),
    Column("mask_score", "float"),
    Column("size", "fixed_size_list<uint32>[2]", "sample"),
    Column("location", "fixed_size_list<float>[2]", "sample"),
    Column("pose", "fixed_size_list<float>[3]", "sample"),
    Column("degradation", "string_view", "sample"),
    Column("ignore", "bool"),
    Column("exclude", "bool"),
    Column("iscrowd", "bool"),
    Column("category_frequency", "dictionary<uint8, string_view>", categories="cat_freq"),
    Column("truncation", "uint32"),
    Column("occlusion", "uint32"),
    Column("neg_label_indices", "large_list<uint32>", "sample"),
    Column("not_exhaustive_label_indices", "large_list<uint32>", "sample"),
    Column("timing", "struct<load: int64, preprocess: int64, inference: int64, decode: int64>", "sample"),
)

COLUMN: Final = {column.name: column for column in COLUMNS}
TIMING_STAGES: Final = ("load", "preprocess", "inference", "decode")


def categorical_metadata(column: Column) -> str:
    """Return the text other readers need to restore the named categories of ``column``.

    Layout: length and text of the category set's name, of its namespace, then the integer width of the index.
    """
    assert column.categories is not None
    name = column.categories
    width = {"uint16": "u16", "uint8": "u8"}[column.type.removeprefix("dictionary<").partition(",")[0]]
    return f"{len(name)};{name}{len(name)};{name}{width};"
