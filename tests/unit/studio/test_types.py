"""File and annotation types (studio.md 2A, names of types in filters)."""

from __future__ import annotations

import pickle

import pytest

from groundwire._core.errors import InvalidArgumentError
from groundwire.studio import AnnotationType, FileType
from groundwire.studio._types import wire_types


def test_members_are_numbered_and_show_their_name():
    assert [int(kind) for kind in FileType] == [0, 1, 2, 3, 4, 5, 6]
    assert [int(kind) for kind in AnnotationType] == [0, 1, 2, 3]
    assert repr(FileType.All) == str(FileType.All) == "FileType.All"
    assert FileType.Image != AnnotationType.Box2d
    assert pickle.loads(pickle.dumps(FileType.RadarCube)) is FileType.RadarCube


def test_all_expands_to_the_six_types_in_order():
    assert wire_types([], [FileType.All]) == [
        "image",
        "lidar.pcd",
        "lidar.depth",
        "lidar.reflect",
        "radar.pcd",
        "radar.png",
    ]


def test_annotation_types_come_first_and_duplicates_stay():
    types = wire_types([AnnotationType.Polygon, AnnotationType.Mask], [FileType.Image], locations=True)
    assert types == ["mask", "mask", "image", "gps", "imu"]


def test_locations_are_not_added_to_an_empty_filter():
    assert wire_types([], [], locations=True) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("depthmap", FileType.LidarDepth),
        ("lidar.jpeg", FileType.LidarReflect),
        ("pcd", FileType.RadarPcd),
        ("cube", FileType.RadarCube),
        ("all", FileType.All),
    ],
)
def test_file_type_from_text(text, kind):
    assert FileType.from_text(text) is kind


@pytest.mark.parametrize(("text", "kind"), [("seg", AnnotationType.Polygon), ("raster", AnnotationType.Mask)])
def test_annotation_type_from_text(text, kind):
    assert AnnotationType.from_text(text) is kind


def test_unknown_text_lists_what_is_known():
    with pytest.raises(InvalidArgumentError, match=r"'video' is not a file type: expected one of image"):
        FileType.from_text("video")
