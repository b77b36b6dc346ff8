"""Image names on the server are distinct, safe to download, and tell the file name they stand for."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from groundwire.demo.wire import wire_names

names = st.text(alphabet="aB./:%*é", min_size=1, max_size=6).filter(lambda name: not name.endswith("/"))


def test_plain_names_stay_with_their_folders() -> None:
    assert wire_names([("train", "a.jpg"), ("val", "images/b.jpg"), (None, "ü 1.png")]) == [
        "a.jpg",
        "images/b.jpg",
        "ü 1.png",
    ]


def test_names_that_would_collide_or_change_are_encoded() -> None:
    assert wire_names([("train", "a.jpg"), ("val", "A.jpg"), ("val", "b:c.jpg")]) == [
        "train%2Fa.jpg",
        "val%2FA.jpg",
        "val%2Fb%3Ac.jpg",
    ]


@given(st.lists(st.tuples(st.just("train") | st.just("val"), names), unique=True, max_size=8))
def test_names_are_distinct_and_reversible(images: list[tuple[str, str]]) -> None:
    wired = wire_names(images)
    assert len(set(wired)) == len(images)
    assert len({name.rpartition("/")[2].lower() for name in wired}) >= len({name.lower() for name in wired})
    for (group, file_name), name in zip(images, wired, strict=True):
        assert name == file_name or unquote(name) == f"{group}/{file_name}"
