from __future__ import annotations

import pytest

from groundwire._core.errors import InvalidArgumentError
from groundwire._core.transfer.urls import checked_headers, checked_url, origin, redirected, shown


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://h/x", "http://h/x"),
        ("https://h:8443/a%20b?X-Signature=a%2Fb&c=d", "https://h:8443/a%20b?X-Signature=a%2Fb&c=d"),
        ("http://h/a b", "http://h/a%20b"),
        ("http://h/ü?q=ö", "http://h/%C3%BC?q=%C3%B6"),
        ("http://h/x#part", "http://h/x"),
        ("HTTP://h/x", "HTTP://h/x"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
        ("http://bücher.example/x", "http://xn--bcher-kva.example/x"),
    ],
)
def test_urls_are_made_ready_to_send(url: str, expected: str) -> None:
    assert checked_url(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "/x",
        "file:///etc/passwd",
        "ftp://h/x",
        "http://",
        "http:///x",
        "http://h/a\nb",
        "http://h:x/",
        "data:,x",
        "http://a b/",
        "http://h:70000/",
        "http://ü..x/",
    ],
)
def test_anything_but_an_absolute_http_url_is_refused(url: str) -> None:
    with pytest.raises(InvalidArgumentError, match="http or https"):
        checked_url(url)


def test_redirects_resolve_against_the_url_they_come_from() -> None:
    assert redirected("http://h/a/b?c", "../d") == "http://h/d"
    assert redirected("http://h/a", "https://k/x") == "https://k/x"
    with pytest.raises(InvalidArgumentError):
        redirected("http://h/a", "file:///etc/passwd")


def test_origin_knows_default_ports() -> None:
    assert origin("https://h/x") == origin("https://h:443/y")
    assert origin("https://h/x") != origin("http://h/x")
    assert origin("http://h/x") != origin("http://k/x")


def test_what_people_see_holds_no_secret() -> None:
    assert shown("https://user:pass@h/bucket/key?X-Amz-Signature=abc#f") == "https://h/bucket/key"
    assert len(shown("http://h/" + "x" * 1000)) == 200


@pytest.mark.parametrize("headers", [{"a b": "c"}, {"a": "b\r\nc: d"}, {"a": "b\n"}, {"": "x"}, {"a": "ü"}])
def test_headers_that_http_does_not_allow_are_refused(headers: dict[str, str]) -> None:
    with pytest.raises(InvalidArgumentError, match="cannot be sent"):
        checked_headers(headers)
