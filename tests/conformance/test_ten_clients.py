"""Ten processes fill one dataset at once with the same things: nothing is there twice, nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from collections import Counter
from pathlib import Path

import pytest

from groundwire import studio
from tests.conformance import crowd

PROGRAM = Path(__file__).with_name("crowd.py")
KINDS = ["sync", "async", "official", "sync", "async", "official", "sync", "async", "official", "sync"]


@pytest.fixture
def task(ours, local_server, project, pictures) -> dict[str, object]:
    """A dataset with one sample per client, whose dimensions that client will set."""
    dataset = ours.create_dataset(project, f"ten {uuid.uuid4()}")
    annotation_set = ours.create_annotation_set(dataset, "objects")
    samples = []
    for number in range(len(KINDS)):
        sample = studio.Sample()
        sample.set_image_name(f"first {number}.jpg")
        samples.append(sample)
    ours.populate_samples(dataset, annotation_set, samples)
    return {
        "url": local_server.url,
        "username": local_server.username,
        "password": local_server.password,
        "dataset": dataset,
        "annotation_set": annotation_set,
        "picture": str(pictures[0]),
        "samples": [str(sample.id) for sample in ours.samples(dataset)],
    }


def run_all(task: dict[str, object], folder: Path) -> None:
    """Start all clients, let them go at the same moment, and wait until every one has succeeded."""
    logs = [(folder / f"{number}.log").open("w+") for number in range(len(KINDS))]
    started = [
        subprocess.Popen(
            [sys.executable, PROGRAM, kind, str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={"HOME": str(folder), "PYTHONPATH": ":".join(sys.path)},
        )
        for (number, kind), log in zip(enumerate(KINDS), logs, strict=True)
    ]
    try:
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in started:
            assert process.stdin is not None
            process.stdin.write(json.dumps(task) + "\n")
            process.stdin.flush()
        codes = [process.wait(timeout=120) for process in started]
    finally:
        for process, log in zip(started, logs, strict=True):
            process.kill()
            process.communicate()
            log.seek(0)
            sys.stderr.write(log.read())
            log.close()
    assert codes == [0] * len(KINDS)


def test_ten_processes_fill_one_dataset(task, ours, tmp_path) -> None:
    run_all(task, tmp_path)
    dataset, annotation_set = task["dataset"], task["annotation_set"]
    labels = {label.name: label.index for label in ours.labels(dataset)}
    assert len(ours.labels(dataset)) == len(labels) == len(set(labels.values()))
    assert set(labels) == set(crowd.PINNED) | {f"own {number}" for number in range(len(KINDS))}
    assert labels.items() >= crowd.PINNED.items()
    groups = Counter(group.name for group in ours.groups(dataset))
    assert groups == dict.fromkeys([*(f"group {n}" for n in range(crowd.GROUPS)), "later"], 1)
    found = ours.samples(dataset, annotation_set, [studio.AnnotationType.Box2d])
    expected = [f"first {number}.jpg" for number in range(len(KINDS))]
    expected += [f"shared {number}.jpg" for number in range(crowd.SHARED)]
    twice = [kind for kind in KINDS if kind != "official"]
    names = Counter(sample.image_name for sample in found)
    for number, kind in enumerate(KINDS):
        # our objects are made anew for the second turn, so that these are samples of their own
        for own in range(crowd.OWN):
            assert names.pop(f"{number} {own}.jpg") == (2 if kind in twice else 1)
    assert names == dict.fromkeys(expected, 1)
    assert len({sample.uuid for sample in found}) == len(found) == ours.samples_count(dataset).total
    by_name = {sample.image_name: sample for sample in found}
    for number in range(crowd.SHARED):
        sample = by_name[f"shared {number}.jpg"]
        assert sample.uuid == crowd.identity(number)
        assert sample.group == f"group {number % crowd.GROUPS}"
        assert [one.label for one in sample.annotations] == [
            f"label {(number + step) % crowd.LABELS}" for step in range(2)
        ]
        assert sample.image_url
    sizes = {sample.image_name: sample.width for sample in found}
    assert [sizes[f"first {number}.jpg"] for number in range(len(KINDS))] == [
        1000 + number for number in range(len(KINDS))
    ]
