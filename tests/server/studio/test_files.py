"""Files of samples: upload addresses, download addresses, image sizes."""

from __future__ import annotations

import io

import pytest
from PIL import Image

NAMES = [
    "a.jpg",
    "../../etc/passwd",
    "C:\\con.png",
    "日本 🚙.jpg",
    ".hidden",
    "a/b/c.png",
    "x" * 300 + ".jpg",
    "%2e%2e",
]


def picture(kind: str, size: tuple[int, int] = (31, 17)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, (10, 200, 30)).save(buffer, kind)
    return buffer.getvalue()


def upload(data, *samples, body: bytes) -> list[str]:
    """Populate, PUT `body` to every address, return the addresses."""
    addresses = [
        address["url"] for reply in data.populate(*samples, presigned_urls=True) for address in reply["urls"]
    ]
    for address in addresses:
        assert data.api.http.put(address, content=body, headers={"authorization": ""}).is_success
    return addresses


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_any_name_makes_the_round_trip(data, name) -> None:
    (reply,) = data.populate({"uuid": "a", "files": {"image": name}}, presigned_urls=True)
    (address,) = reply["urls"]
    assert address["filename"] == name
    assert ".." not in address["key"].split("/")
    assert data.api.http.put(address["url"], content=b"bytes").is_success
    sample = data.sample()
    assert sample["image_name"] == name
    assert data.api.http.get(sample["image_url"]).content == b"bytes"


def test_every_file_has_an_address_of_its_own(data) -> None:
    files = {"image": "a.jpg", "radar.pcd": "a.pcd", "lidar.pcd": "a.pcd"}
    (reply,) = data.populate({"uuid": "a", "files": files}, presigned_urls=True)
    assert [address["filename"] for address in reply["urls"]] == ["a.jpg", "a.pcd", "a.pcd"]
    assert len({address["key"] for address in reply["urls"]}) == 3


def test_no_addresses_unless_asked_for(data) -> None:
    assert data.populate({"uuid": "a", "files": {"image": "a.jpg"}}) == [{"uuid": "a", "urls": []}]


def test_a_name_stays_and_the_address_is_missing_until_the_upload(data) -> None:
    data.populate({"uuid": "a", "image_name": "shown.jpg", "files": {"image": "a.jpg"}}, presigned_urls=True)
    sample = data.sample()
    assert sample["image_name"] == "shown.jpg"
    assert "image_url" not in sample


def test_an_address_sent_by_the_client_gives_way_to_an_uploaded_file(data) -> None:
    sample = {"uuid": "a", "image_url": "https://example.com/a.jpg", "files": {"image": "a.jpg"}}
    data.populate(sample)
    assert data.sample()["image_url"] == "https://example.com/a.jpg"
    upload(data, sample, body=b"x")
    assert data.sample()["image_url"].startswith(data.api.url)


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (None, ["radar.pcd", "lidar.depth"]),
        (["image"], []),
        (["box2d"], []),
        (["radar.pcd"], ["radar.pcd"]),
        (["lidar.depth", "image"], ["lidar.depth"]),
    ],
)
def test_types_select_sensor_files_and_the_image_always_has_its_address(data, types, expected) -> None:
    files = {"image": "a.jpg", "radar.pcd": "a.pcd", "lidar.depth": "a.png"}
    upload(data, {"uuid": "a", "files": files}, body=b"x")
    sample = data.sample(types=types)
    assert "image_url" in sample
    assert [name for entry in sample.get("sensors", []) for name in entry] == expected


def test_a_sensor_file_that_never_arrived_is_left_out(data) -> None:
    (reply,) = data.populate(
        {"uuid": "a", "files": {"radar.pcd": "a", "lidar.pcd": "b"}}, presigned_urls=True
    )
    data.api.http.put(reply["urls"][1]["url"], content=b"x")
    (entry,) = data.sample()["sensors"]
    assert list(entry) == ["lidar.pcd"]
    assert data.api.http.get(entry["lidar.pcd"]).content == b"x"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF"])
def test_the_size_of_an_uploaded_image_is_read_from_its_header(data, kind) -> None:
    upload(data, {"uuid": "a", "files": {"image": "a"}}, body=picture(kind))
    for _ in range(2):
        sample = data.sample()
        assert (sample["width"], sample["height"]) == (31, 17)


@pytest.mark.parametrize(
    "body", [b"", b"text", b"\xff\xd8\xff", b"RIFF", picture("PNG")[:20], b"<svg width='5' height='5'/>"]
)
def test_bytes_that_are_no_image_have_no_size(data, body) -> None:
    upload(data, {"uuid": "a", "files": {"image": "a"}}, body=body)
    sample = data.sample()
    assert "width" not in sample
    assert "image_url" in sample


def test_a_size_that_was_sent_is_kept_right_or_wrong(data) -> None:
    upload(data, {"uuid": "a", "width": 5, "files": {"image": "a"}}, body=picture("PNG"))
    sample = data.sample()
    assert sample["width"] == 5
    assert "height" not in sample


def test_a_repeated_call_gives_fresh_addresses_of_the_same_file(data) -> None:
    sample = {"uuid": "a", "files": {"image": "a.jpg"}}
    upload(data, sample, body=b"one")
    upload(data, sample, body=b"two")
    assert data.api.http.get(data.sample()["image_url"]).content == b"two"


def test_another_name_replaces_the_file(data) -> None:
    upload(data, {"uuid": "a", "files": {"image": "old.jpg"}}, body=b"old")
    old = data.sample()["image_url"]
    data.populate({"uuid": "a", "files": {"image": "new.jpg"}}, presigned_urls=True)
    assert "image_url" not in data.sample()
    assert data.api.http.get(old).status_code == 404


def test_nul_in_a_file_name_is_refused(data) -> None:
    sample = {"uuid": "a", "files": {"image": "a\0b"}}
    failure = data.api.fails("samples.populate2", dataset_id=data.id, presigned_urls=True, samples=[sample])
    assert failure.code == 3
    assert "samples[0].files.image" in failure.message
