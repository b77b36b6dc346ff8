"""Twenty thousand samples, written and read again and again, in memory that does not grow."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

import pytest

from groundwire import studio

from .conftest import resident

if TYPE_CHECKING:
    from groundwire.server import LocalServer

pytestmark = pytest.mark.soak

SAMPLES = 20_000
BATCH = 1_000
ROUNDS = 6
# What a process may gain after it has done everything once; a leak of 1 kB per sample would be 100 MiB.
ALLOWED_MIB = 40


def batch_of(start: int) -> list[studio.Sample]:
    samples = []
    for number in range(start, start + BATCH):
        sample = studio.Sample()
        sample.set_image_name(f"frame_{number:06}.png")
        annotation = studio.Annotation()
        annotation.set_label("deer")
        annotation.set_box2d(studio.Box2d(0.25, 0.25, 0.5, 0.5))
        sample.add_annotation(annotation)
        samples.append(sample)
    return samples


def memory(server: LocalServer) -> tuple[int, int]:
    """Return the memory of client and server in MiB."""
    gc.collect()
    assert server.pid is not None
    return resident(os.getpid()), resident(server.pid)


def test_memory_stays_bounded_over_many_samples(server: LocalServer):
    client = studio.Client().with_memory_storage().with_url(server.url)
    client = client.with_login(server.username, server.password)
    dataset = client.create_dataset(client.projects()[0].id, "many")
    annotation_set = client.create_annotation_set(dataset, "boxes")
    for start in range(0, SAMPLES, BATCH):
        client.populate_samples(dataset, annotation_set, batch_of(start))
        assert client.samples_count(dataset).total == start + BATCH
    measured = []
    for _ in range(ROUNDS):
        samples = client.samples(dataset, annotation_set)
        assert len(samples) == SAMPLES
        assert sum(len(sample.annotations) for sample in samples) == SAMPLES
        del samples
        assert len(client.sample_names(dataset)) == SAMPLES
        measured.append(memory(server))
    assert_steady(measured)


def test_memory_stays_bounded_over_many_datasets(server: LocalServer):
    client = studio.Client().with_memory_storage().with_url(server.url)
    client = client.with_login(server.username, server.password)
    measured = []
    for start in range(0, SAMPLES, BATCH):
        dataset = client.create_dataset(client.projects()[0].id, f"part {start}")
        annotation_set = client.create_annotation_set(dataset, "boxes")
        client.populate_samples(dataset, annotation_set, batch_of(start))
        assert len(client.samples(dataset, annotation_set)) == BATCH
        client.delete_dataset(dataset)
        measured.append(memory(server))
    assert_steady(measured)


def assert_steady(measured: list[tuple[int, int]]) -> None:
    """Compare the end with the state after the first third, when all caches are warm."""
    warm = measured[len(measured) // 3]
    for who, first, last in zip(("client", "server"), warm, measured[-1], strict=True):
        assert last - first <= ALLOWED_MIB, f"the {who} went from {first} to {last} MiB: {measured}"
