"""A mistyped path is sent as a name, as documented, and the log says so."""

from __future__ import annotations

import logging

from groundwire.studio import Sample, SampleFile
from groundwire.studio._populate import prepare_all


def test_the_log_counts_files_that_do_not_exist(tmp_path, caplog) -> None:
    there = tmp_path / "there.pcd"
    there.write_bytes(b"x")
    samples = []
    for path in (there, tmp_path / "mistyped.pcd", tmp_path / "gone.pcd"):
        sample = Sample()
        sample.add_file(SampleFile("lidar.pcd", str(path)))
        samples.append(sample)
    with caplog.at_level(logging.WARNING, "groundwire"):
        prepared = prepare_all(samples)
    assert [list(item.files) for item in prepared] == [["there.pcd"], [], []]
    (record,) = caplog.records
    assert "2 files do not exist" in record.getMessage()
    assert "mistyped.pcd" in record.getMessage()
