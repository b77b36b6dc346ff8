"""COCO to Arrow and back: as the reference converter does it where it is right, and without its losses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import edgefirst_client
import pyarrow as pa
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire._core.errors import FormatError
from groundwire.formats import (
    arrow_to_coco,
    coco_to_arrow,
    compare_coco,
    decode_mask_png,
    read_coco,
    read_dataset_metadata,
    read_edf,
)
from groundwire.formats.coco_write import document_to_json
from groundwire.formats.edf_schema import COLUMN
from groundwire.formats.masks import counts_to_text, mask_to_counts

DATA = Path(__file__).parent / "data"
SPEC = Path(__file__).parents[2] / "spec" / "formats"
GOLDENS: dict[str, Any] = json.loads((DATA / "coco_to_arrow.json").read_text())
BACK: dict[str, Any] = json.loads((DATA / "reader" / "back.json").read_text())

# Where the reference loses something and we do not; each has a test of its own below.
BETTER = {"double_extension", "duplicate_names", "name_missing", "zero_size"}


def stored(path: Path) -> Any:
    with pa.ipc.open_file(path) as reader:
        return reader.read_all()


def converted(value: Any, folder: Path) -> Any:
    (folder / "in.json").write_text(json.dumps(value))
    coco_to_arrow(folder / "in.json", folder / "out.arrow")
    return stored(folder / "out.arrow")


def there_and_back(value: Any, folder: Path) -> Any:
    converted(value, folder)
    arrow_to_coco(folder / "out.arrow", folder / "back.json")
    return json.loads((folder / "back.json").read_text())


def shown_mask(row: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    if row.get("mask") is None:
        return row
    png = decode_mask_png(row["mask"])
    height, width = png.pixels.shape
    pixels = png.pixels.astype(int).tolist() if expected["mask"]["png"]["pixels"] is not None else None
    shown = {"width": width, "height": height, "bit_depth": png.bit_depth, "color_type": 0, "pixels": pixels}
    return {**row, "mask": {"png": shown}}


@pytest.mark.parametrize("case", sorted(GOLDENS.keys() - BETTER))
def test_table_equals_the_reference(case: str, tmp_path: Path) -> None:
    golden = GOLDENS[case]
    table = converted(golden["input"], tmp_path)
    fields = [field for field in table.schema if field.name in COLUMN]
    assert [(f.name, str(f.type)) for f in fields] == [
        (c["name"], c["arrow_type"]) for c in golden["columns"]
    ]
    assert [dict(f.metadata or {}) for f in fields] == [
        {k.encode(): v.encode() for k, v in c.get("field_metadata", {}).items()} for c in golden["columns"]
    ]
    rows = table.select([field.name for field in fields]).to_pylist()
    assert [shown_mask(*pair) for pair in zip(rows, golden["rows"], strict=True)] == golden["rows"]
    metadata = read_dataset_metadata(tmp_path / "out.arrow")
    assert metadata.schema_version == golden["metadata"]["schema_version"]
    assert metadata.labels == golden["metadata"].get("labels")
    assert metadata.category_metadata == golden["metadata"].get("category_metadata")


@pytest.mark.parametrize("case", sorted(GOLDENS.keys() - {"lvis_coco_url", "no_categories"}))
def test_nothing_is_lost_on_the_way_back(case: str, tmp_path: Path) -> None:
    value = GOLDENS[case]["input"]
    assert there_and_back(value, tmp_path) == value


def test_names_that_would_merge_stay_apart(tmp_path: Path) -> None:
    assert converted(GOLDENS["double_extension"]["input"], tmp_path).column("name").to_pylist() == [
        "a.v1",
        "a.v2",
    ]
    names = converted(GOLDENS["duplicate_names"]["input"], tmp_path).column("name").to_pylist()
    assert names == ["train/a", "val/a"]


def test_an_image_without_a_name_keeps_its_annotations(tmp_path: Path) -> None:
    assert converted(GOLDENS["name_missing"]["input"], tmp_path).column("object_id").to_pylist() == ["1"]


def test_extension_columns_are_those_of_the_specification(tmp_path: Path) -> None:
    spec = yaml.safe_load((SPEC / "coco-extension.yaml").read_text())
    image = {"id": 5, "file_name": "a.jpg", "width": 100, "height": 50}
    odd = {"bbox": [0.1 + 0.2, 1e-9, 3, 4], "area": 5, "score": 0.1234567890123, "segmentation": [[1, 2, 3]]}
    annotations = [
        {"id": 2, "image_id": 6, "category_id": 1, "bbox": [1, 2, 3, 4]},
        {"id": 1, "image_id": 5, "category_id": 1, "note": "x", **odd},
    ]
    value = {
        "images": [image, {**image, "id": 6, "file_name": "b.jpg"}],
        "annotations": annotations,
        "categories": [{"id": 1, "name": "x"}],
    }
    table = converted(value, tmp_path)
    extra = {field.name: str(field.type) for field in table.schema if field.name not in COLUMN}
    listed = {column["name"]: str(_extension_type(column["type"])) for column in spec["columns"]}
    assert extra == listed
    assert [key["key"] for key in spec["metadata"]] == list(
        read_dataset_metadata(tmp_path / "out.arrow").extra
    )
    assert edgefirst_client.arrow_to_coco(str(tmp_path / "out.arrow"), str(tmp_path / "theirs.json")) == 2
    assert there_and_back(value, tmp_path) == value


def _extension_type(text: str) -> Any:
    return {
        "double": pa.float64(),
        "fixed_size_list<double>[4]": pa.list_(pa.float64(), 4),
        "large_list<large_list<double>>": pa.large_list(pa.large_list(pa.float64())),
        "dictionary<int32, string_view>": pa.dictionary(pa.int32(), pa.string_view()),
        "string_view": pa.string_view(),
        "uint32": pa.uint32(),
    }[text]


def same(expected: Any, found: Any) -> bool:
    """Compare with the noise that float32 leaves in the reference's numbers; null stands for absent."""
    if isinstance(expected, dict):
        known = {key: value for key, value in expected.items() if value is not None}
        return known.keys() == found.keys() and all(same(value, found[key]) for key, value in known.items())
    if isinstance(expected, list):
        return len(expected) == len(found) and all(map(same, expected, found))
    if isinstance(expected, float):
        return abs(expected - found) < 1e-4
    return bool(expected == found)


