"""Names of downloaded files (studio.md 4.7)."""

from __future__ import annotations

import pytest

from groundwire.studio import FileType
from groundwire.studio._download_names import SampleNaming, image_file_name, sensor_file_name
from groundwire.studio._names import sample_name


def naming(image, sequence=None, frame=None, flatten=False):
    return SampleNaming(image, None if image is None else sample_name(image), sequence, frame, flatten)


@pytest.mark.parametrize(
    ("image", "extension", "name"),
    [
        ("x.jpg", "jpg", "x.jpg"),
        ("x.jpg", "png", "x.jpg.png"),
        ("y", "jpg", "y.jpg"),
        ("z.camera.jpeg", "jpg", "z.camera.jpeg"),
        ("Z.JPG", "jpg", "Z.JPG"),
        (None, "png", "unknown.png"),
        ("../../etc/passwd", "png", "passwd.png"),
        ("a:b.png", "png", "a_b.png"),
        ("x.dat", None, "x.dat"),
    ],
)
def test_image_without_sequence_keeps_its_name_with_the_right_extension(image, extension, name):
    assert image_file_name(naming(image), extension) == name


@pytest.mark.parametrize(
    ("image", "frame", "extension", "name"),
    [
        ("seq_007.jpg", 7, "jpg", "seq_007.jpg"),
        ("seq_007.camera.jpeg", 7, "jpg", "seq_007.camera.jpeg"),
        ("seq_007.jpg", 8, "jpg", "seq_8.jpg"),
        ("seq_007.jpg", 7, "png", "seq_7.png"),
        ("seq_007", 7, "jpg", "seq_007.jpg"),
        ("seq_007.v2.jpg", 7, "jpg", "seq_7.jpg"),
        ("x.v2.jpg", 7, "jpg", "seq_7.jpg"),
        ("seq_007.jpg", 7, None, "seq_007.jpg"),
        ("other.camera.jpeg", 7, "jpg", "seq_7.camera.jpeg"),
        ("other.jpg", 7, "png", "seq_7.png"),
        (None, 7, "png", "seq_7.png"),
    ],
)
def test_image_of_a_frame_is_named_by_sequence_and_frame(image, frame, extension, name):
    assert image_file_name(naming(image, "seq", frame), extension) == name


@pytest.mark.parametrize(
    ("image", "flatten", "name"),
    [("x.jpg", False, "x.jpg"), ("x.jpg", True, "seq_x.jpg"), ("seq_x.jpg", True, "seq_x.jpg")],
)
def test_flatten_prefixes_the_sequence_when_there_is_no_frame(image, flatten, name):
    assert image_file_name(naming(image, "seq", None, flatten), "jpg") == name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (naming("x.camera.jpg"), "x.lidar.png"),
        (naming(None), "unknown.lidar.png"),
        (naming("seq_007.jpg", "seq", 7), "seq_007.lidar.png"),
        (naming("x.jpg", "seq", 7), "seq_7.lidar.png"),
        (naming("seq_007", "seq", 7), "seq_007.lidar.png"),
        (naming("seq_007.v2.jpg", "seq", 7), "seq_7.lidar.png"),
        (naming("x.jpg", "seq", None, True), "seq_x.lidar.png"),
    ],
)
def test_other_files_add_the_extension_of_their_type(given, name):
    assert sensor_file_name(given, FileType.LidarDepth) == name


@pytest.mark.parametrize(
    ("sequence", "folder"),
    [("seq", "seq"), ("", "unnamed"), ("../..", "unnamed"), ("a/b", "b"), ("con", "_con"), (" a:b ", "a_b")],
)
def test_folder_is_one_safe_component(sequence, folder):
    found = naming("x.jpg", sequence).folder
    assert found is not None
    assert "/" not in found
    assert found not in (".", "..")
    if sequence != "../..":
        assert found == folder


def test_flatten_needs_no_folder():
    assert naming("x.jpg", "seq", 1, True).folder is None
