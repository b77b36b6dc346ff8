"""Files of a tag: what was uploaded then stays reachable, whatever is uploaded since."""

from __future__ import annotations

import pytest

from tests.server.studio.test_files import picture


def image(data, tag: str | None = None) -> bytes | None:
    sample = data.sample(**({"tag": tag} if tag else {}))
    return data.get(sample["image_url"]) if "image_url" in sample else None


def test_each_tag_has_the_file_of_its_time(data) -> None:
    for number in range(4):
        data.upload("a", "a.jpg", b"content %d" % number)
        data.tag(f"v{number}")
    data.upload("a", "b.jpg", b"another name")
    data.upload("a", "b.jpg", b"the same name")
    assert [image(data, f"v{number}") for number in range(4)] == [b"content %d" % n for n in range(4)]
    assert image(data) == b"the same name"


@pytest.mark.parametrize("presigned", [True, False])
def test_naming_a_file_again_takes_nothing_away(data, presigned) -> None:
    data.upload("a", "a.jpg", b"first")
    data.tag("v1")
    data.populate({"uuid": "a", "files": {"image": "a.jpg"}}, presigned_urls=presigned)
    assert image(data) == image(data, "v1") == b"first"


def test_an_unfinished_upload_goes_on_under_its_key(data) -> None:
    files = {"uuid": "a", "files": {"image": "a.jpg"}}
    (first,) = data.populate(files, presigned_urls=True)
    data.tag("v1")
    (second,) = data.populate(files, presigned_urls=True)
    assert first["urls"][0]["key"] == second["urls"][0]["key"]
    assert image(data, "v1") is None
    data.put(second["urls"][0]["url"], b"late")
    assert image(data) == image(data, "v1") == b"late"


def test_a_finished_upload_keeps_its_key_too(data) -> None:
    """Clients that go on with an interrupted upload find it where they left it."""
    files = {"uuid": "a", "files": {"image": "a.jpg"}}
    (first,) = data.populate(files, presigned_urls=True)
    data.put(first["urls"][0]["url"], b"first")
    data.tag("v1")
    (second,) = data.populate(files, presigned_urls=True)
    assert first["urls"][0]["key"] == second["urls"][0]["key"]


def test_a_restored_file_can_be_replaced_without_harm_to_any_tag(data) -> None:
    data.upload("a", "a.jpg", b"first")
    data.tag("v1")
    data.upload("a", "b.jpg", b"second")
    data.tag("v2")
    data.restore("v1")
    assert image(data) == b"first"
    data.upload("a", "a.jpg", b"third")
    assert (image(data, "v1"), image(data, "v2"), image(data)) == (b"first", b"second", b"third")
    data.restore("v2")
    data.upload("a", "b.jpg", b"fourth")
    data.restore("v1")
    data.upload("a", "other.jpg", b"fifth")
    assert (image(data, "v1"), image(data, "v2"), image(data)) == (b"first", b"second", b"fifth")


def test_a_file_nobody_can_ask_for_is_deleted(data) -> None:
    data.tag("before")
    data.upload("a", "a.jpg", b"first")
    url = data.sample()["image_url"]
    data.upload("a", "b.jpg", b"second")
    assert data.api.http.get(url, headers={"authorization": ""}).status_code == 404


def test_the_size_of_an_image_is_known_at_a_tag_too(data) -> None:
    data.upload("a", "a.png", picture("PNG"))
    data.tag("v1")
    data.upload("a", "b.png", picture("PNG", (3, 5)))
    sample = data.sample(tag="v1")
    assert (sample["width"], sample["height"]) == (31, 17)
    assert data.get(sample["image_url"]) == picture("PNG")


def test_a_failed_call_leaves_no_copies(data, local_server) -> None:
    data.upload("a", "a.jpg", b"first")
    data.tag("v1")
    objects = local_server.data / "objects"
    before = sorted(path for path in objects.rglob("*") if path.is_file())
    samples = [{"uuid": "a", "files": {"image": "a.jpg"}, "annotations": [{"label_name": "x"}]}]
    failure = data.api.fails(
        "samples.populate2",
        dataset_id=data.id,
        annotation_set_id=2**40,
        presigned_urls=True,
        samples=samples,
    )
    assert failure.code == 101
    assert sorted(path for path in objects.rglob("*") if path.is_file()) == before
