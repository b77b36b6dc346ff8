"""Sample names from file names; kind and size of image files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from groundwire._core.errors import FormatError
from groundwire.formats import ImageHeader, image_header
from groundwire.formats.images import with_extension
from groundwire.formats.names import reference_name, sample_names, specified_name

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("file_name", "reference", "specified"),
    [
        ("sub/dir/b.camera.jpeg", "b", "b"),
        ("a.v1.jpg", "a", "a.v1"),
        ("a.tar.gz", "a", "a.tar"),
        ("a.camera.b.jpg", "a.camera", "a.camera.b"),
        (".jpg", ".jpg", ".jpg"),
        ("seq_001.jpg", "seq_001", "seq_001"),
        ("C:\\x\\y.jpg", "C:\\x\\y", "C:\\x\\y"),
        ("noext", "noext", "noext"),
    ],
)
def test_the_two_rules(file_name: str, reference: str, specified: str) -> None:
    assert reference_name(file_name) == reference
    assert specified_name(file_name) == specified


def test_longer_names_only_where_short_ones_collide() -> None:
    assert sample_names(["sub/b.camera.jpeg", "x.jpg"]) == ["b", "x"]
    assert sample_names(["a.v1.jpg", "a.v2.jpg"]) == ["a.v1", "a.v2"]
    assert sample_names(["train/a.jpg", "val/a.jpg"]) == ["train/a", "val/a"]
    assert sample_names(["a.jpg", "a.png", "a.jpg"]) == ["a.jpg", "a.png", "a.jpg"]


@given(st.lists(st.text(alphabet="ab./", max_size=6), max_size=8))
def test_names_are_as_distinct_as_file_names(file_names: list[str]) -> None:
    names = sample_names(file_names)
    assert len(names) == len(file_names)
    assert len(set(zip(file_names, names, strict=True))) == len(set(file_names)) == len(set(names))


@pytest.mark.parametrize(
    ("kind", "extension"),
    [("JPEG", "jpg"), ("PNG", "png"), ("GIF", "gif"), ("BMP", "bmp"), ("TIFF", "tif"), ("WEBP", "webp")],
)
def test_kind_and_size_of_a_file_and_of_its_content(kind: str, extension: str, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (7, 5)).save(buffer, kind)
    (tmp_path / "x").write_bytes(buffer.getvalue())
    assert image_header(buffer.getvalue()) == ImageHeader(extension, 7, 5)
    assert image_header(tmp_path / "x") == ImageHeader(extension, 7, 5)


def test_other_content_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"no image")
    with pytest.raises(FormatError, match=r"x\.jpg: expected an image"):
        image_header(tmp_path / "x.jpg")
    with pytest.raises(FileNotFoundError):
        image_header(tmp_path / "missing.jpg")


@pytest.mark.parametrize(
    ("name", "extension", "expected"),
    [("x.jpg", "png", "x.jpg.png"), ("y", "jpg", "y.jpg"), ("z.camera.JPEG", "jpg", "z.camera.JPEG"),
     ("a.tiff", "tif", "a.tiff")],
)  # fmt: skip
def test_extension_rule(name: str, extension: str, expected: str) -> None:
    assert with_extension(name, extension) == expected
