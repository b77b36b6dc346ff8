"""Sample columns to Arrow, Polars and pandas."""

from __future__ import annotations

import polars as pl
import pyarrow as pa
import pytest

from groundwire._core.errors import FormatError
from groundwire.formats import SampleRows, samples_to_table, table_to_pandas, table_to_polars
from groundwire.formats.edf_schema import COLUMN


@pytest.fixture
def rows() -> SampleRows:
    rows = SampleRows()
    rows.append(
        "a", group="train", size=(4, 2), label="car", label_index=3, object_id="1", ignore=True,
        box2d=(0.5, 0.5, 0.1, 0.1), polygon=[[0.0, 0.0, 1.0, 0.0, 1.0, 1.0]], box2d_score=0.5,
    )  # fmt: skip
    rows.append("a", group="train", size=(4, 2), label="bus", label_index=9, ignore=None)
    rows.append("empty", group="val", pose=(1.0, 2.0, 3.0), location=(45.5, -73.25), neg_label_indices=[])
    return rows


def test_columns_come_in_order_and_only_when_filled(rows: SampleRows) -> None:
    table = samples_to_table(rows)
    order = [name for name in COLUMN if name in table.column_names]
    assert table.column_names == order
    assert set(order) == {
        "name", "object_id", "label", "label_index", "group", "polygon", "box2d", "box2d_score", "size",
        "location", "pose", "ignore", "iscrowd", "neg_label_indices",
    }  # fmt: skip
    assert table.schema.metadata is None
    assert table.column("iscrowd").to_pylist() == [True, None, None]
    last = table.to_pylist()[2]
    assert last["name"] == "empty"
    assert last["label"] is None
    assert last["neg_label_indices"] == []
    assert last["location"] == [45.5, -73.25]


def test_whole_lists_may_be_assigned_and_absent_columns_left_empty() -> None:
    rows = SampleRows(name=["a", "b"], label=["x", None])
    assert samples_to_table(rows).to_pylist() == [{"name": "a", "label": "x"}, {"name": "b", "label": None}]
    assert samples_to_table(SampleRows()).column_names == ["name"]


def test_polars_gets_named_categories(rows: SampleRows) -> None:
    frame = table_to_polars(samples_to_table(rows))
    assert isinstance(frame, pl.DataFrame)
    assert frame.schema["label"] == pl.Categorical(pl.Categories("labels", "labels", pl.UInt16))
    assert frame.schema["box2d"] == pl.Array(pl.Float32, 4)
    assert frame["label"].to_list() == ["car", "bus", None]
    assert frame["polygon"].to_list()[0] == [[0.0, 0.0, 1.0, 0.0, 1.0, 1.0]]


def test_pandas_gets_categories_and_text(rows: SampleRows) -> None:
    frame = table_to_pandas(samples_to_table(rows))
    assert frame.shape == (3, 14)
    assert str(frame["label"].dtype) == "category"
    assert frame["label"].tolist()[:2] == ["car", "bus"]


def test_mistakes_are_named(rows: SampleRows) -> None:
    with pytest.raises(TypeError, match="Not columns of a sample table: colour"):
        rows.append("a", colour="red")
    assert len(rows.name) == 3
    rows.label.append("x")
    with pytest.raises(FormatError, match="Column 'label' has 4 values, expected 3"):
        samples_to_table(rows)


def test_masks_are_binary_views(rows: SampleRows) -> None:
    rows.mask[0] = b"png"
    assert pa.types.is_binary_view(samples_to_table(rows).schema.field("mask").type)  # type: ignore[attr-defined]