@pytest.mark.parametrize("case", sorted(BACK))
def test_coco_equals_the_reference(case: str, tmp_path: Path) -> None:
    groups = ["train"] if case == "groups_filter" else []
    arrow_to_coco(DATA / "reader" / f"{case}.arrow", tmp_path / "back.json", groups=groups)
    found = json.loads((tmp_path / "back.json").read_text())
    for annotation in found["annotations"]:
        if annotation.get("segmentation") == []:
            del annotation["segmentation"]  # the reference drops the key of an empty polygon
    for key in ("images", "annotations"):
        assert same(BACK[case][key], found[key])
    assert same(sorted(BACK[case]["categories"], key=str), sorted(found["categories"], key=str)) or same(
        sorted(BACK[case]["categories"], key=lambda c: c["id"]),
        sorted(found["categories"], key=lambda c: c["id"]),
    )


def back(name: str, folder: Path, **options: Any) -> Any:
    arrow_to_coco(DATA / "reader" / f"{name}.arrow", folder / "back.json", **options)
    return json.loads((folder / "back.json").read_text())


@pytest.mark.parametrize("name", ["f64_box", "list_box", "unversioned_polygon"])
def test_boxes_and_polygons_of_other_types_are_read(name: str, tmp_path: Path) -> None:
    (annotation,) = back(name, tmp_path)["annotations"]
    assert annotation["bbox"] == [40.0, 20.0, 20.0, 10.0]
    if name == "unversioned_polygon":
        assert annotation["segmentation"] == [[10.0, 5.0, 20.0, 5.0, 20.0, 10.0]]


@pytest.mark.parametrize("name", ["mask_2bit", "mask_8bit_01", "unversioned_binary_mask"])
def test_masks_the_reference_loses_are_read(name: str, tmp_path: Path) -> None:
    (annotation,) = back(name, tmp_path)["annotations"]
    assert annotation["segmentation"] == {"size": [5, 7], "counts": [11, 3, 2, 3, 2, 3, 11]}


def test_frames_of_a_sequence_stay_separate_images(tmp_path: Path) -> None:
    found = back("frames", tmp_path)
    assert [image["file_name"] for image in found["images"]] == ["s_1", "s_2", "a"]
    assert [annotation["image_id"] for annotation in found["annotations"]] == [1, 1, 2, 3]


def test_a_missing_box_is_computed_from_the_polygon(tmp_path: Path) -> None:
    (annotation,) = back("no_box", tmp_path)["annotations"]
    assert annotation["bbox"] == [10.0, 5.0, 10.0, 5.0]


def test_flags_stored_as_small_integers_are_read(tmp_path: Path) -> None:
    assert [a["iscrowd"] for a in back("iscrowd_u8", tmp_path)["annotations"]] == [1, 0, 0]


def test_object_ids_that_are_no_numbers_get_new_ones_above_all_others(tmp_path: Path) -> None:
    ids = [annotation["id"] for annotation in back("object_ids", tmp_path)["annotations"]]
    assert len(set(ids)) == len(ids)


def test_colour_masks_are_left_out(tmp_path: Path) -> None:
    assert "segmentation" not in back("mask_rgb", tmp_path)["annotations"][0]


@pytest.mark.parametrize("name", ["no_size", "tile_no_size"])
def test_a_missing_image_size_is_an_error_not_zeros(name: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="row 0, image 'i0': expected a 'size', found none"):
        back(name, tmp_path)
    assert not (tmp_path / "back.json").exists()


