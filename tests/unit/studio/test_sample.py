"""Samples as received and as made (studio.md 2A, 4.2, 4.3, 4.8)."""

from __future__ import annotations

import base64
import copy
import pickle

import msgspec
import pytest

from groundwire._core.clientref import ClientRef
from groundwire._core.errors import ProtocolError, UnboundError
from groundwire.studio import Annotation, AsyncSample, GpsData, ImuData, Sample, SampleFile, SampleID
from groundwire.studio._pages import NamePage, SamplePage
from groundwire.studio._sample import Listing, SampleRecord
from groundwire.studio._sample_file import inline_bytes, read_sensors
from groundwire_api.studio import models


def received(members, labels=(), kind=Sample):
    page = msgspec.json.decode(msgspec.json.encode({"samples": [members]}), type=SamplePage)
    return kind.received(page.samples[0], Listing(ClientRef(object()), dict(labels)))


def test_annotations_carry_what_is_known_about_their_sample():
    sample = received(
        {
            "id": 5,
            "image_name": "seq_007.camera.jpg",
            "sequence_name": "seq",
            "frame_number": 7,
            "group_name": "train",
            "annotations": [
                {"label_name": "car", "label_index": 99, "name": "x", "frame_number": 0},
                {"label_name": "unlisted", "label_index": 4},
                {"label_index": 3},
            ],
        },
        {"car": 2},
    )
    known, unlisted, bare = sample.annotations
    assert (known.name, known.sequence_name, known.frame_number, known.group) == (
        "seq_007",
        "seq",
        7,
        "train",
    )
    assert [known.label_index, unlisted.label_index, bare.label_index] == [2, 4, 3]
    assert known.sample_id is None
    assert sample.annotations is sample.annotations


@pytest.mark.parametrize(
    ("members", "frame"),
    [
        ({"frame_number": 3}, 3),
        ({"frame_number": -1}, None),
        ({"frame_number": -1, "sequence_name": "s", "image_name": "s_12.jpg"}, 12),
        ({"sequence_name": "s", "image_name": "s_12.camera.jpg"}, None),
    ],
)
def test_frame_number(members, frame):
    assert received(members).frame_number == frame


def test_every_member_may_be_missing_or_null():
    bare, nulls = received({}), received(dict.fromkeys(SampleRecord.__struct_encode_fields__))
    for sample in (bare, nulls):
        assert sample.id is sample.name is sample.group is sample.date is sample.location is None
        assert sample.annotations == []
        assert sample.files == []


def test_date_is_shown_with_an_offset():
    assert received({"date": "2024-01-02T03:04:05Z"}).date == "2024-01-02T03:04:05+00:00"
    assert received({"date": "2024-01-02T03:04:05+02:00"}).date == "2024-01-02T03:04:05+02:00"


def test_group_may_come_under_either_name():
    assert received({"group": "val"}).group == received({"group_name": "val"}).group == "val"


def test_unreadable_annotations_name_the_sample():
    sample = received({"id": 5, "annotations": [{"box2d": 3}]})
    with pytest.raises(ProtocolError, match=r"samples\.list sent annotations of sample s-5"):
        _ = sample.annotations


def test_empty_annotation_stands_for_a_sample_without_any():
    (annotation,) = received({"id": 5, "image_name": "a.jpg", "group": "val"}).named_annotations()
    assert (annotation.name, annotation.group, annotation.sample_id) == ("a", "val", SampleID(5))


def test_equality_copy_and_pickle_follow_the_content():
    members = {
        "id": 5,
        "image_name": "a.jpg",
        "annotations": [{"label_name": "car"}],
        "sensors": [{"gps": {"lat": 1, "lon": 2}}],
    }
    sample = received(members)
    assert sample == received(members)
    assert hash(sample) == hash(received(members))
    assert sample != received({**members, "annotations": []})
    assert sample != 3
    twin = pickle.loads(pickle.dumps(sample))
    assert twin == sample
    assert type(twin) is Sample
    assert copy.deepcopy(sample) == sample
    with pytest.raises(UnboundError):
        twin.assign_group(1)


