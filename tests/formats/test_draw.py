"""Drawing changes the pixels it should, on images of every mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from groundwire._core.errors import FormatError
from groundwire.formats import contact_sheet, draw_annotations
from groundwire.formats.coco import CocoAnnotation, Rle
from groundwire.formats.draw import Mark, coco_marks, label_colour, open_image, to_rgb

if TYPE_CHECKING:
    from pathlib import Path

MODES = ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "I", "I;16", "F"]


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    value = image.getpixel((x, y))
    assert isinstance(value, tuple)
    return value


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_can_be_drawn_on(mode: str) -> None:
    drawn = draw_annotations(Image.new(mode, (60, 50)), [Mark("car", box=(5, 20, 30, 20))])
    assert drawn.mode == "RGB"
    assert drawn.size == (60, 50)
    assert pixel(drawn, 20, 40) == label_colour("car")


def test_deep_greys_are_spread_and_transparency_becomes_white() -> None:
    deep = Image.fromarray(np.array([[0, 1000], [2000, 4000]], dtype=np.uint16))
    assert np.asarray(to_rgb(deep))[:, :, 0].tolist() == [[0, 63], [127, 255]]
    assert pixel(to_rgb(Image.new("RGBA", (1, 1), (0, 0, 0, 0))), 0, 0) == (255, 255, 255)
    assert pixel(to_rgb(Image.new("CMYK", (1, 1), (0, 0, 0, 255))), 0, 0) == (0, 0, 0)
    palette = Image.new("P", (1, 1))
    palette.putpalette([10, 20, 30])
    assert pixel(to_rgb(palette), 0, 0) == (10, 20, 30)


def test_polygons_and_masks_tint_their_inside_only() -> None:
    mask = np.zeros((60, 60), dtype=bool)
    mask[35:55, 35:55] = True
    ground = Image.new("RGB", (60, 60), (128, 128, 128))
    drawn = draw_annotations(
        ground, [Mark("a", polygons=[[5, 25, 25, 25, 25, 50, 5, 50]]), Mark("b", mask=mask)]
    )
    for x, y, label in ((15, 45, "a"), (50, 52, "b")):
        tinted = [round(128 * 0.6 + part * 0.4) for part in label_colour(label)]
        assert max(abs(a - b) for a, b in zip(pixel(drawn, x, y), tinted, strict=True)) <= 2
    assert pixel(drawn, 30, 5) == (128, 128, 128)
    assert pixel(ground, 15, 45) == (128, 128, 128)


def test_a_hole_of_a_mask_is_not_tinted() -> None:
    mask = np.ones((90, 90), dtype=bool)
    mask[40:80, 40:80] = False
    drawn = draw_annotations(Image.new("RGB", (90, 90), (128, 128, 128)), [Mark("a", mask=mask)])
    assert pixel(drawn, 60, 60) == (128, 128, 128)


def test_colours_belong_to_labels() -> None:
    assert label_colour("person") == label_colour("person")
    assert len({label_colour(f"label {number}") for number in range(40)}) > 35


def test_shrinking_keeps_the_proportions() -> None:
    drawn = draw_annotations(
        Image.new("L", (400, 100)), [Mark("a", box=(200, 50, 100, 40))], max_size=(100, 100)
    )
    assert drawn.size == (100, 25)
    assert draw_annotations(Image.new("L", (4, 3)), [], max_size=(100, 100)).size == (4, 3)


def test_marks_of_annotations_carry_label_crowd_and_score() -> None:
    annotations = [
        CocoAnnotation(id=1, image_id=1, category_id=7, segmentation=Rle((1, 2), [1, 1]), iscrowd=1),
        CocoAnnotation(id=2, image_id=1, category_id=8, bbox=[1, 2, 3, 4], score=0.876),
    ]
    first, second = coco_marks(annotations, {7: "person"})
    assert first.text == "person (crowd)"
    assert first.mask is not None
    assert first.mask.tolist() == [[False, True]]
    assert second.text == "category 8 0.88"
    assert second.box == (1, 2, 3, 4)


def test_empty_and_tiny_marks_do_no_harm() -> None:
    marks = [
        Mark("a"),
        Mark("b", box=(5, 5, 0, 0)),
        Mark("c", polygons=[[1, 2]]),
        Mark("d", mask=np.zeros((9, 9), bool)),
    ]
    assert draw_annotations(Image.new("RGB", (9, 9)), marks).size == (9, 9)


def test_a_sheet_has_a_cell_per_image() -> None:
    red = Image.new("RGB", (100, 100), (255, 0, 0))
    sheet = contact_sheet(
        [(red, "one"), (red, "a caption far too long for its cell " * 9), (red, "")], 2, cell=(120, 110)
    )
    assert sheet.size == (12 + 2 * 132, 12 + 2 * 148)
    assert pixel(sheet, 12 + 60, 12 + 55) == (255, 0, 0)
    assert pixel(sheet, 12 + 132 + 60, 12 + 148 + 55) == (250, 250, 250)
    assert contact_sheet([], 3).mode == "RGB"


def test_files_that_are_no_images_are_named(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"no image")
    with pytest.raises(FormatError, match=r"x\.png: expected an image"):
        open_image(tmp_path / "x.png")
