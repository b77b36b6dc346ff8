"""Presigned URLs against a running server, spoken to in plain HTTP."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from groundwire.server.embedded import LocalServer
    from groundwire.server.presign import UrlSigner

    from .conftest import Api

JPEG = b"\xff\xd8\xff" + bytes(range(256)) * 4


class Urls:
    def __init__(self, signer: UrlSigner, base: str) -> None:
        self.signer, self.base = signer, base

    def put(self, key: str, size: int | None = None, lifetime: int = 60) -> str:
        return self.signer.sign("PUT", key, self.base, lifetime=lifetime, max_size=size)

    def get(self, key: str, lifetime: int = 60) -> str:
        return self.signer.sign("GET", key, self.base, lifetime=lifetime)


@pytest.fixture
def urls(signer: UrlSigner, server: LocalServer) -> Urls:
    return Urls(signer, server.url)


def exchange(url: str, request: bytes) -> bytes:
    """Send raw bytes and return everything that comes back until the server closes."""
    split = urlsplit(url)
    with socket.create_connection((split.hostname, split.port), timeout=30) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    return answer


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def test_what_is_put_is_got_with_etag_and_sniffed_type(api: Api, urls: Urls) -> None:
    put = api.request("PUT", urls.put("t/a.bin"), JPEG)
    got = api.request("GET", urls.get("t/a.bin"))
    assert (put.status, put.body, got.status, got.body) == (200, b"", 200, JPEG)
    assert put.headers["etag"] == got.headers["etag"]
    assert put.headers["etag"].startswith('"')
    assert got.headers["content-type"] == "image/jpeg"
    assert got.headers["x-content-type-options"] == "nosniff"


def test_uploaded_pages_are_not_served_as_pages(api: Api, urls: Urls) -> None:
    api.request("PUT", urls.put("t/page.html"), b"<script>alert(1)</script>")
    assert api.request("GET", urls.get("t/page.html")).headers["content-type"] == "application/octet-stream"


def test_head_answers_the_headers_of_get(api: Api, urls: Urls) -> None:
    api.request("PUT", urls.put("t/head"), JPEG)
    head, get = api.request("HEAD", urls.get("t/head")), api.request("GET", urls.get("t/head"))
    assert (head.status, head.body) == (200, b"")
    for name in ("etag", "content-length", "content-type", "last-modified", "accept-ranges"):
        assert head.headers[name] == get.headers[name]


def test_large_objects_stream_both_ways(api: Api, urls: Urls) -> None:
    body = bytes(range(256)) * 20_000
    assert api.request("PUT", urls.put("t/large"), body).status == 200
    assert api.request("GET", urls.get("t/large")).body == body
    part = api.request("GET", urls.get("t/large"), headers={"range": "bytes=1000000-4000000"})
    assert part.body == body[1_000_000:4_000_001]


def test_empty_objects_are_objects(api: Api, urls: Urls) -> None:
    assert api.request("PUT", urls.put("t/empty"), b"").status == 200
    got = api.request("GET", urls.get("t/empty"))
    assert (got.status, got.body, got.headers["content-length"]) == (200, b"", "0")
    assert api.request("GET", urls.get("t/empty"), headers={"range": "bytes=0-"}).status == 416


@pytest.mark.parametrize(
    ("wanted", "code", "part"),
    [
        ("bytes=0-0", 206, slice(0, 1)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-5", 206, slice(-5, None)),
        ("bytes=-99999", 206, slice(None)),
        ("bytes=5-99999", 206, slice(5, None)),
        ("bytes=1-2,4-5", 200, slice(None)),
        ("bytes=5-2", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
        ("bytes=x-y", 200, slice(None)),
        ("bytes=" + "9" * 5000 + "-", 200, slice(None)),
    ],
)
def test_ranges_are_honoured_or_ignored(api: Api, urls: Urls, wanted: str, code: int, part: slice) -> None:
    api.request("PUT", urls.put("t/range"), JPEG)
    got = api.request("GET", urls.get("t/range"), headers={"range": wanted})
    assert (got.status, got.body) == (code, JPEG[part])
    assert int(got.headers["content-length"]) == len(JPEG[part])
    if code == 206:
        start = part.indices(len(JPEG))[0]
        assert got.headers["content-range"] == f"bytes {start}-{start + len(got.body) - 1}/{len(JPEG)}"


@pytest.mark.parametrize("wanted", ["bytes=99999-", "bytes=-0", "bytes=1027-2000"])
def test_ranges_behind_the_end_are_416(api: Api, urls: Urls, wanted: str) -> None:
    api.request("PUT", urls.put("t/range"), JPEG)
    got = api.request("GET", urls.get("t/range"), headers={"range": wanted})
    assert (got.status, got.headers["content-range"]) == (416, f"bytes */{len(JPEG)}")


def test_conditions_follow_the_present_version(api: Api, urls: Urls) -> None:
    old = api.request("PUT", urls.put("t/cond"), JPEG).headers["etag"]
    modified = api.request("GET", urls.get("t/cond")).headers["last-modified"]
    partial = {"range": "bytes=0-1"}
    assert api.request("GET", urls.get("t/cond"), headers={"if-none-match": f'"x", {old}'}).status == 304
    assert api.request("GET", urls.get("t/cond"), headers=partial | {"if-range": old}).status == 206
    assert api.request("GET", urls.get("t/cond"), headers=partial | {"if-range": modified}).status == 206
    new = api.request("PUT", urls.put("t/cond"), JPEG).headers["etag"]
    assert new != old
    assert api.request("GET", urls.get("t/cond"), headers={"if-none-match": old}).status == 200
    assert api.request("GET", urls.get("t/cond"), headers=partial | {"if-range": old}).status == 200
    assert api.request("GET", urls.get("t/cond"), headers=partial | {"if-range": "W/" + new}).status == 200
    assert api.request("GET", urls.get("t/cond"), headers=partial | {"if-range": "yesterday"}).status == 200


def test_urls_of_the_wrong_kind_are_403_with_a_reason(api: Api, urls: Urls) -> None:
    api.request("PUT", urls.put("t/denied"), JPEG)
    for verb, url, reason in (
        ("GET", urls.put("t/denied"), "allows PUT"),
        ("PUT", urls.get("t/denied"), "allows GET"),
        ("GET", urls.get("t/denied", lifetime=-1), "expired"),
        ("PUT", urls.put("t/denied", lifetime=-1), "expired"),
        ("GET", urls.get("t/denied") + "x", "signature"),
        ("GET", urls.get("t/denied").replace("t/denied", "t/a.bin"), "signature"),
        ("GET", urls.get("t/denied").partition("?")[0], "query"),
    ):
        answer = api.request(verb, url, b"x" * 5000 if verb == "PUT" else None)
        assert answer.status == 403
        assert reason in answer.body.decode()
        assert answer.headers["content-type"].startswith("text/plain")
    assert api.request("GET", urls.get("t/denied")).body == JPEG


def test_bearer_tokens_open_no_object(api: Api, urls: Urls) -> None:
    target = urls.get("t/denied").partition("?")[0]
    assert api.request("GET", target, headers={"authorization": f"Bearer {api.token}"}).status == 403


def test_missing_objects_are_404_and_other_verbs_405(api: Api, urls: Urls) -> None:
    assert api.request("GET", urls.get("t/never")).status == 404
    for verb in ("DELETE", "POST", "PATCH", "OPTIONS"):
        assert api.request(verb, urls.get("t/never")).status == 405


def chunked(target: str, *chunks: bytes) -> bytes:
    head = f"PUT {target} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"
    return head.encode() + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))


def test_put_over_its_size_is_413_and_stores_nothing(api: Api, urls: Urls) -> None:
    url = urls.put("t/limited", size=10)
    assert api.request("PUT", url, b"x" * 11).status == 413
    assert status(exchange(url, chunked(url.removeprefix(urls.base), b"x" * 6, b"x" * 6))) == 413
    assert api.request("GET", urls.get("t/limited")).status == 404
    assert api.request("PUT", url, b"x" * 10).status == 200


def test_chunked_put_is_stored(api: Api, urls: Urls) -> None:
    url = urls.put("t/chunked")
    assert status(exchange(url, chunked(url.removeprefix(urls.base), b"abc", b"de"))) == 200
    assert api.request("GET", urls.get("t/chunked")).body == b"abcde"


def test_put_that_ends_early_leaves_the_old_object(api: Api, urls: Urls, server: LocalServer) -> None:
    api.request("PUT", urls.put("t/short"), b"old")
    target = urls.put("t/short").removeprefix(urls.base).encode()
    for length in (100, 5_000_000):
        head = b"PUT %s HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % (target, length)
        exchange(urls.base, head + b"x" * (length // 2))
    assert api.request("GET", urls.get("t/short")).body == b"old"
    staging = server.data / "objects" / ".staging"
    assert [path for path in staging.rglob("*") if path.is_file() and path.suffix != ".lock"] == []


def test_keys_are_never_paths(api: Api, urls: Urls, server: LocalServer) -> None:
    query = urls.get("t/a.bin").partition("?")[2]
    secret = (server.data / "secret.key").read_text().strip()
    for path in (
        "/objects/../secret.key",
        "/objects/..%2fsecret.key",
        "/objects/..%2Fsecret.key",
        "/objects/%2e%2e/secret.key",
        "/objects/%2e%2e%2fsecret.key",
        "/objects/..%5csecret.key",
        "/objects/%00",
        "/objects/t%2fa.bin%00",
        "/objects//etc/passwd",
        "/objects/%2fetc%2fpasswd",
        "/objects/.staging/x",
        "/objects/%ff%fe",
        "/objects/%zz",
        "/objects/" + "a/" * 10_000,
        "/objects/" + "%41" * 10_000,
    ):
        answer = api.request("GET", f"{path}?{query}")
        assert 400 <= answer.status < 500, path
        assert secret.encode() not in answer.body


def test_signed_keys_outside_the_grammar_still_reach_nothing(api: Api, urls: Urls) -> None:
    # Nobody but the server can sign; the store refuses these keys all the same.
    for key in ("../secret.key", "a/../../secret.key", ".staging/x", "a\0b", "/etc/passwd", "x" * 5000, "ż"):
        assert api.request("GET", urls.get(key)).status == 404
        assert api.request("PUT", urls.put(key), b"x").status in {404, 409}


def test_encoded_slashes_name_the_same_object(api: Api, urls: Urls) -> None:
    api.request("PUT", urls.put("t/slash"), JPEG)
    assert api.request("GET", urls.get("t/slash").replace("t/slash", "t%2Fslash")).body == JPEG


def test_keys_through_objects_are_409(api: Api, urls: Urls) -> None:
    api.request("PUT", urls.put("t/leaf"), JPEG)
    assert api.request("PUT", urls.put("t/leaf/below"), JPEG).status == 409
    assert api.request("PUT", urls.put("t"), JPEG).status == 409


@pytest.mark.parametrize(
    "head",
    [
        b"GET /health HTTP/1.1\r\nhost: x\r\nx: " + b"y" * 200_000 + b"\r\n\r\n",
        b"GET /health HTTP/1.1\r\nhost: x\r\n" + b"a: b\r\n" * 20_000 + b"\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        b"\x00\x01\x02\x03\r\n\r\n",
        b"GET /health HTTP/9.9\r\n\r\n",
        b"GET /health HTTP/1.1\r\ncontent-length: -5\r\n\r\n",
        b"GET /health HTTP/1.1\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nxxxxx",
        b"GET /health HTTP/1.1\r\nbad header\r\n\r\n",
    ],
    ids=[
        "one huge header",
        "many headers",
        "huge path",
        "binary",
        "version",
        "negative length",
        "two lengths",
        "no colon",
    ],
)
def test_absurd_heads_are_refused_and_the_server_lives(api: Api, server: LocalServer, head: bytes) -> None:
    try:
        answer = exchange(server.url, head)
    except OSError:
        answer = b""  # closed before the whole head was sent
    assert answer == b"" or 400 <= status(answer) < 500
    assert api.request("GET", "/health").status == 200


@pytest.mark.parametrize(
    "name", [b"content-length", b"range", b"if-range", b"if-none-match", b"authorization", b"host"]
)
@pytest.mark.parametrize("value", [b"\xff\xfe", b"", b"99999999999999999999999", b'"', b"bytes=0-\xb2"])
def test_absurd_header_values_never_fail_the_server(api: Api, urls: Urls, name: bytes, value: bytes) -> None:
    target = urls.get("t/a.bin").removeprefix(urls.base).encode()
    answer = exchange(
        urls.base, b"GET %s HTTP/1.1\r\nconnection: close\r\n%s: %s\r\n\r\n" % (target, name, value)
    )
    assert answer == b"" or status(answer) < 500
    assert api.request("GET", "/health").status == 200


def test_nothing_of_all_this_is_an_error_in_the_log(api: Api, urls: Urls, server: LocalServer) -> None:
    url = urls.put("t/logged")
    api.request("PUT", url, b"x")
    api.request("GET", "/health")  # a line is written after its answer, and before the next request is read
    lines = server.read_log().splitlines()
    assert any("path=/objects/t/logged status=200" in line for line in lines)
    assert [line for line in lines if " ERROR " in line or "Traceback" in line] == []
    told = "\n".join(lines)
    assert "signature=" not in told
    assert "expires=" not in told
    assert url.rpartition("signature=")[2] not in told
    assert server.password not in told
    assert api.token not in told
