"""The documented converter functions do what those of the platform's module do, and say what they need."""

from __future__ import annotations

import json
import subprocess
import sys

import edgefirst_client
import pyarrow.ipc
import pytest

import groundwire.studio
from groundwire._core.errors import ConfigurationError

MODULES = {"theirs": edgefirst_client, "ours": groundwire.studio}

DOCUMENT = {
    "images": [
        {"id": 1, "file_name": "a.jpg", "width": 640, "height": 480},
        {"id": 2, "file_name": "none.jpg", "width": 10, "height": 10},
    ],
    "annotations": [
        {
            "id": 7,
            "image_id": 1,
            "category_id": 3,
            "bbox": [64, 48, 128, 96],
            "area": 5,
            "iscrowd": 0,
            "segmentation": [[64, 48, 192, 48, 192, 144, 64, 144]],
        },
        {
            "id": 8,
            "image_id": 1,
            "category_id": 1,
            "bbox": [1, 2, 3, 4],
            "area": 5,
            "iscrowd": 1,
            "segmentation": {"size": [5, 7], "counts": [11, 3, 2, 3, 2, 3, 6, 1, 4]},
        },
    ],
    "categories": [{"id": 3, "name": "car"}, {"id": 1, "name": "bus", "supercategory": "vehicle"}],
}


@pytest.fixture
def coco(tmp_path):
    path = tmp_path / "instances_train.json"
    path.write_text(json.dumps(DOCUMENT))
    return path


def table(path):
    """Return the columns of an Arrow file, masks by their size only."""
    with pyarrow.ipc.open_file(path) as reader:
        found = reader.read_all()
    columns = {name: found.column(name).to_pylist() for name in found.column_names}
    columns["mask"] = [mask and mask[:26] for mask in columns.get("mask", ())]
    return columns


def test_coco_becomes_the_same_table(coco, tmp_path):
    made = {}
    for name, module in MODULES.items():
        events = []
        target = tmp_path / f"{name}.arrow"
        rows = module.coco_to_arrow(
            str(coco), str(target), True, "train", lambda *event, e=events: e.append(event[:2])
        )
        assert (rows, events[-1]) == (3, (2, 2))
        made[name] = table(target)
    assert made["ours"] == made["theirs"]


@pytest.mark.parametrize("writer", MODULES)
def test_the_table_becomes_the_same_coco_document(coco, tmp_path, writer):
    MODULES[writer].coco_to_arrow(str(coco), str(tmp_path / "made.arrow"))
    back = {}
    for name, module in MODULES.items():
        target = tmp_path / f"{name}.json"
        assert module.arrow_to_coco(str(tmp_path / "made.arrow"), str(target)) == 2
        back[name] = json.loads(target.read_text())
    assert [one["id"] for one in back["ours"]["annotations"]] == [
        one["id"] for one in back["theirs"]["annotations"]
    ]
    for ours, theirs in zip(back["ours"]["annotations"], back["theirs"]["annotations"], strict=True):
        assert ours["bbox"] == pytest.approx(theirs["bbox"], abs=1e-3)
        assert ours["category_id"] == theirs["category_id"]
        assert ours["iscrowd"] == theirs["iscrowd"]


def test_metadata_is_read_alike(coco, tmp_path):
    path = tmp_path / "made.arrow"
    groundwire.studio.coco_to_arrow(coco, path)
    ours, theirs = (module.read_dataset_metadata(str(path)) for module in reversed(MODULES.values()))
    for name in (
        "schema_version",
        "labels",
        "ignore_index",
        "mask_interpretation",
        "category_metadata",
        "extra",
    ):
        assert getattr(ours, name) == getattr(theirs, name), name


def test_the_server_of_a_token_is_told():
    token = "h.eyJzZXJ2ZXIiOiJ0ZXN0IiwidXNlcm5hbWUiOiJhbm4ifQ.s"
    assert groundwire.studio.parse_token_server(token) == "test"
    for wrong in ("", "h.c", "h.e30.s"):
        with pytest.raises(groundwire.studio.Error):
            groundwire.studio.parse_token_server(wrong)


WITHOUT_EXTRAS = """
import sys
for package in ("numpy", "pyarrow", "polars", "PIL"):
    sys.modules[package] = None
import groundwire.studio as studio
calls = {
    "coco_to_arrow": lambda: studio.coco_to_arrow("a", "b"),
    "visdrone_to_arrow": lambda: studio.visdrone_to_arrow(["a"], "b"),
    "ade20k_to_arrow": lambda: studio.ade20k_to_arrow("a", "b"),
    "arrow_to_coco": lambda: studio.arrow_to_coco("a", "b"),
    "read_dataset_metadata": lambda: studio.read_dataset_metadata("a"),
    "upload_dataset": lambda: studio.Client().upload_dataset("ds-1", "a.arrow"),
    "samples_table": lambda: studio.Client().samples_table("ds-1"),
    "samples_dataframe": lambda: studio.Client().samples_dataframe("ds-1"),
}
for name, call in calls.items():
    try:
        call()
    except studio.Error as error:
        print(name, type(error).__name__, str(error).rpartition(" pip ")[2])
print(studio.is_polars_enabled())
"""


def test_without_the_extra_each_says_how_to_get_it():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_EXTRAS], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    *told, polars = done.stdout.splitlines()
    assert {line.split()[0] for line in told} == {
        *("coco_to_arrow", "visdrone_to_arrow", "ade20k_to_arrow", "arrow_to_coco", "read_dataset_metadata"),
        *("upload_dataset", "samples_table", "samples_dataframe"),
    }
    assert {line.split(maxsplit=1)[1] for line in told} == {
        "MissingDependencyError install 'groundwire[formats]'"
    }
    assert polars == "False"
    assert issubclass(groundwire.studio.Error, RuntimeError)
    assert issubclass(ConfigurationError, groundwire.studio.Error)
