"""The default data: a real COCO folder with everything the demonstration has to carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundwire.demo.photos import photographs, write_photo_dataset
from groundwire.formats import discover_coco, mask_to_rings
from groundwire.formats.compare import file_digest
from groundwire.formats.masks import polygons_to_mask

if TYPE_CHECKING:
    from pathlib import Path

    from groundwire.formats import CocoPlan


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> CocoPlan:
    folder = tmp_path_factory.mktemp("photographs")
    write_photo_dataset(folder)
    return discover_coco(folder)


def test_it_is_one_dataset_with_train_and_val(plan: CocoPlan) -> None:
    (dataset,) = plan.datasets
    assert [part.group for part in dataset.parts] == ["train", "val"]
    assert sum(len(part.load().images) for part in dataset.parts) >= 6


def test_every_image_is_there_and_is_the_packaged_photograph(plan: CocoPlan) -> None:
    for part in plan.datasets[0].parts:
        for image in part.load().images:
            path = part.images.find(image)
            assert path is not None
            assert file_digest(path) == file_digest(photographs() / image.file_name)


def test_every_kind_of_annotation_occurs(plan: CocoPlan) -> None:
    documents = [part.load() for part in plan.datasets[0].parts]
    annotations = [annotation for document in documents for annotation in document.annotations]
    assert any(annotation.polygons for annotation in annotations)
    assert any(annotation.crowd and annotation.rle for annotation in annotations)
    counts = [annotation.rle.counts for annotation in annotations if annotation.rle]
    assert {type(item) for item in counts} == {str, list}
    assert any(len(mask_to_rings(a.rle.mask())) > 1 for a in annotations if a.rle), "no mask has a hole"
    assert any(not found for document in documents for found in document.annotations_by_image().values())
    assert all(not document.issues for document in documents)


def test_outlines_lie_on_their_image_and_fill_their_box(plan: CocoPlan) -> None:
    for part in plan.datasets[0].parts:
        document = part.load()
        for annotation in document.annotations:
            image = document.image_by_id[annotation.image_id]
            assert image.width is not None
            assert image.height is not None
            assert annotation.box is not None
            x, y, width, height = annotation.box
            assert 0 <= x <= x + width <= image.width
            assert 0 <= y <= y + height <= image.height
            mask = (
                annotation.rle.mask()
                if annotation.rle
                else polygons_to_mask(annotation.polygons, image.width, image.height)
            )
            assert annotation.area == mask.sum() > 0
            inside = mask[int(y) : int(y + height) + 1, int(x) : int(x + width) + 1]
            assert inside.sum() == mask.sum()


def test_it_is_the_same_every_time(plan: CocoPlan, tmp_path: Path) -> None:
    write_photo_dataset(tmp_path)
    for part in plan.datasets[0].parts:
        assert part.path.read_bytes() == (tmp_path / "annotations" / part.path.name).read_bytes()
