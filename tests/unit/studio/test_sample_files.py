"""Files of one sample that would take each other's place."""

from __future__ import annotations

import pytest

from groundwire._core.errors import InvalidArgumentError
from groundwire.studio import Sample, SampleFile
from groundwire.studio._populate import prepare


def with_files(folder, *files):
    sample = Sample()
    for kind, name in files:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
        sample.add_file(SampleFile(kind, str(path)))
    return sample


@pytest.mark.parametrize(
    "files",
    [
        (("image", "a/x.png"), ("lidar.depth", "b/x.png")),
        (("image", "a/x.png"), ("image", "a/y.png")),
    ],
)
def test_files_that_would_take_each_others_place_are_refused(files, tmp_path):
    with pytest.raises(InvalidArgumentError, match="has the name or the file type of another of its files"):
        prepare(with_files(tmp_path, *files))


def test_the_same_file_twice_is_one_file(tmp_path):
    sample = with_files(tmp_path, ("image", "a/x.png"), ("image", "a/x.png"), ("radar.png", "a/x.png"))
    assert prepare(sample).outgoing.files == {"image": "x.png", "radar.png": "x.png"}
