"""Whatever the wire allows comes back as it was sent."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.studio.conftest import new_dataset

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

EXTREMES = [0.0, -0.0, 5e-324, 1.7976931348623157e308, -1e-300, 0.1, 1 / 3, 16777217.0, 2**53 + 2.0]
number = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(EXTREMES), st.integers(-(2**53), 2**53)
)
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
name = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
free = st.recursive(
    st.none() | st.booleans() | number | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=8,
)
u32 = st.integers(0, 2**32 - 1)


def members(
    required: dict[str, Any] | None = None, **optional: SearchStrategy[Any]
) -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required or {}, optional=optional)


def numbers(keys: str | list[str]) -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(dict.fromkeys(keys, number))


annotations = members(
    label_name=name,
    object_reference=text,
    ignore=st.booleans(),
    exclude=st.booleans(),
    iscrowd=st.booleans(),
    category_frequency=st.sampled_from("frc") | text,
    attributes=members(truncation=st.integers(-5, 5) | st.none(), occlusion=st.integers(0, 3), other=free),
    box2d=numbers("xywh"),
    box3d=numbers("xyzwhl"),
    mask=st.lists(st.lists(st.tuples(number, number), max_size=4) | st.lists(number, max_size=6), max_size=3),
    box2d_score=number,
    box3d_score=number,
    polygon_score=number,
    mask_score=number,
    anything=free.filter(lambda value: value is not None),
    type=text,
    id=u32,
)
samples = members(
    image_name=text,
    image_url=text,
    group=name,
    sequence_name=text,
    sequence_uuid=text,
    sequence_description=text,
    frame_number=st.integers(-(2**31), 2**31 - 1),
    width=u32,
    height=u32,
    date=st.sampled_from(
        ["2025-11-20T10:15:30.500Z", "1969-07-20T20:17:40+00:00", "2025-01-01T00:00:00.123456789-08:00"]
    ),
    source=text,
    degradation=text,
    neg_label_indices=st.lists(u32, max_size=3),
    not_exhaustive_label_indices=st.lists(u32, max_size=3),
    sensors=members(
        gps=numbers(["lat", "lon"]),
        imu=numbers(["roll", "pitch", "yaw"]),
        other=free.filter(lambda v: v is not None),
    ),
    annotations=st.lists(annotations, max_size=4),
    anything=free,
)


def exact(value: Any) -> Any:
    """Make -0.0 differ from 0.0 and 1 from True; 1 and 1.0 stay equal, as they are in JSON."""
    if isinstance(value, bool) or value is None:
        return (type(value).__name__, value)
    if isinstance(value, int | float):
        return ("number", float(value), math.copysign(1, value))
    if isinstance(value, list | tuple):
        return [exact(item) for item in value]
    if isinstance(value, dict):
        return {key: exact(item) for key, item in value.items()}
    return value


def expected(sample: dict[str, Any], key: int, indices: dict[str, int]) -> dict[str, Any]:
    """The received form of a sent sample."""
    received = {**sample, "id": key}
    if "group" in received:
        received["group_name"] = received.pop("group")
    sensors = [{entry: value} for entry, value in received.pop("sensors", {}).items()]
    if sensors:
        received["sensors"] = sensors
    notes = [
        {
            **one,
            "sample_id": key,
            **({"label_index": indices[one["label_name"]]} if "label_name" in one else {}),
        }
        for one in received.pop("annotations", [])
    ]
    if notes:
        received["annotations"] = notes
    return received


@pytest.fixture(scope="module")
def shared(mine):
    return new_dataset(mine)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batch=st.lists(samples, min_size=1, max_size=3))
def test_populate_then_list(shared, batch) -> None:
    data = shared
    sent = [{"uuid": f"{number}", **sample} for number, sample in enumerate(batch)]
    data.api("image.delete_from_dataset", dataset_id=data.id, image_ids=[], sequence_ids=[], delete_all=True)
    data.populate(*sent)
    received = data.samples()
    indices = data.labels()
    wanted = [expected(sample, got["id"], indices) for sample, got in zip(sent, received, strict=True)]
    assert exact(received) == exact(wanted)


@settings(max_examples=60, deadline=None)
@given(first=samples, second=samples)
def test_a_second_call_replaces_what_it_sends_and_keeps_the_rest(shared, first, second) -> None:
    data = shared
    data.api("image.delete_from_dataset", dataset_id=data.id, image_ids=[], sequence_ids=[], delete_all=True)
    data.populate({"uuid": "a", **first})
    data.populate({"uuid": "a", **second})
    received = data.sample()
    wanted = expected({"uuid": "a", **first, **second}, received["id"], data.labels())
    assert exact(received) == exact(wanted)


def test_numbers_keep_their_text(shared) -> None:
    data = shared
    data.api("image.delete_from_dataset", dataset_id=data.id, image_ids=[], sequence_ids=[], delete_all=True)
    box = b'{"x": 0.1000000000000000055511151231257827, "y": 1E-2, "w": 12345678901234567890, "h": -0.0}'
    rings = b"[[[0.10, 0.20], [1e0, 2E+0], [3, 4.0]]]"
    sample = b'{"uuid": "a", "score": 1.50, "annotations": [{"box2d": %s, "mask": %s}]}' % (box, rings)
    params = b'{"dataset_id": %d, "annotation_set_id": %d, "presigned_urls": false, "samples": [%s]}'
    data.api.send("samples.populate2", params % (data.id, data.annotation_set, sample))
    body = {"dataset_id": data.id, "annotation_set_id": data.annotation_set}
    request = {"id": 0, "jsonrpc": "2.0", "method": "samples.list", "params": body}
    reply = data.api.http.post(f"{data.api.url}/api", content=json.dumps(request)).content
    assert box in reply
    assert rings in reply
    assert b'"score":1.50' in reply
