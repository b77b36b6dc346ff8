"""Name filter and sample names (studio.md 4.1, 4.2)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from groundwire.studio._names import filter_by_name, frame_from_image_name, sample_name


def named(*names):
    return [SimpleNamespace(name=name) for name in names]


def test_filter_keeps_matches_best_first():
    items = named(
        "Reindeer", "deer", "Elk", "DEER", "Deerb", "Deer Roundtrip 20251129", "ADeer", "Deer", "Deera"
    )
    assert [item.name for item in filter_by_name(items, "Deer")] == [
        "Deer",
        "DEER",
        "deer",
        "ADeer",
        "Deera",
        "Deerb",
        "Reindeer",
        "Deer Roundtrip 20251129",
    ]


def test_no_filter_keeps_server_order_and_an_empty_one_sorts_everything():
    items = named("bb", "a", "ccc")
    assert [item.name for item in filter_by_name(items, None)] == ["bb", "a", "ccc"]
    assert [item.name for item in filter_by_name(items, "")] == ["a", "bb", "ccc"]


def test_length_counts_utf8_bytes():
    assert [item.name for item in filter_by_name(named("xé", "xab", "xa"), "x")] == ["xa", "xab", "xé"]


@pytest.mark.parametrize(
    ("image", "name"),
    [
        ("a.b.camera.jpeg", "a.b"),
        (".jpg", ".jpg"),
        ("noext", "noext"),
        (".camera.png", ".camera"),
        ("dir/x.y.png", "dir/x.y"),
        ("img001.jpg", "img001"),
        ("a.camera.b.png", "a"),
    ],
)
def test_sample_name_drops_extension_and_camera_suffix(image, name):
    assert sample_name(image) == name


@pytest.mark.parametrize(
    ("image", "frame"),
    [
        ("seq_12.jpg", 12),
        ("seq_007.png", 7),
        ("seq_12.camera.jpg", None),
        ("other_1.jpg", None),
        ("seq_x.jpg", None),
        ("seq_", None),
    ],
)
def test_frame_is_read_from_the_image_name(image, frame):
    assert frame_from_image_name(image, "seq") == frame
