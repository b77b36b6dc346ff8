"""The main job, request by request as it was recorded: log in, upload, annotate, read back, tidy up."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest

from groundwire import studio
from groundwire._core.errors import NotFoundError, RpcError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import httpx
    from vcr.cassette import Cassette

    from groundwire.studio import Client

    from .conftest import Address

pytestmark = [pytest.mark.vcr, pytest.mark.block_network]


@pytest.fixture(autouse=True)
def _everything_recorded_was_asked_for(vcr: Cassette, record_mode: str) -> Iterator[None]:
    """A recording holds nothing that the client no longer sends."""
    yield
    assert vcr.all_played or record_mode != "none", "some recorded requests were not made"


def picture(shade: int) -> bytes:
    """Return a grey PNG of 4 by 3 pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    rows = (b"\x00" + bytes([shade]) * 4) * 3
    header = struct.pack(">IIBBBBB", 4, 3, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 0))
        + chunk(b"IEND", b"")
    )


def annotated(folder: Path, number: int) -> studio.Sample:
    """Return a sample with a picture, a box and an outline."""
    path = folder / f"frame_{number}.png"
    path.write_bytes(picture(40 * number))
    box = studio.Annotation()
    box.set_label("deer")
    box.set_object_id(f"deer-{number}")
    box.set_box2d(studio.Box2d(0.125, 0.25, 0.5, 0.5))
    outline = studio.Annotation()
    outline.set_label("tree")
    outline.set_polygon(studio.Polygon([[(0.5, 0.5), (0.75, 0.5), (0.625, 0.875)]]))
    sample = studio.Sample()
    sample.set_image_name(path.name)
    sample.set_group("train" if number % 2 else "val")
    sample.add_file(studio.SampleFile("image", str(path)))
    for annotation in (box, outline):
        sample.add_annotation(annotation)
    return sample


def uploaded(client: Client, folder: Path) -> tuple[studio.DatasetID, studio.AnnotationSetID]:
    dataset = client.create_dataset(client.projects()[0].id, "Deer watch", "Two frames")
    annotation_set = client.create_annotation_set(dataset, "boxes and outlines")
    client.populate_samples(dataset, annotation_set, [annotated(folder, 1), annotated(folder, 2)])
    return dataset, annotation_set


def test_log_in_and_look_around(client: Client):
    assert client.username == "admin"
    assert client.version()
    client.verify_token()
    client.renew_token()
    assert client.organization().name == "Local"
    assert [project.name for project in client.projects()] == ["Sandbox"]
    assert client.datasets(client.projects()[0].id) == []


def test_upload_and_read_back(client: Client, tmp_path: Path):
    dataset, annotation_set = uploaded(client, tmp_path)
    assert client.dataset(dataset).name == "Deer watch"
    assert client.samples_count(dataset).total == 2
    assert sorted(group.name for group in client.groups(dataset)) == ["train", "val"]
    assert sorted(label.name for label in client.labels(dataset)) == ["deer", "tree"]
    samples = {sample.image_name: sample for sample in client.samples(dataset, annotation_set)}
    assert sorted(samples) == ["frame_1.png", "frame_2.png"]
    for number in (1, 2):
        sample = samples[f"frame_{number}.png"]
        assert (sample.width, sample.height) == (4, 3)
        assert sample.download() == picture(40 * number)
        labels = {annotation.label: annotation for annotation in sample.annotations}
        assert labels["deer"].box2d == studio.Box2d(0.125, 0.25, 0.5, 0.5)
        assert labels["deer"].object_id == f"deer-{number}"
        assert labels["tree"].polygon is not None
        assert labels["tree"].polygon.rings == [[(0.5, 0.5), (0.75, 0.5), (0.625, 0.875)]]


def test_download_as_files(client: Client, tmp_path: Path):
    dataset, _ = uploaded(client, tmp_path)
    target = tmp_path / "target"
    client.download_dataset(dataset, [], [studio.FileType.Image], str(target), True)
    files = {path.name: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    assert files == {f"frame_{number}.png": picture(40 * number) for number in (1, 2)}


def test_tidy_up(client: Client, tmp_path: Path):
    dataset, annotation_set = uploaded(client, tmp_path)
    client.remove_label(next(label.id for label in client.labels(dataset) if label.name == "tree"))
    assert [label.name for label in client.labels(dataset)] == ["deer"]
    first, second = client.samples(dataset, annotation_set)
    assert first.id is not None
    client.delete_samples(dataset, [first.id])
    assert [sample.id for sample in client.samples(dataset)] == [second.id]
    client.delete_annotation_set(annotation_set)
    client.delete_dataset(dataset)
    with pytest.raises(NotFoundError) as told:
        client.dataset(dataset)
    assert told.value.method == "dataset.get"


def test_wrong_password(address: Address, http: httpx.Client):
    stranger = studio.Client(http=http).with_memory_storage().with_url(address.url)
    with pytest.raises(RpcError) as told:
        stranger.with_login("admin", "not the password")
    assert told.value.method == "auth.login"
    assert "not the password" not in repr(told.value)
