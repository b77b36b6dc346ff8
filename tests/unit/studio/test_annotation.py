"""Annotations as received and as sent (studio.md 2A)."""

from __future__ import annotations

import copy
import pickle

import msgspec
import numpy as np
import pytest
from msgspec import Raw

from groundwire._core.errors import InvalidArgumentError
from groundwire.formats.masks import encode_mask_png, rings_to_mask
from groundwire.studio import Annotation, Box2d, Box3d, Polygon, SampleID
from groundwire.studio._masks import outline
from groundwire_api.studio import models

RINGS = [[(0.1, 0.2), (0.3, 0.2), (0.3, 0.4)]]


def read(*members):
    return Annotation.read(Raw(msgspec.json.encode(list(members))))


def sent(annotation):
    return msgspec.json.decode(msgspec.json.encode(annotation))


def test_nested_box_wins_and_flat_box_serves_when_it_is_complete_and_not_empty():
    nested, flat, empty, partial = read(
        {"box2d": {"x": 0.1, "y": 0.2, "w": 0.3, "h": 0.4}, "x": 9, "y": 9, "w": 9, "h": 9},
        {"x": 0.1, "y": 0.2, "w": 0.3, "h": 0.4},
        {"x": 0.1, "y": 0.2, "w": 0, "h": 0.4},
        {"x": 0.1, "y": 0.2, "w": 0.3},
    )
    assert nested.box2d == flat.box2d == Box2d(0.1, 0.2, 0.3, 0.4)
    assert empty.box2d is None
    assert partial.box2d is None
    assert sent(flat) == {"box2d": {"x": 0.1, "y": 0.2, "w": 0.3, "h": 0.4}}


def test_aliases_are_read_and_the_current_spelling_is_sent():
    annotation, crowd, both = read(
        {"object_id": "7", "polygon": RINGS, "label_name": "car", "group_name": "train"},
        {"iscrowd": True},
        {"ignore": False, "iscrowd": True},
    )
    assert (annotation.object_id, annotation.label, annotation.group) == ("7", "car", "train")
    assert annotation.polygon == Polygon(RINGS)
    assert crowd.ignore is True
    assert both.ignore is False
    assert sent(annotation) == {
        "object_reference": "7",
        "label_name": "car",
        "group_name": "train",
        "mask": [[[0.1, 0.2], [0.3, 0.2], [0.3, 0.4]]],
    }


def test_null_members_and_unknown_members_are_harmless():
    (annotation,) = read({"box2d": None, "mask": None, "label_name": None, "score": 0.5, "type": "box"})
    assert annotation == Annotation()
    assert sent(annotation) == {}


@pytest.mark.parametrize("text", [b"", b"null", b"[]"])
def test_no_annotations_in_any_spelling(text):
    assert Annotation.read(Raw(text)) == []


def test_legacy_object_is_read_in_its_fixed_order():
    raw = Raw(b'{"mask":[{"name":"m"}],"bbox":[{"name":"b"}],"box3d":null,"other":[{}]}')
    assert [annotation.name for annotation in Annotation.read(raw)] == ["b", "m"]


def test_scores_and_marks_survive_the_wire_in_double_precision():
    annotation = Annotation()
    annotation.set_box2d(Box2d(1 / 3, 0.1, 1e-17, 1))
    annotation.set_box3d(Box3d(1, 2, 3, 4, 5, 6))
    annotation.set_polygon(Polygon(RINGS))
    annotation.set_box2d_score(1 / 3)
    annotation.set_box3d_score(0.25)
    annotation.set_polygon_score(0.5)
    annotation.set_mask_score(0.75)
    annotation.set_ignore(True)
    annotation.set_exclude(False)
    annotation.truncation = 1
    annotation.occlusion = 2
    annotation.set_sample_id(SampleID(5))
    annotation.set_category_frequency("r")
    (received,) = read(sent(annotation))
    assert received == annotation
    assert received.box2d == Box2d(1 / 3, 0.1, 1e-17, 1)
    assert (received.truncation, received.occlusion, received.sample_id) == (1, 2, SampleID(5))
    assert received.is_flagged()


def test_annotation_is_copied_pickled_and_shown():
    annotation = Annotation()
    annotation.set_label("car")
    annotation.set_polygon(Polygon(RINGS))
    for twin in (copy.copy(annotation), copy.deepcopy(annotation), pickle.loads(pickle.dumps(annotation))):
        assert twin == annotation
        assert sent(twin) == sent(annotation)
    bare = pickle.loads(pickle.dumps(Annotation()))
    assert sent(bare) == {}
    assert repr(annotation).startswith("Annotation(label='car', polygon=Polygon(")


def test_clearing_marks_and_polygon_leaves_nothing_behind():
    annotation = Annotation()
    annotation.truncation = 1
    annotation.truncation = None
    annotation.set_polygon(Polygon(RINGS))
    annotation.set_polygon(None)
    assert annotation == Annotation()


def test_box_edges_and_centres():
    box = Box2d(0.1, 0.2, 0.3, 0.4)
    assert (box.left, box.top, box.width, box.height) == (0.1, 0.2, 0.3, 0.4)
    assert (box.cx, box.cy) == pytest.approx((0.25, 0.4))
    solid = Box3d(1, 2, 3, 4, 5, 6)
    assert (solid.left, solid.top, solid.front) == (-1, -0.5, 0)
    assert hash(box) == hash(Box2d(0.1, 0.2, 0.3, 0.4))


def test_mask_must_be_png():
    with pytest.raises(ValueError, match="invalid mask PNG data"):
        Annotation().set_mask(b"xx")


def test_outline_restores_mask_with_hole_and_separate_part():
    mask = np.zeros((9, 13), dtype=bool)
    mask[1:6, 1:7] = True
    mask[3, 3:5] = False
    mask[8, 12] = True
    polygon = outline(encode_mask_png(mask), None, None)
    assert len(polygon.rings) == 3
    pixels = [[(x * 13, y * 9) for x, y in ring] for ring in polygon.rings]
    assert np.array_equal(rings_to_mask(pixels, 13, 9), mask)


def test_mask_of_several_levels_is_refused_rather_than_flattened():
    import io

    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(np.array([[0, 100, 255]], dtype=np.uint8)).save(buffer, "PNG")
    with pytest.raises(InvalidArgumentError, match="3 levels"):
        outline(buffer.getvalue(), None, None)


def test_members_are_spelt_as_in_the_spec():
    received = set(models.Annotation.__struct_encode_fields__)
    taken = set(models.AnnotationCreate.__struct_encode_fields__)
    ours = set(Annotation.__struct_encode_fields__) - {"groundwire:mask"}
    assert received | taken == ours
