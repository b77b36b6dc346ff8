"""Files of any name and content come back byte for byte, and no name leads anywhere else."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundwire import studio
from groundwire._core.errors import GroundwireError, InvalidArgumentError, TransferError
from tests.properties.conftest import PROFILE
from tests.properties.values import ODD_TEXTS

ODD_NAMES = [
    'a"b',
    "a%22b",
    "%0A",
    "a'b",
    "-rf",
    "~",
    "$HOME",
    "%2e%2e%2f",
    "a?b#c&d=e;f",
    "a:b",
    "NUL.jpg",
    "x" * 250,
    ".hidden",
    "...",
    "a\\b",
]
# what a file of a usual system may be called
file_names = (
    (st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/"), min_size=1, max_size=40))
    | st.sampled_from(ODD_NAMES)
    | st.sampled_from([name for name in ODD_TEXTS if "/" not in name])
).filter(lambda name: name not in {".", ".."} and len(os.fsencode(name)) <= 255)
contents = st.binary(max_size=300) | st.sampled_from(
    [b"", b"\0" * 100, b"\r\n\r\n--boundary--", b"{}", b"\xff\xd8"]
)


def written(folder: str, name: str, content: bytes) -> Path:
    path = Path(folder) / name
    path.write_bytes(content)
    return path


@settings(PROFILE)
@given(files=st.dictionaries(file_names, contents, min_size=1, max_size=3))
def test_files_of_samples(both, files) -> None:
    dataset, annotation_set = both.fresh()
    with tempfile.TemporaryDirectory() as folder:
        samples = []
        for name, content in files.items():
            sample = both.sample()
            sample.set_image_name(name)
            sample.add_file(studio.SampleFile("image", written(folder, name, content)))
            samples.append(sample)
        both.populate_samples(dataset, annotation_set, samples)
        received = {one.uuid: one for one in both.samples(dataset)}
        for sample in samples:
            found = received[sample.uuid]
            assert found.image_name == sample.image_name
            assert both.of(found, "download")() == files[sample.image_name]
        target = Path(folder) / "target" / "here"
        left_out = ""
        try:
            both.download_dataset(dataset, [], [studio.FileType.Image], str(target), False)
        except TransferError as error:  # `a"b` and `a:b` are one name on disk, and none overwrites the other
            left_out = str(error)
        stored = [path for path in Path(folder, "target").rglob("*") if path.is_file()]
        assert all(path.is_relative_to(target) for path in stored)
        kept = sorted(path.read_bytes() for path in stored)
        if left_out:
            assert f"{len(files) - len(kept)} files were left out because another" in left_out
            assert set(kept) <= set(files.values())
        else:
            assert kept == sorted(files.values())


def session_of(both: Any) -> tuple[Any, Any]:
    """Make a training session; return the task that carries it out, and the session."""
    dataset, annotation_set = both.fresh()
    experiment = both.experiments(both.project)[0].id
    where = (both.project, "files", experiment, "detection", dataset, annotation_set)
    started = both.start_training_session(*where, tag_name="x", is_local=True)
    return both.task_info(started.task_id), both.training_session(started.session_id)


def plain(name: str) -> bool:
    """Whether the server takes a name for the path of a file: it refuses what some system cannot write."""
    return "\\" not in name and not any(ord(character) < 32 or character == "\x7f" for character in name)


@settings(PROFILE)
@given(name=file_names.filter(plain), content=contents)
def test_files_of_tasks_and_sessions(both, name, content) -> None:
    task, session = session_of(both)
    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, name, content)
        both.of(task, "upload_data")(None, path, "logs")
        assert both.of(task, "data_list")(None).data == {"logs": [name]}
        target = Path(folder) / "back" / "file"
        both.of(task, "download_data")(None, name, target, "logs")
        assert target.read_bytes() == content
        both.of(session, "upload_artifact")(name, path)
        both.of(session, "upload_checkpoint")(name, path)
    assert [one.name for one in both.of(session, "artifacts")()] == [name]
    assert both.of(session, "download_artifact")(name) == content
    assert both.of(session, "download_checkpoint")(name) == content


@pytest.mark.parametrize("name", ["back\\slash", "tab\t", "\x7f", "\x01", "new\nline", "\r\nX-Header: 1"])
def test_file_names_that_some_system_cannot_write_are_refused(both, tmp_path, name) -> None:
    task, session = session_of(both)
    path = written(str(tmp_path), name, b"x")
    for upload in (
        lambda: both.of(task, "upload_data")(None, path),
        lambda: both.of(session, "upload_artifact")(name, path),
    ):
        with pytest.raises(GroundwireError, match=r"backslash or a control|has a line break") as caught:
            upload()
        assert isinstance(caught.value, InvalidArgumentError) or getattr(caught.value, "code", 0) == 3
    assert both.of(task, "data_list")(None).data == {}
    assert both.of(session, "artifacts")() == []


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_file_name_that_is_no_text_is_refused_before_anything_is_stored(both, tmp_path) -> None:
    path = Path(os.fsdecode(os.fsencode(str(tmp_path)) + b"/\xff\xfe.jpg"))
    path.write_bytes(b"x")
    dataset, annotation_set = both.fresh()
    sample = both.sample()
    sample.set_image_name("a.jpg")
    sample.add_file(studio.SampleFile("image", path))
    with pytest.raises(InvalidArgumentError):
        both.populate_samples(dataset, annotation_set, [sample])
    assert both.samples_count(dataset).total == 0
    task, _ = session_of(both)
    with pytest.raises(InvalidArgumentError, match="surrogate"):
        both.of(task, "upload_data")(None, path)
    assert both.of(task, "data_list")(None).data == {}