def test_async_and_sync_samples_hold_the_same():
    assert received({"id": 1}, kind=AsyncSample) == received({"id": 1})


def test_sample_made_here_is_empty_and_shows_what_it_has():
    sample = Sample()
    sample.set_image_name("a.camera.png")
    sample.set_group("train")
    sample.set_location(GpsData(1, 2))
    sample.set_pose(ImuData(1, 2, 3))
    sample.add_file(SampleFile("image", "/tmp/a.png"))
    sample.add_annotation(Annotation())
    assert repr(sample) == "Sample(name='a', group='train')"
    assert sample.location == GpsData(1, 2)
    assert sample.pose == ImuData(1, 2, 3)
    assert [file.file_type for file in sample.files] == ["image"]
    assert len(sample.annotations) == 1
    assert sample.uuid is None
    assert sample.identify(lambda: "u") == sample.identify(lambda: "v") == sample.uuid == "u"


def test_sample_without_client_says_what_to_do():
    with pytest.raises(TypeError, match="Sample has no client reference"):
        Sample().download()
    with pytest.raises(RuntimeError, match="Sample has no client reference"):
        Sample().assign_group(1)


def test_members_are_spelt_as_in_the_spec():
    ours = set(SampleRecord.__struct_encode_fields__)
    assert set(models.Sample.__struct_encode_fields__) | {"timing"} == ours


@pytest.mark.parametrize(
    ("sensors", "files"),
    [
        ([{"radar.pcd": "https://x/1"}], [("radar.pcd", "https://x/1", None)]),
        ([{"radar.pcd": "plain"}], [("radar.pcd", None, "plain")]),
        ([{"cal": {"a": [1]}}], [("cal", None, '{"a":[1]}')]),
        ([{"n": 3}, {"b": True}], []),
        ([{"type": "lidar.pcd", "url": "https://x/2"}], [("lidar.pcd", "https://x/2", None)]),
        ({"a": "https://x/3", "gps": {"lat": 1, "lon": 2}}, [("a", "https://x/3", None)]),
        ([{"gps": "https://x/4"}], [("gps", "https://x/4", None)]),
        ("text", []),
        (None, []),
    ],
)
def test_sensors_in_every_form(sensors, files):
    found = read_sensors(sensors).files
    assert [(file.file_type, file.url, file.data) for file in found] == files


def test_later_positions_override_and_ranges_are_not_checked_on_reading():
    sensors = read_sensors(
        [
            {"gps": {"lat": 1, "lon": 2}},
            {"gps": {"lat": 91, "lon": 0}},
            {"imu": {"roll": 1, "pitch": 2, "yaw": 3}},
        ]
    )
    assert sensors.location is not None
    assert sensors.location.lat == 91
    assert sensors.pose == ImuData(1, 2, 3)


@pytest.mark.parametrize(
    "make",
    [
        lambda: GpsData(91, 0),
        lambda: GpsData(0, float("nan")),
        lambda: ImuData(181, 0, 0),
        lambda: ImuData(0, 91, 0),
    ],
)
def test_values_out_of_range_are_refused(make):
    with pytest.raises(ValueError, match=r"out of range|not finite"):
        make()


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("plain text!", b"plain text!"),
        (base64.b64encode(b"\xff\x00").decode(), b"\xff\x00"),
        (base64.b64encode(b"words").decode(), b"words"),
        (base64.b64encode(b'{"pcd":"inner"}').decode(), b"inner"),
        ('{"pcd":"inner"}', b"inner"),
        ('{"pcd":3}', b'{"pcd":3}'),
        ("{broken", b"{broken"),
    ],
)
def test_inline_data_is_unwrapped(text, data):
    assert inline_bytes(text) == data


def test_name_page_reads_names_only():
    page = msgspec.json.decode(b'{"samples":[{"image_name":"a.camera.jpg","id":"broken"},{}]}', type=NamePage)
    assert page.names() == {"a"}
