"""What the documented names do without a server: identifiers, enumerations, text forms, setters."""

from __future__ import annotations

import importlib.util
import json
import pickle
from pathlib import Path

import numpy as np
import pytest

import groundwire
import groundwire.studio as studio
from groundwire.formats.masks import encode_mask_png
from groundwire.studio import (
    Annotation,
    AnnotationType,
    AsyncSample,
    BackgroundTaskID,
    Box2d,
    Box3d,
    FileTokenStorage,
    FileType,
    GpsData,
    Group,
    ImuData,
    Label,
    MemoryTokenStorage,
    Polygon,
    Sample,
    SampleFile,
    SampleID,
    TaskID,
)

CLASSES = json.loads(Path(__file__).with_name("surface.json").read_text())["classes"]

IDS = {
    "OrganizationID": ("org", "organization"),
    "ProjectID": ("p", "project"),
    "DatasetID": ("ds", "dataset"),
    "AnnotationSetID": ("as", "annotation set"),
    "SampleID": ("s", "sample"),
    "ImageId": ("im", "image"),
    "SequenceId": ("se", "sequence"),
    "ExperimentID": ("exp", "experiment"),
    "TrainingSessionID": ("t", "training session"),
    "ValidationSessionID": ("v", "validation session"),
    "SnapshotID": ("ss", "snapshot"),
    "TaskID": ("task", "task"),
    "BackgroundTaskID": ("bt", "background task"),
    "AppId": ("app", "app"),
}


@pytest.mark.parametrize("name", IDS)
def test_identifier_is_read_from_every_documented_form(name):
    kind, (prefix, _) = getattr(studio, name), IDS[name]
    made = kind(f"{prefix}-ebb")
    assert kind(3771) == kind(made) == kind(f"{prefix}-+0EBB") == kind.from_str(s=f"{prefix}-ebb") == made
    assert (int(made), made.value, hash(made)) == (3771, 3771, 3771)
    assert (str(made), repr(made)) == (f"{prefix}-ebb", f"{name}('{prefix}-ebb')")
    assert kind(True).value == 1
    assert made not in (3771, f"{prefix}-ebb")
    assert all(made != getattr(studio, other)(3771) for other in IDS if other != name)


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("x-1", "starts with '{prefix}-'"),
        ("{PREFIX}-1", "starts with '{prefix}-'"),
        (" {prefix}-1", "starts with '{prefix}-'"),
        ("{prefix}-", "Empty"),
        ("{prefix}-g", "InvalidDigit"),
        ("{prefix}-10000000000000000", "PosOverflow"),
        (-1, "expected {name}, an int from 0"),
        (2**64, "expected {name}, an int from 0"),
        (1.0, "expected {name}, an int from 0"),
        (None, "expected {name}, an int from 0"),
    ],
)
def test_identifier_refuses_other_values_with_the_documented_class_of_error(name, wrong, reason):
    prefix, kind = IDS[name]
    words = {"prefix": prefix, "PREFIX": prefix.upper(), "name": name}
    value = wrong.format(**words) if isinstance(wrong, str) else wrong
    with pytest.raises(RuntimeError, match=f"^Invalid {kind} ID: ") as caught:
        getattr(studio, name)(value)
    assert isinstance(caught.value, TypeError)
    assert reason.format(**words) in str(caught.value)


def test_background_task_is_a_task_of_the_same_number():
    task = BackgroundTaskID("bt-69a2").to_task_id()
    assert type(task) is TaskID
    assert str(task) == "task-69a2"


@pytest.mark.parametrize("kind", [FileType, AnnotationType])
def test_enumeration_members_are_themselves_and_no_numbers(kind):
    for name, value in CLASSES[kind.__name__]["values"].items():
        member = getattr(kind, name)
        assert int(member) == value
        assert member == getattr(kind, name)
        assert member != value
        assert repr(member) == f"{kind.__name__}.{name}"
        assert {member: 1}[pickle.loads(pickle.dumps(member))] == 1
    with pytest.raises(TypeError):
        assert member < member


