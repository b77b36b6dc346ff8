"""The demonstration against a real server: everything returns, and what does not is noticed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from groundwire._core.errors import FormatError, InvalidArgumentError
from groundwire.demo.__main__ import main
from groundwire.demo.run import Outcome, prepare_output, run
from groundwire.demo.source import load_source
from groundwire.demo.verify import verify_document
from groundwire.formats import load_coco
from groundwire.studio import Client

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from groundwire.server import LocalServer


@pytest.fixture
def client(local_server: LocalServer) -> Iterator[Client]:
    made = Client().with_memory_storage().with_url(local_server.url)
    with made.with_login(local_server.username, local_server.password) as logged_in:
        yield logged_in


def annotation(number: int, image: int, category: int, **keys: Any) -> dict[str, Any]:
    return {"id": number, "image_id": image, "category_id": category, **keys}


def hard_cases() -> dict[str, dict[str, Any]]:
    """Two splits that share ids and a file name, with every form of segmentation."""
    train = {
        "info": {"year": 2024, "description": "hard cases"},
        "licenses": [{"id": 1, "name": "none", "url": ""}],
        "images": [
            {"id": 5, "file_name": "same.png", "width": 7, "height": 5, "license": 1,
             "date_captured": "2020-01-01"},
            {"id": 3, "file_name": "deep/folder/b c.png", "width": 64, "height": 48},
            {"id": 9, "file_name": "missing.png", "width": 100, "height": 50},
            {"id": 11, "file_name": "empty.png", "width": 7, "height": 5},
        ],
        "annotations": [
            annotation(1, 5, 0, bbox=[2, 1, 3, 3], area=9, iscrowd=1,
                       segmentation={"size": [5, 7], "counts": [11, 3, 2, 1, 1, 1, 2, 3, 11]}),
            annotation(2, 5, 7, bbox=[2, 1, 3, 3], area=10.5,
                       segmentation={"size": [5, 7], "counts": ";320004NN"}),
            annotation(3, 5, 7, segmentation=None, bbox=None, iscrowd=0),
            annotation(4, 3, 7, bbox=[0.1, 0.25, 33.33, 47.125], segmentation=[], area=None,
                       attributes={"a": [1]}),
            annotation(2**63, 3, 7, bbox=[1, 2, 3, 4], keypoints=[1, 2, 2], num_keypoints=1,
                       segmentation=[[1.5, 2, 30.25, 2, 30.25, 40], [0, 0, 5, 0, 5, 5, 0, 5]]),
            annotation(6, 3, 7, bbox=[1, 2, 3, 4], segmentation=[[1, 2, 3, 4]]),
            annotation(7, 9, 0, bbox=[10, 10, 20.5, 20.5], custom="kept"),
            annotation(8, 99, 0, bbox=[1, 1, 1, 1]),
        ],
        "categories": [
            {"id": 7, "name": "car", "supercategory": None, "skeleton": [[1, 2]]},
            {"id": 0, "name": "unused and zero", "supercategory": "things"},
            {"id": 4000000000, "name": "far away"},
        ],
        "videos": [],
    }  # fmt: skip
    val = {
        "images": [{"id": 5, "file_name": "same.png", "width": 9, "height": 9}],
        "annotations": [annotation(1, 5, 7, bbox=[1, 1, 2, 2], score=0.1)],
        "categories": train["categories"],
    }
    return {"train": train, "val": val}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "hard"
    (root / "annotations").mkdir(parents=True)
    random = np.random.default_rng(7)
    for split, document in hard_cases().items():
        (root / "annotations" / f"instances_{split}.json").write_text(json.dumps(document))
        for image in document["images"]:
            if image["file_name"] != "missing.png":
                path = root / split / image["file_name"]
                path.parent.mkdir(parents=True, exist_ok=True)
                pixels = random.integers(0, 255, (image["height"], image["width"]), dtype=np.uint8)
                Image.fromarray(pixels).save(path)
    return root


def demonstrate(client: Client, data: Path | None, output: Path) -> Outcome:
    prepare_output(output)
    return run(data, output, client, str(client.projects()[0].id))


def failures(outcome: Outcome) -> str:
    return "\n".join(str(comparison) for comparison in outcome.comparisons if not comparison.ok)


def test_hard_cases_return_unchanged(client: Client, folder: Path, tmp_path: Path, capsys: Any) -> None:
    outcome = demonstrate(client, folder, tmp_path / "out")
    assert not failures(outcome)
    returned = tmp_path / "out" / "returned" / "hard"
    for split, expected in hard_cases().items():
        found = json.loads((returned / "annotations" / f"instances_{split}.json").read_text())
        assert found["images"] == expected["images"]
        assert found["categories"] == expected["categories"]
        assert found["annotations"] == expected["annotations"]
        assert found == expected
    said = capsys.readouterr().out
    assert "images without a file here: 1 (missing.png)" in said
    assert "there is no image 99" in said
    with Image.open(tmp_path / "out" / "contact-sheet.png") as sheet:
        assert sheet.size[0] > 1000


def test_photographs_return_unchanged(client: Client, tmp_path: Path) -> None:
    outcome = demonstrate(client, None, tmp_path / "out")
    assert not failures(outcome)
    compared = {check.what: check.compared for item in outcome.comparisons for check in item.checks}
    assert compared["image files"] == 10
    assert compared["masks"] > 0


def test_results_become_an_annotation_set_with_scores(client: Client, tmp_path: Path) -> None:
    root = tmp_path / "boats"
    root.mkdir()
    document = {
        "images": [{"id": 4, "file_name": "a.png", "width": 50, "height": 40}],
        "annotations": [annotation(1, 4, 2, bbox=[1, 2, 3, 4])],
        "categories": [{"id": 2, "name": "boat"}],
    }
    results = [
        {"image_id": 4, "category_id": 2, "bbox": [1.5, 2, 3, 4], "score": 0.1, "area": 12,
         "category_name": "boat"},
        {"image_id": 4, "category_id": 2, "bbox": [5, 6, 7, 8], "score": 0.9375,
         "segmentation": [[5, 6, 12, 6, 12, 14]]},
    ]  # fmt: skip
    (root / "boats.json").write_text(json.dumps(document))
    (root / "boats_results.json").write_text(json.dumps(results))
    outcome = demonstrate(client, root, tmp_path / "out")
    assert not failures(outcome)
    assert [item.title for item in outcome.comparisons if "detections" in item.title]
    path = tmp_path / "out" / "returned" / "boats" / "annotations" / "boats_results.json"
    found = json.loads(path.read_text())
    assert [(item["score"], item["bbox"]) for item in found] == [
        (0.1, [1.5, 2, 3, 4]),
        (0.9375, [5, 6, 7, 8]),
    ]


def test_a_lost_annotation_and_a_changed_file_are_noticed(
    client: Client, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = type(client).download_dataset

    def meddle(self: Client, dataset_id: str, *args: Any, **options: Any) -> None:
        real(self, dataset_id, *args, **options)
        (options["output"] / "b c.png").write_bytes(b"other")
        (truth,) = self.annotation_sets(dataset_id)
        lost = next(s for s in self.samples(dataset_id, truth.id) if s.image_name == "missing.png")
        assert lost.id is not None
        self.delete_annotations_bulk(truth.id, ["box", "seg"], [lost.id])

    monkeypatch.setattr(type(client), "download_dataset", meddle)
    outcome = demonstrate(client, folder, tmp_path / "out")
    assert not outcome.ok
    text = failures(outcome)
    assert "missing.png, annotation 7 is missing" in text
    assert "deep/folder/b c.png: the bytes differ" in text


def test_a_file_is_never_compared_with_itself(folder: Path) -> None:
    source = load_source(load_coco(folder).datasets[0])
    with pytest.raises(InvalidArgumentError, match="compared with itself"):
        verify_document(source.documents[0], source.documents[0].part.path)


@pytest.mark.parametrize(
    ("key", "message"), [("id", "two images have the id '5'"), ("file_name", "file name 'same.png'")]
)
def test_images_that_cannot_be_told_apart_are_refused(key: str, message: str, tmp_path: Path) -> None:
    document = hard_cases()["train"]
    document["images"][1][key] = document["images"][0][key]
    (tmp_path / "a.json").write_text(json.dumps(document))
    with pytest.raises(FormatError, match=message):
        load_source(load_coco(tmp_path / "a.json").datasets[0])


def test_only_its_own_output_folder_is_emptied(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "thesis.txt").write_text("years of work")
    with pytest.raises(FileExistsError, match="holds files that no demonstration wrote"):
        prepare_output(tmp_path / "own")
    assert (tmp_path / "own" / "thesis.txt").exists()
    prepare_output(tmp_path / "new")
    (tmp_path / "new" / "old result").write_text("")
    prepare_output(tmp_path / "new")
    assert [path.name for path in (tmp_path / "new").iterdir()] == [".groundwire-demo"]


def test_the_command_line_names_mistakes_without_a_traceback(tmp_path: Path, capsys: Any) -> None:
    assert main(["--data", str(tmp_path / "missing"), "--output", str(tmp_path / "out")]) == 2
    assert "does not exist; expected a COCO file or folder" in capsys.readouterr().err


def test_the_command_line_succeeds_and_leaves_report_and_sheet(
    folder: Path, tmp_path: Path, capsys: Any
) -> None:
    assert main(["--data", str(folder), "--output", str(tmp_path / "out")]) == 0
    assert "Everything came back" in capsys.readouterr().out
    assert "FAIL" not in (tmp_path / "out" / "report.txt").read_text()
    assert (tmp_path / "out" / "contact-sheet.png").stat().st_size > 1000
