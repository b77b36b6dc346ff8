"""The columns in the program are those of the specification, and those a reference file has."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import yaml

from groundwire.formats._arrow import data_type
from groundwire.formats.edf_schema import (
    CATEGORICAL_KEY,
    COLUMNS,
    MASK_INTERPRETATIONS,
    SCHEMA_VERSION,
    categorical_metadata,
)

HERE = Path(__file__).parent
SPEC = HERE.parents[1] / "spec" / "formats" / "edf-2026.10.yaml"


def test_columns_equal_the_specification() -> None:
    spec = yaml.safe_load(SPEC.read_text())
    listed = [(c["name"], c["type"], c["level"], c.get("categories")) for c in spec["columns"]]
    assert listed == [(c.name, c.type, c.level, c.categories) for c in COLUMNS]
    assert spec["version"] == SCHEMA_VERSION
    assert spec["categorical_metadata_key"] == CATEGORICAL_KEY
    assert tuple(spec["mask_interpretations"]) == MASK_INTERPRETATIONS
    assert all(column["description"] for column in spec["columns"])


def test_columns_equal_a_reference_file_with_all_of_them() -> None:
    with pa.ipc.open_file(HERE / "data" / "all_columns_2026_10.arrow") as reader:
        schema = reader.schema
    assert schema.names == [column.name for column in COLUMNS]
    for column in COLUMNS:
        field = schema.field(column.name)
        assert field.type == data_type(column.type)
        note = (
            {CATEGORICAL_KEY.encode(): categorical_metadata(column).encode()} if column.categories else None
        )
        assert field.metadata == note
