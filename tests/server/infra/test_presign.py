"""Presigned URLs give access to one object, by one method, until a moment."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.server.objects import InvalidKeyError, check_key, object_name
from groundwire.server.presign import DeniedError, UrlSigner

SIGNER = UrlSigner(b"k" * 32)
KEY = "1/ds-3/0f/a%20b.jpg"


def parts(url: str) -> tuple[bytes, bytes]:
    split = urlsplit(url)
    return split.path.encode(), split.query.encode()


def sign(method: str = "GET", **options: int) -> tuple[bytes, bytes]:
    return parts(SIGNER.sign(method, KEY, "http://x", **{"lifetime": 60, **options}))


def test_url_is_absolute_and_verifies_to_its_key() -> None:
    url = SIGNER.sign("PUT", KEY, "https://host/prefix", lifetime=60, max_size=10)
    assert url.startswith("https://host/prefix/objects/1/ds-3/0f/a%2520b.jpg?method=PUT&")
    path, query = sign("PUT", max_size=10)
    grant = SIGNER.verify("PUT", path, query)
    assert (grant.key, grant.max_size) == (KEY, 10)


def test_get_url_serves_head_too() -> None:
    assert SIGNER.verify("HEAD", *sign()).max_size is None


@pytest.mark.parametrize(
    ("made_for", "used_by"), [("GET", "PUT"), ("PUT", "GET"), ("PUT", "HEAD"), ("GET", "DELETE")]
)
def test_url_is_bound_to_its_method(made_for: str, used_by: str) -> None:
    with pytest.raises(DeniedError, match="allows"):
        SIGNER.verify(used_by, *sign(made_for))


def test_expired_url_is_denied() -> None:
    with pytest.raises(DeniedError, match="expired"):
        SIGNER.verify("GET", *sign(lifetime=-1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"method=GET", b"method=PUT"),
        (b"expires=", b"expires=9"),
        (b"signature=", b"signature=A"),
        (b"&signature=", b"&size=5&signature="),
        (b"method=GET&", b""),
        (b"method=GET", b"method=GET&method=GET"),
        (b"method=GET", b"method=GET&extra=1"),
        (b"method=GET", b"method"),
        (b"expires=", b"expires=-"),
        (b"expires=", b"expires=1e"),
        (b"expires=", b"expires=" + b"9" * 400),
        (b"signature=", b"signature=\xff"),
        (b"signature=", b"signature=%00"),
    ],
)
def test_altered_query_is_denied(old: bytes, new: bytes) -> None:
    path, query = sign()
    assert old in query
    with pytest.raises(DeniedError):
        SIGNER.verify("GET", path, query.replace(old, new, 1))


def test_size_limit_cannot_be_raised_or_dropped() -> None:
    path, query = sign("PUT", max_size=10)
    for changed in (query.replace(b"size=10", b"size=99"), query.replace(b"&size=10", b"")):
        with pytest.raises(DeniedError, match="signature"):
            SIGNER.verify("PUT", path, changed)


@pytest.mark.parametrize(
    "query", [b"", b"&", b"=", b"signature=", b"method=GET&expires=1&signature=", b"\x00"]
)
def test_incomplete_query_is_denied(query: bytes) -> None:
    with pytest.raises(DeniedError):
        SIGNER.verify("GET", b"/objects/x", query)


@pytest.mark.parametrize(
    "path",
    [
        b"/objects/1/ds-3/0f/other.jpg",
        b"/objects/1/ds-3/0f/../0f/a%2520b.jpg",
        b"/objects/..%2f1/ds-3/0f/a%2520b.jpg",
        b"/objects/1/ds-3/0f/a%2520b.jpg%00",
        b"/objects/1/ds-3/0f/a%20b.jpg",
        b"/objects/%ff%fe",
        b"/objects/" + b"a" * 60_000,
        b"/objects/",
    ],
)
def test_signature_of_one_key_opens_no_other(path: bytes) -> None:
    with pytest.raises(DeniedError):
        SIGNER.verify("GET", path, sign()[1])


def test_other_secret_signs_nothing() -> None:
    path, query = parts(UrlSigner(b"o" * 32).sign("GET", KEY, "http://x", lifetime=60))
    with pytest.raises(DeniedError, match="signature"):
        SIGNER.verify("GET", path, query)


def test_signature_is_compared_before_the_expiry_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    path, query = sign()
    later = time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: later)
    with pytest.raises(DeniedError, match="signature"):
        SIGNER.verify("GET", path, query[:-1] + b"!")


@given(st.text(max_size=300))
def test_any_file_name_becomes_one_safe_part_of_a_key(name: str) -> None:
    part = object_name(name.encode("utf-8", "replace").decode())
    assert check_key(f"1/{part}") == f"1/{part}"
    assert "/" not in part


@given(
    st.lists(
        st.text(max_size=300).map(lambda s: s.encode("utf-8", "replace").decode()), unique=True, max_size=20
    )
)
def test_different_file_names_give_different_parts(names: list[str]) -> None:
    assert len({object_name(name) for name in names}) == len(names)


def test_long_names_keep_their_extension() -> None:
    part = object_name("ż" * 400 + ".jpg")
    assert len(part) == 200
    assert part.endswith(".jpg")


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/",
        "a//b",
        "/a",
        "a/",
        "..",
        "a/../b",
        ".hidden",
        "a/.b",
        "a\\b",
        "a b",
        "a\0",
        "a\n",
        "ż",
        "a" * 201,
        "a/" * 460 + "a",
    ],
)
def test_keys_outside_the_grammar_are_refused(key: str) -> None:
    with pytest.raises(InvalidKeyError):
        check_key(key)