def test_masks_can_be_left_out_in_both_directions(tmp_path: Path) -> None:
    value = GOLDENS["basic"]["input"]
    (tmp_path / "in.json").write_text(json.dumps(value))
    coco_to_arrow(tmp_path / "in.json", tmp_path / "out.arrow", include_masks=False)
    assert not {"polygon", "mask"} & set(read_edf(tmp_path / "out.arrow").column_names)
    for source in ("out.arrow", "full.arrow"):
        coco_to_arrow(tmp_path / "in.json", tmp_path / "full.arrow")
        arrow_to_coco(tmp_path / source, tmp_path / "back.json", include_masks=False)
        found = json.loads((tmp_path / "back.json").read_text())["annotations"]
        assert [a.pop("segmentation", None) for a in found] == [None] * 3
        assert found[0]["area"] == 12288


def test_groups_of_a_folder_are_kept_and_can_be_chosen(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "annotations"
    folder.mkdir(parents=True)
    for split, first in (("train", 5), ("val", 5)):
        value = {
            "info": {"split": split},
            "images": [{"id": first, "file_name": f"{split}.jpg", "width": 10, "height": 10}],
            "annotations": [{"id": 1, "image_id": first, "category_id": 1, "bbox": [1, 2, 3, 4]}],
            "categories": [{"id": 1, "name": "x"}],
        }
        (folder / f"instances_{split}.json").write_text(json.dumps(value))
    calls: list[tuple[int, int]] = []
    rows = coco_to_arrow(
        tmp_path / "data", tmp_path / "a.arrow", progress=lambda done, total: calls.append((done, total))
    )
    assert rows == 2
    assert calls[-1] == (2, 2)
    assert read_edf(tmp_path / "a.arrow").column("group").to_pylist() == ["train", "val"]
    for split in ("train", "val"):
        assert arrow_to_coco(tmp_path / "a.arrow", tmp_path / "b.json", groups=[split]) == 1
        found = compare_coco(read_coco(folder / f"instances_{split}.json"), read_coco(tmp_path / "b.json"))
        assert found.ok, str(found)
    assert arrow_to_coco(tmp_path / "a.arrow", tmp_path / "b.json") == 2
    assert [image["id"] for image in json.loads((tmp_path / "b.json").read_text())["images"]] == [5, 6]


def test_a_folder_of_unrelated_documents_is_refused(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.json").write_text(json.dumps(GOLDENS["basic"]["input"]))
    with pytest.raises(FormatError, match="expected one dataset, found 2"):
        coco_to_arrow(tmp_path, tmp_path / "a.arrow")


numbers = st.one_of(
    st.integers(-50, 3000),
    st.floats(-50, 3000).map(lambda value: round(value, 2)),
    st.floats(-1e6, 1e6, allow_nan=False),
)
boxes = st.lists(numbers, min_size=4, max_size=4)
rings = st.lists(numbers, min_size=0, max_size=9)
texts = st.text(max_size=4)


@st.composite
def run_lengths(draw: st.DrawFn) -> dict[str, Any]:
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    bits = draw(st.lists(st.booleans(), min_size=height * width, max_size=height * width))
    import numpy as np

    counts = mask_to_counts(np.array(bits).reshape(height, width))
    return {"size": [height, width], "counts": counts_to_text(counts) if draw(st.booleans()) else counts}


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    images = [
        {"id": number, "file_name": draw(st.sampled_from(["", "sub/", "other/"])) + f"{index}.jpg",
         "width": draw(st.integers(1, 5000)), "height": draw(st.integers(1, 5000))}
        for index, number in enumerate(draw(st.lists(st.integers(0, 2**63), max_size=4, unique=True)))
    ]  # fmt: skip
    numbers_ = draw(st.lists(st.integers(0, 2**32), min_size=1, max_size=3, unique=True))
    categories = [{"id": number, "name": f"name {number}"} for number in numbers_]
    annotation = st.fixed_dictionaries(
        {
            "id": st.integers(0, 2**64 - 1),
            "image_id": st.sampled_from([image["id"] for image in images] or [1]),
            "category_id": st.sampled_from(numbers_),
        },
        optional={
            "bbox": st.none() | boxes,
            "area": st.none() | numbers,
            "iscrowd": st.integers(0, 3),
            "score": st.none() | st.floats(0, 1),
            "segmentation": st.none() | st.lists(rings, max_size=3) | run_lengths(),
            "attributes": st.dictionaries(texts, st.booleans(), max_size=2),
            "custom": texts,
        },
    )
    return {
        "info": {"description": draw(texts)},
        "images": images,
        "annotations": draw(st.lists(annotation, max_size=6, unique_by=lambda item: item["id"])),
        "categories": categories,
        "extra": draw(texts),
    }


@given(documents())
@settings(max_examples=150)
def test_any_document_comes_back(tmp_path_factory: pytest.TempPathFactory, value: dict[str, Any]) -> None:
    folder = tmp_path_factory.mktemp("any")
    back = there_and_back(value, folder)
    orphans = read_coco(folder / "in.json").orphans()
    assert {key: back[key] for key in back if key != "annotations"} == {
        key: value[key] for key in value if key != "annotations"
    }
    if orphans:  # they come last
        assert sorted(back["annotations"], key=lambda a: a["id"]) == sorted(
            value["annotations"], key=lambda a: a["id"]
        )
    else:
        assert back["annotations"] == value["annotations"]
    assert document_to_json(read_coco(folder / "back.json")) == back
