"""COCO as it is found in the wild, carried to the server and back by the official command line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

SIZE = (120, 80)
CATEGORIES = {1: "car", 90: "traffic light", 91: 'a "quoted" é-bike/vélo', 1000: "火车 🚗"}
NAMES = (
    "straße 1 (copy).jpg",
    "日本語_7.png",
    "a+b&c%20#3.webp",
    "UPPER.JPG",
    "plain.jpeg",
    "nothing on it.jpg",
    "night drive/in a folder.png",
)


def outline(x: float, y: float, size: float = 12.25) -> list[float]:
    return [x, y, x + size, y, x + size, y + size, x + size / 2, y + size * 1.5, x, y + size]


def annotations_of(image: int) -> list[dict[str, object]]:
    """Objects of one part and of two, one with a box only, and a crowd as run lengths."""
    x, y = 3.5 + image, 4.75
    parts = [[outline(x, y)], [outline(x, y), outline(x + 40, y + 20)], []]
    found = [
        {
            "category_id": category,
            "bbox": [x, y, 52.25 if len(rings) > 1 else 12.25, 38.375 if len(rings) > 1 else 18.375],
            "area": 150.5,
            "iscrowd": 0,
            "segmentation": rings,
        }
        for category, rings in zip((90, 1000, 91), parts, strict=True)
    ]
    crowd = {"counts": [100, 40, SIZE[0] * SIZE[1] - 140], "size": [SIZE[1], SIZE[0]]}
    crowded = {"category_id": 90, "bbox": [1, 20, 1, 40], "area": 40, "iscrowd": 1, "segmentation": crowd}
    return [*found, crowded]


@pytest.fixture
def awkward(tmp_path) -> Path:
    """Seven pictures in four formats, one of them without annotations, in two files with gaps in the ids."""
    root = tmp_path / "awkward"
    (root / "annotations").mkdir(parents=True)
    for split, names in (("train", NAMES[:4]), ("val", NAMES[4:])):
        images, annotations = [], []
        for name in names:
            number = NAMES.index(name) * 5 + 11
            path = root / f"{split}2017" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            kind = {".png": "PNG", ".webp": "WEBP"}.get(path.suffix, "JPEG")
            buffer = io.BytesIO()
            Image.new("RGB", SIZE, (number * 5, 90, 200)).save(buffer, kind)
            path.write_bytes(buffer.getvalue())
            images.append({"id": number, "file_name": name, "width": SIZE[0], "height": SIZE[1]})
            if not name.startswith("nothing"):
                for one in annotations_of(NAMES.index(name)):
                    annotations.append({"id": number * 100 + len(annotations), "image_id": number, **one})
        save(root, split, images, annotations)
    return root


def save(root, split: str, images: list, annotations: list) -> None:
    categories = [{"id": key, "name": name, "supercategory": "s"} for key, name in CATEGORIES.items()]
    document = {"images": images, "annotations": annotations, "categories": categories}
    path = root / "annotations" / f"instances_{split}2017.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def content(*paths: Path) -> dict[str, list[tuple]]:
    """Return what can be compared of COCO documents: category, box, outline by picture, in 1/1000 pixel."""
    found: dict[str, list[tuple]] = {}
    for path in paths:
        document = json.loads(path.read_text(encoding="utf-8"))
        names = {image["id"]: Path(image["file_name"]).stem for image in document["images"]}
        found.update({name: [] for name in names.values()})
        categories = {category["id"]: category["name"] for category in document["categories"]}
        for one in document["annotations"]:
            if not one["iscrowd"]:  # this client leaves crowds out, and says so
                rings = [[round(value, 3) for value in ring] for ring in one.get("segmentation") or []]
                box = [round(value, 3) for value in one["bbox"]]
                found[names[one["image_id"]]].append((categories[one["category_id"]], box, rings))
    return {name: sorted(annotations) for name, annotations in found.items()}


@pytest.fixture
def imported(cli, project, awkward) -> tuple[str, str]:
    """Ids of a dataset and its annotation set with all of it."""
    title = f"awkward {awkward.parent.name}"
    out = cli("import-coco", awkward, "--project", project, "--name", title, "--batch-size", 2)
    assert f"Imported {len(NAMES)} samples" in out
    dataset = cli.found("ds", "datasets", project, "--name", title)
    return dataset, cli.found("as", "dataset", dataset, "-a")


def documents(root: Path) -> list[Path]:
    return sorted((root / "annotations").iterdir())


def test_awkward_coco_comes_back_whole(cli, imported, awkward, tmp_path) -> None:
    dataset, annotation_set = imported
    cli("export-coco", dataset, annotation_set, "--output", tmp_path / "all.json")
    assert content(tmp_path / "all.json") == content(*documents(awkward))
    cli("export-coco", dataset, annotation_set, "--output", tmp_path / "train.json", "--groups", "train")
    assert content(tmp_path / "train.json") == content(documents(awkward)[0])


def test_category_ids_and_pictures_are_kept(official, imported, awkward) -> None:
    dataset, _ = imported
    used = {name: key for key, name in CATEGORIES.items() if key != 1}
    assert {label.name: label.index for label in official.labels(dataset)} == used
    assert {group.name for group in official.groups(dataset)} == {"train", "val", "night drive"}
    stored = {sample.name: sample.download() for sample in official.samples(dataset)}
    files = [path for path in awkward.rglob("*") if path.is_file() and path.suffix != ".json"]
    assert stored == {path.stem: path.read_bytes() for path in files}


def test_a_second_import_adds_nothing(cli, imported, awkward) -> None:
    out = cli("import-coco", awkward, "--dataset", imported[0])
    assert f"0 imported, {len(NAMES)} skipped" in out


def test_an_update_replaces_annotations_and_nothing_else(cli, imported, awkward, tmp_path) -> None:
    dataset, annotation_set = imported
    path = documents(awkward)[0]
    document = json.loads(path.read_text(encoding="utf-8"))
    document["annotations"] = document["annotations"][1:]
    document["annotations"][0] |= {"bbox": [2.5, 3.5, 20, 10], "category_id": 1}
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    arguments = ("import-coco", awkward, "--dataset", dataset, "--annotation-set", annotation_set)
    assert f"{len(NAMES)} updated, 0 not found" in cli(*arguments, "--update", "--batch-size", 2)
    cli("export-coco", dataset, annotation_set, "--output", tmp_path / "updated.json")
    assert content(tmp_path / "updated.json") == content(*documents(awkward))


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_a_dataset_file_with_images_is_uploaded(cli, project, awkward, tmp_path, packed) -> None:
    table = tmp_path / "table.arrow"
    cli("coco-to-arrow", awkward, "--output", table)
    images = pictures_for_arrow(awkward, tmp_path / "pictures", packed=packed)
    dataset = cli.found("ds", "create-dataset", project, f"arrow {tmp_path.name}")
    out = cli("upload-dataset", dataset, "--annotations", table, "--images", images)
    assert f"Successfully uploaded {len(NAMES)} samples" in out
    annotation_set = cli.found("as", "dataset", dataset, "-a")
    cli("export-coco", dataset, annotation_set, "--output", tmp_path / "back.json")
    assert content(tmp_path / "back.json") == content(*documents(awkward))


def pictures_for_arrow(root: Path, target: Path, *, packed: bool) -> Path:
    """Put all pictures into one folder or ZIP, as JPEG: this client looks for no WebP and no `.JPG` there."""
    import shutil

    target.mkdir()
    for path in root.rglob("*"):
        if path.is_file() and path.suffix != ".json":
            Image.open(path).convert("RGB").save(target / f"{path.stem}.jpg")
    return Path(shutil.make_archive(str(target), "zip", target)) if packed else target
