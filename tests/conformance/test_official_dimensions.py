"""Sizes of images that the server was not told: both clients and the command line find them out."""

from __future__ import annotations

import uuid
from pathlib import Path

import httpx
import pytest

from groundwire import studio


@pytest.fixture
def unsized(ours, local_server, project, pictures) -> str:
    """A dataset whose images are somewhere else, so that the server cannot look at them; one is no image."""
    store = ours.create_dataset(project, f"elsewhere {uuid.uuid4()}")
    samples = []
    for path in [*pictures, Path(__file__)]:
        sample = studio.Sample()
        sample.set_image_name(path.name)
        sample.add_file(studio.SampleFile("image", str(path)))
        samples.append(sample)
    ours.populate_samples(store, ours.create_annotation_set(store, "none"), samples)
    addresses = {sample.image_name: sample.image_url for sample in ours.samples(store)}
    dataset = ours.create_dataset(project, f"unsized {uuid.uuid4()}")
    sent = [{"image_name": name, "image_url": url} for name, url in addresses.items()]
    params = {"dataset_id": studio.DatasetID(dataset).value, "samples": sent, "presigned_urls": False}
    call = {"id": 0, "jsonrpc": "2.0", "method": "samples.populate2", "params": params}
    headers = {"authorization": f"Bearer {ours.token()}"}
    assert "result" in httpx.post(f"{local_server.url}/api", json=call, headers=headers).json()
    return dataset


def sizes(client, dataset: str) -> dict[str, tuple[int | None, int | None]]:
    return {sample.image_name: (sample.width, sample.height) for sample in client.samples(dataset)}


def found(pictures: list[Path]) -> dict[str, tuple[int | None, int | None]]:
    return {**{path.name: (160, 120) for path in pictures}, Path(__file__).name: (None, None)}


def test_both_clients_find_out_the_same_sizes(official, ours, unsized, pictures) -> None:
    assert set(sizes(official, unsized).values()) == set(sizes(ours, unsized).values()) == {(None, None)}
    seen: list[tuple[int, int, str | None]] = []
    assert official.backfill_sample_dimensions(unsized, lambda *event: seen.append(event)) == 6
    assert seen
    assert sizes(official, unsized) == sizes(ours, unsized) == found(pictures)
    assert ours.backfill_sample_dimensions(unsized) == official.backfill_sample_dimensions(unsized) == 0


def test_ours_finds_out_what_the_official_client_reads(official, ours, unsized, pictures) -> None:
    assert ours.backfill_sample_dimensions(unsized) == 6
    assert sizes(official, unsized) == found(pictures)


def test_the_command_line_updates_dimensions(cli, ours, unsized, pictures) -> None:
    assert "Updated dimensions for 6 samples" in cli("update-dimensions", unsized)
    assert sizes(ours, unsized) == found(pictures)


def test_sizes_are_set_by_hand_and_wrong_ones_refused(official, ours, unsized) -> None:
    first, second, *_ = official.samples(unsized)
    assert (
        official.update_sample_dimensions(unsized, [(first.id, 1600, 1200), (second.id, 1, 2**32 - 1)]) == 2
    )
    found = sizes(ours, unsized)
    assert found[first.image_name] == (1600, 1200)
    assert found[second.image_name] == (1, 2**32 - 1)
    with pytest.raises(RuntimeError, match=r"RpcError\(3"):
        official.update_sample_dimensions(unsized, [(first.id, 2, 2), (second.id, 0, 5)])
    assert sizes(ours, unsized) == found