def test_text_forms():
    label = Label(id=11, index=0, name="person")
    assert (repr(label), str(label)) == ("Label(id=11, index=0, name='person')", "person")
    group = Group.model_validate({"id": 3, "name": "train", "dataset_id": 7})
    assert (repr(group), str(group)) == ("Group(id=3, name='train')", "train")
    assert group == pickle.loads(pickle.dumps(group))
    assert repr(FileTokenStorage.with_path("/a/token")) == "FileTokenStorage(path='/a/token')"
    storage = MemoryTokenStorage()
    storage.store("secret")
    assert repr(storage) == "MemoryTokenStorage()"


def test_boxes_keep_what_they_are_given():
    box = Box2d(1 / 3, 0.1, 0.2, 0.7)
    assert (box.left, box.top, box.width, box.height) == (1 / 3, 0.1, 0.2, 0.7)
    assert (box.cx, box.cy) == (1 / 3 + 0.2 / 2, 0.1 + 0.7 / 2)
    solid = Box3d(1.1, 2.2, 3.3, 4.4, 5.5, 6.6)
    assert (solid.cx, solid.cy, solid.cz) == (1.1, 2.2, 3.3)
    assert (solid.width, solid.height, solid.length) == (4.4, 5.5, 6.6)
    assert (solid.left, solid.top, solid.front) == (1.1 - 4.4 / 2, 2.2 - 5.5 / 2, 3.3 - 6.6 / 2)


ANNOTATION_VALUES = {
    "box2d": Box2d(0.1, 0.2, 0.3, 0.4),
    "box2d_score": 0.1,
    "box3d": Box3d(1, 2, 3, 4, 5, 6),
    "box3d_score": 0.2,
    "category_frequency": "r",
    "exclude": True,
    "frame_number": 3,
    "ignore": True,
    "label": "car",
    "label_index": 7,
    "mask": encode_mask_png(np.eye(2, dtype=bool)),
    "mask_score": 0.3,
    "name": "a",
    "object_id": "track",
    "polygon": Polygon([[(0.1, 0.2), (0.3, 0.4), (1 / 3, 0.9)]]),
    "polygon_score": 0.4,
    "sample_id": SampleID("s-1f"),
    "sequence_name": "q",
}
SAMPLE_VALUES = {
    "frame_number": 3,
    "group": "train",
    "image_name": "a.jpg",
    "location": GpsData(45.5, -73.6),
    "pose": ImuData(1, 2, 3),
    "sequence_description": "text",
    "sequence_name": "q",
    "sequence_uuid": "0-1",
}


@pytest.mark.parametrize(
    ("kind", "values"),
    [(Annotation, ANNOTATION_VALUES), (Sample, SAMPLE_VALUES), (AsyncSample, SAMPLE_VALUES)],
    ids=lambda item: getattr(item, "__name__", ""),
)
def test_each_setter_is_read_back_and_cleared(kind, values):
    documented = CLASSES[kind.__name__.removeprefix("Async")]["methods"]
    # deprecated, see the tests of deprecations
    setters = {name.removeprefix("set_") for name in documented if name.startswith("set_")} - {"iscrowd"}
    assert set(values) == setters
    made = kind()
    for name, value in values.items():
        assert getattr(made, name) is None
        assert getattr(made, f"set_{name}")(value) is None
        assert getattr(made, name) == value
    for name in values:
        getattr(made, f"set_{name}")(None)
        assert getattr(made, name) is None
    assert made == kind()


def test_sample_collects_files_and_annotations():
    sample, annotation, file = Sample(), Annotation(), SampleFile("image", "a.jpg")
    sample.add_annotation(annotation)
    sample.add_file(file)
    assert sample.annotations == [annotation]
    assert sample.files == [file]
    assert (file.file_type, file.filename, file.url) == ("image", "a.jpg", None)
    assert (sample.id, sample.name, sample.uuid, sample.image_url) == (None, None, None, None)


def test_library_tells_its_version():
    assert studio.version() == groundwire.__version__


@pytest.mark.parametrize("lacking", ["polars", "pyarrow", None])
def test_data_frames_need_both_packages(lacking, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "groundwire.studio._library.find_spec", lambda name: None if name == lacking else found(name)
    )
    assert studio.is_polars_enabled() is (lacking is None)
