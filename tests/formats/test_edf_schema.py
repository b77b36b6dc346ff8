"""The columns in the program are those of the specification, and those a reference file has."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
import yaml

from groundwire.formats._arrow import data_type
from groundwire.formats.edf_schema import (
    CATEGORICAL_KEY,
    COLUMNS,
    MASK_INTERPRETATIONS,
    METADATA_SINCE,
    SCHEMA_VERSION,
    VERSIONS,
    categorical_metadata,
    columns_of,
)

HERE = Path(__file__).parent
SPEC = HERE.parents[1] / "spec" / "formats"


@pytest.mark.parametrize("version", VERSIONS)
def test_columns_equal_the_specification(version: str) -> None:
    spec = yaml.safe_load((SPEC / f"edf-{version}.yaml").read_text())
    listed = [(c["name"], c["type"], c["level"], c.get("categories")) for c in spec["columns"]]
    assert listed == [(c.name, c.type, c.level, c.categories) for c in columns_of(version)]
    assert spec["version"] == version
    assert spec["categorical_metadata_key"] == CATEGORICAL_KEY
    assert set(spec["metadata_keys"]) == {key for key, since in METADATA_SINCE.items() if since <= version}
    assert all(column["description"] for column in spec["columns"])


def test_the_newest_specification_is_the_one_that_is_written() -> None:
    spec = yaml.safe_load((SPEC / f"edf-{SCHEMA_VERSION}.yaml").read_text())
    assert tuple(spec["mask_interpretations"]) == MASK_INTERPRETATIONS
    assert max(path.stem for path in SPEC.glob("edf-*.yaml")) == f"edf-{SCHEMA_VERSION}"


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
